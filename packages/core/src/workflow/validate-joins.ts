import type { BodyGraph } from './body-graph.js';
import { isObject, type EdgeModel, type NodeModel } from './definition-model.js';
import type { Report } from './validate-report.js';

/** Beyond so many edges the search for paths that can be taken together is left out. */
const MAX_SEARCHED = 12;

/** A join that waits for more paths than can ever arrive together. */
export function validateJoins(graph: BodyGraph, report: Report): void {
  const joins = graph.body.nodes.flatMap((node) => {
    const join = node.json['join'] ?? (node.type === 'join' ? node.config['join'] : undefined);
    return isObject(join) && typeof join['n'] === 'number' ? [{ node, n: join['n'] }] : [];
  });
  if (joins.length === 0) return;
  const decisions = decisionsOf(graph);
  for (const { node, n } of joins) {
    const incoming = graph.incoming.get(node.id) ?? [];
    const most = mostTogether(graph, incoming, decisions);
    if (n <= most) continue;
    const why =
      n > incoming.length
        ? `only ${incoming.length} ${incoming.length === 1 ? 'edge leads' : 'edges lead'} to it`
        : `of its ${incoming.length} paths at most ${most} can be taken together`;
    report.error('JOIN_UNREACHABLE', `${node.pointer}/join`, `"${node.id}" waits for ${n} paths, but ${why}: it can never begin`, node.id);
  }
}

/** Of each node the choices that every way to it has in common: decision node and handle. */
type Choices = ReadonlyMap<string, string>;

function decisionsOf(graph: BodyGraph): ReadonlyMap<string, Choices> {
  const known = new Map<string, Choices>();
  for (const id of graph.order) {
    const ways = (graph.incoming.get(id) ?? []).map((edge) => choicesOf(graph, edge, known));
    const [first, ...others] = ways;
    known.set(id, new Map([...(first ?? [])].filter(([decision, handle]) => others.every((way) => way.get(decision) === handle))));
  }
  return known;
}

function choicesOf(graph: BodyGraph, edge: EdgeModel, known: ReadonlyMap<string, Choices>): Choices {
  const above = known.get(edge.source) ?? new Map<string, string>();
  const source = graph.body.byId.get(edge.source) as NodeModel;
  const chooses = (graph.outgoing.get(edge.source) ?? []).some((other) => other.handle !== edge.handle);
  return !chooses || takesSeveral(source, edge.handle) ? above : new Map(above).set(edge.source, edge.handle);
}

/** Of all handles of a node one is taken, but of a switch that follows all cases. */
const takesSeveral = (source: NodeModel, handle: string): boolean =>
  source.type === 'switch' && source.config['mode'] === 'all' && handle !== 'default' && handle !== 'error';

/** The largest set of edges no two of which need different handles of one node. */
function mostTogether(graph: BodyGraph, edges: readonly EdgeModel[], decisions: ReadonlyMap<string, Choices>): number {
  if (edges.length > MAX_SEARCHED) return edges.length;
  const choices = edges.map((edge) => choicesOf(graph, edge, decisions));
  const agree = choices.map((a) => choices.map((b) => [...a].every(([decision, handle]) => (b.get(decision) ?? handle) === handle)));
  let most = 0;
  for (let set = 1; set < 1 << edges.length; set++) {
    const members = edges.map((_, i) => i).filter((i) => set & (1 << i));
    if (members.length > most && members.every((i) => members.every((j) => agree[i]?.[j]))) most = members.length;
  }
  return most;
}
