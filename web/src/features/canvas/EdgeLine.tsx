import { PlusOutlined } from '@ant-design/icons';
import { createContext, memo, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEdgeRun } from '../execution-view/execution-store.js';
import { FarContext } from './canvas-actions.js';
import type { EdgeData } from './flow-graph.js';
import { BaseEdge, EdgeLabelRenderer, getBezierPath, getSmoothStepPath, type EdgeProps } from './flow.js';
import { useTracedEdge } from './traced.js';
import styles from './canvas.module.css';

/** Called with the edge and the place of its middle on the screen when somebody wants to add a node there. */
export const AddOnEdge = createContext<((edge: string, screen: { x: number; y: number }) => void) | null>(null);

export const EdgeLine = memo(function EdgeLine({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  sourceHandleId,
  selected,
  data,
}: EdgeProps<EdgeData>) {
  const far = useContext(FarContext);
  const [hover, setHover] = useState(false);
  const add = useContext(AddOnEdge);
  const state = useEdgeRun(data?.sourcePath, sourceHandleId ?? 'out', data?.targetPath);
  const traced = useTracedEdge(id);
  const ends = { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition };
  // An edge that goes back, as machines have them, goes round what lies between.
  const [path, x, y] =
    targetX < sourceX - 20 && sourcePosition !== 'bottom'
      ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 26, centerY: Math.min(sourceY - (data?.lift ?? 27), targetY - 27) - 20 })
      : getBezierPath({ ...ends, curvature: 0.32 });
  return (
    <g
      className={styles['edge']}
      data-state={state}
      data-traced={traced || undefined}
      data-selected={selected || undefined}
      data-error={sourceHandleId === 'error' || undefined}
      onMouseEnter={() => setHover(true)}
      onMouseLeave={() => setHover(false)}
    >
      <BaseEdge path={path} interactionWidth={far ? 0 : 24} />
      {data?.editable && add && (hover || selected) && <AddButton x={x} y={y} onHover={setHover} onAdd={(screen) => add(id, screen)} />}
    </g>
  );
});
function AddButton(props: { x: number; y: number; onHover: (on: boolean) => void; onAdd: (screen: { x: number; y: number }) => void }) {
  const { t } = useTranslation();
  return (
    <EdgeLabelRenderer>
      <button
        type="button"
        className={`${styles['edgeAdd']} nodrag nopan`}
        style={{ transform: `translate(-50%, -50%) translate(${props.x}px, ${props.y}px)` }}
        aria-label={t('canvas.addHere')}
        onMouseEnter={() => props.onHover(true)}
        onMouseLeave={() => props.onHover(false)}
        onClick={(event) => props.onAdd({ x: event.clientX, y: event.clientY })}
      >
        <PlusOutlined />
      </button>
    </EdgeLabelRenderer>
  );
}
