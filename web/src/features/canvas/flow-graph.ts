/** Turns bodies of the definition into what the canvas library draws. What did not change stays the same object, so that only what changed is drawn again. */
import type { BodyDefinition, NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import type { Annotation } from '../designer/annotations.js';
import { edgeKey, handleOf, isMachine, statesOf } from '../designer/definition-edits.js';
import { STATE_TYPE, transitionsOf, type Transition } from '../designer/machine-edits.js';
import type { Place, Size } from './auto-layout.js';
import type { FlowEdge, FlowNode } from './flow.js';
import { HANDLE_ROW_HEIGHT, handlesOf, HEADER_HEIGHT, nodeHeight, NODE_WIDTH, stateHandles, type NodeHandles } from './node-geometry.js';

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
  /** With what is inside drawn in it: how large it is. */
  readonly frame: Size | undefined;
  /** Whether there is something inside that can be drawn or entered. */
  readonly container: boolean;
  readonly pinned: boolean;
}
export interface StateData {
  readonly name: string;
  readonly machine: NodeDefinition;
  readonly ways: readonly Transition[];
  readonly handles: NodeHandles;
  readonly editable: boolean;
}
export interface AnnotationData {
  readonly item: Annotation;
  readonly editable: boolean;
}
export type AnyData = NodeData | StateData | AnnotationData;
export interface EdgeData {
  readonly sourcePath: string | undefined;
  readonly targetPath: string | undefined;
  readonly editable: boolean;
  /** How far below the top of its node it begins: an edge that goes back goes round above. */
  readonly lift: number;
}
/** A body, or a machine's states, drawn inside the frame of its container. Names on the canvas begin with `prefix`, e.g. `each/`. */
export interface Level {
  readonly prefix: string;
  readonly body: BodyDefinition;
  /** In the frame of the container that `prefix` names. */
  readonly places: ReadonlyMap<string, Place>;
  readonly machine?: NodeDefinition | undefined;
  readonly runPathOf: ((id: string) => string) | undefined;
  /** Notes and groups of the body, in the frame. */
  readonly annotations?: readonly Annotation[];
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
  /** The machine whose states `body` are. */
  readonly machine?: NodeDefinition | undefined;
  /** What is drawn inside, outer bodies first, and how large the frames around it are. */
  readonly levels?: readonly Level[];
  readonly frames?: ReadonlyMap<string, Size>;
  readonly annotations?: readonly Annotation[];
  readonly pinned?: ReadonlySet<string>;
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
/** Whether a node has something inside: by its type, or by what is written. */
export const isContainer = (node: NodeDefinition, descriptor: NodeTypeDescriptor | undefined): boolean =>
  (descriptor?.hasBody ?? node.body !== undefined) || isMachine(node);
const NO_NODES: ReadonlyMap<string, Size> = new Map();
/** Measures the nodes of a graph at rest. */
export function sizeOf(body: BodyDefinition, types: ReadonlyMap<string, NodeTypeDescriptor>): (node: NodeDefinition) => Size {
  const used = usedHandles(body);
  return (node) => {
    const descriptor = types.get(node.type);
    const handles = node.type === STATE_TYPE ? stateHandles(used.get(node.id) ?? []) : handlesOf(node, descriptor, used.get(node.id));
    return { width: NODE_WIDTH, height: nodeHeight(handles, node.type === STATE_TYPE || isContainer(node, descriptor)) };
  };
}
type Drawn = { nodes: FlowNode<AnyData>[]; edges: FlowEdge<EdgeData>[] };
type Draw = (input: GraphInput) => Drawn;

export function createFlowGraph(): Draw {
  let nodeCache = new Map<string, FlowNode<AnyData>>();
  let edgeCache = new Map<string, FlowEdge<EdgeData>>();
  return (input) => {
    const { types, severities, selected, selectedEdges, editable, frames = NO_NODES, pinned } = input;
    const nodes: FlowNode<AnyData>[] = [];
    const edges: FlowEdge<EdgeData>[] = [];
    /** Takes what was drawn before where it is the same; `data` is its own memory. */
    const put = (id: string, type: string, data: AnyData, at: Place, size: Size, level: number, parent: string | undefined): void => {
      const known = nodeCache.get(id);
      const chosen = selected.has(id);
      const same =
        known &&
        known.type === type &&
        known.data === data &&
        known.position.x === at.x &&
        known.position.y === at.y &&
        known.selected === chosen &&
        known.width === size.width &&
        known.height === size.height;
      nodes.push(
        same
          ? known
          : {
              id,
              type,
              position: { x: at.x, y: at.y },
              data,
              selected: chosen,
              width: size.width,
              height: size.height,
              zIndex: level,
              ...(parent === undefined ? {} : { parentNode: parent }),
              ...(type === 'frame' ? { dragHandle: '.frame-handle' } : {}),
              ...('item' in data || ('frame' in data && data.frame) ? { style: { width: size.width, height: size.height } } : {}),
            },
      );
    };
    const dataOf = <T extends AnyData>(id: string, made: T): T => {
      const known = nodeCache.get(id)?.data;
      return known && shallowSame(known, made) ? (known as T) : made;
    };
    const { body: outer, places: outerPlaces, annotations = [] } = input;
    const outermost: Level = {
      prefix: '',
      body: outer,
      places: outerPlaces,
      machine: input.machine,
      runPathOf: input.runPathOf,
      annotations,
    };
    for (const level of [outermost, ...(input.levels ?? [])]) {
      const { prefix, body, places, machine, runPathOf } = level;
      const depth = prefix === '' ? 0 : prefix.split('/').length - 1;
      const parent = prefix === '' ? undefined : prefix.slice(0, -1);
      for (const item of level.annotations ?? []) {
        const id = prefix + item.id;
        const data = dataOf(id, { item: sameItem(nodeCache.get(id)?.data, item), editable });
        put(id, item.kind, data, item, item, depth * 2 - (item.kind === 'frame' ? 1 : 0), parent);
      }
      const used = usedHandles(body);
      const size = sizeOf(body, types);
      for (const node of body.nodes) {
        const id = prefix + node.id;
        const place = places.get(node.id) ?? { x: 0, y: 0 };
        if (machine) {
          const ways = transitionsOf(node.id, statesOf(machine)[node.id]);
          const old = nodeCache.get(id)?.data as StateData | undefined;
          const data =
            old && old.machine === machine && old.name === node.id && old.editable === editable
              ? old
              : { name: node.id, machine, ways, handles: stateHandles(ways.map((way) => `${way.kind}-${way.index}`)), editable };
          put(id, 'state', data, place, { width: NODE_WIDTH, height: nodeHeight(data.handles, true) }, depth * 2, parent);
          continue;
        }
        const descriptor = types.get(node.type);
        const usedHere = used.get(node.id) ?? [];
        const usedText = usedHere.join(' ');
        const old = nodeCache.get(id)?.data as NodeData | undefined;
        const handles =
          old && old.node === node && old.descriptor === descriptor && old.used === usedText
            ? old.handles
            : handlesOf(node, descriptor, usedHere);
        const frame = frames.get(id);
        const data = dataOf<NodeData>(id, {
          node,
          descriptor,
          handles,
          used: usedText,
          runPath: runPathOf?.(node.id),
          severity: severities.get(id),
          editable,
          frame,
          container: isContainer(node, descriptor),
          pinned: pinned?.has(id) ?? false,
        });
        put(id, 'node', data, place, frame ?? size(node), depth * 2, parent);
      }
      const seen = new Set<string>();
      for (const edge of body.edges) {
        const id = prefix + edgeKey(edge);
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
                source: prefix + edge.source,
                sourceHandle: handleOf(edge),
                target: prefix + edge.target,
                targetHandle: 'in',
                selected: chosen,
                zIndex: depth === 0 ? 0 : depth * 2 - 1,
                data: { sourcePath, targetPath, editable, lift: machine ? liftOf(used.get(edge.source), handleOf(edge)) : 27 },
              },
        );
      }
    }
    nodeCache = new Map(nodes.map((node) => [node.id, node]));
    edgeCache = new Map(edges.map((edge) => [edge.id, edge]));
    return { nodes, edges };
  };
}
const liftOf = (handles: readonly string[] = [], handle: string): number =>
  HEADER_HEIGHT + HANDLE_ROW_HEIGHT * (Math.max(0, handles.indexOf(handle)) + 0.5);
const shallowSame = (a: object, b: object): boolean => {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(right);
  return keys.length === Object.keys(left).length && keys.every((key) => left[key] === right[key] || sameSize(left[key], right[key]));
};
const sameSize = (a: unknown, b: unknown): boolean => {
  const [left, right] = [a as Partial<Size> | undefined, b as Partial<Size> | undefined];
  return (
    typeof left === 'object' &&
    typeof right === 'object' &&
    left !== null &&
    right !== null &&
    Object.keys(right).length === 2 &&
    left.width !== undefined &&
    left.width === right.width &&
    left.height === right.height
  );
};
const sameItem = (old: AnyData | undefined, item: Annotation): Annotation => {
  const known = (old as AnnotationData | undefined)?.item;
  return known && shallowSame(known, item) ? known : item;
};
