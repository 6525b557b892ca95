import { AppError, type Json } from '@agentflow/core';
import type { HttpAnswer, HttpCall } from '@agentflow/nodes';
import type { Clock } from '@agentflow/ports';
import type { Caller, Outward } from '../application/outward.js';
import type { Credentials } from '../credentials/credentials.js';
import { HTTP_CREDENTIALS, httpCredential, type CredentialParts } from '../credentials/http-credential.js';
import { scrub, scrubError } from '../credentials/scrub.js';
import { bareHost } from '../egress/allow-list.js';
import { parseTarget } from '../egress/check-target.js';
import { isDown, type Egress, type EgressAnswer } from '../egress/create-egress.js';
import { readAnswer } from './read-answer.js';
import { retryAfterSeconds } from './retry-after.js';

const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429]);
const KEYED: ReadonlySet<string> = new Set(['idempotent', 'at_least_once', 'at_most_once']);
const NOTHING: CredentialParts = { headers: {}, query: {}, secrets: [] };
/** Of an error answer's body, in characters. */
const QUOTED = 2_000;

/** Makes an HTTP call: credential, idempotency key, egress, and what the status means (CONTRACT 1, `http`). */
export const createHttpCall =
  ({
    egress,
    credentials,
    clock,
  }: {
    readonly egress: Egress;
    readonly credentials: Credentials;
    readonly clock: Clock;
  }): Outward['http'] =>
  async (call, caller) => {
    const url = parseTarget(call.url);
    const parts = call.credential === undefined ? NOTHING : await openFor(credentials, caller, call.credential, url);
    for (const [name, value] of Object.entries(call.query ?? {}))
      for (const item of Array.isArray(value) ? (value as readonly Json[]) : [value])
        if (item !== null) url.searchParams.append(name, asText(item));
    for (const [name, value] of Object.entries(parts.query)) url.searchParams.set(name, value);
    const { body, contentType } = encode(call.body);
    const headers = lower(call.headers ?? {});
    if (contentType !== undefined) headers['content-type'] ??= contentType;
    if (KEYED.has(caller.effect)) headers['idempotency-key'] ??= caller.idempotencyKey;
    Object.assign(headers, parts.headers);
    try {
      const answer = await egress.request({
        org: caller.org,
        method: call.method,
        url,
        headers,
        signal: caller.signal,
        secretHeaders: Object.keys(parts.headers),
        once: caller.effect === 'at_most_once',
        down: (status) => isDown(status) && !accepts(call, status),
        ...(body !== undefined && { body }),
      });
      const read = scrub(readAnswer(answer) as unknown as Json, parts.secrets) as unknown as HttpAnswer;
      if (answer.status >= 400 && !accepts(call, answer.status)) throw statusError(call, caller, answer, read, clock.now());
      return read;
    } catch (error) {
      throw scrubError(error, parts.secrets);
    }
  };

async function openFor(credentials: Credentials, { org }: Caller, name: string, url: URL): Promise<CredentialParts> {
  const credential = await credentials.open(org, name, HTTP_CREDENTIALS);
  credential.requireHost(bareHost(url), url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));
  return httpCredential(credential);
}
function encode(body: Json | undefined): { readonly body?: string; readonly contentType?: string } {
  if (body === undefined || body === null) return {};
  return typeof body === 'string'
    ? { body, contentType: 'text/plain; charset=utf-8' }
    : { body: JSON.stringify(body), contentType: 'application/json' };
}
const asText = (item: Json): string => (typeof item === 'string' ? item : JSON.stringify(item));
const lower = (headers: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
const accepts = ({ acceptStatus = [] }: HttpCall, status: number): boolean =>
  acceptStatus.some((accepted) => String(accepted) === String(status) || accepted === `${Math.floor(status / 100)}xx`);

function statusError(call: HttpCall, caller: Caller, answer: EgressAnswer, read: HttpAnswer, now: number): AppError {
  const { status } = answer;
  const retryable = (RETRYABLE.has(status) || status >= 500) && caller.effect !== 'at_most_once';
  const after = retryable ? retryAfterSeconds(read.headers['retry-after'], now) : undefined;
  const body = typeof read.body === 'string' ? read.body : JSON.stringify(read.body);
  return new AppError(
    'HTTP_STATUS',
    `${call.method} ${answer.url.origin}${answer.url.pathname} answered ${status}`,
    { status, body: body.slice(0, QUOTED) },
    { retryable, ...(after !== undefined && { retryAfterSeconds: after }) },
  );
}
