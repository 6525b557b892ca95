import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { categoryColor } from '../../shared/ui/NodeIcon.js';
import type { Place } from './auto-layout.js';
import { CanvasControls } from './CanvasControls.js';
import { AddOnEdge, EdgeLine } from './EdgeLine.js';
import { showGraph } from './show-graph.js';
import { createFlowGraph, type GraphInput, type NodeData } from './flow-graph.js';
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Connection,
  type EdgeChange,
  type FlowNode,
  type NodeChange,
  type OnConnectStartParams,
} from './flow.js';
import { NODE_WIDTH } from './node-geometry.js';
import { NodeCard } from './NodeCard.js';
import styles from './canvas.module.css';

/** Constants, or every commit of the store would draw every node again. */
const NODE_TYPES = { node: NodeCard };
const EDGE_TYPES = { edge: EdgeLine };
const PRO = { hideAttribution: true };
const GRID: [number, number] = [4, 4];
const MULTI = ['Meta', 'Control', 'Shift'];
const MINIMAP_FROM = 6;
export const DRAG_TYPE = 'application/x-agentflow-node-type';

export interface Screen {
  readonly x: number;
  readonly y: number;
}
export interface CanvasProps extends GraphInput {
  /** Another value shows another graph: the view fits itself to it. */
  readonly graphKey: string;
  readonly children?: ReactNode;
  readonly onSelect: (nodes: ReadonlySet<string>, edges: ReadonlySet<string>) => void;
  readonly onMove?: (places: ReadonlyMap<string, Place>) => void;
  readonly onConnect?: (source: string, handle: string, target: string) => void;
  readonly canConnect?: (source: string, target: string) => boolean;
  /** An edge was let go over nothing: at `place` on the canvas, `screen` in the window. */
  readonly onDropEdge?: (source: string, handle: string, place: Place, screen: Screen) => void;
  readonly onAddOnEdge?: (edge: string, place: Place, screen: Screen) => void;
  readonly onDropType?: (type: string, place: Place) => void;
  readonly onEnter?: (id: string) => void;
  readonly onPane?: () => void;
}
export function Canvas(props: CanvasProps) {
  const { body, places, types, runPathOf, severities, selected, selectedEdges, editable, graphKey } = props;
  const [draw] = useState(createFlowGraph);
  const graph = useMemo(
    () => draw({ body, places, types, runPathOf, severities, selected, selectedEdges, editable }),
    [draw, body, places, types, runPathOf, severities, selected, selectedEdges, editable],
  );
  const [nodes, setNodes] = useState<FlowNode<NodeData>[]>(graph.nodes);
  const flow = useReactFlow();
  const frameRef = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  // What was measured stays known, so that a changed node does not vanish for a frame.
  useEffect(() => {
    setNodes((known) => {
      const sizes = new Map(known.map((node) => [node.id, node]));
      return graph.nodes.map((node) => {
        const old = sizes.get(node.id);
        if (
          old &&
          old.data === node.data &&
          old.selected === node.selected &&
          old.position.x === node.position.x &&
          old.position.y === node.position.y
        )
          return old;
        return old?.width && old.height ? { ...node, width: old.width, height: old.height } : node;
      });
    });
  }, [graph.nodes]);
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      showGraph(flow, frameRef.current, latest.current.body, latest.current.places, latest.current.types),
    );
    return () => cancelAnimationFrame(frame);
  }, [graphKey, flow]);

  const onNodesChange = useCallback((changes: NodeChange[]) => {
    setNodes((known) => applyNodeChanges(changes, known));
    const { selected: before, selectedEdges: edges, onSelect } = latest.current;
    const after = new Set(before);
    for (const change of changes) if (change.type === 'select') change.selected ? after.add(change.id) : after.delete(change.id);
    if (changes.some((change) => change.type === 'select')) onSelect(after, edges);
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    const { selected: chosen, selectedEdges: before, onSelect } = latest.current;
    const after = new Set(before);
    for (const change of changes) if (change.type === 'select') change.selected ? after.add(change.id) : after.delete(change.id);
    if (changes.some((change) => change.type === 'select')) onSelect(chosen, after);
  }, []);
  const onMoved = useCallback((_: unknown, __: unknown, moved: FlowNode[]) => {
    latest.current.onMove?.(new Map(moved.map((node) => [node.id, node.position])));
  }, []);
  const from = useRef<OnConnectStartParams | null>(null);
  const joined = useRef(false);
  const onConnectStart = useCallback((_: unknown, params: OnConnectStartParams) => {
    from.current = params;
    joined.current = false;
  }, []);
  const onConnect = useCallback((connection: Connection) => {
    joined.current = true;
    if (connection.source && connection.target)
      latest.current.onConnect?.(connection.source, connection.sourceHandle ?? 'out', connection.target);
  }, []);
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent) => {
      const start = from.current;
      from.current = null;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (joined.current || !start?.nodeId || start.handleType !== 'source' || !point) return;
      if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
      const place = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
      latest.current.onDropEdge?.(
        start.nodeId,
        start.handleId ?? 'out',
        { x: place.x, y: place.y - 27 },
        { x: point.clientX, y: point.clientY },
      );
    },
    [flow],
  );
  const isValid = useCallback(
    ({ source, target }: Connection) => !!source && !!target && source !== target && (latest.current.canConnect?.(source, target) ?? true),
    [],
  );
  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, []);
  const onDrop = useCallback(
    (event: DragEvent) => {
      const type = event.dataTransfer.getData(DRAG_TYPE);
      if (!type) return;
      event.preventDefault();
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      latest.current.onDropType?.(type, { x: at.x - NODE_WIDTH / 2, y: at.y - 27 });
    },
    [flow],
  );
  const canAddOnEdge = props.onAddOnEdge !== undefined;
  const addOnEdge = useMemo(
    () =>
      canAddOnEdge
        ? (edge: string, screen: Screen) => {
            const at = flow.screenToFlowPosition(screen);
            latest.current.onAddOnEdge?.(edge, { x: at.x - NODE_WIDTH / 2, y: at.y - 27 }, screen);
          }
        : null,
    [flow, canAddOnEdge],
  );
  const miniColor = useCallback((node: FlowNode<NodeData>) => categoryColor(node.data.descriptor?.category), []);
  return (
    <div ref={frameRef} className={styles['canvas']}>
      <AddOnEdge.Provider value={addOnEdge}>
        <ReactFlow
          nodes={nodes}
          edges={graph.edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDragStop={onMoved}
          onSelectionDragStop={(event, moved) => onMoved(event, null, moved)}
          onConnect={onConnect}
          onConnectStart={onConnectStart}
          onConnectEnd={onConnectEnd}
          isValidConnection={isValid}
          onNodeDoubleClick={(_, node) => props.onEnter?.(node.id)}
          onPaneClick={() => props.onPane?.()}
          onDragOver={onDragOver}
          onDrop={onDrop}
          nodesDraggable={editable}
          nodesConnectable={editable}
          edgesUpdatable={false}
          elementsSelectable
          deleteKeyCode={null}
          multiSelectionKeyCode={MULTI}
          selectionMode={SelectionMode.Partial}
          selectionOnDrag={false}
          panOnScroll
          zoomOnScroll={false}
          zoomOnPinch
          zoomOnDoubleClick={false}
          zoomActivationKeyCode={['Meta', 'Control']}
          connectionRadius={28}
          snapToGrid
          snapGrid={GRID}
          minZoom={0.1}
          maxZoom={2}
          proOptions={PRO}
          nodeOrigin={[0, 0]}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--canvas-dot)" />
          {body.nodes.length >= MINIMAP_FROM && (
            <MiniMap
              className={styles['minimap'] ?? ''}
              nodeColor={miniColor}
              nodeStrokeWidth={0}
              nodeBorderRadius={10}
              maskColor="var(--minimap-mask)"
              pannable
              zoomable
              ariaLabel={null}
            />
          )}
          <CanvasControls />
          {props.children}
        </ReactFlow>
      </AddOnEdge.Provider>
    </div>
  );
}
