import { ForkOutlined } from '@ant-design/icons';
import { Button, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { forkExecution } from '../../api/recovery.js';
import type { Json, StepView } from '../../api/types.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './recovery.module.css';

/** Begins a new execution before this node, or before one of its calls: what stands before is copied, not done again. */
export function ForkButton({
  executionId,
  path,
  steps,
}: {
  readonly executionId: string;
  readonly path: string;
  readonly steps: readonly StepView[];
}) {
  const { t } = useTranslation();
  const act = useAct();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [step, setStep] = useState(-1);
  const [withInput, setWithInput] = useState(false);
  const [input, setInput] = useState<Json | undefined>({});
  const [busy, setBusy] = useState(false);
  const fork = async (): Promise<void> => {
    setBusy(true);
    const made = await act(() => forkExecution(executionId, step < 0 ? { path } : { path, step }, withInput ? input : undefined));
    setBusy(false);
    if (made) void navigate(`/executions/${encodeURIComponent(made.id)}`);
  };
  return (
    <>
      <Button size="small" icon={<ForkOutlined />} onClick={() => setOpen(true)}>
        {t('recovery.fork')}
      </Button>
      <Modal
        open={open}
        title={t('recovery.forkTitle', { path })}
        okText={t('recovery.fork')}
        cancelText={t('app.cancel')}
        confirmLoading={busy}
        onOk={() => void fork()}
        onCancel={() => setOpen(false)}
      >
        <p>{t('recovery.forkLead')}</p>
        {steps.length > 0 && (
          <label className={styles['row']}>
            <span>{t('recovery.branch')}</span>
            <Select
              value={step}
              onChange={setStep}
              style={{ minWidth: 260 }}
              options={[
                { value: -1, label: t('recovery.beforeNode') },
                ...steps.map(({ index, name }) => ({ value: index, label: t('recovery.beforeStep', { n: index + 1, name }) })),
              ]}
            />
          </label>
        )}
        <label className={styles['row']}>
          <span>{t('recovery.changeInput')}</span>
          <Switch checked={withInput} onChange={setWithInput} />
        </label>
        {withInput && <AnyValue value={input} onChange={setInput} />}
      </Modal>
    </>
  );
}
