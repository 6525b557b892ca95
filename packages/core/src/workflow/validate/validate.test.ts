import { body, chain, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import { parseDefinition } from '../format/parse.js';
import type { Problem } from './problem.js';
import { validateDefinition } from './validate.js';

const nodes = createTestCatalog();
const echo = (id: string, args: JsonObject = {}, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: args }, rest);
const code = (id: string, rest = {}) => node(id, 'code', { source: 'export default () => 1' }, rest);
/** Without the warnings about fields that have no effect in this version, which validate-not-enforced.test.ts has. */
const check = (definition: unknown): Problem[] =>
  validateDefinition(definition as Json, { nodes }).filter(({ code }) => code !== 'NOT_ENFORCED_YET');
/** Code, pointer and node of every problem, warnings marked. */
const brief = (problems: readonly Problem[]): readonly string[] =>
  problems.map(
    (each) =>
      `${each.severity === 'warning' ? '(' : ''}${each.code}${each.severity === 'warning' ? ')' : ''} ${each.pointer}${each.nodeId ? ` ${each.nodeId}` : ''}`,
  );
const minimal = workflow([], ['start -> end']);

describe('a definition without problems', () => {
  it('has none', () => {
    expect(check(minimal)).toEqual([]);
    expect(
      check(
        workflow(
          [
            node(
              'classify',
              'llm',
              { model: 'scripted/triage', prompt: 'Classify: {{ input.mail }}', schema: { type: 'object' } },
              { retry: { maxAttempts: 3 } },
            ),
            node('route', 'switch', { cases: [{ name: 'urgent', when: 'classify.output.json.urgency >= 8' }] }),
            node('approve', 'human', { prompt: 'Page?', schema: { type: 'object' }, timeoutSeconds: '{{ variables.limit }}' }),
            node(
              'page',
              'http',
              { method: 'POST', url: '{{ variables.pager }}', body: { who: '{{ input.who }}' } },
              { effect: 'at_most_once', compensation: 'unpage', mutex: 'input.mail' },
            ),
            node('unpage', 'http', {
              method: 'DELETE',
              url: '{{ variables.pager }}',
              body: '{{ compensated.output.body + classify.status + page.output.id }}',
            }),
            node(
              'each',
              'map',
              { items: 'input.rows', concurrency: 2, stopWhen: 'last == null && index > 2' },
              {
                body: body(
                  [echo('inner', { x: '{{ item.a + each.index + classify.output.text }}', y: '{{ [index, last, each.item] }}' })],
                  ['start -> inner -> end'],
                ),
              },
            ),
            node('late', 'set', { values: { a: 1 } }),
            node('list', 'join', { join: { when: 'live >= 1 && dead + live == total' } }),
          ],
          [
            'start -> classify -> route:urgent -> approve -> page -> end',
            'route:default -> each -> list',
            'approve:timeout -> late -> list',
            'classify:error -> list',
            'list -> end',
          ],
          {
            inputs: { type: 'object', properties: { mail: {}, who: {}, rows: { type: 'array' } } },
            variables: { pager: 'https://x', limit: 60 },
            settings: { onError: 'stop', retry: { backoff: 'fixed' }, timeoutSeconds: 60 },
            layout: { nodes: { start: { x: 0, y: 0 } } },
            triggers: [
              {
                id: 'nightly',
                type: 'schedule',
                config: { cron: '0 3 * * *', timeZone: 'Europe/Berlin', missed: 'one' },
                input: { mail: '{{ trigger.at }}' },
              },
              {
                id: 'hook',
                type: 'webhook',
                config: { auth: 'none', dedupe: '{{ trigger.body.id }}', respond: 'result' },
                input: { mail: '{{ trigger.body.text }}' },
              },
              { id: 'topic', type: 'event', enabled: false, config: { topic: 'mails', filter: 'trigger.event.data.kind == "mail"' } },
            ],
          },
        ),
      ),
    ).toEqual([]);
  });

  it('may have 5,000 nodes in a row', () =>
    expect(
      check(
        chain(
          4_998,
          'tool',
          { tool: 'echo', arguments: { x: '{{ a1.output }}' } },
          { nodes: chain(4_998, 'tool', { tool: 'echo' }).nodes },
        ),
      ),
    ).toEqual([]));
});

describe('the shape', () => {
  it.each<[unknown, readonly string[]]>([
    [null, ['INVALID_SHAPE ']],
    [[], ['INVALID_SHAPE ']],
    ['text', ['INVALID_SHAPE ']],
    [
      {},
      [
        'INVALID_SHAPE /schemaVersion',
        'INVALID_SHAPE /name',
        'INVALID_SHAPE /nodes',
        'INVALID_SHAPE /edges',
        'NO_START /nodes',
        'NO_END /nodes',
      ],
    ],
    [{ ...minimal, schemaVersion: '2' }, ['UNSUPPORTED_SCHEMA_VERSION /schemaVersion']],
    [{ ...minimal, schemaVersion: 1 }, ['UNSUPPORTED_SCHEMA_VERSION /schemaVersion']],
    [{ ...minimal, name: '' }, ['INVALID_SHAPE /name']],
    [{ ...minimal, nam: 'x' }, ['(UNKNOWN_FIELD) /nam']],
    [
      { ...minimal, nodes: {} },
      ['INVALID_SHAPE /nodes', 'NO_START /nodes', 'NO_END /nodes', 'DANGLING_EDGE /edges/0/source', 'DANGLING_EDGE /edges/0/target'],
    ],
    [
      { ...minimal, nodes: [...minimal.nodes, null, 1, { id: 'x' }, { id: 1, type: [] }] },
      [
        'INVALID_SHAPE /nodes/2',
        'INVALID_SHAPE /nodes/3',
        'INVALID_SHAPE /nodes/4/type x',
        'INVALID_SHAPE /nodes/5/id',
        'INVALID_SHAPE /nodes/5/type',
      ],
    ],
    [
      {
        ...minimal,
        edges: [...minimal.edges, null, {}, { source: 1, target: 'end' }, { source: 'start', target: 'end', sourceHandle: 5 }],
      },
      [
        'INVALID_SHAPE /edges/1',
        'INVALID_SHAPE /edges/2/source',
        'INVALID_SHAPE /edges/2/target',
        'INVALID_SHAPE /edges/3/source',
        'INVALID_SHAPE /edges/4/sourceHandle',
        '(DUPLICATE_EDGE) /edges/4 start',
      ],
    ],
    [{ ...minimal, inputs: 'x' }, ['INVALID_SHAPE /inputs', 'INVALID_SCHEMA /inputs']],
    [{ ...minimal, inputs: { type: 'objekt' } }, ['INVALID_SCHEMA /inputs']],
    [{ ...minimal, inputs: { properties: { a: { $ref: 'https://evil.example/x' } } } }, ['INVALID_SCHEMA /inputs/properties/a/$ref']],
    [
      { ...minimal, settings: { onError: 'panic', timeoutSeconds: 0, retry: { maxAttempts: 0, backoff: 'never', tries: 1 }, whatever: 1 } },
      [
        '(UNKNOWN_FIELD) /settings/retry/tries',
        'INVALID_SHAPE /settings/retry/maxAttempts',
        'INVALID_SHAPE /settings/retry/backoff',
        'INVALID_SHAPE /settings/onError',
        'INVALID_SHAPE /settings/timeoutSeconds',
      ],
    ],
    [
      { ...minimal, variables: 1, triggers: 1, layout: [] },
      ['INVALID_SHAPE /variables', 'INVALID_SHAPE /triggers', 'INVALID_SHAPE /layout'],
    ],
    [
      {
        ...minimal,
        layout: {
          nodes: { start: { x: 0, y: 0, pinned: true }, 'each/a': { x: 'far', y: 0 } },
          notes: [{ x: 0, y: 0, text: 'why' }, { x: 0 }],
          frames: [{ id: 'f', scope: 'each', x: 0, y: 0, width: 1, height: 80, color: 'pink', title: 'Intake', tilt: 1 }],
        },
      },
      [
        'INVALID_SHAPE /layout/nodes/each~1a/x',
        'INVALID_SHAPE /layout/notes/1/y',
        'INVALID_SHAPE /layout/frames/0/width',
        'INVALID_SHAPE /layout/frames/0/color',
        '(UNKNOWN_FIELD) /layout/frames/0/tilt',
      ],
    ],
  ])('%j', (definition, expected) => expect([...brief(check(definition))].sort()).toEqual([...expected].sort()));

  it('of a node is checked with the id of the node', () => {
    const odd = {
      effect: 'twice',
      onError: 'shrug',
      retry: 5,
      timeoutSeconds: -1,
      join: 'some',
      budget: { cost: 1 },
      checkpoint: 'x',
      domain: 'A B',
      titel: 'x',
    };
    expect(brief(check(workflow([code('a', odd)], ['start -> a -> end'])))).toEqual(
      expect.arrayContaining([
        'INVALID_SHAPE /nodes/1/effect a',
        'INVALID_SHAPE /nodes/1/onError a',
        'INVALID_SHAPE /nodes/1/retry a',
        'INVALID_SHAPE /nodes/1/timeoutSeconds a',
        'INVALID_SHAPE /nodes/1/join a',
        'INVALID_SHAPE /nodes/1/budget/cost a',
        'INVALID_SHAPE /nodes/1/checkpoint a',
        'INVALID_SHAPE /nodes/1/domain a',
        '(UNKNOWN_FIELD) /nodes/1/titel a',
      ]),
    );
  });

  it('with keys that no document may have is refused before anything else', () => {
    const definition = JSON.parse(
      `{"schemaVersion":"1","nodes":[{"id":"a","config":{"__proto__":{"x":1},"constructor":2}}],"prototype":1}`,
    ) as Json;
    expect(brief(check(definition)).toSorted()).toEqual([
      'UNSAFE_KEY /nodes/0/config/__proto__',
      'UNSAFE_KEY /nodes/0/config/constructor',
      'UNSAFE_KEY /prototype',
    ]);
  });

  it('that is nested 10,000 deep or has 10 MB is refused by name', () => {
    let deep: Json = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(brief(check({ ...minimal, variables: { deep } }))).toEqual(['DOCUMENT_TOO_DEEP ']);
    expect(brief(check({ ...minimal, variables: { big: 'x'.repeat(10_000_000) } }))).toEqual(['DOCUMENT_TOO_LARGE ']);
  });
});

describe('limits', () => {
  it('of nodes and edges are named', () => {
    expect(brief(check(chain(5_000, 'code', { source: 'x' })))).toEqual(['TOO_MANY_NODES /nodes']);
    const many = Array.from({ length: 20_001 }, () => ({ source: 'start', target: 'end' }));
    expect(brief(check({ ...minimal, edges: many })).filter((each) => !each.includes('DUPLICATE'))).toEqual(['TOO_MANY_EDGES /edges']);
  });

  it('of problems keep the answer small', () => {
    expect(check({ ...minimal, nodes: Array.from({ length: 4_000 }, () => ({ id: '1', type: '?' })) }).length).toBeLessThanOrEqual(1_000);
  });
});

describe('problems', () => {
  it('carry line and column when the definition came as text, and are in its order', () => {
    const text =
      'schemaVersion: "1"\nname: x\nnodes:\n  - { id: start, type: start }\n  - id: a\n    type: tool\n    config:\n      tool: echo\n      arguments:\n        x: "{{ ghost.output }}"\n  - { id: end, type: end }\nedges:\n  - { source: start, target: a }\n  - { source: a, target: nowhere }\n';
    const { value, locate } = parseDefinition(text, { format: 'yaml' });
    expect(validateDefinition(value as Json, { nodes, locate })).toEqual([
      {
        code: 'UNKNOWN_REFERENCE',
        pointer: '/nodes/1/config/arguments/x',
        severity: 'error',
        nodeId: 'a',
        message: 'there is nothing called "ghost"',
        line: 10,
        column: 12,
      },
      {
        code: 'UNREACHABLE_NODE',
        pointer: '/nodes/2',
        severity: 'error',
        nodeId: 'end',
        message: '"end" cannot be reached from the start: connect it or remove it',
        line: 11,
        column: 5,
      },
      {
        code: 'DANGLING_EDGE',
        pointer: '/edges/1/target',
        severity: 'error',
        message: 'an edge goes to "nowhere", but the workflow has no such node',
        line: 14,
        column: 26,
      },
    ]);
  });
});
describe('node types', () => {
  it('are known, or refused with a hint', () => {
    expect(check(workflow([node('a', 'lllm')], ['start -> a -> end']))).toMatchObject([
      { code: 'UNKNOWN_NODE_TYPE', message: 'there is no node type "lllm": did you mean "llm"?' },
    ]);
    expect(check(workflow([node('a', 'quantum')], ['start -> a -> end']))).toMatchObject([
      { code: 'UNKNOWN_NODE_TYPE', message: 'there is no node type "quantum"' },
    ]);
    expect(brief(check(workflow([node('a', 'code', { source: '1' }, { typeVersion: 7 })], ['start -> a -> end'])))).toEqual([
      'UNKNOWN_TYPE_VERSION /nodes/1/typeVersion a',
    ]);
  });
});

describe('triggers', () => {
  const trigger = (type: string, config?: JsonObject): readonly string[] =>
    brief(check({ ...minimal, triggers: [{ id: 't', type, ...(config ? { config } : {}) }] }));
  it.each<[string, JsonObject | undefined, readonly string[]]>([
    ['schedule', undefined, ['INVALID_SHAPE /triggers/0/config']],
    ['schedule', {}, ['INVALID_SHAPE /triggers/0/config/cron']],
    ['schedule', { cron: '61 * * * *' }, ['INVALID_CRON /triggers/0/config/cron']],
    ['schedule', { cron: '0 0 30 2 *' }, ['INVALID_CRON /triggers/0/config/cron']],
    ['schedule', { cron: '* * * * *', timeZone: 'Mars/Olympus' }, ['UNKNOWN_TIME_ZONE /triggers/0/config/timeZone']],
    [
      'schedule',
      { cron: '* * * * *', missed: 'all', every: 5 },
      ['(UNKNOWN_FIELD) /triggers/0/config/every', 'INVALID_SHAPE /triggers/0/config/missed'],
    ],
    ['webhook', undefined, ['TRIGGER_WITHOUT_AUTH /triggers/0/config']],
    ['webhook', { auth: 'basic' }, ['INVALID_SHAPE /triggers/0/config/auth', 'TRIGGER_WITHOUT_AUTH /triggers/0/config']],
    ['webhook', { auth: 'none', credential: 'x' }, ['TRIGGER_WITHOUT_AUTH /triggers/0/config/auth']],
    ['webhook', { credential: 'x', respond: 'later' }, ['INVALID_SHAPE /triggers/0/config/respond']],
    ['event', {}, ['INVALID_SHAPE /triggers/0/config/topic']],
    ['event', { topic: '' }, ['INVALID_SHAPE /triggers/0/config/topic']],
    ['event', { topic: 'orders of today' }, ['INVALID_TOPIC /triggers/0/config/topic']],
    ['event', { topic: 'agentflow.commands.master' }, ['INVALID_TOPIC /triggers/0/config/topic']],
    ['event', { topic: 'agentflow.events.execution.v1', filter: 'trigger.event.type != ""' }, []],
    ['carrier-pigeon', {}, ['INVALID_SHAPE /triggers/0/type']],
  ])('%s %j', (type, config, expected) => expect(trigger(type, config)).toEqual(expected));
});
