import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../shared/format.js';
import { statusColor } from '../../shared/ui/StatusTag.js';
import type { GanttRow } from './gantt-rows.js';
import type { Tip } from './GanttTip.js';
import type { Span } from './live-state.js';
import styles from './gantt.module.css';

interface Props {
  readonly row: GanttRow;
  readonly index: number;
  /** Pixels from the first row. */
  readonly top: number;
  /** Epoch milliseconds of the axis' zero; `from` and `to` of the stretch seen count from it. */
  readonly origin: number;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onChoose: (row: GanttRow, index: number) => void;
  readonly onFold: (row: GanttRow, open: boolean) => void;
  readonly onZoom: (row: GanttRow) => void;
  readonly onTip: (tip: Tip | null) => void;
}
/** One row: its name in the tree, its bars on the axis, its duration. */
export const GanttLine = memo(function GanttLine(props: Props) {
  const { row, index, top, origin, from, to, now, active, selected, onChoose, onFold, onZoom, onTip } = props;
  const { t } = useTranslation();
  const end = row.to ?? now;
  const spans: readonly Span[] = row.spans.length ? row.spans : [{ kind: 'run', attempt: row.attempt, from: row.from, to: row.to }];
  const tell = (event: { readonly clientX: number; readonly clientY: number }): void => onTip({ row, x: event.clientX, y: event.clientY });
  const took = formatDuration(Math.max(0, end - row.from));
  return (
    <div
      id={`gantt-${index}`}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={index + 1}
      aria-selected={selected}
      aria-expanded={row.open}
      className={styles['row']}
      data-active={active || undefined}
      data-selected={selected || undefined}
      style={{ transform: `translateY(${top}px)`, '--tone': statusColor(row.status) } as React.CSSProperties}
      onClick={() => onChoose(row, index)}
      onDoubleClick={() => onZoom(row)}
    >
      <span role="gridcell" className={styles['name']} style={{ paddingLeft: 12 + row.depth * 16 }}>
        {row.open === undefined ? (
          <i className={styles['leaf']} />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={styles['fold']}
            aria-label={t(row.open ? 'gantt.close' : 'gantt.open', { name: row.label })}
            onClick={(event) => {
              event.stopPropagation();
              onFold(row, !row.open);
            }}
          >
            {row.open ? <DownOutlined /> : <RightOutlined />}
          </button>
        )}
        <i className={styles['dot']} />
        <bdi title={row.key}>{row.label}</bdi>
        {row.kind === 'node' && row.inside > 0 && <small>× {row.inside}</small>}
        <span
          className={styles['hidden']}
        >{`, ${t(`status.${row.status}`)}${row.attempt > 1 ? `, ${t('run.attempt', { n: row.attempt })}` : ''}`}</span>
      </span>
      <span role="gridcell" className={styles['track']} aria-hidden="true" onMouseMove={tell} onMouseLeave={() => onTip(null)}>
        {spans.map((span, at) => (
          <Bar key={at} span={span} last={at === spans.length - 1} row={row} origin={origin} from={from} to={to} now={now} />
        ))}
      </span>
      <span role="gridcell" className={styles['took']}>
        {took}
      </span>
    </div>
  );
});
interface BarProps {
  readonly span: Span;
  readonly last: boolean;
  readonly row: GanttRow;
  readonly origin: number;
  readonly from: number;
  readonly to: number;
  readonly now: number;
}
function Bar({ span, last, row, origin, from, to, now }: BarProps) {
  const start = span.from - origin;
  // What a later attempt or an end closed without its being told lasts until then.
  const stop = (span.to ?? row.to ?? now) - origin;
  if (stop < from || start > to) return null;
  const length = to - from;
  const left = Math.max(0, (start - from) / length) * 100;
  const right = Math.min(1, (stop - from) / length) * 100;
  return (
    <i
      className={styles['bar']}
      data-kind={row.inside > 0 || row.kind === 'iteration' ? 'group' : span.kind}
      data-live={(last && row.to === null) || undefined}
      data-failed={span.failed || undefined}
      style={{ left: `${left}%`, width: `${Math.max(0, right - left)}%` }}
    />
  );
}
