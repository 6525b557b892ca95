import { useQueryClient } from '@tanstack/react-query';
import { Button, Empty, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setCanary, useRelease } from '../../../api/releases.js';
import { rollback, useRevisions, workflowKeys } from '../../../api/workflows.js';
import type { Revision } from '../../../api/types.js';
import { useFeedback } from '../../../shared/ui/feedback.js';
import { LongText } from '../../../shared/ui/LongText.js';
import { RelativeTime } from '../../../shared/ui/RelativeTime.js';
import { useAct } from '../../../shared/ui/use-act.js';
import styles from '../designer.module.css';
import { CanaryCard } from './CanaryCard.js';
import { CanaryDialog } from './CanaryDialog.js';

/** What was published, newest first: who, when, why; which one new executions run, and the way back to another. */
export function RevisionList({
  workflowId,
  onCompare,
}: {
  readonly workflowId: string;
  readonly onCompare: (from: string, to: string) => void;
}) {
  const { t } = useTranslation();
  const { message, modal } = useFeedback();
  const act = useAct();
  const client = useQueryClient();
  const revisions = useRevisions(workflowId);
  const items = revisions.data?.items ?? [];
  const release = useRelease(workflowId).data;
  const [candidate, setCandidate] = useState<number | null>(null);
  const startCanary = async (revision: number, percent: number): Promise<boolean> => {
    const done = await act(() => setCanary(workflowId, revision, percent));
    await client.invalidateQueries({ queryKey: workflowKeys.all });
    if (done) message.success(t('canary.started', { revision, percent }));
    return done !== undefined;
  };
  const goBack = (revision: Revision): void => {
    modal.confirm({
      title: t('revisions.rollbackTitle', { revision: revision.revision }),
      content: t('revisions.rollbackLead'),
      okText: t('revisions.rollback'),
      cancelText: t('app.cancel'),
      onOk: () =>
        act(() => rollback(workflowId, revision.revision)).then(async (done) => {
          if (!done) return;
          await client.invalidateQueries({ queryKey: workflowKeys.all });
          await client.invalidateQueries({ queryKey: ['triggers'] });
          message.success(t('revisions.rolledBack', { revision: revision.revision }));
        }),
    });
  };
  if (revisions.isPending) return <Skeleton active />;
  if (items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('revisions.none')} />;
  return (
    <>
      {release?.canary && release.revision !== null && (
        <CanaryCard workflowId={workflowId} released={release.revision} canary={release.canary} />
      )}
      {candidate !== null && (
        <CanaryDialog revision={candidate} onSet={(percent) => startCanary(candidate, percent)} onClose={() => setCandidate(null)} />
      )}
      {items[0] && (
        <Button block style={{ marginBottom: 14 }} onClick={() => onCompare(String(items[0]?.revision), 'draft')}>
          {t('revisions.compareDraft', { revision: items[0].revision })}
        </Button>
      )}
      <ol className={styles['revisions']} data-testid="revisions">
        {items.map((revision, index) => {
          const before = items[index + 1];
          return (
            <li key={revision.revision} data-released={revision.released || undefined}>
              <div>
                <b>{t('revisions.name', { revision: revision.revision })}</b>{' '}
                {revision.released && <Tag color="green">{t('revisions.released')}</Tag>}
                {release?.canary?.revision === revision.revision && (
                  <Tag color="gold">{t('canary.tag', { percent: release.canary.percent })}</Tag>
                )}
                <p>
                  {revision.comment ? (
                    <LongText text={revision.comment} first={400} />
                  ) : (
                    <span className={styles['dim']}>{t('revisions.noComment')}</span>
                  )}
                </p>
                <small className={styles['dim']}>
                  <RelativeTime at={revision.publishedAt} /> · {revision.publishedBy} ·{' '}
                  {revision.digest.replace('sha256:', '').slice(0, 10)}
                </small>
              </div>
              <div className={styles['revisionButtons']}>
                {before && (
                  <Button size="small" onClick={() => onCompare(String(before.revision), String(revision.revision))}>
                    {t('revisions.changes')}
                  </Button>
                )}
                {!revision.released && release?.revision != null && release.canary?.revision !== revision.revision && (
                  <Button size="small" onClick={() => setCandidate(revision.revision)}>
                    {t('canary.try')}
                  </Button>
                )}
                {!revision.released && (
                  <Button size="small" onClick={() => goBack(revision)}>
                    {t('revisions.rollback')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </>
  );
}
