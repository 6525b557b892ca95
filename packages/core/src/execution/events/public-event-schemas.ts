import type { JsonObject as JsonSchema } from '../../json.js';
import { PUBLIC_EVENT_TYPES } from './public-events.js';

/*
 * JSON Schemas of what executions report in public: the source of AsyncAPI, and what every published event is checked against in tests.
 * Fields are only ever added; a changed meaning is a new type.
 */
const text: JsonSchema = { type: 'string', minLength: 1 };
const time: JsonSchema = { type: 'string', format: 'date-time' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const money: JsonSchema = { type: 'string', pattern: '^\\d+(\\.\\d+)?$', description: 'Decimal string in USD.' };
const object = (properties: { readonly [name: string]: JsonSchema }, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const usage = object({ inputTokens: count, outputTokens: count, cost: money });
const amount = object({ cost: money, tokens: count, calls: count });
const limit = object({ cost: money, tokens: count, calls: count }, ['cost', 'tokens', 'calls']);

const executionEnded = (status: string): JsonSchema =>
  object(
    {
      executionId: text,
      workflowId: text,
      revision: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'draft' }], description: 'What it ran at its end.' },
      status: { type: 'string', enum: [status] },
      startedAt: time,
      endedAt: time,
      durationMs: { type: 'number', minimum: 0 },
      usage,
      trial: { type: 'boolean', description: 'A try of a draft: not counted in usage reports by default.' },
    },
    ['revision'],
  );
const modelCalled = object({
  executionId: text,
  workflowId: text,
  path: { ...text, description: 'The node whose attempt made the call.' },
  model: { ...text, description: '`<provider>/<name>`' },
  durationMs: { type: 'number', minimum: 0 },
  status: { type: 'string', enum: ['completed', 'failed'] },
  usage,
  trial: { type: 'boolean' },
});
const budgetExceeded = object({
  executionId: text,
  workflowId: text,
  path: text,
  name: { ...text, description: 'The model or tool that was to be called.' },
  budget: { ...text, description: 'Whose budget: a path of a node, `execution`, `parent`, `workflow` or `org`.' },
  action: { type: 'string', enum: ['fail', 'ask', 'cheaper'] },
  limit,
  spent: amount,
  reserved: amount,
  asked: amount,
  trial: { type: 'boolean' },
});
export interface PublicEventSchema {
  readonly type: string;
  readonly title: string;
  readonly data: JsonSchema;
}
/** The types that the platform publishes itself, with the schema of their `data`. Nodes of type `emit` publish further ones. */
export const PUBLIC_EVENT_SCHEMAS: readonly PublicEventSchema[] = [
  { type: PUBLIC_EVENT_TYPES.executionCompleted, title: 'An execution completed', data: executionEnded('completed') },
  { type: PUBLIC_EVENT_TYPES.executionFailed, title: 'An execution failed', data: executionEnded('failed') },
  { type: PUBLIC_EVENT_TYPES.executionStopped, title: 'An execution was stopped', data: executionEnded('stopped') },
  { type: PUBLIC_EVENT_TYPES.modelCalled, title: 'A model was called', data: modelCalled },
  { type: PUBLIC_EVENT_TYPES.budgetExceeded, title: 'A call would have broken a budget', data: budgetExceeded },
];
/** The whole CloudEvent around `data`, in structured mode. */
export const cloudEventSchema = (type: JsonSchema, data: JsonSchema): JsonSchema =>
  object(
    {
      specversion: { type: 'string', enum: ['1.0'] },
      id: { type: 'string', pattern: '^[^:]+:[0-9]+$', description: '`<execution>:<seq>`: the same when it has to be published again.' },
      type,
      source: { type: 'string', pattern: '^/orgs/[^/]+/workflows/[^/]+$' },
      subject: { ...text, description: 'The id of the execution, and the key of the message.' },
      time,
      datacontenttype: { type: 'string', enum: ['application/json'] },
      data,
      traceparent: { type: 'string', description: 'W3C trace context of what caused it.' },
    },
    ['traceparent'],
  );
const OWN_TYPE: JsonSchema = { type: 'string', minLength: 1, not: { pattern: '^agentflow\\.' } };
/** The event that a node of type `emit` publishes: type and data are the author's. */
export const EMITTED_EVENT_SCHEMA: JsonSchema = cloudEventSchema(OWN_TYPE, {});
/** The schema of a published event by its type. */
export function publicEventSchema(type: string): JsonSchema {
  const known = PUBLIC_EVENT_SCHEMAS.find((one) => one.type === type);
  return known ? cloudEventSchema({ type: 'string', enum: [type] }, known.data) : EMITTED_EVENT_SCHEMA;
}
