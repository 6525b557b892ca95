import type { BodyDefinition } from '../../api/types.js';
import type { Place } from './auto-layout.js';

export type Direction = 'left' | 'right' | 'up' | 'down';
const nearest = (
  from: Place,
  ids: Iterable<string>,
  places: ReadonlyMap<string, Place>,
  weigh: (dx: number, dy: number) => number | null,
) => {
  let best: string | undefined;
  let least = Infinity;
  for (const id of ids) {
    const at = places.get(id);
    const weight = at ? weigh(at.x - from.x, at.y - from.y) : null;
    if (weight !== null && weight < least) [best, least] = [id, weight];
  }
  return best;
};
/**
 * Where an arrow key leads from a node: right and left along its edges (of several to the one at its height; without edges to what lies there), up
 * and down to what lies above and below it.
 */
export function neighbourOf(
  body: BodyDefinition,
  places: ReadonlyMap<string, Place>,
  id: string,
  direction: Direction,
): string | undefined {
  const from = places.get(id);
  if (!from) return undefined;
  const others = body.nodes.map((node) => node.id).filter((other) => other !== id);
  if (direction === 'left' || direction === 'right') {
    const ahead = direction === 'right';
    const joined = body.edges
      .filter((edge) => (ahead ? edge.source : edge.target) === id)
      .map((edge) => (ahead ? edge.target : edge.source));
    const along = nearest(from, new Set(joined.filter((other) => other !== id)), places, (dx, dy) => Math.abs(dy) + Math.abs(dx) / 10);
    return along ?? nearest(from, others, places, (dx, dy) => ((ahead ? dx > 40 : dx < -40) ? Math.abs(dx) + 2 * Math.abs(dy) : null));
  }
  const below = direction === 'down';
  return nearest(from, others, places, (dx, dy) => ((below ? dy > 8 : dy < -8) ? Math.abs(dy) + 2 * Math.abs(dx) : null));
}
/** The nodes of a graph in the order of its edges, where several may come next from top to bottom; circles are cut. */
export function inOrder(body: BodyDefinition, places: ReadonlyMap<string, Place>): string[] {
  const entering = new Map(body.nodes.map((node) => [node.id, 0]));
  const leaving = new Map<string, string[]>();
  for (const edge of body.edges) {
    if (!entering.has(edge.source) || !entering.has(edge.target)) continue;
    entering.set(edge.target, (entering.get(edge.target) ?? 0) + 1);
    leaving.set(edge.source, [...(leaving.get(edge.source) ?? []), edge.target]);
  }
  const height = (id: string): number => (places.get(id)?.y ?? 0) + (places.get(id)?.x ?? 0) / 1000;
  const done = new Set<string>();
  const order: string[] = [];
  const visit = (first: string): void => {
    const open = [first];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (done.has(id)) continue;
      done.add(id);
      order.push(id);
      const next = [...new Set(leaving.get(id) ?? [])];
      for (const target of next) entering.set(target, (entering.get(target) ?? 1) - 1);
      open.push(...next.filter((target) => (entering.get(target) ?? 0) <= 0 && !done.has(target)).sort((a, b) => height(b) - height(a)));
    }
  };
  for (const node of [...body.nodes].sort((a, b) => Number(b.type === 'start') - Number(a.type === 'start')))
    if ((entering.get(node.id) ?? 0) === 0 || node.type === 'start') visit(node.id);
  for (const node of body.nodes) visit(node.id);
  return order;
}
