import { Alert, Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resolveUncertain, type Resolution } from '../../api/executions.js';
import type { Json, WaitingView } from '../../api/types.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './execution-view.module.css';

const CHOICES: readonly Resolution[] = ['done', 'not_done', 'repeat'];
/** Only where the node names one: the evidence tells. */
const choicesOf = ({ evidence }: WaitingView): readonly Resolution[] =>
  evidence?.['compensation'] === undefined ? CHOICES : [...CHOICES, 'compensate'];
/** A call left and no answer came: a person who knows what became of it says so. */
export function UncertainForm({
  executionId,
  question,
  onAnswered,
}: {
  readonly executionId: string;
  readonly question: WaitingView;
  readonly onAnswered: () => void;
}) {
  const { t } = useTranslation();
  const act = useAct();
  const [resolution, setResolution] = useState<Resolution | null>(null);
  const [output, setOutput] = useState<Json | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (!resolution) return;
    setBusy(true);
    const done = await act(() => resolveUncertain(executionId, question.path, resolution, resolution === 'done' ? output : undefined));
    setBusy(false);
    if (done) onAnswered();
  };
  return (
    <div className={styles['question']}>
      <Alert type="warning" showIcon title={t('uncertain.title')} description={t('uncertain.lead')} />
      {question.evidence && (
        <div style={{ margin: '12px 0' }}>
          <JsonView value={question.evidence} executionId={executionId} />
        </div>
      )}
      <Radio.Group
        value={resolution}
        onChange={(event) => setResolution(event.target.value as Resolution)}
        style={{ display: 'grid', gap: 8, margin: '12px 0' }}
      >
        {choicesOf(question).map((choice) => (
          <Radio key={choice} value={choice}>
            <b>{t(`uncertain.${choice}`)}</b>
            <div style={{ color: 'var(--text-2)', fontSize: 12.5 }}>{t(`uncertain.${choice}Help`)}</div>
          </Radio>
        ))}
      </Radio.Group>
      {resolution === 'done' && <AnyValue value={output} onChange={setOutput} placeholder={t('uncertain.output')} />}
      <Button type="primary" disabled={!resolution} loading={busy} style={{ marginTop: 12 }} onClick={() => void send()}>
        {t('uncertain.send')}
      </Button>
    </div>
  );
}
