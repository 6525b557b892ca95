import { memo, useMemo, type CSSProperties } from 'react';
import { useNodeTypes } from '../../api/catalog.js';
import type { WorkflowDefinition } from '../../api/types.js';
import { categoryColor } from '../../shared/ui/NodeIcon.js';
import { THUMB_NODE, thumbGraph } from './graph-thumb.js';
import styles from './templates.module.css';

/** A small picture of a workflow, drawn from its definition: shapes in the colours of the canvas, no text. */
export const GraphThumb = memo(function GraphThumb({ definition }: { readonly definition: WorkflowDefinition }) {
  const types = useNodeTypes();
  const { nodes, edges, viewBox } = useMemo(() => thumbGraph(definition), [definition]);
  const categories = useMemo(() => new Map((types.data ?? []).map(({ type, category }) => [type, category])), [types.data]);
  return (
    <svg className={styles['thumb']} viewBox={viewBox} aria-hidden="true" preserveAspectRatio="xMidYMid meet">
      {edges.map((path, index) => (
        <path key={index} d={path} className={styles['thumbEdge']} />
      ))}
      {nodes.map(({ id, type, x, y, deep }) => (
        <g key={id} transform={`translate(${x} ${y})`} style={{ '--cat': categoryColor(categories.get(type)) } as CSSProperties}>
          {deep && <rect x={14} y={-14} width={THUMB_NODE.width - 28} height={THUMB_NODE.height} rx={18} className={styles['thumbBack']} />}
          <rect width={THUMB_NODE.width} height={THUMB_NODE.height} rx={18} className={styles['thumbNode']} />
          <rect x={18} y={20} width={44} height={44} rx={12} className={styles['thumbIcon']} />
          <rect x={76} y={28} width={104} height={11} rx={5} className={styles['thumbText']} />
          <rect x={76} y={48} width={66} height={9} rx={4} className={styles['thumbText']} />
        </g>
      ))}
    </svg>
  );
});
