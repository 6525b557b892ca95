import type { JsonObject } from '../../json.js';
import { cel, config, control, seconds } from './control-type.js';

const signalName = (title: string, description: string): JsonObject => ({
  type: 'string',
  title,
  description,
  pattern: '^[A-Za-z][A-Za-z0-9._-]{0,127}$',
});
const LAST = '(index, last; item where there are items)';

export const MAP_TYPE = control({
  type: 'map',
  title: 'For each',
  description: 'Runs its body once for each item of a list, several at a time. Its output is the list of results, in order.',
  icon: 'UnorderedListOutlined',
  outputSchema: { type: 'array' },
  literals: ['onStop', 'addOn', 'closeOn', 'stopOn'],
  expressions: ['items', 'stopWhen'],
  hasBody: true,
  configSchema: {
    ...config({
      items: cel('Items', 'An expression that is a list, e.g. plan.output.json.topics. May be left out when the map stays open'),
      concurrency: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        default: 10,
        title: 'At once',
        description: 'How many items are worked on at the same time',
      },
      stopWhen: cel(
        'Stop when',
        'Checked when an item is done, over last, index, live (running), dead (done) and total; true ends it with what is done',
      ),
      onStop: {
        type: 'string',
        enum: ['cancel', 'absorb'],
        default: 'cancel',
        title: 'What still runs then',
        description: 'cancel: is cancelled; absorb: runs on by itself, and its result does not matter any more',
      },
      addOn: signalName('Add on signal', 'Each signal of this name brings one more item'),
      closeOn: signalName('Close on signal', 'Stays open, for more items, until a signal of this name comes'),
      stopOn: signalName('Stop on signal', 'A signal of this name ends it at once with what is done'),
    }),
    anyOf: [{ required: ['items'] }, { required: ['closeOn'] }],
  },
  example: { items: 'input.topics', concurrency: 3 },
});

export const LOOP_TYPE = control({
  type: 'loop',
  title: 'Loop',
  description: 'Runs its body again and again, one iteration after the other. Its output is the list of results, in order.',
  icon: 'RetweetOutlined',
  outputSchema: { type: 'array' },
  expressions: ['items', 'while', 'until', 'breakWhen', 'continueWhen'],
  hasBody: true,
  configSchema: {
    ...config({
      times: {
        title: 'Times',
        description: 'How often',
        oneOf: [
          { type: 'integer', minimum: 0, title: 'Number' },
          { type: 'string', pattern: '\\{\\{', title: 'Template', description: 'A template that is a whole number' },
        ],
      },
      items: cel('Items', 'Once for each item of this list, one after the other'),
      while: cel('While', 'Checked before each iteration (index, last): goes on while it is true'),
      until: cel('Until', 'Checked after each iteration (index, last): goes on until it is true. Runs once at least'),
      maxIterations: {
        type: 'integer',
        minimum: 1,
        maximum: 100_000,
        default: 1000,
        title: 'At most',
        description: 'More iterations than that are an error (LOOP_LIMIT)',
      },
      breakWhen: cel('Break when', `Checked before each iteration ${LAST}: true ends the loop`),
      continueWhen: cel('Skip when', `Checked before each iteration ${LAST}: true passes over this one`),
    }),
    oneOf: [{ required: ['times'] }, { required: ['items'] }, { required: ['while'] }, { required: ['until'] }],
  },
  example: { until: 'last.score >= 8', maxIterations: 5 },
});

const graph = (title: string, description: string): JsonObject => ({ type: 'object', title, description, format: 'body' });
const stateName = (title: string, description: string): JsonObject => ({ type: 'string', title, description, minLength: 1 });

export const STATEMACHINE_TYPE = control({
  type: 'statemachine',
  title: 'State machine',
  description:
    'Is in one state at a time and goes from one to another by signals, time and results. Its output is that of the final state.',
  icon: 'DeploymentUnitOutlined',
  literals: [
    'initial',
    'states/*/entry',
    'states/*/body',
    'states/*/exit',
    'states/*/on/*/event',
    'states/*/on/*/target',
    'states/*/after/*/target',
  ],
  expressions: ['states/*/on/*/when'],
  configSchema: config(
    {
      initial: stateName('Begins in', 'Name of the first state'),
      states: {
        type: 'object',
        title: 'States',
        description: 'By name: entry, body and exit (graphs), on (transitions), after (time-outs), final',
        format: 'states',
        minProperties: 1,
        maxProperties: 200,
        propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' },
        additionalProperties: config({
          entry: graph('On entering', 'Runs to its end before any event is looked at'),
          body: graph('Body', 'Runs while the state lasts; a transition cancels what is left of it'),
          exit: graph('On leaving', 'Runs before the next state is entered'),
          on: {
            type: 'array',
            title: 'Transitions',
            description: 'The first one that fits the event is taken; an event that none takes is dropped',
            maxItems: 100,
            items: config(
              {
                event: signalName('Event', 'Name of a signal, or done (the body has completed), or error (it has failed)'),
                when: cel('Guard', 'Over event: taken only if it is true'),
                target: stateName('To', 'Name of a state'),
              },
              ['event', 'target'],
            ),
          },
          after: {
            type: 'array',
            title: 'Time-outs',
            maxItems: 20,
            items: config({ seconds: seconds('Seconds', 'After so long in the state'), target: stateName('To', 'Name of a state') }, [
              'seconds',
              'target',
            ]),
          },
          final: { type: 'boolean', default: false, title: 'Final', description: 'The machine ends with the output of its body' },
        }),
      },
      maxVisits: {
        type: 'integer',
        minimum: 1,
        maximum: 100_000,
        default: 1000,
        title: 'At most',
        description: 'More states entered than that are an error (LOOP_LIMIT)',
      },
    },
    ['initial', 'states'],
  ),
  example: {
    initial: 'open',
    states: {
      open: { on: [{ event: 'paid', target: 'closed' }], after: [{ seconds: 3600, target: 'closed' }] },
      closed: { final: true },
    },
  },
});
