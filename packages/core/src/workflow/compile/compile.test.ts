import { body, chain, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { WorkflowDefinition } from '../definition/definition.js';
import { compileDefinition, mergeRetry } from './compile.js';
import { definitionDigest } from './digest.js';
import type { NodePlan, Plan } from './plan.js';

const nodes = createTestCatalog();
const compile = (definition: WorkflowDefinition, options = {}): Plan => compileDefinition(definition, nodes, options);
const at = (plan: Plan, id: string): NodePlan => plan.root.byId.get(id) as NodePlan;
const code = (id: string, rest = {}) => node(id, 'code', { source: 'x' }, rest);

describe('a plan', () => {
  it('has its nodes in topological order, what only compensates at the end, and edges by position', () => {
    const plan = compile(
      workflow(
        [code('late'), code('undo'), code('early', { compensation: 'undo' })],
        ['start -> early -> late -> end', 'early:error -> end'],
      ),
    );
    expect(plan.root.nodes.map((each) => [each.index, each.id, each.detached])).toEqual([
      [0, 'start', false],
      [1, 'early', false],
      [2, 'late', false],
      [3, 'end', false],
      [4, 'undo', true],
    ]);
    expect(plan.root.edges.map(({ index, source, handle, target }) => [index, source, handle, target])).toEqual([
      [0, 0, 'out', 1],
      [1, 1, 'out', 2],
      [2, 2, 'out', 3],
      [3, 1, 'error', 3],
    ]);
    expect([...at(plan, 'early').byHandle]).toEqual([
      ['out', [1]],
      ['error', [3]],
    ]);
    expect(at(plan, 'early')).toMatchObject({ incoming: [0], outgoing: [1, 3], compensation: 'undo' });
    expect(at(plan, 'end').incoming).toEqual([2, 3]);
    expect(plan.root).toMatchObject({ start: 0, container: undefined });
  });

  it('carries what the whole workflow says', () => {
    const definition = workflow([], ['start -> end'], {
      name: 'n',
      inputs: { type: 'object' },
      variables: { a: 1 },
      settings: { timeoutSeconds: 5 },
    });
    expect(compile(definition)).toMatchObject({
      digest: definitionDigest(definition),
      name: 'n',
      inputs: { type: 'object' },
      variables: { a: 1 },
      timeoutSeconds: 5,
      nodesTotal: 2,
    });
    expect(compile(workflow([], ['start -> end']), { digest: 'sha256:x' })).toMatchObject({
      digest: 'sha256:x',
      inputs: {},
      variables: {},
      timeoutSeconds: undefined,
    });
  });

  it('compiles bodies, and counts their nodes', () => {
    const plan = compile(
      workflow(
        [
          node(
            'm',
            'map',
            { items: 'input.l', concurrency: 3, stopWhen: 'last == 1' },
            { body: body([node('b', 'llm', { model: 'x', prompt: '{{ item }}' })], ['start -> b -> end']) },
          ),
          node('n', 'map', { items: '[1]' }, { body: body([], ['start -> end']) }),
        ],
        ['start -> m -> n -> end'],
      ),
    );
    const m = at(plan, 'm') as NodePlan & { kind: 'map' };
    expect(plan.nodesTotal).toBe(4 + 3 + 2);
    expect(m).toMatchObject({ kind: 'map', concurrency: 3, body: { container: 'm', start: 0 } });
    expect(m.items?.evaluate({ input: { l: [1] } })).toEqual([1]);
    expect(m.stopWhen?.evaluate({ last: 1 })).toBe(true);
    expect(m.body.byId.get('b')).toMatchObject({ kind: 'task', effect: 'read', egress: true });
    expect(at(plan, 'n')).toMatchObject({ concurrency: 10, stopWhen: undefined });
  });

  it('has every kind of control node ready to run', () => {
    const plan = compile(
      workflow(
        [
          node('set', 'set', { values: { a: '{{ input.n }}' } }),
          node('cond', 'condition', { when: 'input.n > 1' }),
          node('sw', 'switch', { cases: [{ name: 'x', when: 'true' }], mode: 'all' }),
          node('sw1', 'switch', { cases: [] }),
          node('par', 'parallel'),
          node('joined', 'join', { join: 'any' }),
          node('w', 'wait', { seconds: 5 }),
          node('u', 'wait', { until: '{{ input.t }}' }),
          node('h', 'human', { prompt: 'Hi {{ input.n }}', schema: { type: 'object' }, timeoutSeconds: '{{ input.n }}', assignees: ['a'] }),
          node('h0', 'human'),
          node('f', 'fail', { code: 'X', message: 'm {{ input.n }}' }),
          node('f0', 'fail'),
          node('t', 'terminate', { output: 1 }),
          node('end', 'end', { output: '{{ input.n }}' }),
        ],
        ['start -> set -> end'],
      ),
    );
    const scope = { input: { n: 4, t: 'T' } };
    const rendered = (id: string, key: string): unknown =>
      (at(plan, id) as unknown as Record<string, { render(scope: object): unknown }>)[key]?.render(scope);
    expect(rendered('set', 'values')).toEqual({ a: 4 });
    expect((at(plan, 'cond') as NodePlan & { kind: 'condition' }).when.evaluate(scope)).toBe(true);
    expect(at(plan, 'sw')).toMatchObject({ kind: 'switch', mode: 'all', cases: [{ name: 'x' }] });
    expect(at(plan, 'sw1')).toMatchObject({ mode: 'first', cases: [] });
    expect(at(plan, 'par').kind).toBe('parallel');
    expect(at(plan, 'joined')).toMatchObject({ kind: 'join', join: { kind: 'any' } });
    expect([rendered('w', 'seconds'), rendered('w', 'until'), rendered('u', 'until')]).toEqual([5, undefined, 'T']);
    expect([rendered('h', 'prompt'), rendered('h', 'answerTimeoutSeconds'), rendered('h', 'assignees')]).toEqual(['Hi 4', 4, ['a']]);
    expect(at(plan, 'h')).toMatchObject({ schema: { type: 'object' } });
    expect([
      rendered('h0', 'prompt'),
      rendered('f0', 'code'),
      rendered('f', 'message'),
      rendered('t', 'output'),
      rendered('end', 'output'),
    ]).toEqual(['', 'FAILED', 'm 4', 1, 4]);
  });

  it('has tasks whose literals stay as written, and which know all that they read', () => {
    const catalog = createTestCatalog([
      {
        ...(nodes.find('llm') as NonNullable<ReturnType<typeof nodes.find>>),
        type: 'search',
        literals: ['model'],
        expressions: ['filter', 'rules/*/when'],
      },
    ]);
    const config = {
      model: '{{ not cel',
      prompt: 'x {{ a.output.y }} {{ a.output.y }}',
      filter: 'b.output > 1',
      rules: [{ when: 'c.output' }, { when: 5 }],
    };
    const plan = compileDefinition(workflow([node('s', 'search', config)], ['start -> s -> end']), catalog);
    const s = at(plan, 's') as NodePlan & { kind: 'task' };
    expect(s.reads).toEqual([
      { root: 'a', path: ['output', 'y'] },
      { root: 'b', path: ['output'] },
      { root: 'c', path: ['output'] },
    ]);
    expect(s.config.render({ a: { output: { y: 1 } } })).toEqual({ ...config, prompt: 'x 1 1' });
    expect(s.rawConfig).toBe(config);
  });
});

describe('what a node leaves unsaid', () => {
  it('comes from the settings, then from the defaults', () => {
    const plan = compile(
      workflow([code('a'), code('b', { onError: 'stop', retry: { maxAttempts: 2 } })], ['start -> a -> b -> end'], {
        settings: { onError: 'continue', retry: { maxAttempts: 7, backoff: 'fixed', initialDelaySeconds: 0.5 } },
      }),
    );
    expect(at(plan, 'a')).toMatchObject({
      onError: 'continue',
      retry: { maxAttempts: 7, initialDelayMs: 500, maxDelayMs: 60_000, backoff: 'fixed' },
    });
    expect(at(plan, 'b')).toMatchObject({ onError: 'stop', retry: { maxAttempts: 2, initialDelayMs: 500, backoff: 'fixed' } });
    expect(at(compile(workflow([code('a')], ['start -> a -> end'])), 'a')).toMatchObject({
      onError: 'stop',
      retry: { maxAttempts: 3, initialDelayMs: 1_000, maxDelayMs: 60_000, backoff: 'exponential' },
      title: 'a',
      checkpoint: false,
      timeoutSeconds: undefined,
      mutex: undefined,
      join: { kind: 'all' },
      fallback: undefined,
    });
  });

  it('of a longest delay shorter than the first is never less than the first', () => {
    expect(mergeRetry({ initialDelaySeconds: 120 })).toMatchObject({ initialDelayMs: 120_000, maxDelayMs: 120_000 });
    expect(mergeRetry(undefined, { maxDelaySeconds: 5 })).toMatchObject({ maxDelayMs: 5_000 });
  });

  it('of its effect and egress comes from its type and config', () => {
    const plan = compile(
      workflow(
        [
          node('g', 'http', { method: 'GET', url: 'x' }),
          node('p', 'http', { method: 'POST', url: 'x' }),
          node('e', 'tool', { tool: 'echo' }),
          node('t', 'tool', { tool: 'x' }, { effect: 'idempotent' }),
          code('c'),
          node('s', 'set', { values: {} }),
        ],
        ['start -> g -> end'],
      ),
    );
    expect(plan.root.nodes.map((each) => `${each.id} ${each.effect} ${each.egress}`)).toEqual(
      expect.arrayContaining(['g read true', 'p at_least_once true', 'e none false', 't idempotent false', 'c none false', 's none false']),
    );
  });

  it('is taken over where it is said', () => {
    const rest = {
      title: 'T',
      timeoutSeconds: 9,
      onError: 'fallback',
      fallback: { x: 1 },
      domain: 'research',
      budget: { cost: '1' },
      mutex: 'input.k',
      checkpoint: true,
      typeVersion: 1,
    } as const;
    const plan = at(compile(workflow([code('a', rest)], ['start -> a -> end'])), 'a');
    expect(plan).toMatchObject({
      title: 'T',
      timeoutSeconds: 9,
      onError: 'fallback',
      fallback: { x: 1 },
      domain: 'research',
      budget: { cost: '1' },
      checkpoint: true,
      typeVersion: 1,
    });
    expect(plan.mutex?.evaluate({ input: { k: 'key' } })).toBe('key');
  });

  it.each([
    ['first', { kind: 'first' }],
    ['each', { kind: 'each' }],
    [{ n: 2 }, { kind: 'n', n: 2, cancel: false }],
    [
      { n: 2, cancel: true },
      { kind: 'n', n: 2, cancel: true },
    ],
    [{ when: 'live > 1' }, { kind: 'when' }],
  ] as const)('of its join: %j', (join, expected) => {
    expect(at(compile(workflow([code('a', { join })], ['start -> a -> end'])), 'a').join).toMatchObject(expected);
    expect(at(compile(workflow([node('a', 'join', { join })], ['start -> a -> end'])), 'a').join).toMatchObject(expected);
  });
});

describe('what could not have passed validation', () => {
  it.each<[string, WorkflowDefinition]>([
    ['a type that does not exist', workflow([node('a', 'nope')], ['start -> a -> end'])],
    ['a version of the pins that does not exist', workflow([code('a')], ['start -> a -> end'])],
    ['an edge to nowhere', workflow([], ['start -> nowhere'])],
    ['no start', { ...workflow([], []), nodes: [node('end', 'end')], edges: [] }],
    ['a body without start', workflow([node('m', 'map', { items: '[1]' }, { body: { nodes: [], edges: [] } })], ['start -> m -> end'])],
    ['a container without body', workflow([node('m', 'map', { items: '[1]' })], ['start -> m -> end'])],
    ['a condition without condition', workflow([node('c', 'condition', {})], ['start -> c:true -> end'])],
  ])('is refused by name: %s', (_what, definition) => {
    expect(() => compile(definition, { typeVersions: { code: 9 } })).toThrow(expect.objectContaining({ code: 'DEFINITION_INVALID' }));
  });

  it('is an expression that cannot be compiled', () => {
    expect(() => compile(workflow([node('c', 'condition', { when: '1 +' })], ['start -> c:true -> end']))).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_FAILED' }),
    );
  });

  it('compiles cycles without going round', () => {
    expect(compile(workflow([code('a'), code('b')], ['start -> a -> b -> a', 'b:error -> end'])).root.nodes).toHaveLength(4);
  });
});

it('compiles 5,000 nodes', () =>
  expect(compile(chain(4_998, 'tool', { tool: 'echo', arguments: { x: '{{ input.n }}' } })).nodesTotal).toBe(5_000));
