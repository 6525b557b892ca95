import { PlusOutlined } from '@ant-design/icons';
import { createContext, memo, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEdgeRun } from '../execution-view/execution-store.js';
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
  const { t } = useTranslation();
  const [hover, setHover] = useState(false);
  const add = useContext(AddOnEdge);
  const state = useEdgeRun(data?.sourcePath, sourceHandleId ?? 'out', data?.targetPath);
  const traced = useTracedEdge(id);
  const ends = { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition };
  // An edge that goes back, as machines have them, goes round what lies between.
  const [path, x, y] =
    targetX < sourceX - 20 && sourcePosition !== 'bottom'
      ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 26, centerY: wayRound(sourceY, targetY) })
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
      <BaseEdge path={path} interactionWidth={24} />
      {data?.editable && add && (hover || selected) && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles['edgeAdd']} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            aria-label={t('canvas.addHere')}
            onMouseEnter={() => setHover(true)}
            onMouseLeave={() => setHover(false)}
            onClick={(event) => add(id, { x: event.clientX, y: event.clientY })}
          >
            <PlusOutlined />
          </button>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
/** Between two nodes that lie apart, else above both. */
const wayRound = (from: number, to: number): number => (Math.abs(from - to) > 170 ? (from + to) / 2 : Math.min(from, to) - 74);
