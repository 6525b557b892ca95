import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryColor } from '../../shared/ui/NodeIcon.js';
import type { Place } from './auto-layout.js';
import { FrameCard, NoteCard } from './AnnotationCards.js';
import { CardActionsContext, FarContext, type CardActions } from './canvas-actions.js';
import { CanvasControls } from './CanvasControls.js';
import { AddOnEdge, EdgeLine } from './EdgeLine.js';
import { showGraph } from './show-graph.js';
import { createFlowGraph, type AnnotationData, type AnyData, type GraphInput, type NodeData } from './flow-graph.js';
import { HandleBounds } from './HandleBounds.js';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  SelectionMode,
  useFlowStore,
  useReactFlow,
  type Connection,
  type EdgeChange,
  type FlowEdge,
  type FlowNode,
  type NodeChange,
  type OnConnectStartParams,
} from './flow.js';
import { NODE_WIDTH } from './node-geometry.js';
import { NodeCard } from './NodeCard.js';
import { StateCard } from './StateCard.js';
import { liesIn } from '../designer/annotations.js';
import { applyChanges, keepsSize, withCargo, type Cargo } from './node-changes.js';
import styles from './canvas.module.css';
import extra from './frames.module.css';

/** Constants, or every commit of the store would draw every node again. */
const NODE_TYPES = { node: NodeCard, state: StateCard, note: NoteCard, frame: FrameCard };
const EDGE_TYPES = { edge: EdgeLine };
const PRO = { hideAttribution: true };
const GRID: [number, number] = [4, 4];
const MULTI = ['Meta', 'Control', 'Shift'];
const MINIMAP_FROM = 6;
/** Titles of 13 px are less than 5 px high then. */
const FAR_ZOOM = 0.36;
/** Smaller graphs are drawn in full, wherever one looks and however far out. */
const MANY = 60;
const isFar = (state: { transform: [number, number, number] }): boolean => state.transform[2] < FAR_ZOOM;
export const DRAG_TYPE = 'application/x-agentflow-node-type';

export interface Screen {
  readonly x: number;
  readonly y: number;
}
export interface CanvasProps extends GraphInput, CardActions {
  /** Another value shows another graph: the view fits itself to it. */
  readonly graphKey: string;
  readonly children?: ReactNode;
  readonly onSelect: (nodes: ReadonlySet<string>, edges: ReadonlySet<string>) => void;
  /** Names on the canvas, with where they are drawn now and where they were drawn before. */
  readonly onMove?: (places: ReadonlyMap<string, Place>, before: ReadonlyMap<string, Place>) => void;
  readonly onReconnect?: (edge: string, source: string, handle: string, target: string) => void;
  /** What the canvas says of itself and of what is chosen, for those who do not see it. */
  readonly label?: string;
  readonly spoken?: string;
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
  const { t } = useTranslation();
  const { body, places, types, runPathOf, severities, selected, selectedEdges, editable, graphKey } = props;
  const { machine, levels, frames, annotations, pinned } = props;
  const [draw] = useState(createFlowGraph);
  const graph = useMemo(
    () =>
      draw({
        body,
        places,
        types,
        runPathOf,
        severities,
        selected,
        selectedEdges,
        editable,
        machine,
        levels,
        frames,
        annotations,
        pinned,
      } as GraphInput),
    [draw, body, places, types, runPathOf, severities, selected, selectedEdges, editable, machine, levels, frames, annotations, pinned],
  );
  const [nodes, setNodes] = useState<FlowNode<AnyData>[]>(graph.nodes);
  const flow = useReactFlow();
  const far = useFlowStore(isFar) && body.nodes.length >= MANY;
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
          old.position.y === node.position.y &&
          !old.dragging &&
          (keepsSize(old, node) || (old.width === node.width && old.height === node.height))
        )
          return old;
        return old && keepsSize(old, node) ? { ...node, width: old.width, height: old.height } : node;
      });
    });
  }, [graph.nodes]);
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      showGraph(flow, frameRef.current, latest.current.body, latest.current.places, latest.current.types),
    );
    return () => cancelAnimationFrame(frame);
  }, [graphKey, flow]);

  /** What lies in the frame that is dragged, and where everything was when the drag began. */
  const cargo = useRef<Cargo | null>(null);
  const before = useRef<ReadonlyMap<string, Place>>(new Map());
  const onDragStart = useCallback(
    (_: unknown, taken: FlowNode<AnyData>, all: FlowNode<AnyData>[]) => {
      const known = flow.getNodes() as FlowNode<AnyData>[];
      before.current = new Map(graphRef.current.nodes.map((node) => [node.id, node.position]));
      const frame = taken.type === 'frame' ? (taken.data as AnnotationData).item : null;
      const dragged = new Set(all.map((node) => node.id));
      cargo.current = frame && {
        frame: taken.id,
        from: { ...taken.position },
        places: new Map(
          known
            .filter(
              (node) =>
                !dragged.has(node.id) &&
                node.parentNode === taken.parentNode &&
                liesIn(frame, { ...node.position, width: node.width ?? 0, height: node.height ?? 0 }),
            )
            .map((node) => [node.id, { ...node.position }]),
        ),
      };
    },
    [flow],
  );
  const graphRef = useRef(graph);
  graphRef.current = graph;
  const onNodesChange = useCallback((changes: NodeChange[]) => {
    setNodes((known) => applyChanges(withCargo(changes, cargo.current), known));
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
    const places = new Map<string, Place>(moved.map((node) => [node.id, node.position]));
    const carried = cargo.current;
    const frame = carried && places.get(carried.frame);
    if (carried && frame)
      for (const [id, at] of carried.places) places.set(id, { x: at.x + frame.x - carried.from.x, y: at.y + frame.y - carried.from.y });
    cargo.current = null;
    setNodes((known) => known.map((node) => (node.dragging ? { ...node, dragging: false } : node)));
    for (const [id, at] of places) {
      const was = before.current.get(id);
      if (was && was.x === at.x && was.y === at.y) places.delete(id);
    }
    if (places.size) latest.current.onMove?.(places, before.current);
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
  const onReconnect = useCallback((edge: FlowEdge, connection: Connection) => {
    joined.current = true;
    if (connection.source && connection.target)
      latest.current.onReconnect?.(edge.id, connection.source, connection.sourceHandle ?? 'out', connection.target);
  }, []);
  const onReconnectStart = useCallback(() => {
    joined.current = true;
  }, []);
  const isValid = useCallback(
    ({ source, target }: Connection) =>
      !!source &&
      !!target &&
      (source !== target || latest.current.machine !== undefined) &&
      (latest.current.canConnect?.(source, target) ?? true),
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
  const miniColor = useCallback(
    (node: FlowNode<AnyData>) =>
      'item' in node.data ? 'transparent' : categoryColor((node.data as Partial<NodeData>).descriptor?.category),
    [],
  );
  const { onToggle, onEnter, onPhase, onAnnotate } = props;
  const cards = useMemo<CardActions>(() => ({ onToggle, onEnter, onPhase, onAnnotate }), [onToggle, onEnter, onPhase, onAnnotate]);
  return (
    <div
      ref={frameRef}
      className={`${styles['canvas']} ${extra['canvas']}`}
      data-canvas
      data-live={runPathOf !== undefined || undefined}
      data-still={!editable || undefined}
      {...(props.label === undefined ? {} : { tabIndex: 0, role: 'application', 'aria-label': props.label })}
    >
      {props.spoken !== undefined && (
        <div className={extra['hidden']} aria-live="polite" role="status">
          {props.spoken}
        </div>
      )}
      <FarContext.Provider value={far}>
        <CardActionsContext.Provider value={cards}>
          <AddOnEdge.Provider value={addOnEdge}>
            <ReactFlow
              nodes={nodes}
              edges={graph.edges}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              onNodesChange={onNodesChange}
              onEdgesChange={onEdgesChange}
              onNodeDragStart={onDragStart}
              onSelectionDragStart={(event, moved) => onDragStart(event, moved[0] as FlowNode<AnyData>, moved as FlowNode<AnyData>[])}
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
              edgesUpdatable={editable && !far && props.onReconnect !== undefined}
              onEdgeUpdate={onReconnect}
              onEdgeUpdateStart={onReconnectStart}
              edgeUpdaterRadius={12}
              onlyRenderVisibleElements={!far && nodes.length >= MANY}
              elevateNodesOnSelect={false}
              nodesFocusable={false}
              edgesFocusable={false}
              disableKeyboardA11y
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
                  ariaLabel={t('canvas.overview')}
                />
              )}
              <HandleBounds />
              <CanvasControls />
              {props.children}
            </ReactFlow>
          </AddOnEdge.Provider>
        </CardActionsContext.Provider>
      </FarContext.Provider>
    </div>
  );
}
