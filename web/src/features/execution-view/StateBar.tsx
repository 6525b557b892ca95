import { useTranslation } from 'react-i18next';
import { statusColor } from '../../shared/ui/StatusTag.js';
import type { IterationStatus } from './iterations.js';
import styles from './watch.module.css';

/** How many iterations are in which state, as one bar; `total`: with those that have not begun. The words are for those who do not see it. */
export function StateBar({ counts, total }: { readonly counts: readonly (readonly [IterationStatus, number])[]; readonly total: number }) {
  const { t } = useTranslation();
  const order = [...counts].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const words = counts.map(([status, n]) => `${t(`status.${status}`)} ${n}`).join(', ');
  return (
    <span className={styles['stateBar']} role="img" aria-label={words} title={words}>
      {order.map(([status, n]) => (
        <i key={status} style={{ width: `${(n / Math.max(1, total)) * 100}%`, background: statusColor(status) }} />
      ))}
    </span>
  );
}
const ORDER: readonly IterationStatus[] = ['completed', 'failed', 'cancelled', 'uncertain', 'waiting', 'retrying', 'running'];
