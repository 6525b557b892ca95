/** The bodies of containers as one sees them from outside: one line per iteration instead of a hundred times its nodes. */
import type { NodeRun } from './live-state.js';

export type IterationStatus = 'running' | 'waiting' | 'retrying' | 'uncertain' | 'failed' | 'cancelled' | 'completed';
export interface Iteration {
  readonly index: number;
  readonly status: IterationStatus;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Nodes of its own body that began. */
  readonly nodes: number;
  /** An error that ended it, or that it lived with. */
  readonly error: string | null;
  readonly tokens: number;
  readonly cost: number;
  /** Where to look: what waits, else what failed, else what began last. */
  readonly focus: string;
}
export type Iterations = ReadonlyMap<string, readonly Iteration[]>;
/** In the order in which people want to know of them. */
export const ITERATION_STATUSES: readonly IterationStatus[] = [
  'failed',
  'uncertain',
  'waiting',
  'retrying',
  'running',
  'completed',
  'cancelled',
];

interface Draft {
  readonly index: number;
  nodes: number;
  startedAt: number | null;
  endedAt: number | null;
  live: number;
  waiting: string | undefined;
  uncertain: string | undefined;
  retrying: string | undefined;
  failed: NodeRun | undefined;
  cancelled: boolean;
  ended: boolean;
  tokens: number;
  cost: number;
  last: string;
  lastAt: number;
}
/** `each[3]/inner[2]/x` lies in `each[3]/inner` at 2, and that in `each` at 3. */
function* instancesOf(path: string): Generator<readonly [container: string, index: number, own: boolean]> {
  let end = path.lastIndexOf('/');
  for (let own = true; end > 0; own = false) {
    const open = path.lastIndexOf('[', end);
    if (open < 0 || path[end - 1] !== ']') return;
    yield [path.slice(0, open), Number(path.slice(open + 1, end - 1)), own];
    end = path.lastIndexOf('/', open);
  }
}
const statusOf = (d: Draft, containerOver: boolean): IterationStatus => {
  if (d.ended) return 'completed';
  if (d.uncertain !== undefined) return 'uncertain';
  if (d.waiting !== undefined) return 'waiting';
  if (d.retrying !== undefined) return 'retrying';
  if (d.live > 0) return 'running';
  if (d.failed) return 'failed';
  if (d.cancelled) return 'cancelled';
  return containerOver ? 'completed' : 'running';
};
const over = (node: NodeRun | undefined): boolean =>
  node !== undefined && ['completed', 'failed', 'cancelled', 'compensated'].includes(node.status);

function build(nodes: { readonly [path: string]: NodeRun }): Iterations {
  const containers = new Map<string, Map<number, Draft>>();
  for (const path in nodes) {
    if (!path.includes('/')) continue;
    const node = nodes[path] as NodeRun;
    for (const [container, index, own] of instancesOf(path)) {
      let instances = containers.get(container);
      if (!instances) containers.set(container, (instances = new Map()));
      let d = instances.get(index);
      if (!d)
        instances.set(
          index,
          (d = {
            index,
            nodes: 0,
            startedAt: null,
            endedAt: null,
            live: 0,
            waiting: undefined,
            uncertain: undefined,
            retrying: undefined,
            failed: undefined,
            cancelled: false,
            ended: false,
            tokens: 0,
            cost: 0,
            last: path,
            lastAt: -1,
          }),
        );
      take(d, node, own);
    }
  }
  const found = new Map<string, readonly Iteration[]>();
  for (const [container, instances] of containers) {
    const isOver = over(nodes[container]);
    found.set(
      container,
      [...instances.values()].sort((a, b) => a.index - b.index).map((d) => finish(d, isOver)),
    );
  }
  return found;
}
function take(d: Draft, node: NodeRun, own: boolean): void {
  if (node.status === 'waiting') d.waiting ??= node.path;
  if (node.status === 'uncertain') d.uncertain ??= node.path;
  if (!own) return;
  d.nodes++;
  if (node.usage) {
    d.tokens += node.usage.inputTokens + node.usage.outputTokens;
    d.cost += Number(node.usage.cost);
  }
  if (node.startedAt !== null) {
    d.startedAt = Math.min(d.startedAt ?? Infinity, node.startedAt);
    if (node.startedAt >= d.lastAt && node.status !== 'skipped') [d.lastAt, d.last] = [node.startedAt, node.path];
  }
  if (node.endedAt !== null) d.endedAt = Math.max(d.endedAt ?? 0, node.endedAt);
  if (node.status === 'running' || node.status === 'waiting' || node.status === 'retrying' || node.status === 'uncertain') d.live++;
  if (node.status === 'retrying') d.retrying ??= node.path;
  if (node.status === 'failed') d.failed ??= node;
  if (node.status === 'cancelled') d.cancelled = true;
  if (node.type === 'end' && node.status === 'completed') d.ended = true;
}
function finish(d: Draft, containerOver: boolean): Iteration {
  const status = statusOf(d, containerOver);
  const live = status === 'running' || status === 'waiting' || status === 'retrying' || status === 'uncertain';
  return {
    index: d.index,
    status,
    startedAt: d.startedAt,
    endedAt: live ? null : d.endedAt,
    nodes: d.nodes,
    error: d.failed?.error ? d.failed.error.message || d.failed.error.code : null,
    tokens: d.tokens,
    cost: d.cost,
    focus: d.uncertain ?? d.waiting ?? d.failed?.path ?? d.last,
  };
}
const known = new WeakMap<object, Iterations>();
/** All iterations of an execution, worked out once per state however many ask. */
export function iterationsOf(nodes: { readonly [path: string]: NodeRun }): Iterations {
  let found = known.get(nodes);
  if (!found) known.set(nodes, (found = build(nodes)));
  return found;
}
export const NO_ITERATIONS: readonly Iteration[] = [];
/** How many iterations are in which state, in the order of `ITERATION_STATUSES`, without those that are in none. */
export const countByStatus = (iterations: readonly Iteration[]): readonly (readonly [IterationStatus, number])[] => {
  const counts = new Map<IterationStatus, number>();
  for (const { status } of iterations) counts.set(status, (counts.get(status) ?? 0) + 1);
  return ITERATION_STATUSES.flatMap((status) => {
    const n = counts.get(status);
    return n ? [[status, n] as const] : [];
  });
};
