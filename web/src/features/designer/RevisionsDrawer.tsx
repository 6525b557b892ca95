import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Empty, Spin, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchDiff, rollback, useRevisions, workflowKeys } from '../../api/workflows.js';
import type { Json, Revision, SemanticChange } from '../../api/types.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './designer.module.css';

/** The published revisions: what is released, what changed between them and the draft, and the way back. */
export function RevisionsDrawer({
  open,
  workflowId,
  onClose,
  flush,
}: {
  readonly open: boolean;
  readonly workflowId: string;
  readonly onClose: () => void;
  readonly flush: () => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const act = useAct();
  const client = useQueryClient();
  const revisions = useRevisions(workflowId, open);
  const [compared, setCompared] = useState<{ from: string; to: string } | null>(null);
  const items = revisions.data?.items ?? [];
  const goBack = (revision: Revision): void => {
    void modal.confirm({
      title: t('revisions.rollbackTitle', { revision: revision.revision }),
      content: t('revisions.rollbackLead'),
      okText: t('revisions.rollback'),
      onOk: () =>
        act(() => rollback(workflowId, revision.revision)).then(async (done) => {
          if (!done) return;
          await client.invalidateQueries({ queryKey: workflowKeys.all });
          message.success(t('revisions.rolledBack', { revision: revision.revision }));
        }),
    });
  };
  return (
    <Drawer open={open} onClose={onClose} title={t('revisions.title')} size={520} destroyOnHidden>
      {revisions.isPending && <Spin />}
      {revisions.data && items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('revisions.none')} />}
      {items.length > 0 && items[0] && (
        <Button
          block
          style={{ marginBottom: 14 }}
          onClick={() => void flush().then(() => setCompared({ from: String(items[0]?.revision), to: 'draft' }))}
        >
          {t('revisions.compareDraft', { revision: items[0].revision })}
        </Button>
      )}
      {compared && <Diff workflowId={workflowId} from={compared.from} to={compared.to} onClose={() => setCompared(null)} />}
      <ol className={styles['revisions']}>
        {items.map((revision, index) => {
          const before = items[index + 1];
          return (
            <li key={revision.revision} data-released={revision.released || undefined}>
              <div>
                <b>{t('revisions.name', { revision: revision.revision })}</b>{' '}
                {revision.released && <Tag color="green">{t('revisions.released')}</Tag>}
                <p>{revision.comment || <span className={styles['dim']}>{t('revisions.noComment')}</span>}</p>
                <small className={styles['dim']}>
                  <RelativeTime at={revision.publishedAt} /> · {revision.publishedBy} ·{' '}
                  {revision.digest.replace('sha256:', '').slice(0, 10)}
                </small>
              </div>
              <div className={styles['revisionButtons']}>
                {before && (
                  <Button size="small" onClick={() => setCompared({ from: String(before.revision), to: String(revision.revision) })}>
                    {t('revisions.changes')}
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
    </Drawer>
  );
}
const short = (value: Json | undefined): string => {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};
function Diff({
  workflowId,
  from,
  to,
  onClose,
}: {
  readonly workflowId: string;
  readonly from: string;
  readonly to: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const diff = useQuery({
    queryKey: [...workflowKeys.all, 'diff', workflowId, from, to],
    queryFn: () => fetchDiff(workflowId, from, to),
    staleTime: 0,
  });
  const changes = diff.data?.changes ?? [];
  return (
    <div className={styles['diff']}>
      <div className={styles['diffHead']}>
        <b>{t('diff.title', { from, to: to === 'draft' ? t('run.draft') : to })}</b>
        <Button size="small" type="text" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
      {diff.isPending && <Spin size="small" />}
      {diff.error && <p className={styles['bad']}>{diff.error.message}</p>}
      {diff.data && changes.length === 0 && <p className={styles['dim']}>{t('diff.none')}</p>}
      {changes.map((change: SemanticChange, index) => (
        <div key={index} className={styles['change']} data-kind={change.kind}>
          <span>
            {t(`diff.what.${change.what}`, { defaultValue: change.what })} <code>{change.subject}</code>
            {change.pointer && <code className={styles['dim']}> {change.pointer}</code>} {t(`diff.${change.kind}`)}
          </span>
          {change.kind === 'changed' && (
            <div className={styles['beforeAfter']}>
              <del>{short(change.before)}</del>
              <ins>{short(change.after)}</ins>
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
