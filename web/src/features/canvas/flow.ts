/** The only file that names the canvas library: another version of it is a change here. */
import 'reactflow/dist/base.css';

export {
  ReactFlow,
  ReactFlowProvider,
  Background,
  BackgroundVariant,
  BaseEdge,
  EdgeLabelRenderer,
  Handle,
  MiniMap,
  Panel,
  Position,
  SelectionMode,
  MarkerType,
  NodeResizer,
  applyNodeChanges,
  internalsSymbol,
  getBezierPath,
  getSmoothStepPath,
  useReactFlow,
  useStore as useFlowStore,
  useStoreApi as useFlowStoreApi,
  useUpdateNodeInternals,
} from 'reactflow';
export type {
  Connection,
  Edge as FlowEdge,
  EdgeChange,
  EdgeProps,
  Node as FlowNode,
  NodeChange,
  NodeProps,
  OnConnectStartParams,
  ReactFlowInstance,
} from 'reactflow';
