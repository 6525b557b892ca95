import { json, jsonObject, jsonSchema, time } from './common.js';
import { z } from './zod.js';

const names = z.array(z.string().min(1).max(200)).max(200);
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'must be letters, digits, hyphens and underscores, at most 100');

const agentPeers = z
  .strictObject({
    allow: z.array(z.string().min(1).max(200)).min(1).max(64),
    maxCalls: z.number().int().min(1).max(1_000).optional(),
    maxSeconds: z.number().positive().max(3_600).optional(),
    maxCost: z.string().max(40).optional(),
    maxTokens: z.number().int().min(1).optional(),
  })
  .openapi('AgentPeers', {
    description:
      'Whom the agent may address: keys of agents, `capability:<word>`, or `*`; and how many messages, seconds, USD and tokens that may take.',
  });
export const agent = z
  .object({
    id: z.string(),
    key: z.string(),
    kind: z.string(),
    model: z.string(),
    fallbackModel: z
      .string()
      .optional()
      .openapi({ description: 'Stands in for `model` while the platform is degraded or it cannot be reached.' }),
    instructions: z.string(),
    tools: z.array(z.string()),
    capabilities: z.array(z.string()),
    limits: jsonObject,
    peers: agentPeers.optional(),
    version: z.number().int(),
    status: z.string(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Agent');
export const agentDraft = z
  .strictObject({
    key,
    kind: z.string().min(1).max(100).optional(),
    model: z.string().min(1).max(200),
    fallbackModel: z.string().min(1).max(200).optional(),
    instructions: z.string().max(200_000),
    tools: names.optional(),
    capabilities: names.optional(),
    limits: jsonObject.optional(),
    peers: agentPeers.optional(),
  })
  .openapi('AgentDraft');

export const credential = z
  .object({
    id: z.string(),
    key: z.string(),
    type: z.string(),
    hosts: z.array(z.string()),
    version: z.number().int(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Credential', { description: 'Never with its secret.' });
export const newCredential = z
  .strictObject({
    key,
    type: z
      .string()
      .min(1)
      .max(100)
      .openapi({ description: '`bearer`, `basic`, `header`, `api-key`, `smtp`, `standard-webhooks`, `model`.' }),
    hosts: names.optional().openapi({ description: '`host` or `host:port`; `*.example.org` for subdomains.' }),
    secret: z
      .union([z.string().min(1), z.record(z.string(), z.unknown())])
      .openapi({ description: 'Text, or an object. Written, never read.', writeOnly: true }),
  })
  .openapi('NewCredential');
export const changedCredential = z
  .strictObject({ hosts: names.optional(), secret: newCredential.shape.secret.optional() })
  .openapi('ChangedCredential');

export const trigger = z
  .object({
    id: z.string(),
    triggerId: z.string(),
    workflowId: z.string(),
    workflowName: z.string(),
    revision: z.number().int(),
    type: z.enum(['schedule', 'webhook', 'event']),
    enabled: z.boolean(),
    config: jsonObject,
    hookId: z.string().nullable(),
    hookUrl: z.string().nullable(),
    nextFireAt: time.nullable(),
    lastFire: z.object({ at: time, executionId: z.string().nullable(), error: z.string().nullable() }).nullable(),
  })
  .openapi('Trigger');
export const deadLetter = z
  .object({
    id: z.string(),
    trigger: z.string(),
    workflowId: z.string(),
    topic: z.string(),
    position: z.string().openapi({ description: 'Its place in the topic.' }),
    key: z.string(),
    headers: z.record(z.string(), z.string()),
    value: z.string().openapi({ description: 'As it came.' }),
    code: z.string(),
    message: z.string(),
    attempts: z.number().int(),
    firstFailureAt: time,
    at: time,
    redriven: z
      .object({ at: time, by: z.string(), executionId: z.string().nullable(), error: z.string().nullable() })
      .nullable()
      .openapi({ description: 'What became of it when it was sent again.' }),
  })
  .openapi('DeadLetter');
export const triggerSwitch = z.strictObject({ enabled: z.boolean() }).openapi('TriggerSwitch');
export const fireRequest = z.strictObject({ event: json.optional() }).openapi('FireRequest');
export const started = z.object({ executionId: z.string() }).openapi('Started');
export const hookAnswer = z
  .object({
    executionId: z.string(),
    status: z.enum(['accepted', 'completed', 'failed', 'pending']),
    output: json.optional(),
    duplicate: z.boolean(),
  })
  .openapi('HookAnswer');

export const nodeType = z
  .object({
    type: z.string(),
    version: z.number().int(),
    title: z.string(),
    description: z.string(),
    category: z.enum(['control', 'model', 'tool', 'human', 'data']),
    icon: z.string(),
    configSchema: jsonSchema,
    outputSchema: jsonSchema,
    handles: z.array(z.string()),
    literals: z.array(z.string()),
    expressions: z.array(z.string()),
    hasBody: z.boolean(),
    egress: z.boolean(),
    defaultEffect: z.enum(['none', 'read', 'idempotent', 'at_least_once', 'at_most_once']),
    example: jsonObject.optional(),
  })
  .openapi('NodeType');
export const tool = z
  .object({ name: z.string(), title: z.string(), description: z.string(), effect: z.string(), parameters: json, output: json })
  .openapi('Tool');
export const model = z
  .object({
    name: z.string(),
    provider: z.string(),
    title: z.string(),
    available: z.boolean(),
    streams: z.boolean(),
    tools: z.boolean(),
    price: z.object({ input: z.string(), output: z.string(), asOf: z.string() }).nullable(),
  })
  .openapi('Model');
export const scriptBody = z.strictObject({ script: json }).openapi('ModelScriptBody');
export const modelScript = z.object({ name: z.string(), script: json }).openapi('ModelScript');
export const scriptName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits, dots, hyphens and underscores, at most 100');
