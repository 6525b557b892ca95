/** Where nodes lie that the layout does not place. Dagre is large and mostly not needed to show a graph: it comes when a graph needs it. */
import type { BodyDefinition, NodeDefinition, WorkflowDefinition } from '../../api/types.js';
import { isMachine, pathOf } from '../designer/definition-edits.js';
import { drawnMachine } from '../designer/machine-edits.js';
import type { autoLayout as AutoLayout, Place, Size } from './auto-layout.js';

let layered: typeof AutoLayout | undefined;
/** From then on graphs are laid out well; until then in plain layers. */
export const loadLayout = async (): Promise<void> => {
  layered ??= (await import('./auto-layout.js')).autoLayout;
};
/** Whether a graph, or one that may be drawn inside it, has nodes that lie nowhere yet. */
export function lacksPlaces({ nodes, layout }: WorkflowDefinition): boolean {
  const lacks = (inside: readonly NodeDefinition[], scope: readonly string[]): boolean =>
    inside.some((node) => {
      const path = pathOf(scope, node.id);
      const place = layout?.nodes?.[path];
      if (!Number.isFinite(place?.x) || !Number.isFinite(place?.y)) return true;
      const body = isMachine(node) ? drawnMachine(node) : node.body;
      return Array.isArray(body?.nodes) && lacks(body.nodes, [...scope, node.id]);
    });
  return Array.isArray(nodes) && lacks(nodes, []);
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
/** @see autoLayout */
const layOut: typeof AutoLayout = (body, sizeOf, only) => {
  if (layered) return layered(body, sizeOf, only);
  return inLayers(only ? { nodes: body.nodes.filter((node) => only.ids.has(node.id)), edges: body.edges } : body, sizeOf);
};
/** Places as the layout has them; what has none is laid out, below what has. */
export function completePlaces(
  body: BodyDefinition,
  known: ReadonlyMap<string, Place>,
  sizeOf: (node: NodeDefinition) => Size,
): Map<string, Place> {
  const missing = new Set(body.nodes.filter((node) => !known.has(node.id)).map((node) => node.id));
  if (missing.size === 0) return new Map(known);
  if (missing.size === body.nodes.length) return missing.size > AT_ONCE ? inLayers(body, sizeOf) : layOut(body, sizeOf);
  const bottom = Math.max(
    ...body.nodes.filter((node) => known.has(node.id)).map((node) => (known.get(node.id)?.y ?? 0) + sizeOf(node).height),
  );
  const part = { nodes: body.nodes.filter((node) => missing.has(node.id)), edges: body.edges };
  const placed = missing.size > AT_ONCE ? inLayers(part, sizeOf) : layOut(body, sizeOf, { ids: missing, places: new Map() });
  return new Map([...known, ...[...placed].map(([id, p]) => [id, { x: p.x, y: p.y + bottom + 60 }] as const)]);
}
