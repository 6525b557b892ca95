import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../shared/format.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { statusColor } from '../../shared/ui/StatusTag.js';
import { useExecution } from './execution-store.js';
import type { NodeRun } from './live-state.js';
import styles from './execution-view.module.css';

const MOST = 500;
/** When each node ran and for how long, in the order they began. */
export function Timeline({ selected, onSelect }: { readonly selected: string | undefined; readonly onSelect: (path: string) => void }) {
  const { t } = useTranslation();
  const nodes = useExecution((state) => state.nodes);
  const startedAt = useExecution((state) => state.startedAt);
  const endedAt = useExecution((state) => state.endedAt);
  const now = useNow(500, endedAt === null && startedAt !== null);
  const rows = useMemo(
    () =>
      Object.values(nodes)
        .filter((node) => node.startedAt !== null && node.status !== 'skipped')
        .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0)),
    [nodes],
  );
  if (rows.length === 0) return <EmptyState small title={t('executions.nothingYet')} />;
  const from = Math.min(startedAt ?? Infinity, rows[0]?.startedAt ?? Infinity);
  const to = Math.max(endedAt ?? now, from + 1);
  return (
    <div className={styles['gantt']}>
      {rows.slice(0, MOST).map((node) => (
        <Row
          key={node.path}
          node={node}
          from={from}
          to={to}
          now={node.endedAt === null ? Math.min(now, to) : 0}
          selected={selected === node.path}
          onSelect={onSelect}
        />
      ))}
      {rows.length > MOST && <EmptyState small title={t('executions.tooMany', { count: rows.length - MOST })} />}
    </div>
  );
}
interface RowProps {
  readonly node: NodeRun;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly selected: boolean;
  readonly onSelect: (path: string) => void;
}
const Row = memo(function Row({ node, from, to, now, selected, onSelect }: RowProps) {
  const start = node.startedAt ?? from;
  const end = node.endedAt ?? now;
  const span = to - from;
  const percent = (value: number): string => `${Math.max(0, Math.min(100, (value / span) * 100))}%`;
  const depth = node.path.split('/').length - 1;
  return (
    <button
      type="button"
      className={styles['ganttRow']}
      data-selected={selected || undefined}
      style={{ '--tone': statusColor(node.status) } as React.CSSProperties}
      onClick={() => onSelect(node.path)}
    >
      <span className={styles['ganttName']} style={{ paddingLeft: depth * 14 }}>
        <i />
        <span>{node.path}</span>
      </span>
      <span className={styles['ganttTrack']}>
        <span
          className={styles['ganttBar']}
          data-live={node.endedAt === null || undefined}
          style={{ left: percent(start - from), width: percent(end - start) }}
        />
      </span>
      <span className={styles['ganttTime']}>{formatDuration(end - start)}</span>
    </button>
  );
});
