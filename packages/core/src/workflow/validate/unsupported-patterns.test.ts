import { body, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import { UNSUPPORTED_PATTERNS } from './unsupported-patterns.js';
import { validateDefinition } from './validate.js';

const work = (id: string, rest: JsonObject = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const check = (definition: WorkflowDefinition) => validateDefinition(definition as unknown as Json, { nodes: createTestCatalog() });
const codes = (definition: WorkflowDefinition): readonly string[] => check(definition).map(({ code, pointer }) => `${code} ${pointer}`);
const joined = (join: JsonObject | string, chains = ['start -> a -> j -> end', 'start -> b -> j']): WorkflowDefinition =>
  workflow([work('a'), work('b'), work('j', { join })], chains);
const split = (config: JsonObject, chains = ['start -> p -> a -> end', 'p -> b -> end']): WorkflowDefinition =>
  workflow([node('p', 'parallel', config), work('a'), work('b'), work('c')], chains);

describe('patterns that are not run', () => {
  it.each<readonly [number, string, WorkflowDefinition]>([
    [17, '/nodes/1/config/order', split({ order: 'interleaved' }, ['start -> p -> a -> c -> end', 'p -> b -> end'])],
    [
      17,
      '/nodes/1/config/order',
      split({ order: 'interleaved', before: [['a', 'b']] }, ['start -> p -> a -> end', 'p -> b -> end', 'p -> c -> end']),
    ],
    [28, '/nodes/3/join', joined({ n: 1, blocking: true })],
    [28, '/nodes/3/join', joined({ blocking: true })],
    [31, '/nodes/3/join', joined({ n: 2, blocking: true })],
    [38, '/nodes/3/join', joined('general')],
    [38, '/nodes/3/join', joined('or')],
    [38, '/nodes/3/join', joined({ general: true })],
    [40, '/nodes/1/config/order', split({ order: 'interleaved' }, ['start -> p -> a -> end', 'p -> b -> end', 'p -> c -> end'])],
    [41, '/nodes/3/join', joined({ threads: 2 })],
    [42, '/nodes/1/config/threads', split({ threads: 3 }, ['start -> p -> a -> end', 'p -> b -> end', 'p -> c -> end'])],
    [42, '/nodes/1/config/count', split({ count: 3 }, ['start -> p -> a -> end', 'p -> b -> end', 'p -> c -> end'])],
  ])('are refused by number and name, and by nothing else: %i at %s', (number, pointer, definition) => {
    const problems = check(definition);
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['error UNSUPPORTED_PATTERN']);
    expect(problems[0]?.pointer).toBe(pointer);
    const { name, instead } = UNSUPPORTED_PATTERNS.get(number) as { readonly name: string; readonly instead: string };
    expect(problems[0]?.message).toBe(`workflow control-flow pattern ${number} (${name}) is not supported: ${instead}`);
  });

  it('are known by an edge with a number of tokens', () => {
    const definition = workflow([work('a')], [], {
      edges: [{ source: 'start', target: 'a', count: 3 } as never, { source: 'a', target: 'end' }],
    });
    expect(codes(definition)).toEqual(['UNSUPPORTED_PATTERN /edges/0/count']);
  });

  it('are known inside bodies, and by what a join node says in its config', () => {
    const inner = body([work('a'), node('j', 'join', { join: { n: 2, blocking: true } })], ['start -> a -> j -> end', 'start -> j']);
    expect(codes(workflow([node('m', 'map', { items: '[1]' }, { body: inner })], ['start -> m -> end']))).toEqual([
      'UNSUPPORTED_PATTERN /nodes/1/body/nodes/2/config/join',
    ]);
  });

  it('are known where a join all lies on a cycle; one that is no join is a cycle only', () => {
    const circle = ['start -> a -> j -> b -> j', 'b:error -> end'];
    expect(codes(joined('all', circle))).toEqual(['UNSUPPORTED_PATTERN /nodes/3/join', 'CYCLE /nodes/2']);
    expect(codes(joined('any', circle))).toEqual(['CYCLE /nodes/2']);
    expect(codes(joined('all'))).toEqual([]);
  });

  it('leave other slips of the pen to the shape', () => {
    expect(codes(joined('some'))).toContain('INVALID_SHAPE /nodes/3/join');
    expect(codes(joined({ n: 1, cancel: true, blocking: false }))).toContain('INVALID_SHAPE /nodes/3/join');
    expect(codes(split({ order: 'parallel' }))).toContain('INVALID_CONFIG /nodes/1/config/order');
  });
});
