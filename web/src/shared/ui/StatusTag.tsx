import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

const TONES: { readonly [status: string]: string } = {
  pending: 'skipped',
  running: 'running',
  retrying: 'waiting',
  waiting: 'waiting',
  paused: 'paused',
  completed: 'completed',
  failed: 'failed',
  stopped: 'skipped',
  skipped: 'skipped',
  cancelled: 'skipped',
  uncertain: 'uncertain',
  compensated: 'paused',
};
/** The colour of a status, as a CSS value. */
export const statusColor = (status: string): string => `var(--st-${TONES[status] ?? 'skipped'})`;

/** The status of an execution or a node: colour, word and, while it goes on, a pulse. */
export const StatusTag = memo(function StatusTag({ status, plain }: { readonly status: string; readonly plain?: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      className={styles['status']}
      data-plain={plain || undefined}
      data-live={status === 'running' || undefined}
      style={{ '--tone': statusColor(status) } as React.CSSProperties}
    >
      <i aria-hidden="true" />
      {t(`status.${status}`, { defaultValue: status })}
    </span>
  );
});
