import type { BodyPlan, NodePlan } from '../../workflow/compile/plan.js';
import type { ExecutionEventBody } from '../events/events.js';
import { containerResumed } from '../containers/evolve-containers.js';
import { bodiesOf } from '../state/plan-bodies.js';
import { type ExecutionState, noCounts, type NodeState, pathIn, type ScopeState } from '../state/state.js';
import { forgetHeld } from '../children/ties.js';

type Of<T extends ExecutionEventBody['type']> = Extract<ExecutionEventBody, { type: T }>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function executionForked(state: ExecutionState): void {
  state.copying = false;
  forgetHeld(state);
}
export function executionImported(state: ExecutionState): void {
  state.imported = true;
}

/** Whether work inside a node has begun that goes on by itself once the node is active again. */
export const isUnderWay = (node: NodeState): boolean => node.map !== null || node.loop !== null || node.machine !== null;

/** The end is taken back: containers run again, what is named in `paths` may begin again. */
export function executionRetried(state: ExecutionState, event: Of<'ExecutionRetried'>): void {
  if (event.digest !== undefined && event.digest !== state.plan.digest) replan(state, event.digest);
  if (event.revision !== undefined) state.revision = event.revision;
  if (event.input !== undefined) changeInput(state, event.input);
  state.status = 'running';
  state.phase = null;
  state.stopping = null;
  state.endedAt = null;
  state.output = { value: null };
  state.error = null;
  state.retryAsked = false;
  state.alone = state.parentPath !== null && event.by !== state.parentId;
  const again = new Set(event.paths);
  for (const path of state.suspended) {
    const node = state.nodes.get(path) as NodeState;
    if (again.has(path)) {
      keepChild(state, node, event);
      reopen(state, node, event.renewed?.includes(path) === true);
    } else if (isUnderWay(node)) resume(state, node);
  }
  state.suspended.clear();
  if (event.deadline === null) state.timers.clear('');
  else state.timers.set({ path: '', dueAt: event.deadline, purpose: 'deadline' });
}
/** A child that has begun goes on, unless it is to begin anew. */
function keepChild(state: ExecutionState, { path, child }: NodeState, { anew }: Of<'ExecutionRetried'>): void {
  if (child && !child.detached && child.begun !== false && !anew?.includes(path)) state.ties.former.set(path, child);
  else state.ties.former.delete(path);
}
function resume(state: ExecutionState, node: NodeState): void {
  node.status = 'running';
  node.endedAt = null;
  node.error = null;
  state.active.add(node.path);
  node.scope.base.open++;
  containerResumed(state, node);
}
/** A task keeps its attempts and steps; anything else is as if it had not begun. */
function reopen(state: ExecutionState, node: NodeState, renew: boolean): void {
  const { ends } = node.scope.base;
  const reached = ends.findIndex(({ id }) => id === node.plan.id + node.scope.suffix);
  if (node.plan.kind === 'end' && reached >= 0) ends.splice(reached, 1);
  if (!node.task) return void state.nodes.delete(node.path);
  node.status = 'retrying';
  node.endedAt = null;
  node.error = null;
  node.task.lastError = null;
  if (!renew) return;
  node.task.steps.clear();
  node.task.started = null;
  node.task.generation++;
}
function changeInput(state: ExecutionState, input: ExecutionState['input']): void {
  state.input = input;
  const root = state.scopes.get('') as Writable<ScopeState>;
  root.item = input;
  const start = state.nodes.get(pathIn(root, (root.body.nodes[root.body.start] as NodePlan).id));
  if (start) start.output = input;
}

/** Goes over to another plan: all that has begun is the same in it (plan-fit.ts), so every instance finds its counterpart by id. */
function replan(state: ExecutionState, digest: string): void {
  const plan = state.plans.get(digest);
  if (!plan) throw new RangeError(`the plan of ${digest} has not been loaded`);
  const former = state.plan;
  const bodies = new Map<BodyPlan, BodyPlan>();
  pair(former.root, plan.root, bodies);
  (state as Writable<ExecutionState>).plan = plan;
  const seen = new Set<ScopeState>();
  for (const scope of [...state.scopes.values(), ...state.past.values()]) rebase(scope, bodies, seen);
  for (const node of state.nodes.values()) {
    rebase(node.scope, bodies, seen);
    (node as Writable<NodeState>).plan = node.scope.body.byId.get(node.plan.id) as NodePlan;
  }
}
function pair(from: BodyPlan, to: BodyPlan, bodies: Map<BodyPlan, BodyPlan>): void {
  bodies.set(from, to);
  for (const node of from.nodes) {
    const other = to.byId.get(node.id);
    if (!other) continue;
    const inside = new Map(bodiesOf(other));
    for (const [name, body] of bodiesOf(node)) {
      const counterpart = inside.get(name);
      if (counterpart) pair(body, counterpart, bodies);
    }
  }
}
/** Edges and counts of an instance, by the numbers that the new body gives them. */
function rebase(scope: ScopeState, bodies: ReadonlyMap<BodyPlan, BodyPlan>, seen: Set<ScopeState>): void {
  if (seen.has(scope)) return;
  seen.add(scope);
  const from = scope.body;
  const to = bodies.get(from);
  if (!to) throw new RangeError(`the new revision lacks the body of ${String(scope.container)}`);
  const decided = new Map(from.edges.map((edge) => [edgeKey(from, edge), scope.edges[edge.index] as number]));
  const writable = scope as Writable<ScopeState>;
  writable.body = to;
  writable.edges = noCounts(to.edges.length);
  writable.taken = noCounts(to.nodes.length);
  writable.dead = noCounts(to.nodes.length);
  for (const edge of to.edges) {
    const what = decided.get(edgeKey(to, edge)) ?? 0;
    if (what === 0) continue;
    writable.edges[edge.index] = what;
    const counts = what === 1 ? writable.taken : writable.dead;
    counts[edge.target] = (counts[edge.target] as number) + 1;
  }
  if (!scope.lanes) return;
  const lanes = [...scope.lanes].map(([index, count]) => [(from.nodes[index] as NodePlan).id, count] as const);
  scope.lanes = new Map(lanes.map(([id, count]) => [(to.byId.get(id) as NodePlan).index, count]));
}
const edgeKey = (body: BodyPlan, edge: BodyPlan['edges'][number]): string =>
  `${(body.nodes[edge.source] as NodePlan).id}\n${edge.handle}\n${(body.nodes[edge.target] as NodePlan).id}`;
