import type { BodyPlan, EdgePlan, NodePlan } from '../compile/plan.js';

/** So many sizes are tried one by one; after that each is half the one before, so that a large graph costs no more than a few looks. */
const TRIES = 32;

/**
 * The longest beginning of `nodes` (in topological order, reached from the first alone) from which nothing goes on late. A segment tells its end once: what an
 * edge leads to waits for all of it. So when an edge out of it is taken, nothing of it may have been left to do, unless whatever all its edges lead to
 * has to wait for all of them anyhow.
 */
export function promptExits(body: BodyPlan, nodes: readonly number[]): readonly number[] {
  let size = nodes.length;
  for (let tries = 0; size > 1; tries++) {
    const part = nodes.slice(0, size);
    if (isPrompt(body, part)) return part;
    size = tries < TRIES ? size - 1 : size >> 1;
  }
  return nodes.slice(0, 1);
}
function isPrompt(body: BodyPlan, nodes: readonly number[]): boolean {
  const held = new Set(nodes);
  const edgesOf = (index: number): readonly EdgePlan[] =>
    (body.nodes[index] as NodePlan).outgoing.map((edge) => body.edges[edge] as EdgePlan);
  const leaving = nodes.flatMap((index) => edgesOf(index).filter(({ target }) => !held.has(target)));
  if (meetAtOnce(body, leaving)) return true;
  const inner = nodes.flatMap((index) => edgesOf(index).filter(({ target }) => held.has(target)));
  for (const exit of new Set(leaving.map(({ source }) => source))) {
    const plan = body.nodes[exit] as NodePlan;
    const stays = edgesOf(exit).filter(({ target }) => held.has(target));
    // The same handle leads on inside, or several handles may be taken at once.
    if (stays.some(({ handle }) => leaving.some((edge) => edge.source === exit && edge.handle === handle))) return false;
    if (stays.length > 0 && plan.kind === 'switch' && plan.mode === 'all') return false;
    const before = reach(exit, inner, 'target', 'source');
    const after = reach(exit, inner, 'source', 'target');
    // Something runs beside it, or would go on without it.
    if (before.size + after.size !== nodes.length - 1) return false;
    if (inner.some(({ source, target }) => before.has(source) && after.has(target))) return false;
  }
  return true;
}
/** Whether all edges lead to one node, which waits for all of them. */
function meetAtOnce(body: BodyPlan, leaving: readonly EdgePlan[]): boolean {
  const [first] = leaving;
  if (first === undefined) return true;
  return leaving.every(({ target }) => target === first.target) && (body.nodes[first.target] as NodePlan).join.kind === 'all';
}
/** Nodes that edges lead to from `from`, or back to it, without itself. */
function reach(from: number, edges: readonly EdgePlan[], at: 'source' | 'target', to: 'source' | 'target'): ReadonlySet<number> {
  const next = new Map<number, number[]>();
  for (const edge of edges) {
    const known = next.get(edge[at]);
    if (known) known.push(edge[to]);
    else next.set(edge[at], [edge[to]]);
  }
  const met = new Set<number>();
  const open = [from];
  for (let index = open.pop(); index !== undefined; index = open.pop())
    for (const target of next.get(index) ?? []) {
      if (met.has(target)) continue;
      met.add(target);
      open.push(target);
    }
  return met;
}
