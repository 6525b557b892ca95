import { AppError } from '@agentflow/core';

export type Environment = { readonly [name: string]: string | undefined };
/** What OpenTelemetry's own names in the environment ask for. */
export interface TracingConfig {
  /** Where spans go: full URL. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly sampler: SamplerName;
  /** Of the samplers that take a share: 0 to 1. */
  readonly ratio: number;
  /** Besides `service.name`. */
  readonly resource: { readonly [name: string]: string };
}
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];
const DEFAULT_ENDPOINT = 'http://localhost:4318';
const wrong = (name: string, text: string, what: string): AppError =>
  new AppError('CONFIG_INVALID', `${name} is "${text}": ${what}`, { name });

/**
 * `null` where nobody asked for traces. Names as OpenTelemetry has them:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @throws AppError CONFIG_INVALID for what is not possible here, naming the variable
 */
export function readTracingConfig(env: Environment): TracingConfig | null {
  const given = (name: string): string | undefined => (env[name]?.trim() === '' ? undefined : env[name]?.trim());
  const exporter = given('OTEL_TRACES_EXPORTER');
  const endpoint = given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? given('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (given('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || exporter === 'none') return null;
  if (exporter === undefined && endpoint === undefined) return null;
  if (exporter !== undefined && exporter !== 'otlp') throw wrong('OTEL_TRACES_EXPORTER', exporter, 'it may be otlp or none');
  for (const name of ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL']) {
    const protocol = given(name);
    if (protocol !== undefined && protocol !== 'http/protobuf')
      throw wrong(name, protocol, 'spans are sent by http/protobuf, to which collectors listen on port 4318');
  }
  const { sampler, ratio } = readSampler(given('OTEL_TRACES_SAMPLER'), given('OTEL_TRACES_SAMPLER_ARG'));
  return {
    url: urlOf(given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'), given('OTEL_EXPORTER_OTLP_ENDPOINT')),
    headers: pairs(given('OTEL_EXPORTER_OTLP_TRACES_HEADERS') ?? given('OTEL_EXPORTER_OTLP_HEADERS')),
    sampler,
    ratio,
    resource: pairs(given('OTEL_RESOURCE_ATTRIBUTES')),
  };
}
/** The endpoint of traces is taken as it is, the common one gets the path of traces. */
function urlOf(traces: string | undefined, common: string | undefined): string {
  const [name, text] =
    traces === undefined
      ? ['OTEL_EXPORTER_OTLP_ENDPOINT', `${(common ?? DEFAULT_ENDPOINT).replace(/\/+$/, '')}/v1/traces`]
      : ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', traces];
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw wrong(name as string, text, 'it must be an http or https URL');
  return text;
}
function readSampler(name: string | undefined, share: string | undefined): { readonly sampler: SamplerName; readonly ratio: number } {
  const sampler = SAMPLERS.find((known) => known === (name ?? 'parentbased_always_on'));
  if (!sampler) throw wrong('OTEL_TRACES_SAMPLER', name as string, `it may be ${SAMPLERS.join(', ')}`);
  const ratio = share === undefined || !sampler.endsWith('traceidratio') ? 1 : Number(share);
  if (!(ratio >= 0 && ratio <= 1)) throw wrong('OTEL_TRACES_SAMPLER_ARG', share as string, 'it must be a number from 0 to 1');
  return { sampler, ratio };
}
/** `name=value,name=value`, values percent-encoded. */
function pairs(text: string | undefined): { readonly [name: string]: string } {
  const found = new Map<string, string>();
  for (const part of (text ?? '').split(',')) {
    const at = part.indexOf('=');
    if (at > 0) found.set(part.slice(0, at).trim(), decoded(part.slice(at + 1).trim()));
  }
  return Object.fromEntries(found);
}
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
