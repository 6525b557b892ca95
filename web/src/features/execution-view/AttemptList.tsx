import { useTranslation } from 'react-i18next';
import type { AttemptView } from '../../api/types.js';
import { failureTitle } from '../../shared/i18n/explain.js';
import { formatDuration, formatTime } from '../../shared/format.js';
import { LongText } from '../../shared/ui/LongText.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import styles from './execution-view.module.css';

/** Each try of a node: when, for how long, and why it failed; between them the pause that was made. */
export function AttemptList({ attempts }: { readonly attempts: readonly AttemptView[] }) {
  const { t, i18n } = useTranslation();
  return (
    <ol className={styles['attempts']}>
      {attempts.map((attempt, index) => {
        const next = attempts[index + 1];
        const end = attempt.endedAt === null ? null : Date.parse(attempt.endedAt);
        const pause = next && end !== null ? Date.parse(next.startedAt) - end : 0;
        return (
          <li key={attempt.attempt}>
            <span>
              {t('run.attempt', { n: attempt.attempt })} <StatusTag status={attempt.status} plain />
            </span>
            <small>
              {formatTime(attempt.startedAt, i18n.language)}
              {end !== null && ` · ${formatDuration(end - Date.parse(attempt.startedAt))}`}
              {pause > 0 && ` · ${t('watch.pauseAfter', { time: formatDuration(pause) })}`}
            </small>
            {attempt.error && (
              <small className={styles['bad']}>
                {failureTitle(attempt.error.code)}: <LongText text={attempt.error.message} first={400} />
              </small>
            )}
          </li>
        );
      })}
    </ol>
  );
}
