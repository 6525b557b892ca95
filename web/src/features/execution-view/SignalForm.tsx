import { NotificationOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendSignal } from '../../api/executions.js';
import type { Json, WaitingView } from '../../api/types.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './execution-view.module.css';

/** A node waits for a signal from another system; whoever tries the workflow may send it from here. One with a key is sent to the key, not from here. */
export function SignalForm({
  executionId,
  question,
  onSent,
}: {
  readonly executionId: string;
  readonly question: WaitingView;
  readonly onSent: () => void;
}) {
  const { t } = useTranslation();
  const act = useAct();
  const [payload, setPayload] = useState<Json | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const { signal: name = '', key } = question;
  const send = async (): Promise<void> => {
    setBusy(true);
    const done = await act(() => sendSignal(executionId, name, payload ?? null));
    setBusy(false);
    if (done) onSent();
  };
  return (
    <div className={styles['question']} data-testid="signal-form">
      <Alert
        type="info"
        showIcon
        icon={<NotificationOutlined />}
        title={key === undefined ? t('signal.title', { name }) : t('signal.titleKey', { name, key })}
        description={key === undefined ? t('signal.lead') : undefined}
      />
      {key === undefined && (
        <>
          <div style={{ margin: '12px 0' }}>
            <AnyValue value={payload} onChange={setPayload} placeholder={t('signal.payload')} />
          </div>
          <Button type="primary" loading={busy} onClick={() => void send()}>
            {t('signal.send')}
          </Button>
        </>
      )}
    </div>
  );
}
