import { AppError, createSchemaCheck, type Json } from '@agentflow/core';
import {
  COLLECTIONS,
  type DocumentStore,
  type ModelClient,
  type ModelEvent,
  type ModelRequest,
  type ModelScriptDocument,
} from '@agentflow/ports';
import type { ModelCall } from '@agentflow/nodes';
import type { Caller, Outward, PlainModelAnswer } from '../application/outward.js';
import type { Credentials } from '../credentials/credentials.js';
import { parseObject } from '../credentials/http-credential.js';
import { scrubError } from '../credentials/scrub.js';

const SCRIPTED = 'scripted/';
const DEFAULT_PORTS: { readonly [protocol: string]: number } = { 'http:': 80, 'https:': 443 };

/** Calls a model, streams its text, and checks the answer against the schema: that belongs to the call (DESIGN 5.10). */
export const createModelCall =
  ({
    models,
    documents,
    credentials,
  }: {
    readonly models: ModelClient;
    readonly documents: DocumentStore;
    readonly credentials: Credentials;
  }): Outward['model'] =>
  async (call, caller, onText, spent) => {
    const { credential, secrets } = await modelCredential(credentials, caller, call.credential);
    const { credential: _key, fallbackModel: _fallback, cheaperModel: _cheaper, script: rules, ...asked } = call;
    const script = rules ?? (await scriptOf(documents, caller, call.model));
    const request: ModelRequest = {
      ...asked,
      signal: caller.signal,
      idempotencyKey: caller.idempotencyKey,
      ...(script !== undefined && { script }),
      ...(credential && { credential }),
    };
    const done = await streamed(models, request, onText).catch((error: unknown) => {
      throw scrubError(error, secrets);
    });
    spent(done.usage);
    if (done.finish === 'refused') throw new AppError('MODEL_REFUSED', `${call.model} refused to answer`, { model: call.model });
    return {
      text: done.text,
      json: jsonOf(call, done),
      toolCalls: done.toolCalls,
      finish: done.finish,
      usage: done.usage,
    } satisfies PlainModelAnswer;
  };

type Done = Extract<ModelEvent, { type: 'done' }>;
async function streamed(models: ModelClient, request: ModelRequest, onText: (text: string) => void): Promise<Done> {
  for await (const event of models.stream(request)) {
    if (event.type === 'done') return event;
    onText(event.text);
  }
  throw new AppError('MODEL_UNAVAILABLE', `the answer of ${request.model} broke off`, { model: request.model });
}
/** @throws AppError OUTPUT_INVALID when the answer is no JSON that fits the schema */
function jsonOf({ schema, model }: ModelCall, { text, toolCalls, finish }: Done): Json {
  const found = parseJson(text);
  if (schema === undefined || toolCalls.length > 0) return found !== undefined && typeof found === 'object' ? found : null;
  if (found === undefined) {
    const why = finish === 'length' ? ': it was cut off at maxTokens' : '';
    throw new AppError('OUTPUT_INVALID', `${model} answered no JSON${why}`, { model, text: text.slice(0, 500) });
  }
  const problems = createSchemaCheck(schema)(found);
  if (problems.length === 0) return found;
  const what = problems.map(({ pointer, message }) => `${pointer === '' ? '/' : pointer} ${message}`).join('; ');
  throw new AppError(
    'OUTPUT_INVALID',
    `the answer of ${model} does not fit the schema: ${what}`,
    { model, text: text.slice(0, 500) },
    { problems },
  );
}
/** The JSON of an answer, also out of a fenced block. */
function parseJson(text: string): Json | undefined {
  const inner = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
  if (inner.trim() === '') return undefined;
  try {
    return JSON.parse(inner) as Json;
  } catch {
    return undefined;
  }
}
export async function scriptOf(documents: DocumentStore, { org }: Caller, model: string): Promise<Json | undefined> {
  if (!model.startsWith(SCRIPTED) || model === 'scripted/echo') return undefined;
  const found = await documents.get<ModelScriptDocument>(org, COLLECTIONS.modelScripts, model.slice(SCRIPTED.length));
  if (!found)
    throw new AppError(
      'MODEL_NOT_FOUND',
      `there is no scripted model ${model}: put its script to /models/${model} or into models/${model.slice(SCRIPTED.length)}.yaml`,
      { model },
    );
  return found.value.script;
}
async function modelCredential(
  credentials: Credentials,
  { org }: Caller,
  name: string | undefined,
): Promise<{ readonly credential?: NonNullable<ModelRequest['credential']>; readonly secrets: readonly string[] }> {
  if (name === undefined) return { secrets: [] };
  const opened = await credentials.open(org, name, ['model', 'bearer', 'api-key']);
  const object = parseObject(opened.secret);
  const apiKey = object ? text(object['apiKey'] ?? object['value'] ?? object['key']) : opened.secret;
  const baseUrl = text(object?.['baseUrl']);
  if (baseUrl !== undefined) {
    if (!URL.canParse(baseUrl))
      throw new AppError('CONFIG_INVALID', `the credential ${opened.key} has a baseUrl that is no address`, { credential: opened.key });
    const url = new URL(baseUrl);
    opened.requireHost(url.hostname.replace(/^\[|\]$/g, ''), url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port));
  }
  return {
    credential: { ...(apiKey !== undefined && { apiKey }), ...(baseUrl !== undefined && { baseUrl }) },
    secrets: apiKey === undefined ? [] : [apiKey],
  };
}
const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
