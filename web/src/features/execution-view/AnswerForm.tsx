import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerInput } from '../../api/executions.js';
import type { Json, JsonSchema, WaitingView } from '../../api/types.js';
import { SchemaForm } from '../../shared/form/SchemaForm.js';
import { LongText } from '../../shared/ui/LongText.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './execution-view.module.css';

interface Props {
  readonly executionId: string;
  readonly question: WaitingView;
  readonly onAnswered: () => void;
}
/** A form that asks for one approval is answered with two buttons; any other is drawn from its schema. */
const approvalOf = (schema: JsonSchema): string | null => {
  if (typeof schema !== 'object') return null;
  const properties = Object.entries((schema['properties'] ?? {}) as { [name: string]: JsonSchema });
  const [only] = properties;
  return properties.length === 1 && only && typeof only[1] === 'object' && only[1]['type'] === 'boolean' ? only[0] : null;
};
/** Asks what an execution waits for, and answers it. */
export function AnswerForm({ executionId, question, onAnswered }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  const [value, setValue] = useState<Json | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const schema = question.schema ?? {};
  const approval = approvalOf(schema);
  const send = async (answer: Json): Promise<void> => {
    setBusy(true);
    const done = await act(() => answerInput(executionId, question.path, answer));
    setBusy(false);
    if (done) onAnswered();
  };
  return (
    <div className={styles['question']} data-testid="question">
      <p className={styles['prompt']}>{question.prompt ? <LongText text={question.prompt} /> : t('answer.noPrompt')}</p>
      {question.expiresAt && (
        <p className={styles['expires']}>
          {t('answer.expires')} <RelativeTime at={question.expiresAt} />
        </p>
      )}
      {approval !== null ? (
        <Space>
          <Button type="primary" loading={busy} onClick={() => void send({ [approval]: true })}>
            {t('answer.yes')}
          </Button>
          <Button danger disabled={busy} onClick={() => void send({ [approval]: false })}>
            {t('answer.no')}
          </Button>
        </Space>
      ) : (
        <SchemaForm schema={schema} value={value} onChange={setValue} disabled={busy} onSubmit={(answer) => void send(answer ?? {})}>
          <Button type="primary" htmlType="submit" loading={busy} style={{ marginTop: 14 }}>
            {t('answer.send')}
          </Button>
        </SchemaForm>
      )}
    </div>
  );
}
