import { body, createTestCatalog, node, randomWorkflow, seededRandom, withDomains, workflow } from '@agentflow/testkit';
import { compileDefinition } from '../compile/compile.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import type { BodyPlan, EdgePlan, NodePlan, Plan } from '../compile/plan.js';
import { segmentDigest, parseSegmentDigest } from './segment.js';
import { segmentPlan } from './segment-plan.js';

const compile = (definition: WorkflowDefinition): Plan => compileDefinition(definition, createTestCatalog(), { digest: 'sha256:d' });
const at =
  (domain: string) =>
  (id: string, rest: object = {}) =>
    node(id, 'tool', { tool: 'echo', arguments: {} }, { domain, ...rest });
const r = at('research');
const f = at('finance');
const here = (id: string, rest: object = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
/** Segments by id: their nodes. */
function segments(nodes: Parameters<typeof workflow>[0], edges: readonly string[]): { readonly [id: string]: string } {
  const plan = compile(workflow(nodes, edges));
  return Object.fromEntries(
    [...(plan.segments ?? [])].map(([id, { body: of, nodes: held }]) => [
      id,
      held.map((index) => (of.nodes[index] as NodePlan).id).join(' '),
    ]),
  );
}

describe('a definition is cut', () => {
  it('not at all where no node names a domain', () =>
    expect(compile(workflow([here('a')], ['start -> a -> end'])).segments).toBeUndefined());
  it('into runs of neighbours', () => {
    expect(segments([r('a'), r('b'), f('c'), r('d'), here('e'), r('g')], ['start -> a -> b -> c -> d -> e -> g -> end'])).toEqual({
      a: 'a b',
      c: 'c',
      d: 'd',
      g: 'g',
    });
  });
  it('with forks and joins inside, as long as one node leads in', () => {
    const nodes = [r('a'), r('b'), r('c'), r('d')];
    expect(segments(nodes, ['start -> a -> b -> d -> end', 'a -> c -> d'])).toEqual({ a: 'a b c d' });
    expect(segments([r('b'), r('c'), r('d')], ['start -> b -> d -> end', 'start -> c -> d'])).toEqual({ b: 'b', c: 'c', d: 'd' });
  });
  it('so that no way leaves a segment and comes back', () => {
    expect(segments([r('a'), here('x'), r('b')], ['start -> a -> b -> end', 'a -> x -> b'])).toEqual({ a: 'a', b: 'b' });
  });
  it('where an edge would be taken late: beside other work, or before more of it', () => {
    expect(segments([r('a'), r('b'), here('x')], ['start -> a -> b -> end', 'a -> x -> end'])).toEqual({ a: 'a', b: 'b' });
    expect(segments([r('a'), r('b'), r('c'), here('x'), here('y')], ['start -> a -> b -> x -> end', 'a -> c -> y -> end'])).toEqual({
      a: 'a',
      b: 'b',
      c: 'c',
    });
  });
  it('not where an edge leaves instead of what follows: a failure, a branch', () => {
    const edges = ['start -> a -> b -> end', 'a:error -> x -> end', 'b:error -> x'];
    expect(segments([r('a'), r('b'), here('x', { join: 'any' })], edges)).toEqual({ a: 'a b' });
    const choice = node('if', 'condition', { when: 'true' }, { domain: 'research' });
    expect(segments([choice, r('b')], ['start -> if', 'if:true -> b -> end', 'if:false -> end'])).toEqual({ if: 'if b' });
  });
  it('not where all that leaves it meets in one node, which waits for all of it', () => {
    expect(segments([r('a'), r('b'), r('c'), here('d')], ['start -> a -> b -> d -> end', 'a -> c -> d'])).toEqual({ a: 'a b c' });
    expect(segments([r('a'), r('b'), r('c'), here('d', { join: 'any' })], ['start -> a -> b -> d -> end', 'a -> c -> d'])).toEqual({
      a: 'a',
      b: 'b',
      c: 'c',
    });
  });
  it('where a join takes some of what comes, and around what is called off', () => {
    expect(segments([r('a'), r('b'), r('c'), r('d', { join: 'any' })], ['start -> a -> b -> d -> end', 'a -> c -> d'])).toEqual({
      a: 'a',
      b: 'b',
      c: 'c',
      d: 'd',
    });
    expect(segments([r('a'), r('b'), here('x', { cancels: ['b'] })], ['start -> a -> b -> end', 'start -> x -> end'])).toEqual({
      a: 'a',
      b: 'b',
    });
    const race = ['start -> a -> b -> j -> end', 'b -> y -> end', 'start -> x -> j'];
    expect(segments([r('a'), r('b'), here('y'), here('x'), here('j', { join: 'first' })], race)).toEqual({ a: 'a b' });
  });
  it('inside bodies by itself, and a container of a domain is one node', () => {
    const inner = body([r('x'), r('y'), f('z')], ['start -> x -> y -> z -> end']);
    const loop = (rest: object) => [node('each', 'map', { items: '[1]' }, { body: inner, ...rest }), r('b')];
    expect(segments(loop({}), ['start -> each -> b -> end'])).toEqual({ 'each/x': 'x y', 'each/z': 'z', b: 'b' });
    expect(segments(loop({ domain: 'research' }), ['start -> each -> b -> end'])).toEqual({
      each: 'each b',
      'each/x': 'x y',
      'each/z': 'z',
    });
  });
  it('and what its nodes read of the rest is known', () => {
    const tool = (id: string, text: string, rest: object = {}) =>
      node(id, 'tool', { tool: 'echo', arguments: { text } }, { domain: 'research', ...rest });
    const inner = body(
      [tool('x', '{{ input.a }} {{ last }} {{ each.index }}'), tool('y', '{{ x.output }} {{ item }}')],
      ['start -> x -> y -> end'],
    );
    const plan = compile(
      workflow([here('before'), node('each', 'map', { items: 'before.output' }, { body: inner })], ['start -> before -> each -> end']),
    );
    expect(plan.segments?.get('each/x')?.reads).toEqual(['each', 'input', 'item', 'last']);
  });
});
describe('the plan of a segment', () => {
  it('is its nodes between a start and an end, made from the digest alone', () => {
    const plan = compile(workflow([r('a', { compensation: 'un' }), r('b'), here('un')], ['start -> a -> b -> end', 'a:error -> end']));
    const digest = segmentDigest(plan.digest, 'a');
    expect(parseSegmentDigest(digest)).toEqual({ revision: 'sha256:d', segment: 'a', node: undefined });
    const made = segmentPlan(plan, digest) as Plan;
    expect(made.digest).toBe(digest);
    expect(made.root.nodes.map(({ id }) => id)).toEqual(['$start', 'a', 'b', '$end', 'un']);
    expect(made.root.edges.map((edge) => text(made.root, edge))).toEqual(['$start out a', 'a out b', 'a error $end', 'b out $end']);
    const alone = segmentPlan(plan, segmentDigest(plan.digest, 'a', 'b')) as Plan;
    expect(alone.root.nodes.map(({ id }) => id)).toEqual(['$start', 'b', '$end']);
    for (const [segment, id] of [['x'], ['a', 'x'], ['a', 'un']] as const)
      expect(segmentPlan(plan, segmentDigest(plan.digest, segment, id))).toBeUndefined();
    expect(segmentPlan(plan, plan.digest)).toBeUndefined();
  });
});
const text = ({ nodes }: BodyPlan, { source, handle, target }: EdgePlan): string => `${nodes[source]?.id} ${handle} ${nodes[target]?.id}`;

describe('random workflows', () => {
  it('are cut so that each segment has one way in and none leaves it and comes back', () => {
    let count = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const random = seededRandom(seed);
      const plan = compile(withDomains(randomWorkflow(random, { layers: 7, width: 4 }), random, 80));
      const met = new Set<NodePlan>();
      for (const segment of plan.segments?.values() ?? []) {
        const { body: of, nodes, entry, id } = segment;
        count++;
        for (const index of nodes) {
          const held = of.nodes[index] as NodePlan;
          if (met.has(held)) throw new Error(`seed ${seed}: ${held.id} lies in two segments`);
          met.add(held);
          expect([held.segment?.id, held.domain]).toEqual([id, segment.domain]);
          const from = held.incoming.map((edge) => (of.edges[edge] as EdgePlan).source);
          if (index === entry) expect(from.filter((source) => nodes.includes(source))).toEqual([]);
          else expect(from.filter((source) => !nodes.includes(source))).toEqual([]);
        }
        const outside = new Set<number>();
        const walk = (index: number): void => {
          for (const edge of (of.nodes[index] as NodePlan).outgoing) {
            const { target } = of.edges[edge] as EdgePlan;
            if (outside.has(target)) continue;
            if (nodes.includes(target) && !nodes.includes(index)) throw new Error(`seed ${seed}: a way comes back into ${id}`);
            if (nodes.includes(target)) continue;
            outside.add(target);
            walk(target);
          }
        };
        for (const index of nodes) walk(index);
      }
    }
    console.info(`${count} segments of 100 workflows`);
    expect(count).toBeGreaterThan(400);
  });
});
