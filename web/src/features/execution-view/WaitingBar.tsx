import { UserOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useExecution } from './execution-store.js';
import styles from './execution-view.module.css';

/** Says on the canvas that the execution waits for a person, and leads there. */
export function WaitingBar({ onGo }: { readonly onGo: (path: string) => void }) {
  const { t } = useTranslation();
  const waiting = useExecution((state) => state.waiting);
  const questions = Object.values(waiting).filter((question) => question.kind === 'human' || question.kind === 'uncertain');
  const first = questions[0];
  if (!first) return null;
  return (
    <div className={styles['waitingBar']} style={{ marginTop: 8 }}>
      {first.kind === 'human' ? (
        <UserOutlined style={{ color: 'var(--st-waiting)' }} />
      ) : (
        <WarningOutlined style={{ color: 'var(--st-uncertain)' }} />
      )}
      <span>{first.kind === 'human' ? first.prompt?.slice(0, 200) || t('answer.noPrompt') : t('uncertain.title')}</span>
      {questions.length > 1 && <small>+{questions.length - 1}</small>}
      <Button size="small" type="primary" data-testid="go-answer" onClick={() => onGo(first.path)}>
        {t('answer.open')}
      </Button>
    </div>
  );
}
