import { UserOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WaitingView } from '../../api/types.js';
import { useExecution } from './execution-store.js';
import styles from './execution-view.module.css';

const known = new WeakMap<object, readonly WaitingView[]>();
/** What a person has to answer, worked out once per state. */
function questionsIn(waiting: { readonly [path: string]: WaitingView }): readonly WaitingView[] {
  let found = known.get(waiting);
  if (!found) known.set(waiting, (found = Object.values(waiting).filter(({ kind }) => kind === 'human' || kind === 'uncertain')));
  return found;
}
/** Says on the canvas that the execution waits for a person, and leads there. */
export function WaitingBar({ onGo }: { readonly onGo: (path: string) => void }) {
  const { t } = useTranslation();
  const first = useExecution((state) => questionsIn(state.waiting)[0]);
  const count = useExecution((state) => questionsIn(state.waiting).length);
  if (!first) return null;
  return (
    <div className={styles['waitingBar']} style={{ marginTop: 8 }}>
      {first.kind === 'human' ? (
        <UserOutlined style={{ color: 'var(--st-waiting)' }} />
      ) : (
        <WarningOutlined style={{ color: 'var(--st-uncertain)' }} />
      )}
      <span>{first.kind === 'human' ? first.prompt?.slice(0, 200) || t('answer.noPrompt') : t('uncertain.title')}</span>
      {count > 1 && <small>+{count - 1}</small>}
      <Button size="small" type="primary" data-testid="go-answer" onClick={() => onGo(first.path)}>
        {t('answer.open')}
      </Button>
    </div>
  );
}
