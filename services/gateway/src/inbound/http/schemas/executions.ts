import { budgetView } from './budgets.js';
import { json, jsonObject, jsonSchema, time, usage } from './common.js';
import { z } from './zod.js';

export const EXECUTION_STATUSES = ['pending', 'running', 'waiting', 'paused', 'completed', 'failed', 'stopped'] as const;
const executionStatus = z.enum(EXECUTION_STATUSES).openapi('ExecutionStatus');
const nodeStatus = z
  .enum(['pending', 'running', 'waiting', 'retrying', 'completed', 'failed', 'skipped', 'cancelled', 'uncertain', 'compensated'])
  .openapi('NodeStatus');
const nodeError = z.object({ code: z.string(), message: z.string() }).openapi('NodeError');
const heldValue = json;

export const node = z
  .object({
    id: z.string(),
    path: z.string(),
    type: z.string(),
    status: nodeStatus,
    attempt: z.number().int(),
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    output: heldValue,
    error: nodeError.nullable(),
    childId: z.string().optional().openapi({ description: 'Of a subflow: the execution it started.' }),
    delegatedTo: z
      .string()
      .optional()
      .openapi({ description: 'Of a node of another domain: the execution at home there that runs it, or has.' }),
    state: z.string().optional().openapi({ description: 'Of a statemachine under way: the state it is in.' }),
    input: heldValue.optional(),
    usage: usage.optional(),
  })
  .openapi('Node', { description: 'A node of an execution. `input` and `usage` at `/nodes` and `/nodes/{path}` only.' });
const waiting = z
  .object({
    path: z.string(),
    kind: z.enum(['human', 'signal', 'mutex', 'timer', 'uncertain']),
    signal: z.string().optional(),
    key: z.string().optional(),
    signals: z.array(z.string()).optional().openapi({ description: 'All signals that a container looks at.' }),
    state: z.string().optional().openapi({ description: 'The state that a statemachine is in.' }),
    prompt: z.string().optional(),
    schema: jsonSchema.optional(),
    expiresAt: time.optional(),
    evidence: jsonObject.optional(),
  })
  .openapi('Waiting', { description: 'What the execution waits for.' });
const links = z
  .object({ self: z.string(), nodes: z.string(), history: z.string(), events: z.string(), socket: z.string(), workflow: z.string() })
  .openapi('ExecutionLinks');

export const executedDefinition = z
  .object({
    workflowId: z.string(),
    revision: z.union([z.number().int(), z.literal('draft')]),
    digest: z.string(),
    definition: json,
    pins: jsonObject,
  })
  .openapi('ExecutedDefinition');
export const execution = z
  .object({
    id: z.string(),
    workflowId: z.string(),
    revision: z.union([z.number().int(), z.literal('draft')]),
    digest: z.string(),
    status: executionStatus,
    phase: z.enum(['pausing', 'stopping', 'compensating']).nullable(),
    input: heldValue,
    output: heldValue,
    error: z.object({ code: z.string(), message: z.string(), path: z.string().nullable() }).nullable(),
    createdAt: time,
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    trigger: json,
    trial: z.boolean(),
    parentId: z.string().nullable(),
    rootId: z.string(),
    tags: z.array(z.string()),
    priority: z.number(),
    usage,
    budget: budgetView.optional().openapi({ description: 'Where the execution has one.' }),
    nodes: z.array(node).optional().openapi({ description: 'The first 100. Answers to `execute` omit them.' }),
    nodesTotal: z.number().int(),
    waiting: z.array(waiting),
    delegated: z
      .array(z.object({ path: z.string(), executionId: z.string(), unowned: z.boolean().optional() }))
      .optional()
      .openapi({
        description:
          'Parts of it that executions of other domains run now: the node that each began with. `unowned`: nobody goes on with it at the moment, what is shown of it is what its log holds, if anything.',
      }),
    onlyDelegated: z.boolean().optional().openapi({ description: 'Those are all that is under way in it.' }),
    forkedFrom: z
      .object({ executionId: z.string(), seq: z.number().int() })
      .optional()
      .openapi({ description: 'The execution whose first `seq` events stand before its own.' }),
    imported: z
      .boolean()
      .optional()
      .openapi({ description: 'Recorded by another installation: to be read, replayed and forked, never run on.' }),
    traceId: z.string().optional().openapi({ description: 'W3C trace that it is a part of, where somebody traces it: 32 hex digits.' }),
    unowned: z
      .boolean()
      .optional()
      .openapi({ description: 'Nobody goes on with it at the moment, as no coordinator serves it: this is what its log holds.' }),
    version: z.number().int(),
    links,
  })
  .openapi('Execution', { description: 'Values over 32 KiB read `{ "$ref", "size" }` and are fetched at `/values/{digest}`.' });
export const executionSummary = execution
  .omit({
    nodes: true,
    waiting: true,
    delegated: true,
    onlyDelegated: true,
    input: true,
    output: true,
    links: true,
    budget: true,
    forkedFrom: true,
    imported: true,
    traceId: true,
    unowned: true,
  })
  .extend({ workflowName: z.string(), waitingCount: z.number().int() })
  .openapi('ExecutionSummary');

export const executeRequest = z
  .strictObject({
    input: json.optional().openapi({ description: 'Must fit the `inputs` of the workflow. Default: an empty object.' }),
    revision: z
      .union([z.number().int().min(1), z.literal('draft')])
      .optional()
      .openapi({ description: 'Default: the released one.' }),
    variables: jsonObject.optional(),
    priority: z.number().int().min(-100).max(100).optional(),
    tags: z.array(z.string().min(1).max(100)).max(50).optional(),
    trial: z.boolean().optional(),
  })
  .openapi('ExecuteRequest');

export const testNodeRequest = z
  .strictObject({
    path: z.string().min(1).max(1000).openapi({ description: 'Where the node stands in the draft: `classify`, `each/approve`.' }),
    input: json
      .optional()
      .openapi({ description: 'What the node sees as `input`; must fit the `inputs` of the workflow. Default: an empty object.' }),
    pins: jsonObject.optional().openapi({
      description:
        'Outputs of other nodes by their paths: given instead of being run. That of a container around the node is the `item` of its body.',
    }),
    variables: jsonObject.optional(),
  })
  .openapi('TestNodeRequest');

const attempt = z
  .object({
    attempt: z.number().int(),
    startedAt: time,
    endedAt: time.nullable(),
    status: z.enum(['running', 'completed', 'failed', 'cancelled', 'uncertain']),
    error: nodeError.nullable(),
  })
  .openapi('Attempt');
const step = z
  .object({
    index: z.number().int(),
    kind: z.enum(['model', 'tool', 'http', 'code', 'email', 'other']),
    name: z.string(),
    effect: z.string(),
    attempt: z.number().int(),
    request: json,
    response: json,
    error: nodeError.nullable(),
    usage: usage.nullable(),
    startedAt: time,
    endedAt: time.nullable(),
  })
  .openapi('Step', { description: 'One recorded model, tool or HTTP call.' });
export const nodeDetail = node
  .extend({
    attempts: z.array(attempt),
    steps: z.array(step),
    budget: budgetView.optional().openapi({ description: 'Where the node has one.' }),
  })
  .openapi('NodeDetail');
export const historyItem = z
  .object({ seq: z.number().int(), type: z.string(), version: z.number().int(), at: time, path: z.string().nullable(), data: json })
  .openapi('HistoryItem');

export const effect = z
  .object({
    path: z.string(),
    index: z.number().int(),
    generation: z.number().int(),
    name: z.string(),
    effect: z.string(),
    idempotencyKey: z.string(),
    attempt: z.number().int(),
    status: z.enum(['started', 'done', 'failed', 'uncertain', 'not_done', 'repeated', 'undone']),
    startedAt: time,
    endedAt: time.nullable(),
    error: nodeError.nullable(),
    resolvedBy: z.string().nullable(),
  })
  .openapi('Effect', { description: 'A call that changed, or may have changed, something outside.' });

export const steerRequest = z.strictObject({ reason: z.string().max(1000).optional() }).openapi('SteerRequest');
export const resumeRequest = z.strictObject({}).openapi('ResumeRequest');
export const answerRequest = z.strictObject({ value: json }).openapi('AnswerRequest');
export const signalName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9._-]{0,127}$/, 'must begin with a letter and hold letters, digits, dots, dashes and underscores only');
export const signalRequest = z
  .strictObject({
    payload: json.optional().openapi({ description: 'What the node that waits for it answers. Default: null.' }),
    id: z.string().min(1).max(200).optional().openapi({ description: 'The same id twice is one signal.' }),
  })
  .openapi('SignalRequest');
export const signalAnswer = z.object({ id: z.string(), execution }).openapi('SignalAnswer');
export const keyedSignalRequest = z
  .strictObject({
    key: z.string().min(1).max(512).openapi({ description: 'Which of those who wait for the name it is for.' }),
    payload: json.optional().openapi({ description: 'What the node that waits for it answers. Default: null.' }),
    id: z.string().min(1).max(200).optional().openapi({ description: 'The same id twice within a day is one signal.' }),
    ttlSeconds: z
      .number()
      .min(1)
      .max(2_592_000)
      .optional()
      .openapi({ description: 'How long it is kept for want of a waiter. Default: a day.' }),
  })
  .openapi('KeyedSignalRequest');
export const keyedSignalAnswer = z
  .object({ id: z.string(), delivered: z.boolean().openapi({ description: 'Whether somebody waited for it; else it is kept.' }) })
  .openapi('KeyedSignalAnswer');
export const addItemsRequest = z
  .strictObject({
    items: z.array(json).min(1).max(10_000).openapi({ description: 'Worked on like those the map began with.' }),
    id: z.string().min(1).max(200).optional().openapi({ description: 'The same id twice is one addition, while the map runs.' }),
  })
  .openapi('AddItemsRequest');
export const resolveRequest = z
  .strictObject({ resolution: z.enum(['done', 'not_done', 'repeat', 'compensate']), output: json.optional() })
  .openapi('ResolveRequest');
