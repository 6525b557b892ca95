import { bodiesOf } from '../../execution/state/plan-bodies.js';
import { cancelsLosers, losersOf } from '../compile/losers.js';
import type { BodyPlan, EdgePlan, NodePlan } from '../compile/plan.js';
import { promptExits } from './prompt-exits.js';
import { rootReads } from './root-reads.js';
import type { SegmentPlan, StayingNode } from './segment.js';
import { whyItStays } from './why-it-stays.js';

/*
 * I1  Edges from outside lead to one node of a segment, so no way leaves it and comes back: that node would have to come after itself.
 * I2  Its other nodes wait for all that leads to them. What the entry's own join waits for is decided before the segment begins.
 * I3  Whatever leaves it leaves it no later than if its nodes ran where they stand (prompt-exits.ts).
 * I4  A join that calls off its losers calls off all of a segment or nothing of it.
 * I5  The same definition is cut in the same way, whoever cuts it.
 */
/** Nodes that one segment holds at most: its end is one commit. */
const MAX_NODES = 400;

export interface Cut {
  readonly segments: ReadonlyMap<string, SegmentPlan>;
  readonly staying: readonly StayingNode[];
}
/** Cuts all bodies of a revision. `budgeted`: the execution has a budget of its own. */
export function cutSegments(root: BodyPlan, budgeted: boolean): Cut {
  const segments = new Map<string, SegmentPlan>();
  const staying: StayingNode[] = [];
  cutBody(root, '', budgeted);
  return { segments, staying };

  function cutBody(body: BodyPlan, prefix: string, underBudget: boolean): void {
    const movable = body.nodes.map((plan) => mayMove(body, plan, prefix, underBudget));
    const groups = groupsOf(body);
    const taken = new Set<number>();
    for (const plan of body.nodes) {
      if (!movable[plan.index] || taken.has(plan.index)) continue;
      const nodes = grow(body, plan, groups, (index) => movable[index] === true && !taken.has(index));
      for (const index of nodes) taken.add(index);
      const id = prefix + plan.id;
      segments.set(id, { id, domain: plan.domain as string, body, entry: plan.index, nodes, reads: outsideReads(body, nodes) });
    }
    for (const plan of body.nodes)
      for (const [name, inner] of bodiesOf(plan)) {
        const step = name === 'body' ? '' : `${name.replace('.', '/')}/`;
        // A budget of a container that leaves is kept where it runs.
        cutBody(inner, `${prefix}${plan.id}/${step}`, (underBudget && !taken.has(plan.index)) || plan.budget !== undefined);
      }
  }
  function mayMove(body: BodyPlan, plan: NodePlan, prefix: string, underBudget: boolean): boolean {
    // The child of a subflow is at home in its domain: that is all there is to it.
    if (plan.domain === undefined || plan.kind === 'subflow') return false;
    const why = plan.detached ? whyUndoStays(body, plan) : whyItStays(plan, underBudget);
    if (why !== undefined) staying.push({ path: prefix + plan.id, nodeId: plan.id, why });
    return why === undefined && !plan.detached;
  }
}
/** What undoes a node runs where that ran. */
function whyUndoStays({ nodes }: BodyPlan, { id, domain }: NodePlan): string | undefined {
  const elsewhere = nodes.find((node) => node.compensation === id && node.domain !== domain);
  return elsewhere && `it undoes ${elsewhere.id} where that ran`;
}

/** What a node may share a segment with: nodes of the same group; `null`: nothing. */
function groupsOf(body: BodyPlan): readonly (string | null)[] {
  const calledOff = new Set(body.nodes.flatMap(({ cancels }) => cancels));
  const joins = body.nodes.filter(cancelsLosers);
  return body.nodes.map(({ index, domain, cancels }) => {
    if (domain === undefined || cancels.length > 0 || calledOff.has(index)) return null;
    return [domain, ...joins.filter((join) => losersOf(body, join.index).has(index)).map((join) => join.index)].join(' ');
  });
}
/** The largest segment that begins with `entry`: nodes are in topological order, so one pass finds all that it alone leads to. */
function grow(body: BodyPlan, entry: NodePlan, groups: readonly (string | null)[], free: (index: number) => boolean): readonly number[] {
  const group = groups[entry.index];
  const nodes = [entry.index];
  if (group === null) return nodes;
  const held = new Set(nodes);
  for (let index = entry.index + 1; index < body.nodes.length && nodes.length < MAX_NODES; index++) {
    const { join, incoming } = body.nodes[index] as NodePlan;
    if (groups[index] !== group || !free(index) || join.kind !== 'all' || incoming.length === 0) continue;
    if (!incoming.every((edge) => held.has((body.edges[edge] as EdgePlan).source))) continue;
    held.add(index);
    nodes.push(index);
  }
  return promptExits(body, nodes);
}
function outsideReads({ nodes: plans, byId }: BodyPlan, nodes: readonly number[]): readonly string[] {
  const own = new Set(nodes.map((index) => (plans[index] as NodePlan).id));
  const reads = new Set<string>();
  for (const index of nodes) {
    const plan = plans[index] as NodePlan;
    const undo = plan.compensation === undefined ? undefined : byId.get(plan.compensation);
    for (const each of undo ? [plan, undo] : [plan]) for (const root of rootReads(each)) if (!own.has(root)) reads.add(root);
  }
  reads.delete('compensated');
  return [...reads].sort();
}

/** Cuts a revision and lets each node of a segment know of it. */
export function attachSegments(root: BodyPlan, budgeted: boolean): ReadonlyMap<string, SegmentPlan> {
  const { segments } = cutSegments(root, budgeted);
  for (const segment of segments.values())
    for (const index of segment.nodes) (segment.body.nodes[index] as { segment?: SegmentPlan }).segment = segment;
  return segments;
}
