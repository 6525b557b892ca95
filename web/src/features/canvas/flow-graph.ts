/** Turns a body of the definition into what the canvas library draws. What did not change stays the same object, so that only what changed is drawn again. */
import type { BodyDefinition, NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import { edgeKey, handleOf } from '../designer/definition-edits.js';
import type { Place } from './auto-layout.js';
import type { FlowEdge, FlowNode } from './flow.js';
import { handlesOf, nodeHeight, NODE_WIDTH, type NodeHandles } from './node-geometry.js';

export interface NodeData {
  readonly node: NodeDefinition;
  readonly descriptor: NodeTypeDescriptor | undefined;
  readonly handles: NodeHandles;
  /** Handles with an edge. */
  readonly used: string;
  /** The node's path in the execution shown, if one is. */
  readonly runPath: string | undefined;
  readonly severity: 'error' | 'warning' | undefined;
  readonly editable: boolean;
}
export interface EdgeData {
  readonly sourcePath: string | undefined;
  readonly targetPath: string | undefined;
  readonly editable: boolean;
}
export interface GraphInput {
  readonly body: BodyDefinition;
  readonly places: ReadonlyMap<string, Place>;
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly runPathOf: ((id: string) => string) | undefined;
  readonly severities: ReadonlyMap<string, 'error' | 'warning'>;
  readonly selected: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly editable: boolean;
}
export const usedHandles = (body: BodyDefinition): Map<string, string[]> => {
  const used = new Map<string, string[]>();
  for (const edge of body.edges) {
    const list = used.get(edge.source);
    const handle = handleOf(edge);
    if (!list) used.set(edge.source, [handle]);
    else if (!list.includes(handle)) list.push(handle);
  }
  return used;
};
/** Measures the nodes of a graph at rest. */
export function sizeOf(
  body: BodyDefinition,
  types: ReadonlyMap<string, NodeTypeDescriptor>,
): (node: NodeDefinition) => { width: number; height: number } {
  const used = usedHandles(body);
  return (node) => {
    const descriptor = types.get(node.type);
    return {
      width: NODE_WIDTH,
      height: nodeHeight(handlesOf(node, descriptor, used.get(node.id)), descriptor?.hasBody ?? node.body !== undefined),
    };
  };
}
type Draw = (input: GraphInput) => { nodes: FlowNode<NodeData>[]; edges: FlowEdge<EdgeData>[] };

export function createFlowGraph(): Draw {
  let nodeCache = new Map<string, FlowNode<NodeData>>();
  let edgeCache = new Map<string, FlowEdge<EdgeData>>();
  return ({ body, places, types, runPathOf, severities, selected, selectedEdges, editable }) => {
    const used = usedHandles(body);
    const nodes = body.nodes.map((node) => {
      const known = nodeCache.get(node.id);
      const descriptor = types.get(node.type);
      const usedHere = used.get(node.id) ?? [];
      const usedText = usedHere.join(' ');
      const runPath = runPathOf?.(node.id);
      const severity = severities.get(node.id);
      const place = places.get(node.id) ?? { x: 0, y: 0 };
      const d = known?.data;
      const sameData =
        d &&
        d.node === node &&
        d.descriptor === descriptor &&
        d.used === usedText &&
        d.runPath === runPath &&
        d.severity === severity &&
        d.editable === editable;
      const chosen = selected.has(node.id);
      if (sameData && known.position.x === place.x && known.position.y === place.y && known.selected === chosen) return known;
      const data: NodeData = sameData
        ? d
        : { node, descriptor, handles: handlesOf(node, descriptor, usedHere), used: usedText, runPath, severity, editable };
      return { id: node.id, type: 'node', position: { x: place.x, y: place.y }, data, selected: chosen } satisfies FlowNode<NodeData>;
    });
    const edges: FlowEdge<EdgeData>[] = [];
    const seen = new Set<string>();
    for (const edge of body.edges) {
      const id = edgeKey(edge);
      if (seen.has(id)) continue;
      seen.add(id);
      const known = edgeCache.get(id);
      const sourcePath = runPathOf?.(edge.source);
      const targetPath = runPathOf?.(edge.target);
      const chosen = selectedEdges.has(id);
      edges.push(
        known &&
          known.selected === chosen &&
          known.data?.sourcePath === sourcePath &&
          known.data?.targetPath === targetPath &&
          known.data?.editable === editable
          ? known
          : {
              id,
              type: 'edge',
              source: edge.source,
              sourceHandle: handleOf(edge),
              target: edge.target,
              targetHandle: 'in',
              selected: chosen,
              data: { sourcePath, targetPath, editable },
            },
      );
    }
    nodeCache = new Map(nodes.map((node) => [node.id, node]));
    edgeCache = new Map(edges.map((edge) => [edge.id, edge]));
    return { nodes, edges };
  };
}
