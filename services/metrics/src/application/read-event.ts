import { orgId, PUBLIC_EVENT_TYPES, type OrgId } from '@agentflow/core';
import type { MetricRecord } from '@agentflow/ports';
import { z } from 'zod';

const count = z.number().int().nonnegative();
const usage = z.object({
  inputTokens: count,
  outputTokens: count,
  cost: z
    .string()
    .max(64)
    .regex(/^\d+(\.\d+)?$/, 'must be a decimal string'), // money is never a float
});
const name = z.string().min(1).max(512);
const durationMs = z.number().nonnegative();
const revision = z.union([z.number().int().positive(), z.literal('draft')]).transform(String);
const executionEnded = z.object({
  executionId: name,
  workflowId: name,
  revision: revision.optional(), // events of before said none
  status: name,
  durationMs,
  usage,
  trial: z.boolean(),
});
const nodeEnded = z.object({
  executionId: name,
  workflowId: name,
  path: z.string().min(1).max(4096),
  nodeType: name,
  status: name,
  durationMs,
  usage,
  trial: z.boolean().default(false),
});
const modelCalled = nodeEnded.omit({ nodeType: true }).extend({ model: name });
const envelope = z.object({
  specversion: z.literal('1.0'),
  id: name,
  type: name,
  source: name,
  time: z.iso.datetime({ offset: true }),
  data: z.unknown(),
});

const T = PUBLIC_EVENT_TYPES;
const KINDS = new Map<
  string,
  {
    kind: MetricRecord['kind'];
    data: z.ZodType<z.infer<typeof executionEnded>> | z.ZodType<z.infer<typeof nodeEnded>> | z.ZodType<z.infer<typeof modelCalled>>;
  }
>([
  [T.executionCompleted, { kind: 'execution', data: executionEnded }],
  [T.executionFailed, { kind: 'execution', data: executionEnded }],
  [T.executionStopped, { kind: 'execution', data: executionEnded }],
  [T.nodeCompleted, { kind: 'node', data: nodeEnded }],
  [T.nodeFailed, { kind: 'node', data: nodeEnded }],
  [T.modelCalled, { kind: 'model-call', data: modelCalled }],
]);

/** What a message of the public stream means to the figures: a measurement, nothing (a type that measures nothing), or poison and why. Never throws. */
export type EventReading = { readonly record: MetricRecord } | { readonly ignored: string } | { readonly poison: string };

/** Reads a CloudEvent in structured mode. Types we do not know are ignored, so that new ones may be published before we learn to read them. */
export function readEvent(text: string): EventReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { poison: 'it is not JSON' };
  }
  if (typeof json !== 'object' || json === null) return { poison: 'it is no CloudEvent: it is no object' };
  const quick = readEnded(json);
  if (quick) return { record: quick };
  const event = envelope.safeParse(json);
  if (!event.success) return { poison: `it is no CloudEvent: ${first(event.error)}` };
  const { id, type, source, time, data } = event.data;
  const known = KINDS.get(type);
  if (!known) return { ignored: type };
  const org = orgOf(source);
  if (!org) return { poison: 'its source is not /orgs/{org}/workflows/{id}' };
  const fields = known.data.safeParse(data);
  if (!fields.success) return { poison: `its data does not fit ${type}: ${first(fields.error)}` };
  const { executionId, workflowId, status, usage, trial, durationMs, ...others } = fields.data;
  const { revision: ran, ...rest } = 'revision' in others ? others : { ...others, revision: undefined };
  return {
    record: {
      id,
      org,
      kind: known.kind,
      at: Date.parse(time),
      executionId,
      workflowId,
      status,
      durationMs,
      ...usage,
      trial,
      ...rest,
      ...(ran === undefined ? {} : { revision: ran }),
    },
  };
}

/** The end of an execution as the relay writes it, by far the most of the stream; `undefined` for all else, which the schemas judge. */
function readEnded(json: unknown): MetricRecord | undefined {
  const { specversion, id, type, source, time, data } = json as { readonly [name: string]: unknown };
  if (specversion !== '1.0' || type !== T.executionCompleted || !isName(id) || typeof source !== 'string' || typeof time !== 'string')
    return undefined;
  if (!UTC.test(time) || typeof data !== 'object' || data === null) return undefined;
  const { executionId, workflowId, revision: ran, status, durationMs, usage: used, trial } = data as { readonly [name: string]: unknown };
  if (!isName(executionId) || !isName(workflowId) || !isName(status) || typeof durationMs !== 'number' || !(durationMs >= 0))
    return undefined;
  if (typeof trial !== 'boolean' || typeof used !== 'object' || used === null) return undefined;
  const { inputTokens, outputTokens, cost } = used as { readonly [name: string]: unknown };
  // Models were called: their numbers are for the schema to judge.
  if (inputTokens !== 0 || outputTokens !== 0 || cost !== '0') return undefined;
  const org = orgOf(source);
  const at = Date.parse(time);
  if (!org || Number.isNaN(at)) return undefined;
  const record = {
    id,
    org,
    kind: 'execution',
    at,
    executionId,
    workflowId,
    status,
    durationMs,
    inputTokens,
    outputTokens,
    cost,
    trial,
  } as const;
  if (ran === undefined) return record;
  const known = typeof ran === 'number' ? Number.isSafeInteger(ran) && ran > 0 : ran === 'draft';
  return known ? { ...record, revision: String(ran) } : undefined;
}
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const isName = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 512;

const first = (error: z.ZodError): string => `${error.issues[0]!.path.join('.') || 'the whole'}: ${error.issues[0]!.message}`;

function orgOf(source: string): OrgId | undefined {
  const match = /^\/orgs\/([^/]+)\/workflows\/[^/]+$/.exec(source);
  try {
    return match ? orgId(decodeURIComponent(match[1]!)) : undefined;
  } catch {
    return undefined;
  }
}
