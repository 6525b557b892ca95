import type { Place } from './auto-layout.js';
import type { AnyData, NodeData } from './flow-graph.js';
import { applyNodeChanges, type FlowNode, type NodeChange } from './flow.js';

/** What a dragged frame takes along: where it and what lies in it were when the drag began. */
export interface Cargo {
  readonly frame: string;
  readonly from: Place;
  readonly places: ReadonlyMap<string, Place>;
}
/** Adds to the moves of a frame those of what lies in it. */
export function withCargo(changes: readonly NodeChange[], cargo: Cargo | null): readonly NodeChange[] {
  const lead = cargo && changes.find((change) => change.type === 'position' && change.id === cargo.frame);
  if (!cargo || lead?.type !== 'position' || !lead.position) return changes;
  const dx = lead.position.x - cargo.from.x;
  const dy = lead.position.y - cargo.from.y;
  return [
    ...changes,
    ...[...cargo.places].map(([id, at]): NodeChange => ({ id, type: 'position', position: { x: at.x + dx, y: at.y + dy } })),
  ];
}
/** Applies changes; what changes nothing, e.g. the measure of a node that was known, draws nothing again. */
export function applyChanges(changes: readonly NodeChange[], nodes: FlowNode<AnyData>[]): FlowNode<AnyData>[] {
  const byId = changes.some((change) => change.type === 'dimensions') ? new Map(nodes.map((node) => [node.id, node])) : undefined;
  const real = changes.filter((change) => {
    if (change.type === 'select') return false;
    if (change.type !== 'dimensions') return true;
    const node = byId?.get(change.id);
    return (
      node !== undefined &&
      change.dimensions !== undefined &&
      (node.width !== change.dimensions.width || node.height !== change.dimensions.height)
    );
  });
  return real.length === 0 ? nodes : (applyNodeChanges(real, nodes) as FlowNode<AnyData>[]);
}
/** Whether a node keeps the size that was measured: one whose rows or frame changed has another. */
export function keepsSize(old: FlowNode<AnyData>, now: FlowNode<AnyData>): boolean {
  if (!old.width || !old.height || now.type === 'note' || now.type === 'frame') return false;
  const [a, b] = [old.data as Partial<NodeData>, now.data as Partial<NodeData>];
  return a.handles === b.handles && a.frame === undefined && b.frame === undefined;
}
