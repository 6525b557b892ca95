import { useTranslation } from 'react-i18next';
import { formatCost, formatCount, formatDuration, formatTime } from '../../shared/format.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import type { GanttRow } from './gantt-rows.js';
import { tickLabel } from './time-scale.js';
import styles from './gantt.module.css';

/** What the mouse is over, and where it is in the window. */
export interface Tip {
  readonly row: GanttRow;
  readonly x: number;
  readonly y: number;
}
const WIDE = 280;
const HIGH = 190;
/** The details of a bar: how long it worked and how long it waited, its attempts, what it used. */
export function GanttTip({ tip: { row, x, y }, origin, now }: { readonly tip: Tip; readonly origin: number; readonly now: number }) {
  const { t, i18n } = useTranslation();
  const spent = (kind: string): number =>
    row.spans.filter((span) => span.kind === kind).reduce((sum, span) => sum + Math.max(0, (span.to ?? row.to ?? now) - span.from), 0);
  const waited = spent('wait') + spent('backoff');
  const facts: readonly (readonly [string, string])[] = [
    [t('gantt.began'), `${tickLabel(row.from - origin, 10)} · ${formatTime(row.from, i18n.language)}`],
    [t('run.duration'), formatDuration((row.to ?? now) - row.from)],
    ...(waited > 0
      ? ([
          [t('gantt.run'), formatDuration(spent('run'))],
          [t('gantt.waited'), formatDuration(waited)],
        ] as const)
      : []),
    ...(row.attempt > 1 ? ([[t('run.attempts'), String(row.attempt)]] as const) : []),
    ...(row.tokens > 0 ? ([[t('usage.tokens'), `${formatCount(row.tokens)} · ${formatCost(String(row.cost))}`]] as const) : []),
  ];
  const left = x + 16 + WIDE > window.innerWidth ? x - WIDE - 12 : x + 16;
  const top = y + 16 + HIGH > window.innerHeight ? y - HIGH : y + 16;
  return (
    <div className={styles['tip']} role="tooltip" style={{ left, top, width: WIDE }}>
      <div className={styles['tipHead']}>
        <b>{row.key}</b>
        <StatusTag status={row.status} plain />
      </div>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {row.error && <p>{row.error}</p>}
    </div>
  );
}
