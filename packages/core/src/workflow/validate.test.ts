import { body, chain, createTestCatalog, edges, node, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../json.js';
import type { WorkflowDefinition } from './definition.js';
import { parseDefinition } from './parse.js';
import type { Problem } from './problem.js';
import { validateDefinition } from './validate.js';

const nodes = createTestCatalog();
const echo = (id: string, args: JsonObject = {}, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: args }, rest);
const code = (id: string, rest = {}) => node(id, 'code', { source: 'export default () => 1' }, rest);
const check = (definition: unknown): Problem[] => validateDefinition(definition as Json, { nodes });
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

describe('ids', () => {
  it.each([
    'input',
    'variables',
    'global',
    'secrets',
    'trigger',
    'execution',
    'item',
    'index',
    'last',
    'error',
    'event',
    'state',
    'session',
    'memory',
    'agent',
    'nodes',
    'org',
    'env',
    'now',
    'compensated',
    'live',
    'dead',
    'total',
    'true',
    'false',
    'null',
    'in',
    'as',
    'break',
    'const',
    'continue',
    'else',
    'for',
    'function',
    'if',
    'import',
    'let',
    'loop',
    'package',
    'namespace',
    'return',
    'var',
    'void',
    'while',
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'isPrototypeOf',
    '',
    '1a',
    '_a',
    'a-b',
    'a.b',
    'a b',
    'é',
    'a'.repeat(65),
    '{{ x }}',
    'a/b',
    'a[1]',
  ])('cannot be %j', (id) => {
    expect(
      brief(
        check(
          workflow([code(id)], [], {
            edges: [
              { source: 'start', target: id },
              { source: id, target: 'end' },
            ],
          }),
        ),
      ),
    ).toContain(`INVALID_ID /nodes/1/id${id ? ` ${id}` : ''}`);
    expect(brief(check({ ...minimal, triggers: [{ id, type: 'webhook', config: { auth: 'none' } }] }))).toContain(
      'INVALID_ID /triggers/0/id',
    );
  });

  it.each(['a', 'A1_b', 'a'.repeat(64), 'list', 'map', 'type', 'string', 'google', 'cel', 'size', 'node', 'output'])('can be %s', (id) => {
    expect(check(workflow([code(id), echo('b', { x: `{{ ${id}.output }}` })], [], { edges: edges(`start -> ${id} -> b -> end`) }))).toEqual(
      [],
    );
  });

  it('are unique within a body, and may come again in another', () => {
    expect(brief(check(workflow([code('a'), code('a')], ['start -> a -> end'])))).toEqual(['DUPLICATE_ID /nodes/2/id a']);
    expect(
      check(
        workflow(
          [code('a'), node('m', 'map', { items: '[1]' }, { body: body([code('a')], ['start -> a -> end']) })],
          ['start -> a -> m -> end'],
        ),
      ),
    ).toEqual([]);
    expect(
      brief(
        check({
          ...minimal,
          triggers: [
            { id: 't', type: 'webhook', config: { auth: 'none' } },
            { id: 't', type: 'webhook', config: { auth: 'none' } },
          ],
        }),
      ),
    ).toEqual(['DUPLICATE_ID /triggers/1/id']);
  });
});

describe('the graph', () => {
  const graph = (chains: readonly string[], ids: readonly string[] = ['a', 'b', 'c']): Problem[] =>
    check(
      workflow(
        ids.map((id) => code(id)),
        chains,
      ),
    );

  it('has exactly one start and at least one end, in bodies too', () => {
    expect(brief(check({ ...minimal, nodes: [code('a')], edges: [] }))).toEqual([
      'NO_START /nodes',
      'NO_END /nodes',
      '(DEAD_END) /nodes/0 a',
    ]);
    expect(brief(check(workflow([node('start', 'start'), node('start2', 'start')], ['start -> end', 'start2 -> end'])))).toEqual([
      'SEVERAL_STARTS /nodes/1 start2',
    ]);
    expect(brief(check(workflow([node('m', 'map', { items: '[1]' }, { body: { nodes: [], edges: [] } })], ['start -> m -> end'])))).toEqual(
      ['NO_START /nodes/1/body/nodes m', 'NO_END /nodes/1/body/nodes m'],
    );
  });

  it('has edges between nodes that exist, on handles that they have', () => {
    expect(brief(graph(['start -> a -> end', 'a -> ghost', 'ghost -> a'], ['a']))).toEqual([
      'DANGLING_EDGE /edges/2/target',
      'DANGLING_EDGE /edges/3/source',
    ]);
    expect(brief(graph(['start -> a:true -> end'], ['a']))).toEqual(['UNKNOWN_HANDLE /edges/1/sourceHandle a']);
    expect(
      check(
        workflow([node('c', 'condition', { when: 'true' }), code('a')], ['start -> c:true -> end', 'c:error -> a -> end', 'c -> end']),
      )[0]?.message,
    ).toBe('"c" has no handle "out": it has "true", "false", "error"');
    expect(brief(graph(['start -> a -> end', 'a -> start'], ['a']))).toContain('EDGE_INTO_START /edges/2 start');
  });

  it.each(['end', 'fail', 'terminate'])('has nothing behind a node of type %s', (type) => {
    const config = type === 'fail' ? { code: 'X', message: 'x' } : {};
    expect(brief(check(workflow([node('z', type, config), code('a')], ['start -> z -> a -> end'])))).toEqual([
      'NODE_BEHIND_END /edges/1 z',
    ]);
  });

  it('has no cycle; one that is there is named with its path', () => {
    const problems = graph(['start -> a -> b -> c -> a', 'c:error -> end']);
    expect(brief(problems)).toEqual(['CYCLE /nodes/1 a']);
    expect(problems[0]?.message).toContain('a -> b -> c -> a');
    expect(graph(['start -> a -> a', 'a:error -> end'], ['a'])[0]?.message).toContain('a -> a');
    expect(brief(graph(['start -> a -> b -> a', 'start -> c -> c', 'c:error -> end']))).toEqual(['CYCLE /nodes/1 a', 'CYCLE /nodes/3 c']);
    expect(
      check(
        workflow(
          Array.from({ length: 40 }, (_, i) => code(`n${i}`)),
          Array.from({ length: 40 }, (_, i) => `n${i} -> n${i}`),
        ),
      ).filter((each) => each.code === 'CYCLE'),
    ).toHaveLength(10);
  });

  it('finds a cycle of 4,000 nodes without recursion', () => {
    const { nodes: many, edges: links } = chain(4_000, 'code', { source: 'x' });
    expect(brief(check({ ...minimal, nodes: many, edges: [...links, { source: 'a4000', target: 'a1' }] }))).toEqual(['CYCLE /nodes/1 a1']);
  });

  it('can be reached in all its parts; what only compensates needs no edge, and has none', () => {
    expect(brief(graph(['start -> a -> end', 'b -> c -> end']))).toEqual(['UNREACHABLE_NODE /nodes/2 b', 'UNREACHABLE_NODE /nodes/3 c']);
    expect(check(workflow([code('a', { compensation: 'undo' }), code('undo')], ['start -> a -> end']))).toEqual([]);
    expect(brief(check(workflow([code('a', { compensation: 'undo' }), code('undo')], ['start -> a -> end', 'undo -> end'])))).toEqual([
      'COMPENSATION_WITH_EDGES /nodes/2 undo',
    ]);
  });

  it('warns of paths that end without a result and of edges that are there twice', () => {
    expect(brief(graph(['start -> a', 'start -> end'], ['a']))).toEqual(['(DEAD_END) /nodes/1 a']);
    expect(brief(graph(['start -> a -> end', 'a:out -> end'], ['a']))).toEqual(['(DUPLICATE_EDGE) /edges/2 a']);
  });
});

describe('joins', () => {
  const joined = (n: number, chains: readonly string[], extra: readonly ReturnType<typeof node>[] = []): readonly string[] =>
    brief(check(workflow([...extra, code('j', { join: { n } })], chains)));
  const c = node('c', 'condition', { when: 'input.x' });

  it('that wait for more paths than lead to them can never begin', () => {
    expect(joined(2, ['start -> j -> end'])).toEqual(['JOIN_UNREACHABLE /nodes/1/join j']);
    expect(joined(1, ['start -> j -> end'])).toEqual([]);
  });

  it('that wait for both ways of one decision can never begin, however far it lies above', () => {
    expect(joined(2, ['start -> c:true -> j -> end', 'c:false -> j'], [c])).toEqual(['JOIN_UNREACHABLE /nodes/2/join j']);
    expect(joined(2, ['start -> c:true -> a -> j -> end', 'c:false -> b -> j'], [c, code('a'), code('b')])).toEqual([
      'JOIN_UNREACHABLE /nodes/4/join j',
    ]);
    expect(joined(2, ['start -> c:true -> a -> j -> end', 'c:true -> b -> j', 'c:false -> end'], [c, code('a'), code('b')])).toEqual([]);
    expect(joined(2, ['start -> a -> j -> end', 'a:error -> j'], [code('a')])).toEqual(['JOIN_UNREACHABLE /nodes/2/join j']);
    expect(joined(2, ['start -> a -> j -> end', 'start -> b -> j'], [code('a'), code('b')])).toEqual([]);
  });

  it('know that a switch may follow several cases', () => {
    const cases = [
      { name: 'x', when: 'true' },
      { name: 'y', when: 'true' },
    ];
    expect(joined(2, ['start -> s:x -> j -> end', 's:y -> j', 's:default -> end'], [node('s', 'switch', { cases, mode: 'all' })])).toEqual(
      [],
    );
    expect(joined(2, ['start -> s:x -> j -> end', 's:y -> j', 's:default -> end'], [node('s', 'switch', { cases })])).toEqual([
      'JOIN_UNREACHABLE /nodes/2/join j',
    ]);
  });

  it('of very many edges are taken at their word', () => {
    const many = Array.from({ length: 14 }, (_, i) => code(`b${i}`));
    expect(joined(14, ['start -> c', ...many.map(({ id }) => `c:true -> ${id} -> j`), 'j -> end', 'c:false -> end'], [c, ...many])).toEqual(
      [],
    );
    expect(brief(check(workflow([code('a'), node('j', 'join', { join: { n: 3 } })], ['start -> a -> j -> end'])))).toEqual([
      'JOIN_UNREACHABLE /nodes/2/join j',
    ]);
  });
});

describe('bodies', () => {
  it('belong to containers, and only to them', () => {
    expect(brief(check(workflow([node('m', 'map', { items: '[1]' })], ['start -> m -> end'])))).toEqual(['BODY_MISSING /nodes/1 m']);
    expect(brief(check(workflow([code('a', { body: body([], ['start -> end']) })], ['start -> a -> end'])))).toEqual([
      'BODY_NOT_ALLOWED /nodes/1/body a',
    ]);
  });

  it('nest 16 deep and no deeper', () => {
    const nested = (depth: number): WorkflowDefinition => {
      let inner = body([], ['start -> end']);
      for (let i = 0; i < depth; i++) inner = body([node('m', 'map', { items: '[1]' }, { body: inner })], ['start -> m -> end']);
      return { schemaVersion: '1', name: 'x', ...inner };
    };
    expect(check(nested(16))).toEqual([]);
    expect(brief(check(nested(17)))).toEqual([`NESTED_TOO_DEEP ${'/nodes/1/body'.repeat(17)} m`]);
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

  it.each(['loop', 'subflow', 'statemachine', 'signal', 'emit'])('of the format that come later are refused by name: %s', (type) => {
    expect(check(workflow([node('a', type)], ['start -> a -> end']))).toMatchObject([
      { code: 'UNSUPPORTED_NODE_TYPE', nodeId: 'a', message: expect.stringContaining(`"${type}"`) as string },
    ]);
  });
});

describe('configs', () => {
  const config = (type: string, given: JsonObject): readonly string[] =>
    check(workflow([node('a', type, given)], ['start -> a -> end'])).map(
      (each) => `${each.pointer.replace('/nodes/1/config', '')} ${each.message}`,
    );

  it('fit the schema of their type', () => {
    expect(config('http', { method: 'FETCH', headers: [], extra: 1 })).toEqual([
      '/url "url" is missing',
      '/extra "extra" is not known here',
      '/method method: must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"',
      '/headers headers: must be object',
    ]);
    expect(config('wait', {})).toEqual([' one of "seconds", "until" is missing']);
    expect(config('wait', { seconds: 1, until: '2027-01-01T00:00:00Z' })).toEqual([' write only one of "seconds", "until"']);
    expect(config('wait', { seconds: -1 })).toEqual(['/seconds seconds: is none of what is allowed here']);
    expect(config('switch', { cases: [] })).toContain('/cases cases: must NOT have fewer than 1 items');
    expect(config('set', { values: 'x' })).toEqual(['/values values: must be object']);
  });

  it('may hold templates for whatever is no text, but a text among which there is one stays a text', () => {
    expect(
      config('http', {
        method: 'GET',
        url: '{{ input.u }}',
        headers: '{{ input.h }}',
        acceptStatus: ['{{ input.s }}'],
        query: { a: '{{ input.q }}' },
      }),
    ).toEqual([]);
    expect(config('llm', { model: 'm', prompt: 'x', temperature: '{{ input.t }}', maxTokens: 'about {{ input.t }}' })).toEqual([
      '/maxTokens maxTokens: must be integer',
    ]);
    expect(config('wait', { seconds: '{{ input.s }}' })).toEqual([]);
  });

  it('excuse a template inside a choice', () => {
    const catalog = createTestCatalog([
      {
        ...(nodes.find('code') as NonNullable<ReturnType<typeof nodes.find>>),
        type: 'odd',
        literals: [],
        configSchema: {
          type: 'object',
          properties: { v: { oneOf: [{ type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }, { type: 'boolean' }] } },
        },
      },
    ]);
    const problems = (v: Json): readonly string[] =>
      brief(validateDefinition(workflow([node('a', 'odd', { v })], ['start -> a -> end']) as unknown as Json, { nodes: catalog }));
    expect(problems({ n: '{{ input.n }}' })).toEqual([]);
    expect(problems({ n: 'x' })).toEqual(['INVALID_CONFIG /nodes/1/config/v a']);
    const open = createTestCatalog([
      { ...(nodes.find('code') as NonNullable<ReturnType<typeof nodes.find>>), type: 'odd', configSchema: true },
    ]);
    expect(validateDefinition(workflow([node('a', 'odd', { v: 1 })], ['start -> a -> end']) as unknown as Json, { nodes: open })).toEqual(
      [],
    );
  });

  it('say what is literal without templates', () => {
    expect(config('llm', { model: '{{ input.model }}', prompt: 'x' })).toEqual([
      '/model the name of a model is written as it is: templates are not possible here',
    ]);
    expect(config('http', { method: '{{ input.m }}', url: 'x' })).toEqual([
      '/method method: must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"',
    ]);
    expect(config('code', { source: 'const a = `{{`' })).toEqual([]);
  });

  it('hold schemas that can be used', () => {
    expect(config('human', { prompt: 'x', schema: { type: 'objekt' } })[0]).toContain('/schema the schema is not valid');
    expect(config('human', { prompt: 'x', schema: { $ref: 'http://x' } })[0]).toContain('/schema/$ref');
    expect(config('llm', { model: 'm', prompt: 'x', schema: { pattern: '(?=x)' } })[0]).toContain('/schema/pattern');
  });

  it('name cases once, and not like a handle that every node has', () => {
    expect(
      brief(
        check(
          workflow(
            [
              node('s', 'switch', {
                cases: [
                  { name: 'a', when: 'true' },
                  { name: 'a', when: 'true' },
                  { name: 'error', when: 'true' },
                ],
              }),
            ],
            ['start -> s:a -> end'],
          ),
        ),
      ),
    ).toEqual(['DUPLICATE_CASE /nodes/1/config/cases/1/name s', 'RESERVED_HANDLE /nodes/1/config/cases/2/name s']);
  });
});

describe('policies', () => {
  it('make sense together', () => {
    const of = (rest: JsonObject, type = 'code', config: JsonObject = { source: 'x' }): readonly string[] =>
      brief(check(workflow([node('a', type, config, rest)], ['start -> a -> end'])));
    expect(of({ onError: 'fallback' })).toEqual(['FALLBACK_MISSING /nodes/1/onError a']);
    expect(of({ onError: 'fallback', fallback: null })).toEqual([]);
    expect(of({ fallback: 1 })).toEqual(['(FALLBACK_UNUSED) /nodes/1/fallback a']);
    expect(of({ effect: 'at_most_once', retry: { maxAttempts: 3 } })).toEqual(['(RETRY_UNUSED) /nodes/1/retry a']);
    expect(of({ effect: 'none' }, 'http', { method: 'GET', url: 'x' })).toEqual(['(EFFECT_TOO_WEAK) /nodes/1/effect a']);
    expect(of({ compensation: 'ghost' })).toEqual(['UNKNOWN_COMPENSATION /nodes/1/compensation a']);
    expect(of({ compensation: 'a' })).toEqual(['INVALID_COMPENSATION /nodes/1/compensation a']);
    expect(of({ compensation: 'end' })).toEqual(['INVALID_COMPENSATION /nodes/1/compensation a']);
    expect(of({ compensation: 5 })).toEqual(['INVALID_SHAPE /nodes/1/compensation a']);
  });
});

describe('expressions', () => {
  const messages = (definition: WorkflowDefinition): readonly string[] =>
    check(definition).map((each) => `${each.code} ${each.pointer}: ${each.message}`);

  it('are compiled wherever they stand, and say where they are wrong', () => {
    const definition = workflow(
      [
        echo('a', { x: ['{{ 1 + }}', { y: 'text {{ input. }}' }] }, { mutex: '1 +', join: { when: 'live >' } }),
        node('c', 'condition', { when: '{{ input.x }}' }),
        node('m', 'map', { items: '"abc"', stopWhen: '1' }, { body: body([], ['start -> end']) }),
        node('s', 'switch', { cases: [{ name: 'x', when: '"yes"' }] }),
      ],
      ['start -> a -> c:true -> m -> s:x -> end'],
      { triggers: [{ id: 't', type: 'event', config: { topic: 'x', filter: '1 + 1', dedupe: '{{ }}' }, input: '{{ trigger. }}' }] },
    );
    expect(brief(check(definition))).toEqual([
      'EXPRESSION_INVALID /nodes/1/join/when a',
      'EXPRESSION_INVALID /nodes/1/mutex a',
      'EXPRESSION_INVALID /nodes/1/config/arguments/x/0 a',
      'EXPRESSION_INVALID /nodes/1/config/arguments/x/1/y a',
      'EXPRESSION_INVALID /nodes/2/config/when c',
      'EXPRESSION_TYPE /nodes/3/config/items m',
      'EXPRESSION_TYPE /nodes/3/config/stopWhen m',
      'EXPRESSION_TYPE /nodes/4/config/cases/0/when s',
      'EXPRESSION_INVALID /triggers/0/input',
      'EXPRESSION_INVALID /triggers/0/config/dedupe',
      'EXPRESSION_TYPE /triggers/0/config/filter',
    ]);
    expect(messages(definition).join('\n')).toContain('write it without {{ and }}');
    expect(messages(definition).join('\n')).toContain('must be a list, but "abc" is of type string');
  });

  it('of more than 4 KiB are refused', () => {
    expect(messages(workflow([echo('a', { x: `{{ "${'x'.repeat(4_100)}" }}` })], ['start -> a -> end'])).join()).toContain(
      'longer than 4096 bytes',
    );
  });
});

describe('references', () => {
  const refer = (expression: string, rest: Partial<WorkflowDefinition> = {}): readonly string[] =>
    check(
      workflow(
        [
          code('before'),
          echo('here', { x: `{{ ${expression} }}` }),
          code('after'),
          code('beside'),
          node('each', 'map', { items: '[1]' }, { body: body([code('inner')], ['start -> inner -> end']) }),
        ],
        ['start -> before -> here -> after -> each -> end', 'start -> beside -> end'],
        rest,
      ),
    ).map((each) => each.message);

  it.each([
    ['before.output.x'],
    ['before.status == "completed" ? before.error : before.usage'],
    ['start.output'],
    ['input.a.b'],
    ['input'],
    ['variables'],
    ['trigger.body.text'],
    ['execution.id'],
    ['execution.startedAt'],
    ['execution'],
  ])('%s can be read', (expression) => expect(refer(expression)).toEqual([]));

  it.each([
    ['after.output', '"after" does not lie before "here": only nodes upstream can be read'],
    ['beside.output', 'does not lie before'],
    ['here.output', '"here" refers to its own result'],
    ['end.output', 'does not lie before'],
    ['before', '"before" is a node: read one of its fields, such as before.output'],
    ['before.json.x', 'Did you mean before.output.json?'],
    ['befor.output', 'there is nothing called "befor": did you mean "before"?'],
    ['Before.output', 'did you mean "before"?'],
    ['unrelated.output', 'there is nothing called "unrelated"'],
    ['inner.output', '"inner" lies inside the body of "each": from outside read each.output'],
    ['item', 'only inside the body of a container'],
    ['index', 'only inside the body of a container'],
    ['last', 'only inside the body of a container'],
    ['secrets.key', 'name a credential in a node instead'],
    ['env.HOME', 'never visible'],
    ['now', 'execution.startedAt'],
    ['compensated.output', 'only a node that compensates'],
    ['event', 'state machine'],
    ['live', 'condition of a join'],
    ['execution.org', 'execution has no field "org": it has id, workflowId, revision, startedAt'],
  ])('%s cannot be read, and it says why', (expression, sentence) => {
    const found = refer(expression);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
  });

  it.each([
    ['input.mial', 'input declares no "mial": did you mean "mail"?'],
    ['variables.pagr', 'variables declares no "pagr": did you mean "pager"?'],
    ['trigger.boddy', 'trigger declares no "boddy": did you mean "body"?'],
  ])('%s is a warning', (expression, sentence) => {
    const definition = workflow([echo('here', { x: `{{ ${expression} }}` })], ['start -> here -> end'], {
      inputs: { type: 'object', properties: { mail: {} } },
      variables: { pager: 1 },
    });
    expect(check(definition)).toMatchObject([{ code: 'UNKNOWN_FIELD', severity: 'warning', message: sentence }]);
  });

  it('to inputs are left open where the schema leaves them open', () => {
    for (const inputs of [
      true,
      { type: 'object' },
      { properties: { a: {} }, additionalProperties: true },
      { properties: { a: {} }, allOf: [{}] },
    ])
      expect(refer('input.b', { inputs: inputs as never })).toEqual([]);
    expect(refer('input.b', { inputs: { properties: { a: {} }, additionalProperties: false } })).toHaveLength(1);
  });

  it('inside a body see what lies around it, the item, and their own neighbours', () => {
    const inside = (expression: string): readonly string[] =>
      check(
        workflow(
          [
            code('before'),
            node(
              'each',
              'map',
              { items: 'before.output' },
              {
                body: body(
                  [
                    echo('x', { v: `{{ ${expression} }}` }),
                    node(
                      'nested',
                      'map',
                      { items: '[1]' },
                      { body: body([echo('y', { v: `{{ ${expression} }}` })], ['start -> y -> end']) },
                    ),
                  ],
                  ['start -> x -> nested -> end'],
                ),
              },
            ),
            code('after'),
          ],
          ['start -> before -> each -> after -> end'],
        ),
      ).map((each) => each.message);
    for (const good of ['item.a', 'index + 1', 'last', 'each.item', 'each.index', 'each.last', 'before.output', 'start.output'])
      expect(inside(good)).toEqual([]);
    expect(inside('after.output')).toEqual([
      '"after" does not lie before "each": only nodes upstream can be read',
      '"after" does not lie before "each": only nodes upstream can be read',
    ]);
    expect(inside('each.output')[0]).toBe('"each" has no field "output" inside its body: it has item, index, last');
    expect(inside('each')[0]).toBe('"each" is a node: read one of its fields, such as each.item');
    expect(inside('nested.item')).toEqual(['"nested" does not lie before "x": only nodes upstream can be read']);
  });

  it('of join conditions are live, dead and total; of triggers only trigger', () => {
    expect(brief(check(workflow([code('a', { join: { when: 'live > input.n' } })], ['start -> a -> end'])))).toEqual([
      'UNKNOWN_REFERENCE /nodes/1/join/when a',
    ]);
    expect(
      brief(
        check({
          ...minimal,
          triggers: [{ id: 't', type: 'event', config: { topic: 'x', filter: 'input.x' }, input: '{{ start.output + trigger.event }}' }],
        }),
      ),
    ).toEqual(['UNKNOWN_REFERENCE /triggers/0/input', 'UNKNOWN_REFERENCE /triggers/0/config/filter']);
  });

  it('of a compensation see what lies before the node it undoes, and that node', () => {
    const undo = (expression: string): readonly string[] =>
      brief(
        check(
          workflow(
            [code('before'), code('act', { compensation: 'undo' }), echo('undo', { x: `{{ ${expression} }}` }), code('after')],
            ['start -> before -> act -> after -> end'],
          ),
        ),
      );
    expect(undo('compensated.output.id + before.output + act.output')).toEqual([]);
    expect(undo('after.output')).toEqual(['NOT_UPSTREAM /nodes/3/config/arguments/x undo']);
  });

  it('are not judged on a cycle, where nothing lies before anything', () => {
    expect(brief(check(workflow([echo('a', { x: '{{ b.output }}' }), code('b')], ['start -> a -> b -> a', 'b:error -> end'])))).toEqual([
      'CYCLE /nodes/1 a',
    ]);
  });
});

describe('names of things outside', () => {
  const references = {
    hasAgent: () => false,
    hasCredential: (name: string) => name === 'known',
    hasTool: (name: string) => name === 'echo',
    hasModel: (name: string) => name.startsWith('scripted/'),
    hasWorkflow: () => false,
  };
  const of = (definition: WorkflowDefinition): readonly string[] =>
    brief(validateDefinition(definition as unknown as Json, { nodes, references }));

  it('exist', () => {
    expect(
      of(
        workflow(
          [
            node('a', 'http', { method: 'GET', url: 'x', credential: 'nope' }),
            node('b', 'llm', { model: 'gpt', prompt: 'x', tools: ['echo', 'rm'] }),
            node('c', 'tool', { tool: 'rm' }),
          ],
          ['start -> a -> b -> c -> end'],
        ),
      ),
    ).toEqual([
      'UNKNOWN_CREDENTIAL /nodes/1/config/credential a',
      'UNKNOWN_MODEL /nodes/2/config/model b',
      'UNKNOWN_TOOL /nodes/2/config/tools/1 b',
      'UNKNOWN_TOOL /nodes/3/config/tool c',
    ]);
    expect(
      of(
        workflow(
          [node('a', 'http', { method: 'GET', url: 'x', credential: 'known' }), node('b', 'llm', { model: 'scripted/echo', prompt: 'x' })],
          ['start -> a -> b -> end'],
        ),
      ),
    ).toEqual([]);
    expect(of({ ...minimal, triggers: [{ id: 't', type: 'webhook', config: { credential: 'nope' } }] })).toEqual([
      'UNKNOWN_CREDENTIAL /triggers/0/config/credential',
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
    ['carrier-pigeon', {}, ['INVALID_SHAPE /triggers/0/type']],
  ])('%s %j', (type, config, expected) => expect(trigger(type, config)).toEqual(expected));
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
