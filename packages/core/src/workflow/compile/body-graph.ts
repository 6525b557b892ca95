import type { BodyModel, EdgeModel, NodeModel } from '../definition/definition-model.js';

/** One body as a graph of known nodes: edges whose ends exist, order, ancestors. */
export interface BodyGraph {
  readonly body: BodyModel;
  readonly outgoing: ReadonlyMap<string, readonly EdgeModel[]>;
  readonly incoming: ReadonlyMap<string, readonly EdgeModel[]>;
  /** Ids in topological order; ids on cycles, and behind them, are missing. */
  readonly order: readonly string[];
  /** Ids that can be reached from the start. */
  readonly reachable: ReadonlySet<string>;
  /** Ids that only compensate others: named by them, on no path. */
  readonly compensations: ReadonlySet<string>;
  /** Whether `earlier` lies on some path to `later`; `undefined` when cycles leave that open. */
  isUpstream(earlier: string, later: string): boolean | undefined;
}

export function graphOf(body: BodyModel): BodyGraph {
  const edges = body.edges.filter((edge) => body.byId.has(edge.source) && body.byId.has(edge.target));
  const outgoing = groupBy(edges, (edge) => edge.source);
  const incoming = groupBy(edges, (edge) => edge.target);
  const named = new Set(body.nodes.map((node) => node.json['compensation']));
  const order = topological(body, outgoing, incoming);
  let ancestors: ReadonlyMap<string, Uint32Array> | undefined;
  const position = new Map(order.map((id, index) => [id, index]));
  return {
    body,
    outgoing,
    incoming,
    order,
    reachable: reach(
      body.nodes.filter((node) => node.type === 'start').map((node) => node.id),
      (id) => (outgoing.get(id) ?? []).map((edge) => edge.target),
    ),
    compensations: new Set(
      body.nodes.filter((node) => named.has(node.id) && !incoming.has(node.id) && node.type !== 'start').map((node) => node.id),
    ),
    isUpstream(earlier, later) {
      const index = position.get(earlier);
      ancestors ??= ancestorsOf(order, incoming, position);
      const bits = ancestors.get(later);
      if (index === undefined || !bits) return undefined;
      return ((bits[index >>> 5] as number) & (1 << (index & 31))) !== 0;
    },
  };
}

function groupBy(edges: readonly EdgeModel[], keyOf: (edge: EdgeModel) => string): ReadonlyMap<string, readonly EdgeModel[]> {
  const groups = new Map<string, EdgeModel[]>();
  for (const edge of edges) {
    const group = groups.get(keyOf(edge));
    if (group) group.push(edge);
    else groups.set(keyOf(edge), [edge]);
  }
  return groups;
}

export function reach(from: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(from);
  for (const id of seen) for (const target of next(id)) seen.add(target);
  return seen;
}

type Links = ReadonlyMap<string, readonly EdgeModel[]>;
function topological(body: BodyModel, outgoing: Links, incoming: Links): readonly string[] {
  const waiting = new Map([...body.byId.keys()].map((id) => [id, incoming.get(id)?.length ?? 0]));
  const order = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (let at = 0; at < order.length; at++) {
    for (const { target } of outgoing.get(order[at] as string) ?? []) {
      const left = (waiting.get(target) as number) - 1;
      waiting.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  return order;
}

/** One bit per node of the order: 5,000 nodes take 3 MB, for as long as the validation lasts. */
function ancestorsOf(order: readonly string[], incoming: Links, position: ReadonlyMap<string, number>): ReadonlyMap<string, Uint32Array> {
  const words = (order.length + 31) >>> 5;
  const ancestors = new Map<string, Uint32Array>();
  for (const id of order) {
    const bits = new Uint32Array(words);
    for (const { source } of incoming.get(id) ?? []) {
      const index = position.get(source) as number;
      const above = ancestors.get(source) as Uint32Array;
      for (let i = 0; i < words; i++) bits[i] = (bits[i] as number) | (above[i] as number);
      bits[index >>> 5] = (bits[index >>> 5] as number) | (1 << (index & 31));
    }
    ancestors.set(id, bits);
  }
  return ancestors;
}

/** Cycles by the ids on them, in the direction of the edges, at most `limit`. Iterative depth-first search. */
export function findCycles(graph: BodyGraph, limit: number): readonly (readonly string[])[] {
  const settled = new Set(graph.order);
  const cycles: string[][] = [];
  for (const root of graph.body.byId.keys()) {
    if (settled.has(root) || cycles.length >= limit) continue;
    const path: { readonly id: string; next: number }[] = [{ id: root, next: 0 }];
    const onPath = new Map([[root, 0]]);
    for (let top = path.at(-1); top && cycles.length < limit; top = path.at(-1)) {
      const edge = (graph.outgoing.get(top.id) ?? [])[top.next++];
      if (!edge) {
        settled.add(top.id);
        onPath.delete(top.id);
        path.pop();
      } else if (onPath.has(edge.target)) cycles.push(path.slice(onPath.get(edge.target)).map((step) => step.id));
      else if (!settled.has(edge.target)) {
        onPath.set(edge.target, path.length);
        path.push({ id: edge.target, next: 0 });
      }
    }
  }
  return cycles;
}

/** Nodes without a way on, by id: those that end a path for good. */
export const endsPath = (node: NodeModel): boolean => node.type === 'end' || node.type === 'fail' || node.type === 'terminate';
