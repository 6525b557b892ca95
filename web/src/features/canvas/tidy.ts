import type { BodyDefinition } from '../../api/types.js';
import { clearOf } from './arrange.js';
import { autoLayout, type Place, type Size } from './auto-layout.js';

/** What is to be laid out, as plain values: it goes to a worker. */
export interface TidyRequest {
  readonly nodes: readonly {
    readonly id: string;
    readonly width: number;
    readonly height: number;
    readonly x: number;
    readonly y: number;
  }[];
  readonly edges: readonly { readonly source: string; readonly target: string }[];
  /** Only these move; nothing: all. */
  readonly only?: readonly string[];
  /** These stay where they are, whatever else happens. */
  readonly pinned: readonly string[];
}
/** Places for what may move. With pinned nodes the drawing is shifted to lie around them, and what would cover one goes below it. */
export function tidy({ nodes, edges, only, pinned }: TidyRequest): Map<string, Place> {
  const sizes = new Map<string, Size>(nodes.map((node) => [node.id, node]));
  const places = new Map<string, Place>(nodes.map(({ id, x, y }) => [id, { x, y }]));
  const body: BodyDefinition = { nodes: nodes.map(({ id }) => ({ id, type: '' })), edges: [...edges] };
  const found = autoLayout(
    body,
    (node) => sizes.get(node.id) ?? { width: 0, height: 0 },
    only ? { ids: new Set(only), places } : undefined,
  );
  const fixed = pinned.filter((id) => found.has(id));
  if (fixed.length) {
    const shift = (axis: 'x' | 'y'): number =>
      Math.round(fixed.reduce((sum, id) => sum + (places.get(id)?.[axis] ?? 0) - (found.get(id)?.[axis] ?? 0), 0) / fixed.length);
    const [dx, dy] = [shift('x'), shift('y')];
    for (const [id, at] of found) found.set(id, { x: at.x + dx, y: at.y + dy });
    for (const id of fixed) found.delete(id);
  }
  const obstacles = pinned.flatMap((id) => {
    const [at, size] = [places.get(id), sizes.get(id)];
    return at && size && !found.has(id) ? [{ ...at, ...size }] : [];
  });
  for (const [id, at] of [...found].sort(([, a], [, b]) => a.y - b.y)) {
    const size = sizes.get(id);
    if (!size || obstacles.length === 0) continue;
    const clear = clearOf(at, size, obstacles);
    found.set(id, clear);
    obstacles.push({ ...clear, ...size });
  }
  return found;
}
