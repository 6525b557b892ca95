import type { JsonObject } from '../../json.js';
import { LOOP_TYPE, MAP_TYPE, STATEMACHINE_TYPE } from './container-node-types.js';
import { cel, config, control, NULL, seconds } from './control-type.js';
import type { NodeTypeDescriptor } from './node-catalog.js';

/** How incoming paths meet: of every node (`join`), and of the `join` node's config. */
export const JOIN_SCHEMA: JsonObject = {
  title: 'Join',
  description: 'When a node with several incoming edges begins.',
  oneOf: [
    {
      type: 'string',
      enum: ['all', 'any', 'first', 'each'],
      title: 'Rule',
      description:
        'all: once every path has arrived or died; any: on the first; first: on the first, cancelling the others; each: once per arrival',
    },
    {
      type: 'object',
      title: 'So many of them',
      properties: {
        n: { type: 'integer', minimum: 1, title: 'How many', description: 'Begins once so many paths have arrived' },
        cancel: { type: 'boolean', title: 'Cancel the others', default: false },
      },
      required: ['n'],
      additionalProperties: false,
    },
    {
      type: 'object',
      title: 'Condition',
      properties: { when: cel('When', 'Checked at each arrival, over live, dead and total') },
      required: ['when'],
      additionalProperties: false,
    },
  ],
};

/** The node types that the engine decides by itself. What is missing here (subflow) is refused by name. */
export const CONTROL_NODE_TYPES: readonly NodeTypeDescriptor[] = [
  control({
    type: 'start',
    title: 'Start',
    description: 'Where the execution begins. Its output is the input.',
    icon: 'PlayCircleOutlined',
    configSchema: config(),
  }),
  control({
    type: 'end',
    title: 'End',
    description: 'Ends this path and gives the result of the workflow.',
    icon: 'CheckCircleOutlined',
    handles: [],
    configSchema: config({
      output: {
        title: 'Output',
        description: 'Any value; strings may hold {{ expressions }}. Without it the result is null.',
        format: 'template',
      },
    }),
    example: { output: { label: '{{ classify.output.json.label }}' } },
  }),
  control({
    type: 'set',
    title: 'Set values',
    description: 'Computes values under names of your choice, for the nodes that follow.',
    icon: 'EditOutlined',
    category: 'data',
    configSchema: config(
      {
        values: {
          type: 'object',
          title: 'Values',
          description: 'Name and value; strings may hold {{ expressions }}',
          additionalProperties: true,
          format: 'template',
        },
      },
      ['values'],
    ),
    example: { values: { total: '{{ input.price * input.count }}' } },
  }),
  control({
    type: 'condition',
    title: 'Condition',
    description: 'Goes on along "true" or "false".',
    icon: 'ForkOutlined',
    handles: ['true', 'false'],
    outputSchema: { type: 'boolean' },
    expressions: ['when'],
    configSchema: config({ when: cel('When', 'An expression that is true or false, e.g. input.amount > 100') }, ['when']),
    example: { when: 'input.amount > 100' },
  }),
  control({
    type: 'switch',
    title: 'Switch',
    description: 'Goes on along the first case that holds (or all of them), otherwise along "default".',
    icon: 'ApartmentOutlined',
    handles: ['default'],
    literals: ['cases/*/name', 'mode'],
    expressions: ['cases/*/when'],
    configSchema: config(
      {
        cases: {
          type: 'array',
          title: 'Cases',
          description: 'Checked from top to bottom; each has a handle of its name',
          minItems: 1,
          maxItems: 100,
          items: config(
            {
              name: { type: 'string', title: 'Name', description: 'Name of the handle', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' },
              when: cel('When', 'An expression that is true or false'),
            },
            ['name', 'when'],
          ),
        },
        mode: {
          type: 'string',
          enum: ['first', 'all'],
          default: 'first',
          title: 'Follow',
          description: 'The first case that holds, or all that hold',
        },
      },
      ['cases'],
    ),
    example: { cases: [{ name: 'urgent', when: 'classify.output.json.urgency >= 8' }] },
  }),
  control({
    type: 'parallel',
    title: 'Parallel',
    description: 'Shows that all following paths go on at once. Any node with several edges does the same.',
    icon: 'PartitionOutlined',
    outputSchema: NULL,
    configSchema: config(),
  }),
  control({
    type: 'join',
    title: 'Join',
    description: 'Brings paths together. Its output holds the outputs of the paths that arrived, by node id.',
    icon: 'MergeCellsOutlined',
    outputSchema: { type: 'object' },
    literals: ['join'],
    expressions: ['join/when'],
    configSchema: config({ join: JOIN_SCHEMA }),
  }),
  MAP_TYPE,
  LOOP_TYPE,
  STATEMACHINE_TYPE,
  control({
    type: 'wait',
    title: 'Wait',
    description: 'Goes on after some seconds, or at a point in time. Waiting survives restarts and costs nothing.',
    icon: 'ClockCircleOutlined',
    outputSchema: NULL,
    configSchema: {
      ...config({
        seconds: seconds('Seconds', 'How long to wait'),
        until: {
          type: 'string',
          title: 'Until',
          description: 'A time such as 2027-01-31T09:00:00Z, or a template that is one',
          format: 'template',
        },
      }),
      oneOf: [{ required: ['seconds'] }, { required: ['until'] }],
    },
    example: { seconds: 60 },
  }),
  control({
    type: 'human',
    title: 'Ask a person',
    description: 'Waits for an answer that fits the form below. Its output is the answer.',
    icon: 'UserOutlined',
    category: 'human',
    handles: ['out', 'timeout'],
    literals: ['schema'],
    configSchema: config(
      {
        prompt: {
          type: 'string',
          title: 'Question',
          description: 'What the person is asked; may hold {{ expressions }}',
          format: 'template-text',
          minLength: 1,
        },
        schema: {
          type: ['object', 'boolean'],
          title: 'Form',
          description: 'JSON Schema of the answer: the form is drawn from it',
          format: 'json-schema',
        },
        timeoutSeconds: seconds('Time limit', 'After so many seconds it goes on along "timeout", or fails without such an edge'),
        assignees: {
          title: 'Assignees',
          description: 'Who is asked: names or addresses, or a template that is a list of them',
          oneOf: [
            { type: 'array', items: { type: 'string' }, title: 'Names' },
            { type: 'string', title: 'Template' },
          ],
        },
      },
      ['prompt', 'schema'],
    ),
    example: {
      prompt: 'Page the team?',
      schema: { type: 'object', properties: { approved: { type: 'boolean' } }, required: ['approved'] },
      timeoutSeconds: 3600,
    },
  }),
  control({
    type: 'signal',
    title: 'Wait for a signal',
    description:
      'Waits for a signal of this name from outside. Its output is what the signal carried. One that came earlier is taken at once.',
    icon: 'NotificationOutlined',
    handles: ['out', 'timeout'],
    literals: ['name'],
    configSchema: config(
      {
        name: {
          type: 'string',
          title: 'Signal',
          description: 'Name under which it is sent, e.g. payment',
          pattern: '^[A-Za-z][A-Za-z0-9._-]{0,127}$',
        },
        key: {
          type: 'string',
          title: 'Key',
          description:
            'With a key the signal is sent to whoever waits for that key, e.g. {{ input.orderId }}, not to this execution by its id',
          format: 'template-text',
          minLength: 1,
        },
        timeoutSeconds: seconds('Time limit', 'After so many seconds it goes on along "timeout", or fails without such an edge'),
      },
      ['name'],
    ),
    example: { name: 'payment', timeoutSeconds: 86400 },
  }),
  control({
    type: 'subflow',
    title: 'Subflow',
    description:
      'Runs another workflow as an execution of its own and waits for its end; its output is that of the other. Detached, it only starts it.',
    icon: 'DeploymentUnitOutlined',
    literals: ['workflow', 'revision', 'detached'],
    configSchema: config(
      {
        workflow: {
          type: 'string',
          title: 'Workflow',
          description: 'Key or id of the workflow; it may be this one, up to 16 deep',
          format: 'workflow',
          minLength: 1,
          maxLength: 200,
        },
        revision: {
          title: 'Revision',
          description: 'Without it the revision that is released when this workflow is published; "latest": when the subflow starts',
          oneOf: [
            { type: 'integer', minimum: 1, title: 'Number' },
            { type: 'string', enum: ['latest'], title: 'Latest' },
          ],
        },
        input: { title: 'Input', description: 'Any value; strings may hold {{ expressions }}', format: 'template' },
        detached: {
          type: 'boolean',
          default: false,
          title: 'Detached',
          description: 'Goes on at once, with { executionId } as output; its fate is its own',
        },
      },
      ['workflow'],
    ),
    example: { workflow: 'send-invoice', input: { order: '{{ input.order }}' } },
  }),
  control({
    type: 'emit',
    title: 'Emit an event',
    description: 'Publishes a CloudEvent for other systems, once and only when everything before it is durable.',
    icon: 'SendOutlined',
    outputSchema: NULL,
    configSchema: config(
      {
        type: {
          type: 'string',
          title: 'Type',
          description: 'Type of the event, e.g. com.example.order.paid',
          minLength: 1,
          format: 'template-text',
        },
        data: { title: 'Data', description: 'Any value; strings may hold {{ expressions }}', format: 'template' },
      },
      ['type', 'data'],
    ),
    example: { type: 'com.example.order.paid', data: { order: '{{ input.orderId }}' } },
  }),
  control({
    type: 'fail',
    title: 'Fail',
    description: 'Ends the execution as failed, with a code and a message.',
    icon: 'CloseCircleOutlined',
    handles: [],
    configSchema: config(
      {
        code: { type: 'string', title: 'Code', description: 'For machines, e.g. OUT_OF_STOCK', minLength: 1 },
        message: { type: 'string', title: 'Message', description: 'For people; may hold {{ expressions }}', format: 'template-text' },
      },
      ['code', 'message'],
    ),
    example: { code: 'OUT_OF_STOCK', message: 'No {{ input.item }} left' },
  }),
  control({
    type: 'terminate',
    title: 'Terminate',
    description: 'Ends the whole execution as completed at once, whatever other paths are doing.',
    icon: 'StopOutlined',
    handles: [],
    configSchema: config({ output: { title: 'Output', description: 'Any value; strings may hold {{ expressions }}', format: 'template' } }),
    example: { output: { reason: 'nothing to do' } },
  }),
];
const NAMES: ReadonlySet<string> = new Set(CONTROL_NODE_TYPES.map((descriptor) => descriptor.type));
/** Whether the engine decides nodes of this type by itself; all others are tasks of workers. */
export const isControlType = (type: string): boolean => NAMES.has(type);
/** Types of the format that this version does not run yet: refused with a sentence. */
export const UNSUPPORTED_NODE_TYPES: ReadonlySet<string> = new Set();
