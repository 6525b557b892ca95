import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ExecutionSummary } from '../../api/types.js';
import { durationBetween, formatCost, formatCount, formatDuration } from '../../shared/format.js';
import { RelativeTime, useNow } from '../../shared/ui/RelativeTime.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import styles from './executions.module.css';

/** One execution in a list. `inList`: the list has the focus and leads here by keys, and tags are shown. */
export function ExecutionRow({ execution, inList }: { readonly execution: ExecutionSummary; readonly inList?: boolean }) {
  const { t } = useTranslation();
  const now = useNow(1000, execution.endedAt === null);
  const took = durationBetween(execution.startedAt ?? execution.createdAt, execution.endedAt, now);
  const tokens = execution.usage.inputTokens + execution.usage.outputTokens;
  return (
    <Link to={`/executions/${encodeURIComponent(execution.id)}`} className={styles['row'] ?? ''} {...(inList ? { tabIndex: -1 } : {})}>
      <StatusTag status={execution.status} />
      <span className={styles['name']}>
        <b>{execution.workflowName || execution.workflowId}</b>
        <small>
          {execution.revision === 'draft' ? t('run.draft') : t('revisions.name', { revision: execution.revision })}
          {triggerOf(execution) && ` · ${t(`trigger.${triggerOf(execution)}`, { defaultValue: triggerOf(execution) ?? '' })}`}
          {execution.waitingCount > 0 && ` · ${t('executions.waitingFor', { count: execution.waitingCount })}`}
          {execution.error && <em> · {execution.error.code}</em>}
          {inList && execution.tags.length > 0 && (
            <i>
              {' '}
              {execution.tags
                .slice(0, 4)
                .map((tag) => `#${tag.slice(0, 40)}`)
                .join(' ')}
            </i>
          )}
        </small>
      </span>
      <span className={styles['fact']}>
        {tokens > 0 && `${t('run.tokens', { n: formatCount(tokens) })} · ${formatCost(execution.usage.cost)}`}
      </span>
      <span className={styles['fact']}>{took !== null && formatDuration(took)}</span>
      <span className={styles['when']}>
        <RelativeTime at={execution.createdAt} />
      </span>
    </Link>
  );
}
/** How it was started, where that was not by hand. */
const triggerOf = (execution: ExecutionSummary): string | null => {
  const type = (execution.trigger as { type?: unknown } | null)?.type;
  return typeof type === 'string' && type !== 'manual' && type !== 'api' ? type : null;
};
