import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatsRow } from '../../api/types.js';
import { dayStacks, OTHERS } from './day-stacks.js';
import styles from './usage.module.css';

interface Props {
  readonly title: string;
  readonly rows: readonly StatsRow[];
  /** What sets the series apart: `model` or `workflow`. */
  readonly by: string;
  readonly from: string;
  readonly days: number;
  readonly of: (row: StatsRow) => number;
  readonly format: (value: number) => string;
  readonly nameOf: (key: string) => string;
}
const COLORS = ['var(--brand)', 'var(--cat-data)', 'var(--cat-tool)', 'var(--cat-human)', 'var(--st-running)', 'var(--st-skipped)'];
/** One bar a day, stacked by model or workflow; exact figures on hover and in the table below. */
export function StackedBars({ title, rows, by, from, days, of, format, nameOf }: Props) {
  const { t, i18n } = useTranslation();
  const { series, stacks } = useMemo(() => dayStacks(rows, by, from, days, of), [rows, by, from, days, of]);
  const most = Math.max(0, ...stacks.map((stack) => stack.total));
  const label = new Intl.DateTimeFormat(i18n.language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const every = days > 14 ? 5 : 2;
  const name = (key: string): string => (key === OTHERS ? t('usage.others') : nameOf(key));
  const color = (key: string): string => COLORS[series.indexOf(key) % COLORS.length] ?? '';
  return (
    <figure className={styles['chart']}>
      <figcaption>
        <h3>{title}</h3>
        <b>{format(stacks.reduce((sum, stack) => sum + stack.total, 0))}</b>
      </figcaption>
      <div className={styles['bars']} role="img" aria-label={title}>
        <span className={styles['scale']}>{most > 0 && format(most)}</span>
        {most === 0 && <span className={styles['nothing']}>{t('usage.nothing')}</span>}
        {stacks.map((stack, index) => (
          <div
            key={stack.day}
            className={styles['bar']}
            title={[
              `${label.format(new Date(stack.day))}: ${format(stack.total)}`,
              ...stack.parts.map((part) => `${name(part.key)}: ${format(part.value)}`),
            ].join('\n')}
          >
            <span style={{ height: `${most > 0 ? (stack.total / most) * 100 : 0}%`, background: 'none' }}>
              {[...stack.parts].reverse().map((part) => (
                <i key={part.key} style={{ height: `${(part.value / stack.total) * 100}%`, background: color(part.key) }} />
              ))}
            </span>
            <small>{index % every === 0 ? label.format(new Date(stack.day)) : ''}</small>
          </div>
        ))}
      </div>
      <ul className={styles['series']}>
        {series.map((key) => (
          <li key={key}>
            <i style={{ background: color(key) }} /> <bdi>{name(key)}</bdi>
          </li>
        ))}
      </ul>
    </figure>
  );
}
