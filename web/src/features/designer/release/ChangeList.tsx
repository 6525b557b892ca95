import { Empty, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useReleaseChanges } from '../../../api/releases.js';
import { RelativeTime } from '../../../shared/ui/RelativeTime.js';
import styles from './release.module.css';

/** Who published, rolled back and changed the canary, newest first. */
export function ChangeList({ workflowId }: { readonly workflowId: string }) {
  const { t } = useTranslation();
  const changes = useReleaseChanges(workflowId);
  const items = changes.data?.items ?? [];
  if (changes.isPending) return <Skeleton active />;
  if (items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('canary.noChanges')} />;
  return (
    <ol className={styles['changes']} data-testid="release-changes">
      {items.map(({ id, at, by, action, revision, percent, before }) => (
        <li key={id}>
          <b>{t(`canary.actions.${action}`, { revision, percent: percent ?? 0 })}</b>
          <small>
            <RelativeTime at={at} /> · {by}
            {before !== null && before !== revision && <> · {t('canary.before', { revision: before })}</>}
          </small>
        </li>
      ))}
    </ol>
  );
}
