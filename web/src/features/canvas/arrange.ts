import type { Place, Size } from './auto-layout.js';

export type Arrangement = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down';
export interface Box extends Place, Size {
  readonly id: string;
}
/** Aligns boxes along an edge or a middle line of theirs, or spreads them evenly between the outermost two. Answers those that move. */
export function arrange(boxes: readonly Box[], how: Arrangement): Map<string, Place> {
  const moved = new Map<string, Place>();
  if (boxes.length < 2) return moved;
  const [at, span]: ['x' | 'y', 'width' | 'height'] = ['left', 'center', 'right', 'across'].includes(how)
    ? ['x', 'width']
    : ['y', 'height'];
  const low = Math.min(...boxes.map((box) => box[at]));
  const high = Math.max(...boxes.map((box) => box[at] + box[span]));
  const put = (box: Box, value: number): void => {
    const to = Math.round(value);
    if (to !== box[at]) moved.set(box.id, { x: box.x, y: box.y, [at]: to });
  };
  if (how === 'across' || how === 'down') {
    const row = [...boxes].sort((a, b) => a[at] - b[at]);
    const room = high - low - row.reduce((sum, box) => sum + box[span], 0);
    let next = low;
    for (const box of row) {
      put(box, next);
      next += box[span] + room / (row.length - 1);
    }
    return moved;
  }
  for (const box of boxes)
    put(box, how === 'left' || how === 'top' ? low : how === 'right' || how === 'bottom' ? high - box[span] : (low + high - box[span]) / 2);
  return moved;
}
const GAP = 24;
/** The first place at or below `wanted` where a box of this size covers none of the others. */
export function clearOf(wanted: Place, size: Size, others: readonly (Place & Size)[]): Place {
  let { y } = wanted;
  for (;;) {
    const hit = others.find(
      (box) =>
        wanted.x < box.x + box.width + GAP &&
        box.x < wanted.x + size.width + GAP &&
        y < box.y + box.height + GAP &&
        box.y < y + size.height + GAP,
    );
    if (!hit) return { x: wanted.x, y };
    y = hit.y + hit.height + GAP;
  }
}
