import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIRST_SHARE, ShareField } from './ShareField.js';

interface Props {
  readonly revision: number;
  /** The share that it has already. */
  readonly percent?: number | undefined;
  readonly onSet: (percent: number) => Promise<boolean>;
  readonly onClose: () => void;
}
/** Lets a revision run a share of the new executions, or changes that share. */
export function CanaryDialog({ revision, percent: present, onSet, onClose }: Props) {
  const { t } = useTranslation();
  const [percent, setPercent] = useState(present ?? FIRST_SHARE);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const done = await onSet(percent);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Modal
      open
      title={t(present === undefined ? 'canary.startTitle' : 'canary.changeTitle', { revision })}
      okText={t(present === undefined ? 'canary.start' : 'canary.change')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy, 'data-testid': 'canary-set' } as never}
      onOk={() => void submit()}
      onCancel={onClose}
      width={460}
    >
      <p style={{ color: 'var(--text-2)' }}>{t('canary.lead', { revision })}</p>
      <label htmlFor="canary-share">{t('canary.share')}</label>
      <ShareField id="canary-share" value={percent} onChange={setPercent} />
    </Modal>
  );
}
