import { useTranslation } from 'react-i18next';
import type { StatsRow } from '../../api/types.js';
import { dayValues } from './day-values.js';
import styles from './usage.module.css';

interface Props {
  readonly rows: readonly StatsRow[];
  readonly from: string;
  readonly days: number;
  readonly of: (row: StatsRow) => number;
  /** The part of `of` that went wrong. */
  readonly bad?: (row: StatsRow) => number;
  readonly format: (value: number) => string;
  readonly color: string;
}
/** One bar a day; the figures are in the table below and in each bar's label. */
export function DayBars({ rows, from, days, of, bad, format, color }: Props) {
  const { i18n } = useTranslation();
  const values = dayValues(rows, from, days, of, bad ?? (() => 0));
  const most = Math.max(1, ...values.map((value) => value.total));
  const label = new Intl.DateTimeFormat(i18n.language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const every = days > 14 ? 5 : 2;
  return (
    <div className={styles['bars']} style={{ '--bar': color } as React.CSSProperties}>
      <span className={styles['scale']}>{format(most)}</span>
      {values.map((value, index) => (
        <div key={value.day} className={styles['bar']} title={`${label.format(new Date(value.day))}: ${format(value.total)}`}>
          <span style={{ height: `${(value.total / most) * 100}%` }}>
            {value.bad > 0 && <i style={{ height: `${(value.bad / value.total) * 100}%` }} />}
          </span>
          <small>{index % every === 0 ? label.format(new Date(value.day)) : ''}</small>
        </div>
      ))}
    </div>
  );
}
