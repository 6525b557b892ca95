import { CheckCircleFilled } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../api/client.js';
import { useRelease } from '../../api/releases.js';
import { publishDraft, workflowKeys } from '../../api/workflows.js';
import type { Problem } from '../../api/types.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { useDesigner, useDesignerStore } from './designer-store.js';
import { ProblemList } from './ProblemList.js';
import { FIRST_SHARE, ShareField } from './release/ShareField.js';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly flush: () => Promise<boolean>;
  readonly onPublished: (revision: number) => void;
  readonly onGo: (problem: Problem) => void;
}
/** Makes the draft a revision and releases it. Saving never does. */
export function PublishDialog({ open, onClose, flush, onPublished, onGo }: Props) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const client = useQueryClient();
  const store = useDesignerStore();
  const problems = useDesigner((state) => state.problems);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const release = useRelease(store.getState().id, open).data;
  const [share, setShare] = useState<number | null>(null);
  const errors = problems.filter((problem) => problem.severity === 'error');
  const publish = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      if (!(await flush())) return setFailure(t('publish.notSaved'));
      const revision = await publishDraft(store.getState().id, comment.trim(), share ?? undefined);
      await client.invalidateQueries({ queryKey: workflowKeys.all });
      message.success(
        share === null
          ? t('publish.done', { revision: revision.revision })
          : t('canary.started', { revision: revision.revision, percent: share }),
      );
      setComment('');
      setShare(null);
      onPublished(revision.revision);
    } catch (error) {
      if (isApiError(error) && error.problems.length) store.getState().setProblems(error.problems);
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={t('publish.title')}
      okText={t('publish.submit')}
      okButtonProps={{ disabled: errors.length > 0, loading: busy, 'data-testid': 'publish-confirm' } as never}
      onOk={() => void publish()}
      onCancel={onClose}
      destroyOnHidden
    >
      {errors.length > 0 ? (
        <>
          <Alert type="error" showIcon title={t('publish.blocked', { count: errors.length })} style={{ marginBottom: 12 }} />
          <ProblemList
            problems={problems}
            onGo={(problem) => {
              onClose();
              onGo(problem);
            }}
          />
        </>
      ) : (
        <>
          <p style={{ marginBottom: 14, color: 'var(--text-2)' }}>
            <CheckCircleFilled style={{ color: 'var(--st-completed)', marginRight: 8 }} />
            {t(share === null ? 'publish.ready' : 'canary.ready')}
          </p>
          <label htmlFor="publish-comment">{t('publish.comment')}</label>
          <Input.TextArea
            id="publish-comment"
            autoFocus
            rows={3}
            maxLength={2000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            placeholder={t('publish.commentHint')}
            style={{ marginTop: 4 }}
          />
          {release?.revision != null && (
            <Radio.Group
              aria-label={t('canary.who')}
              value={share === null ? 'all' : 'some'}
              onChange={(event) => setShare(event.target.value === 'all' ? null : FIRST_SHARE)}
              style={{ display: 'grid', gap: 6, marginTop: 14 }}
            >
              <Radio value="all">{t('canary.toAll')}</Radio>
              <Radio value="some">{t('canary.toSome', { revision: release.revision })}</Radio>
            </Radio.Group>
          )}
          {share !== null && <ShareField id="publish-share" value={share} onChange={setShare} />}
          {share === null && release?.canary && (
            <Alert type="info" showIcon title={t('canary.willEnd', { revision: release.canary.revision })} style={{ marginTop: 12 }} />
          )}
          {failure && <Alert type="error" showIcon title={failure} style={{ marginTop: 12 }} />}
        </>
      )}
    </Modal>
  );
}
