import type { EdgeDefinition, LayoutPlace, NodeDefinition, WorkflowDefinition } from '../../api/types.js';

/** What a picture of a workflow is drawn from, in the canvas's own units. */
export interface ThumbGraph {
  readonly nodes: readonly { readonly id: string; readonly type: string; readonly x: number; readonly y: number; readonly deep: boolean }[];
  /** Paths of SVG. */
  readonly edges: readonly string[];
  readonly viewBox: string;
}
export const THUMB_NODE = { width: 210, height: 84 } as const;
const PADDING = 70;
const LAST_RESORT = { x: 280, y: 130 } as const;
/** A short row of nodes is not blown up beyond this, units. */
const LEAST = { width: 1300, height: 430 } as const;

/** The outermost graph as it lies on the canvas; nodes without a place stand in a row. */
export function thumbGraph(definition: Pick<WorkflowDefinition, 'nodes' | 'edges' | 'layout'>): ThumbGraph {
  const places = (definition.layout as { nodes?: { readonly [path: string]: LayoutPlace } } | undefined)?.nodes ?? {};
  const nodes = definition.nodes.map((node: NodeDefinition, index) => ({
    id: node.id,
    type: node.type,
    x: places[node.id]?.x ?? index * LAST_RESORT.x,
    y: places[node.id]?.y ?? 0,
    deep: 'body' in node || node.type === 'statemachine',
  }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = (definition.edges ?? []).flatMap(({ source, target }: EdgeDefinition) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (!from || !to) return [];
    const [x1, y1, x2, y2] = [from.x + THUMB_NODE.width, from.y + THUMB_NODE.height / 2, to.x, to.y + THUMB_NODE.height / 2];
    const bend = Math.max(40, (x2 - x1) / 2);
    return [`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`];
  });
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, top] = [Math.min(0, ...xs), Math.min(...ys, Infinity) === Infinity ? 0 : Math.min(...ys)];
  const width = Math.max(0, ...xs) - left + THUMB_NODE.width;
  const height = Math.max(top, ...ys) - top + THUMB_NODE.height;
  const [w, h] = [Math.max(width + 2 * PADDING, LEAST.width), Math.max(height + 2 * PADDING, LEAST.height)];
  return { nodes, edges, viewBox: `${left - (w - width) / 2} ${top - (h - height) / 2} ${w} ${h}` };
}
