import { useMemo } from 'react';
import type { NodeTypeDescriptor, WorkflowDefinition } from '../../../api/types.js';
import { placesOf } from '../use-canvas-actions.js';
import styles from './release.module.css';

/** How nodes are marked, by id. */
export type Marks = ReadonlyMap<string, 'added' | 'removed' | 'changed'>;
const WIDE = 236;
const HIGH = 64;
const MARGIN = 30;
const MOST = 600;
const LONGEST = 17;

/** A graph at a glance: where its nodes stand, how they are joined, which of them changed. A picture beside a list that says the same. */
export function GraphSketch({
  definition,
  types,
  marks,
  label,
}: {
  readonly definition: WorkflowDefinition;
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly marks: Marks;
  readonly label: string;
}) {
  const drawn = useMemo(() => {
    const nodes = (definition.nodes ?? []).slice(0, MOST);
    const places = placesOf(
      { definition: { ...definition, nodes: definition.nodes ?? [], edges: definition.edges ?? [] }, scope: [] },
      types,
    );
    const at = new Map(nodes.map((node) => [node.id, places.get(node.id) ?? { x: 0, y: 0 }]));
    const xs = [...at.values()].map(({ x }) => x);
    const ys = [...at.values()].map(({ y }) => y);
    const [left, top] = [Math.min(0, ...xs) - MARGIN, Math.min(0, ...ys) - MARGIN];
    const box = [
      left,
      top,
      Math.max(WIDE, ...xs.map((x) => x + WIDE)) - left + MARGIN,
      Math.max(HIGH, ...ys.map((y) => y + HIGH)) - top + MARGIN,
    ];
    return { nodes, at, box: box.join(' ') };
  }, [definition, types]);
  return (
    <figure className={styles['sketch']}>
      <figcaption>{label}</figcaption>
      <svg viewBox={drawn.box} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
        {(definition.edges ?? []).map((edge, index) => {
          const [from, to] = [drawn.at.get(edge.source), drawn.at.get(edge.target)];
          if (!from || !to) return null;
          const [x1, y1, x2, y2] = [from.x + WIDE, from.y + HIGH / 2, to.x, to.y + HIGH / 2];
          const bend = Math.max(40, Math.abs(x2 - x1) / 2);
          return <path key={index} d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} />;
        })}
        {drawn.nodes.map((node) => {
          const { x, y } = drawn.at.get(node.id) ?? { x: 0, y: 0 };
          const title = node.title ?? node.id;
          return (
            <g key={node.id} data-mark={marks.get(node.id)}>
              <rect x={x} y={y} width={WIDE} height={HIGH} rx={14} />
              <text x={x + WIDE / 2} y={y + HIGH / 2 + 9}>
                {title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
