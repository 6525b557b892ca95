import type { BodyDefinition, NodeTypeDescriptor } from '../../api/types.js';
import type { Place } from './auto-layout.js';
import { sizeOf } from './flow-graph.js';
import type { ReactFlowInstance } from './flow.js';

export const FIT = { padding: 0.07, maxZoom: 1, minZoom: 0.1 };
/** Below this nobody can read a title. */
const READABLE = 0.52;
const MARGIN = 40;
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
/** How a graph is first shown in a window of this size: whole where that can be read, else from its beginning. */
export function firstFrame(
  places: Iterable<Place & { readonly width: number; readonly height: number }>,
  width: number,
  height: number,
): Frame {
  const boxes = [...places];
  if (boxes.length === 0) return { x: width / 3, y: height / 2, zoom: 1 };
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const wide = Math.max(...boxes.map((box) => box.x + box.width)) - left;
  const high = Math.max(...boxes.map((box) => box.y + box.height)) - top;
  const whole = Math.min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high, FIT.maxZoom);
  const zoom = Math.max(whole, READABLE);
  const at = (start: number, size: number, room: number): number =>
    size * zoom <= room - MARGIN ? (room - size * zoom) / 2 - start * zoom : MARGIN - start * zoom;
  return { x: at(left, wide, width), y: at(top, high, height), zoom };
}
export function showGraph(
  flow: ReactFlowInstance,
  frame: HTMLElement | null,
  body: BodyDefinition,
  places: ReadonlyMap<string, Place>,
  types: ReadonlyMap<string, NodeTypeDescriptor>,
): void {
  if (!frame) return;
  const size = sizeOf(body, types);
  const boxes = body.nodes.map((node) => ({ ...(places.get(node.id) ?? { x: 0, y: 0 }), ...size(node) }));
  flow.setViewport(firstFrame(boxes, frame.clientWidth, frame.clientHeight));
}
