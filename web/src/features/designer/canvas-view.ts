/** Names on the canvas, and what is drawn where: a name is the path of a node below the body that the canvas shows, e.g. `each/approve`. */
import type { NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import type { Place } from '../canvas/auto-layout.js';
import { completePlaces } from '../canvas/complete-places.js';
import { sizeOf } from '../canvas/flow-graph.js';
import { drawScope, type DrawnScope } from '../canvas/levels.js';
import { pathOf, type Scope } from './definition-edits.js';
import { drawnAt, type DesignerState } from './designer-store.js';

type Types = ReadonlyMap<string, NodeTypeDescriptor>;
const finite = (place: Partial<Place> | undefined): place is Place => Number.isFinite(place?.x) && Number.isFinite(place?.y);
/** The places of a scope's nodes: as the layout has them, and found for those that have none. */
export function placesOf(state: Pick<DesignerState, 'definition' | 'scope'>, types: Types): Map<string, Place> {
  const body = drawnAt(state.definition, state.scope);
  const known = new Map<string, Place>();
  for (const node of body.nodes) {
    const place = state.definition.layout?.nodes?.[pathOf(state.scope, node.id)];
    if (finite(place)) known.set(node.id, place);
  }
  return completePlaces(body, known, sizeOf(body, types));
}
/** The name on the canvas of a node of `scope`. */
export const nameOf = (root: Scope, scope: Scope, id: string): string => [...scope.slice(root.length), id].join('/');
/** The scope and id that a name on the canvas stands for; the same of an edge. */
export function placeOfName(root: Scope, name: string): { readonly scope: Scope; readonly id: string } {
  const at = name.lastIndexOf('/');
  return at < 0 ? { scope: root, id: name } : { scope: [...root, ...name.slice(0, at).split('/')], id: name.slice(at + 1) };
}
export const isUnder = (root: Scope, scope: Scope): boolean => root.every((id, index) => scope[index] === id);

type Seen = Pick<DesignerState, 'definition' | 'root' | 'expanded'>;
/** Draws what the canvas shows; asked again for the same, it answers the same. */
export function createView(types: Types): (state: Seen) => DrawnScope {
  let last: (Seen & { drawn: DrawnScope }) | undefined;
  let places = new WeakMap<object, Map<string, ReadonlyMap<string, Place>>>();
  return ({ definition, root, expanded }) => {
    if (last && last.definition === definition && last.root === root && last.expanded === expanded) return last.drawn;
    if (!places.has(definition)) places = new WeakMap([[definition, new Map()]]);
    const known = places.get(definition);
    const placed = (scope: Scope): ReadonlyMap<string, Place> => {
      const key = scope.join('/');
      const found = known?.get(key) ?? placesOf({ definition, scope }, types);
      known?.set(key, found);
      return found;
    };
    last = { definition, root, expanded, drawn: drawScope(definition, root, expanded, types, placed) };
    return last.drawn;
  };
}
/** Where the corner of a drawn scope is on the canvas, and where its own point of origin lies below that; `undefined` when it is not drawn. */
export function offsetOf(drawn: DrawnScope, definition: WorkflowDefinition, root: Scope, scope: Scope, types: Types): Place | undefined {
  let [x, y] = [0, 0];
  let places = drawn.places;
  let shift: Place = { x: 0, y: 0 };
  for (let depth = root.length; depth < scope.length; depth++) {
    const frame = places.get(scope[depth] ?? '');
    const prefix = `${scope.slice(root.length, depth + 1).join('/')}/`;
    const level = drawn.levels.find((each) => each.prefix === prefix);
    if (!frame || !level) return undefined;
    x += frame.x;
    y += frame.y;
    ({ places, shift } = level);
  }
  if (scope.length === root.length) return { x, y };
  // Nodes that moved aside are the exception: the first tells how the scope lies in its frame.
  const [first] = drawnAt(definition, scope).nodes;
  const [at, lies] = first ? [places.get(first.id), placesOf({ definition, scope }, types).get(first.id)] : [];
  return at && lies ? { x: x + at.x - lies.x, y: y + at.y - lies.y } : { x: x + shift.x, y: y + shift.y };
}
/** From a point of the frame that a scope is drawn in to one of the scope; of the canvas itself it is the same. */
export function fromFrame(drawn: DrawnScope, root: Scope, scope: Scope, at: Place): Place {
  const prefix = `${scope.slice(root.length).join('/')}/`;
  const shift = drawn.levels.find((level) => level.prefix === prefix)?.shift ?? { x: 0, y: 0 };
  return { x: at.x - shift.x, y: at.y - shift.y };
}
/** Where a node is drawn on the canvas; `undefined` when it is not. */
export function drawnPlace(drawn: DrawnScope, root: Scope, scope: Scope, id: string): Place | undefined {
  let [x, y] = [0, 0];
  let places = drawn.places;
  for (let depth = root.length; depth <= scope.length; depth++) {
    const place = places.get(depth === scope.length ? id : (scope[depth] ?? ''));
    if (!place) return undefined;
    x += place.x;
    y += place.y;
    if (depth === scope.length) return { x, y };
    const level = drawn.levels.find((each) => each.prefix === `${scope.slice(root.length, depth + 1).join('/')}/`);
    if (!level) return undefined;
    places = level.places;
  }
  return undefined;
}
/** The innermost open frame that a point of the canvas lies in, as a scope. */
export function scopeAtPoint(drawn: DrawnScope, root: Scope, point: Place): Scope {
  let found: Scope = root;
  for (const [name, size] of drawn.frames) {
    const { scope, id } = placeOfName(root, name);
    const at = drawnPlace(drawn, root, scope, id);
    if (
      at &&
      point.x > at.x &&
      point.x < at.x + size.width &&
      point.y > at.y &&
      point.y < at.y + size.height &&
      scope.length >= found.length
    )
      found = [...scope, id];
  }
  return found;
}
