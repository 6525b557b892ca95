import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Modal, Select, Spin, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewRetry, retryExecution, type RetryWish } from '../../api/recovery.js';
import type { ExecutionView, Json } from '../../api/types.js';
import { useRevisions } from '../../api/workflows.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import { sentenceOf, useAct } from '../../shared/ui/use-act.js';
import styles from './recovery.module.css';

/** Says what a retry would do before it is done: what begins again, what another revision changes, and which calls would be made twice. */
export function RetryDialog({
  view,
  onClose,
  onRetried,
}: {
  readonly view: ExecutionView;
  readonly onClose: () => void;
  readonly onRetried: () => void;
}) {
  const { t } = useTranslation();
  const act = useAct();
  const revisions = useRevisions(view.workflowId);
  const [revision, setRevision] = useState<number | 'same'>('same');
  const [withInput, setWithInput] = useState(false);
  const [input, setInput] = useState<Json | undefined>(view.input);
  const [confirmed, setConfirmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const wish: RetryWish = {
    ...(revision === 'same' ? {} : { revision }),
    ...(withInput && input !== undefined ? { input } : {}),
  };
  const preview = useQuery({
    queryKey: ['retry', view.id, view.version, wish],
    queryFn: () => previewRetry(view.id, wish),
    retry: false,
    placeholderData: (before) => before,
  });
  const outlook = preview.data;
  const needsConfirm = (outlook?.effects.length ?? 0) > 0;
  const retry = async (): Promise<void> => {
    setBusy(true);
    const done = await act(() => retryExecution(view.id, { ...wish, confirm: confirmed }));
    setBusy(false);
    if (!done) return;
    onRetried();
    onClose();
  };
  return (
    <Modal
      open
      title={t('recovery.retryTitle')}
      okText={t('recovery.retry')}
      cancelText={t('app.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !outlook?.fits || preview.isError || (needsConfirm && !confirmed) }}
      onOk={() => void retry()}
      onCancel={onClose}
      width={620}
    >
      <p>{t('recovery.retryLead')}</p>
      <label className={styles['row']}>
        <span>{t('recovery.revision')}</span>
        <Select
          value={revision}
          onChange={setRevision}
          style={{ minWidth: 260 }}
          options={[
            { value: 'same' as const, label: t('recovery.sameRevision') },
            ...(revisions.data?.items ?? []).map((one) => ({
              value: one.revision,
              label: `${t('revisions.name', { revision: one.revision })}${one.comment ? ` · ${one.comment}` : ''}`,
            })),
          ]}
        />
      </label>
      <label className={styles['row']}>
        <span>{t('recovery.changeInput')}</span>
        <Switch checked={withInput} onChange={setWithInput} />
      </label>
      {withInput && <AnyValue value={input} onChange={setInput} />}
      {preview.isError && <Alert type="error" showIcon title={sentenceOf(preview.error)} />}
      {!outlook && !preview.isError && <Spin />}
      {outlook && !preview.isError && (
        <div data-testid="retry-outlook" className={styles['outlook']}>
          <Alert
            type={outlook.fits ? 'success' : 'error'}
            showIcon
            title={outlook.fits ? t('recovery.fits') : t('recovery.doesNotFit')}
            description={
              outlook.fits ? (
                <>
                  {t('recovery.begins')}{' '}
                  {outlook.paths.map((path) => (
                    <code key={path}>{path} </code>
                  ))}
                </>
              ) : (
                <ul>
                  {outlook.problems.map((problem) => (
                    <li key={problem}>{problem}</li>
                  ))}
                </ul>
              )
            }
          />
          {outlook.changes.length > 0 && (
            <table className={styles['changes']}>
              <tbody>
                {outlook.changes.map((change) => (
                  <tr key={`${change.path}/${change.change}`}>
                    <td>
                      <code>{change.path}</code>
                    </td>
                    <td>{t(`recovery.change.${change.change}`)}</td>
                    <td>{change.effect}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {needsConfirm && (
            <Alert
              type="warning"
              showIcon
              title={t('recovery.again')}
              description={
                <>
                  <ul>
                    {outlook.effects.map(({ path, index, name, effect }) => (
                      <li key={`${path}/${index}`}>
                        <code>{path}</code> · {name} ({effect})
                      </li>
                    ))}
                  </ul>
                  <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
                    {t('recovery.confirm')}
                  </Checkbox>
                </>
              }
            />
          )}
        </div>
      )}
    </Modal>
  );
}
