/** What is drawn inside the frames of containers, how large the frames get, and how their neighbours make room for them. */
import type { BodyDefinition, NodeDefinition, NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { annotationsAt } from '../designer/annotations.js';
import { machineAt, pathOf, type Scope } from '../designer/definition-edits.js';
import { drawnAt } from '../designer/designer-store.js';
import type { Place, Size } from './auto-layout.js';
import { isContainer, sizeOf, type Level } from './flow-graph.js';
import { HEADER_HEIGHT } from './node-geometry.js';

/** Room around what is inside a frame. */
const PAD = 28;
/** Frames in frames beyond this depth are entered, not looked into: nobody could read them. */
const MAX_DEPTH = 6;
const EMPTY_FRAME: Size = { width: 280, height: 80 };

export interface ScopeLevel extends Level {
  readonly scope: Scope;
  /** What is added to a point of the scope to have it in the frame. */
  readonly shift: Place;
}
export interface DrawnScope {
  readonly body: BodyDefinition;
  readonly machine: NodeDefinition | undefined;
  /** Where nodes are drawn: where they lie, moved aside for open frames. */
  readonly places: ReadonlyMap<string, Place>;
  readonly levels: readonly ScopeLevel[];
  /** By name on the canvas. */
  readonly frames: ReadonlyMap<string, Size>;
}
const sizeIn = ({ open, width, height }: Box): Size => open ?? { width, height };
interface Box extends Place, Size {
  readonly id: string;
  readonly open: Size | undefined;
}
/**
 * Moves boxes aside for those of them that open: what lies to the right of one goes right by what it grew, what lies below it goes down. Only
 * the drawing moves; closed again, everything is where it was.
 */
export function makeRoom(boxes: readonly Box[]): Map<string, Place> {
  const found = new Map<string, Place>();
  const opened = boxes.filter((box) => box.open);
  if (opened.length === 0) return new Map(boxes.map((box) => [box.id, { x: box.x, y: box.y }]));
  const right = new Map<string, number>();
  const down = new Map<string, number>();
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    let shift = 0;
    for (const frame of opened)
      if (frame.id !== box.id && frame.open && frame.x + frame.width <= box.x + 1)
        shift = Math.max(shift, (right.get(frame.id) ?? 0) + frame.open.width - frame.width);
    right.set(box.id, shift);
  }
  for (const box of [...boxes].sort((a, b) => a.y - b.y)) {
    let shift = 0;
    for (const frame of opened) {
      const beside = frame.x + frame.width <= box.x + 1 || box.x + box.width <= frame.x;
      if (frame.id !== box.id && frame.open && !beside && frame.y + frame.height <= box.y + 1)
        shift = Math.max(shift, (down.get(frame.id) ?? 0) + frame.open.height - frame.height);
    }
    down.set(box.id, shift);
  }
  for (const box of boxes) found.set(box.id, { x: box.x + (right.get(box.id) ?? 0), y: box.y + (down.get(box.id) ?? 0) });
  return found;
}
/**
 * Draws a scope with the containers of `expanded` open. @param placesOf where the nodes of a scope lie
 * @param runPathOf answers paths in the execution shown, if one is
 */
export function drawScope(
  definition: WorkflowDefinition,
  root: Scope,
  expanded: ReadonlySet<string>,
  types: ReadonlyMap<string, NodeTypeDescriptor>,
  placesOf: (scope: Scope) => ReadonlyMap<string, Place>,
  runPathOf?: (scope: Scope) => (id: string) => string,
): DrawnScope {
  const levels: ScopeLevel[] = [];
  const frames = new Map<string, Size>();
  const draw = (
    scope: Scope,
    prefix: string,
    depth: number,
  ): { body: BodyDefinition; places: ReadonlyMap<string, Place>; size: Size; corner: Place } => {
    const body = drawnAt(definition, scope);
    const stored = placesOf(scope);
    const size = sizeOf(body, types);
    const machine = machineAt(definition, scope) !== undefined;
    const at = levels.length;
    const boxes = body.nodes.map((node): Box => {
      const id = prefix + node.id;
      const rest = size(node);
      let open: Size | undefined;
      if (!machine && depth < MAX_DEPTH && expanded.has(pathOf(scope, node.id)) && isContainer(node, types.get(node.type))) {
        const inner = draw([...scope, node.id], `${id}/`, depth + 1);
        open = {
          width: Math.max(rest.width, inner.size.width + 2 * PAD),
          height: HEADER_HEIGHT + inner.size.height + 2 * PAD,
        };
        frames.set(id, open);
      }
      return { id: node.id, ...(stored.get(node.id) ?? { x: 0, y: 0 }), ...rest, open };
    });
    const places = makeRoom(boxes);
    // A frame is as large as what lies in it, notes and groups among it; on the canvas itself those need no room made for them.
    const notes = prefix === '' ? [] : annotationsAt(definition, scope);
    const lying = [...boxes.map((box) => ({ x: 0, y: 0, ...places.get(box.id), ...sizeIn(box) })), ...notes];
    const left = Math.min(...lying.map((box) => box.x));
    const top = Math.min(...lying.map((box) => box.y));
    const extent = lying.length
      ? {
          width: Math.max(...lying.map((box) => box.x + box.width)) - left,
          height: Math.max(...lying.map((box) => box.y + box.height)) - top,
        }
      : EMPTY_FRAME;
    if (prefix !== '') {
      const shift = lying.length ? { x: PAD - left, y: HEADER_HEIGHT + PAD - top } : { x: PAD, y: HEADER_HEIGHT + PAD };
      const shifted = <P extends Place>(place: P): P => ({ ...place, x: place.x + shift.x, y: place.y + shift.y });
      // Outer levels first: the library wants to know a parent before its children.
      levels.splice(at, 0, {
        prefix,
        scope,
        shift,
        body,
        places: new Map([...places].map(([id, place]) => [id, shifted(place)])),
        annotations: notes.map(shifted),
        machine: machineAt(definition, scope),
        runPathOf: runPathOf?.(scope),
      });
    }
    return { body, places, size: extent, corner: { x: left, y: top } };
  };
  const { body, places } = draw(root, '', 0);
  return { body, places, levels, frames, machine: machineAt(definition, root) };
}
