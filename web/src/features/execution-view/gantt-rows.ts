/** The rows of the time line: nodes in the order they began, iterations below their containers, all that is folded away left out. */
import { iterationsOf, type Iteration } from './iterations.js';
import type { NodeRun, Span } from './live-state.js';

export interface GanttRow {
  /** A node's path, or `each[3]` for an iteration. */
  readonly key: string;
  readonly label: string;
  readonly depth: number;
  readonly status: string;
  readonly kind: 'node' | 'iteration';
  /** What a click on it shows. */
  readonly path: string;
  readonly from: number;
  /** `null` while it lasts. */
  readonly to: number | null;
  readonly spans: readonly Span[];
  readonly attempt: number;
  readonly error: string | null;
  readonly tokens: number;
  readonly cost: number;
  /** Whether there is something to unfold; `undefined`: there is not. */
  readonly open: boolean | undefined;
  /** Of a container: how many iterations began. */
  readonly inside: number;
}
/** Containers with more iterations than this are folded at first. */
const UNFOLDED = 8;
export type Folding = ReadonlyMap<string, boolean>;

const rowsOf = new WeakMap<NodeRun, GanttRow>();
/** The same row for the same node, so that only rows that changed are drawn again. */
function nodeRow(node: NodeRun, depth: number, inside: number, open: boolean | undefined): GanttRow {
  const before = rowsOf.get(node);
  if (before && before.depth === depth && before.inside === inside && before.open === open) return before;
  const row = newRow(node, depth, inside, open);
  rowsOf.set(node, row);
  return row;
}
const newRow = (node: NodeRun, depth: number, inside: number, open: boolean | undefined): GanttRow => ({
  key: node.path,
  label: node.path.slice(node.path.lastIndexOf('/') + 1),
  depth,
  status: node.status,
  kind: 'node',
  path: node.path,
  from: node.startedAt ?? 0,
  to: node.endedAt,
  spans: node.spans ?? [],
  attempt: node.attempt,
  error: node.error ? `${node.error.code}: ${node.error.message}`.slice(0, 300) : null,
  tokens: (node.usage?.inputTokens ?? 0) + (node.usage?.outputTokens ?? 0),
  cost: Number(node.usage?.cost ?? 0),
  open,
  inside,
});
const iterationRow = (container: string, iteration: Iteration, depth: number, open: boolean): GanttRow => ({
  key: `${container}[${iteration.index}]`,
  label: `[${iteration.index}]`,
  depth,
  status: iteration.status,
  kind: 'iteration',
  path: iteration.focus,
  from: iteration.startedAt ?? 0,
  to: iteration.endedAt,
  spans: [],
  attempt: 0,
  error: iteration.error?.slice(0, 300) ?? null,
  tokens: iteration.tokens,
  cost: iteration.cost,
  open,
  inside: iteration.nodes,
});
const byStart = (a: NodeRun, b: NodeRun): number =>
  (a.startedAt ?? 0) - (b.startedAt ?? 0) ||
  Number(b.type === 'start') - Number(a.type === 'start') ||
  (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity);

/** `folding` says what somebody opened or closed; else small containers are open and large ones closed. */
export function ganttRows(nodes: { readonly [path: string]: NodeRun }, folding: Folding): GanttRow[] {
  const iterations = iterationsOf(nodes);
  const children = new Map<string, NodeRun[]>();
  for (const path in nodes) {
    const node = nodes[path] as NodeRun;
    if (node.startedAt === null || node.status === 'skipped') continue;
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  const rows: GanttRow[] = [];
  const show = (parent: string, depth: number): void => {
    for (const node of (children.get(parent) ?? []).sort(byStart)) {
      const inside = iterations.get(node.path);
      const open = inside && (folding.get(node.path) ?? inside.length <= UNFOLDED);
      rows.push(nodeRow(node, depth, inside?.length ?? 0, open));
      if (!inside || !open) continue;
      for (const iteration of inside) {
        const key = `${node.path}[${iteration.index}]`;
        const unfolded = folding.get(key) ?? inside.length <= 2;
        rows.push(iterationRow(node.path, iteration, depth + 1, unfolded));
        if (unfolded) show(key, depth + 2);
      }
    }
  };
  show('', 0);
  return rows;
}
/** What has to be open so that the row of `path` shows. */
export function foldsAbove(path: string): string[] {
  const keys: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const instance = path.slice(0, at);
    keys.push(instance, instance.replace(/\[\d+\]$/, ''));
  }
  return keys;
}
