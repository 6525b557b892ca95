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
