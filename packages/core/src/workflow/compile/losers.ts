import type { BodyPlan, NodePlan } from './plan.js';

/** Whether a join calls off what the others on the way to it are doing once it has fired. */
export const cancelsLosers = ({ join }: NodePlan): boolean => join.kind === 'first' || (join.kind === 'n' && join.cancel);

const regions = new WeakMap<BodyPlan, Map<number, ReadonlySet<number>>>();

/** Nodes whose every way on leads through `join`: what they do is of no use once it has fired. Computed once per plan. */
export function losersOf(body: BodyPlan, join: number): ReadonlySet<number> {
  let known = regions.get(body);
  if (!known) regions.set(body, (known = new Map()));
  let region = known.get(join);
  if (!region) known.set(join, (region = computeLosers(body, join)));
  return region;
}
function computeLosers(body: BodyPlan, join: number): ReadonlySet<number> {
  const region = new Set<number>();
  // Nodes are in topological order: going backwards, all targets of a node are known before it.
  for (let index = join - 1; index >= 0; index--) {
    const targets = (body.nodes[index] as NodePlan).outgoing.map((edge) => (body.edges[edge] as BodyPlan['edges'][number]).target);
    if (targets.length > 0 && targets.every((target) => target === join || region.has(target))) region.add(index);
  }
  return region;
}
