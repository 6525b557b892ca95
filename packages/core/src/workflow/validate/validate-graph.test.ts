import { body, chain, createTestCatalog, edges, node, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import type { WorkflowDefinition } from '../definition/definition.js';
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
    const config: JsonObject = type === 'fail' ? { code: 'X', message: 'x' } : {};
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

  it('know that a switch may follow several cases, and may not', () => {
    const cases = [
      { name: 'x', when: 'input.x' },
      { name: 'y', when: 'input.y' },
    ];
    expect(joined(2, ['start -> s:x -> j -> end', 's:y -> j', 's:default -> end'], [node('s', 'switch', { cases, mode: 'all' })])).toEqual([
      'DEADLOCK /nodes/2/join j',
    ]);
    expect(joined(2, ['start -> s:x -> j -> end', 's:y -> j', 's:default -> end'], [node('s', 'switch', { cases })])).toEqual([
      'JOIN_UNREACHABLE /nodes/2/join j',
    ]);
  });

  it('of many edges are followed too', () => {
    const many = Array.from({ length: 14 }, (_, i) => code(`b${i}`));
    expect(joined(14, ['start -> c', ...many.map(({ id }) => `c:true -> ${id} -> j`), 'j -> end', 'c:false -> end'], [c, ...many])).toEqual(
      [],
    );
    expect(brief(check(workflow([code('a'), node('j', 'join', { join: { n: 3 } })], ['start -> a -> j -> end'])))).toEqual([
      'JOIN_UNREACHABLE /nodes/2/config/join j',
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
