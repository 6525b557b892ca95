import type { JsonObject } from '../../json.js';
import { JOIN_SCHEMA } from './control-node-types.js';
import { LAYOUT } from './layout-schema.js';

/** What an id may look like; which words are taken is said by `problemOfId`. */
export const ID_PATTERN = '^[A-Za-z][A-Za-z0-9_]{0,63}$';
const text = (title: string, description: string, maxLength = 10_000): JsonObject => ({ type: 'string', title, description, maxLength });
const id = (description: string): JsonObject => ({ type: 'string', title: 'Id', description, pattern: ID_PATTERN });
const closed = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required: [...required] } : {}),
  additionalProperties: false,
});
const jsonSchema = (title: string, description: string): JsonObject => ({ type: ['object', 'boolean'], title, description });

const RETRY = {
  ...closed({
    maxAttempts: {
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 3,
      title: 'Attempts',
      description: 'How often it is tried, the first time included',
    },
    initialDelaySeconds: {
      type: 'number',
      minimum: 0,
      maximum: 86_400,
      default: 1,
      title: 'First delay',
      description: 'Seconds before the second attempt',
    },
    maxDelaySeconds: { type: 'number', minimum: 0, maximum: 604_800, default: 60, title: 'Longest delay', description: 'Seconds' },
    backoff: { type: 'string', enum: ['exponential', 'fixed'], default: 'exponential', title: 'Back-off' },
  }),
  title: 'Retry',
  description: 'How failed attempts are repeated. Only errors that may pass by themselves are.',
};
const LIMITS: JsonObject = {
  cost: { type: 'string', pattern: '^\\d{1,15}(\\.\\d{1,12})?$', title: 'Cost', description: 'In USD, as a decimal string' },
  tokens: { type: 'integer', minimum: 0, title: 'Tokens', description: 'Read and written by model calls' },
  calls: { type: 'integer', minimum: 0, title: 'Calls', description: 'Model calls, and tool calls that models make' },
};
const CHEAPER_MODEL: JsonObject = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  title: 'Cheaper model',
  description: 'Where "cheaper" sends a call of a node that names no cheaperModel of its own',
};
const BUDGET = {
  ...closed({
    ...LIMITS,
    onExceeded: {
      type: 'string',
      enum: ['fail', 'ask', 'cheaper'],
      default: 'fail',
      title: 'When exceeded',
      description: 'fail: BUDGET_EXCEEDED; ask: a person may add to it; cheaper: the call goes to the cheaper model',
    },
    cheaperModel: CHEAPER_MODEL,
  }),
  title: 'Budget',
  description: 'What model calls and the tools they call may use. A call that might break it is not made.',
};
const DAYS = { type: 'number', minimum: 1, maximum: 36_500 } as const;
const RETENTION = {
  ...closed({
    completedDays: { ...DAYS, title: 'Completed', description: 'Days after its end' },
    failedDays: { ...DAYS, title: 'Failed or stopped', description: 'Days after its end' },
    keepLast: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      title: 'Keep the last',
      description: 'The newest so many stay whatever their age; without days, all others go',
    },
  }),
  title: 'Retention',
  description: 'How long ended executions are kept',
};
const WORKFLOW_BUDGET = {
  ...closed({
    ...LIMITS,
    per: {
      type: 'string',
      enum: ['day', 'month', 'total'],
      default: 'total',
      title: 'Per',
      description: 'Day and month are those of UTC',
    },
    onExceeded: { type: 'string', enum: ['fail', 'cheaper'], default: 'fail', title: 'When exceeded' },
    cheaperModel: CHEAPER_MODEL,
  }),
  title: 'Budget of the workflow',
  description: 'What all executions of the workflow may use together',
};
const NODE = closed(
  {
    id: id('Names the node in edges, expressions and executions. Unique within its body.'),
    type: { type: 'string', title: 'Type', description: 'A node type, e.g. start, llm, switch, human', minLength: 1, maxLength: 64 },
    typeVersion: { type: 'integer', minimum: 1, title: 'Type version', description: 'The latest one when left out' },
    title: text('Title', 'Shown on the canvas', 200),
    description: text('Description', 'For people'),
    config: { type: 'object', title: 'Configuration', description: 'As the node type says; strings may hold {{ CEL }}' },
    join: JOIN_SCHEMA,
    retry: { $ref: '#/$defs/retry' },
    timeoutSeconds: { type: 'number', exclusiveMinimum: 0, maximum: 31_536_000, title: 'Time limit', description: 'Seconds per attempt' },
    onError: {
      type: 'string',
      enum: ['stop', 'continue', 'fallback'],
      title: 'On error',
      description:
        'stop: the execution fails; continue: the output is null; fallback: the output is the fallback. An edge from "error" wins.',
    },
    fallback: { title: 'Fallback', description: 'The output when onError is fallback' },
    effect: {
      type: 'string',
      enum: ['none', 'read', 'idempotent', 'at_least_once', 'at_most_once'],
      title: 'Effect',
      description: 'What a repeat does outside: none and read may be repeated, idempotent is with the same key, at_most_once never is',
    },
    domain: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,62}$', title: 'Domain', description: 'The coordinator that runs it' },
    compensation: id('A node of the same body that undoes this one'),
    cancels: {
      type: 'array',
      title: 'Calls off',
      description: 'Nodes of the same body whose work is called off when this node completes',
      maxItems: 200,
      uniqueItems: true,
      items: id('A node of the same body'),
    },
    budget: { $ref: '#/$defs/budget' },
    mutex: { type: 'string', minLength: 1, title: 'Mutex', description: 'CEL: of executions with the same key, one at a time' },
    checkpoint: { type: 'boolean', title: 'Checkpoint', description: 'A snapshot is taken after it' },
    body: { $ref: '#/$defs/body' },
  },
  ['id', 'type'],
);
/** The bodies of a statemachine lie in the config of its states. */
const MACHINE_BODIES: JsonObject = {
  if: { properties: { type: { const: 'statemachine' } }, required: ['type'] },
  then: {
    properties: {
      config: {
        properties: {
          states: {
            type: 'object',
            additionalProperties: {
              type: 'object',
              properties: { entry: { $ref: '#/$defs/body' }, body: { $ref: '#/$defs/body' }, exit: { $ref: '#/$defs/body' } },
            },
          },
        },
      },
    },
  },
};
const EDGE = closed(
  {
    source: { type: 'string', title: 'From', description: 'Id of a node' },
    sourceHandle: {
      type: 'string',
      title: 'Handle',
      default: 'out',
      description: 'out, error, timeout, true, false, default, or the name of a case',
    },
    target: { type: 'string', title: 'To', description: 'Id of a node' },
  },
  ['source', 'target'],
);
const TRIGGER = {
  ...closed(
    {
      id: id('Names the trigger'),
      type: { type: 'string', enum: ['schedule', 'webhook', 'event'], title: 'Type' },
      enabled: { type: 'boolean', default: true, title: 'Enabled' },
      config: { type: 'object', title: 'Configuration', default: {} },
      input: { title: 'Input', description: 'The input of the execution: a template over trigger' },
    },
    ['id', 'type'],
  ),
  allOf: [
    triggerConfig(
      'schedule',
      {
        cron: text('Cron', 'Five fields, or six with seconds first', 200),
        timeZone: text('Time zone', 'e.g. Europe/Berlin; UTC by default', 100),
        missed: {
          type: 'string',
          enum: ['skip', 'one'],
          title: 'Missed',
          description: 'What becomes of times that passed while nothing ran',
        },
      },
      ['cron'],
    ),
    triggerConfig('webhook', {
      credential: text('Credential', 'Key of the credential that callers prove', 200),
      auth: { const: 'none', title: 'Authentication', description: 'none: anybody may call' },
      dedupe: text('De-duplication', 'A template: the same value starts one execution'),
      respond: { type: 'string', enum: ['accepted', 'result'], title: 'Answer' },
    }),
    triggerConfig(
      'event',
      {
        topic: { ...text('Topic', 'Name of the topic', 249), minLength: 1 },
        filter: text('Filter', 'CEL over trigger: only events for which it is true'),
        dedupe: text('De-duplication', 'A template: the same value starts one execution'),
      },
      ['topic'],
    ),
  ],
};
function triggerConfig(type: string, properties: JsonObject, required: readonly string[] = []): JsonObject {
  return {
    if: { properties: { type: { const: type } }, required: ['type'] },
    then: { properties: { config: closed(properties, required) }, ...(required.length > 0 ? { required: ['config'] } : {}) },
  };
}

/** The format of workflow definitions, JSON Schema 2020-12; published as `docs/schema/workflow.schema.json`. Rules that no schema can say are in `validateDefinition`. */
export const DEFINITION_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://agentflow.dev/schema/workflow/1',
  title: 'AgentFlow workflow definition, version 1',
  type: 'object',
  properties: {
    schemaVersion: { const: '1', title: 'Schema version' },
    name: { type: 'string', minLength: 1, maxLength: 200, title: 'Name' },
    description: text('Description', 'For people'),
    inputs: jsonSchema('Inputs', 'JSON Schema of what an execution starts with'),
    variables: {
      type: 'object',
      title: 'Variables',
      description: 'Values that every node sees as variables.<name>; a start may override them',
    },
    triggers: { type: 'array', items: { $ref: '#/$defs/trigger' }, maxItems: 100, title: 'Triggers' },
    nodes: { type: 'array', items: { $ref: '#/$defs/node' }, title: 'Nodes' },
    edges: { type: 'array', items: { $ref: '#/$defs/edge' }, title: 'Edges' },
    settings: {
      type: 'object',
      title: 'Settings',
      properties: {
        onError: {
          type: 'string',
          enum: ['stop', 'continue'],
          default: 'stop',
          title: 'On error',
          description: 'For nodes that do not say',
        },
        retry: { $ref: '#/$defs/retry' },
        timeoutSeconds: {
          type: 'number',
          exclusiveMinimum: 0,
          title: 'Time limit',
          description: 'Seconds of the whole execution, waiting included',
        },
        budget: { $ref: '#/$defs/budget' },
        workflowBudget: WORKFLOW_BUDGET,
        retention: RETENTION,
        fallbackModel: {
          type: 'string',
          minLength: 1,
          maxLength: 200,
          title: 'Fallback model',
          description: 'Stands in for models that name none of their own while the platform is degraded or the model cannot be reached',
        },
        rules: {
          anyOf: [
            { type: 'string', minLength: 1, maxLength: 200 },
            { type: 'array', minItems: 1 },
          ],
          title: 'Rules',
          description: 'Answers instead of models at degradation level 3: scripted/<name>, or a script of its own',
        },
      },
    },
    layout: LAYOUT,
  },
  required: ['schemaVersion', 'name', 'nodes', 'edges'],
  additionalProperties: false,
  $defs: {
    node: { ...NODE, allOf: [MACHINE_BODIES] },
    edge: EDGE,
    trigger: TRIGGER,
    retry: RETRY,
    budget: BUDGET,
    body: {
      ...closed({ nodes: { type: 'array', items: { $ref: '#/$defs/node' } }, edges: { type: 'array', items: { $ref: '#/$defs/edge' } } }, [
        'nodes',
        'edges',
      ]),
      title: 'Body',
      description: 'The graph that a container runs, with a start and an end of its own',
    },
  },
};
