import { Graph, layout } from '@dagrejs/dagre';
import type { BodyDefinition, NodeDefinition } from '../../api/types.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Place {
  readonly x: number;
  readonly y: number;
}
const GRID = 4;
const snap = (value: number): number => Math.round(value / GRID) * GRID;

/**
 * Places for the nodes of one graph, left to right in layers (dagre: Gansner et al., "A technique for drawing directed graphs", 1993).
 * With `only`, the others stay and the laid out part keeps its top left corner.
 */
export function autoLayout(
  body: BodyDefinition,
  sizeOf: (node: NodeDefinition) => Size,
  only?: { readonly ids: ReadonlySet<string>; readonly places: ReadonlyMap<string, Place> },
): Map<string, Place> {
  const nodes = only ? body.nodes.filter((node) => only.ids.has(node.id)) : body.nodes;
  const chosen = new Set(nodes.map((node) => node.id));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 68, ranksep: 84, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, { ...sizeOf(node) });
  body.edges.forEach((edge, index) => {
    if (chosen.has(edge.source) && chosen.has(edge.target) && edge.source !== edge.target)
      graph.setEdge(edge.source, edge.target, {}, String(index));
  });
  layout(graph);
  const found = new Map<string, Place>();
  for (const node of nodes) {
    const { x, y, width, height } = graph.node(node.id) as { x: number; y: number; width: number; height: number };
    found.set(node.id, { x: x - width / 2, y: y - height / 2 });
  }
  const corner = (places: Iterable<Place>): Place => {
    const all = [...places];
    return { x: Math.min(...all.map((p) => p.x)), y: Math.min(...all.map((p) => p.y)) };
  };
  if (found.size === 0) return found;
  const from = corner(found.values());
  const before = only ? nodes.flatMap((node) => only.places.get(node.id) ?? []) : [];
  const to = before.length ? corner(before) : { x: 0, y: 0 };
  return new Map([...found].map(([id, place]) => [id, { x: snap(place.x - from.x + to.x), y: snap(place.y - from.y + to.y) }]));
}
/** So many nodes are laid out well while somebody waits; of more the layers alone must do, until somebody tidies up. */
const AT_ONCE = 120;
const [COLUMN, GAP] = [84, 36];
/** Places in layers, each node right of all before it, in one pass. Cut circles end where they were cut. */
export function inLayers(body: BodyDefinition, sizeOf: (node: NodeDefinition) => Size): Map<string, Place> {
  const entering = new Map(body.nodes.map((node) => [node.id, 0]));
  const leaving = new Map<string, string[]>();
  for (const { source, target } of body.edges) {
    if (!entering.has(source) || !entering.has(target)) continue;
    entering.set(target, (entering.get(target) ?? 0) + 1);
    const list = leaving.get(source);
    if (list) list.push(target);
    else leaving.set(source, [target]);
  }
  const layer = new Map<string, number>();
  const open = body.nodes.filter((node) => entering.get(node.id) === 0).map((node) => node.id);
  for (let next = 0; next < open.length; next++) {
    const id = open[next] ?? '';
    const here = layer.get(id) ?? 0;
    for (const target of leaving.get(id) ?? []) {
      layer.set(target, Math.max(layer.get(target) ?? 0, here + 1));
      const left = (entering.get(target) ?? 0) - 1;
      entering.set(target, left);
      if (left === 0) open.push(target);
    }
  }
  const found = new Map<string, Place>();
  const bottom = new Map<number, number>();
  for (const node of body.nodes) {
    const column = layer.get(node.id) ?? 0;
    const { width, height } = sizeOf(node);
    const y = bottom.get(column) ?? 0;
    found.set(node.id, { x: column * (width + COLUMN), y });
    bottom.set(column, y + height + GAP);
  }
  return found;
}
/** Places as the layout has them; what has none is laid out, below what has. */
export function completePlaces(
  body: BodyDefinition,
  known: ReadonlyMap<string, Place>,
  sizeOf: (node: NodeDefinition) => Size,
): Map<string, Place> {
  const missing = new Set(body.nodes.filter((node) => !known.has(node.id)).map((node) => node.id));
  if (missing.size === 0) return new Map(known);
  if (missing.size === body.nodes.length) return missing.size > AT_ONCE ? inLayers(body, sizeOf) : autoLayout(body, sizeOf);
  const bottom = Math.max(
    ...body.nodes.filter((node) => known.has(node.id)).map((node) => (known.get(node.id)?.y ?? 0) + sizeOf(node).height),
  );
  const part = { nodes: body.nodes.filter((node) => missing.has(node.id)), edges: body.edges };
  const placed = missing.size > AT_ONCE ? inLayers(part, sizeOf) : autoLayout(body, sizeOf, { ids: missing, places: new Map() });
  return new Map([...known, ...[...placed].map(([id, p]) => [id, { x: p.x, y: p.y + bottom + 60 }] as const)]);
}
