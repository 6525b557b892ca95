import { CheckCircleOutlined, CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/types.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import styles from './designer.module.css';

/** What is wrong, each with the way to where it is. */
export function ProblemList({ problems, onGo }: { readonly problems: readonly Problem[]; readonly onGo: (problem: Problem) => void }) {
  const { t } = useTranslation();
  if (problems.length === 0) return <EmptyState small icon={<CheckCircleOutlined />} title={t('problems.none')} />;
  const sorted = [...problems].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
  return (
    <ul className={styles['problems']}>
      {sorted.map((problem, index) => (
        <li key={index}>
          <button type="button" onClick={() => onGo(problem)}>
            {problem.severity === 'error' ? (
              <CloseCircleFilled style={{ color: 'var(--st-failed)' }} />
            ) : (
              <WarningFilled style={{ color: 'var(--st-waiting)' }} />
            )}
            <span>{problem.message}</span>
            <code>{problem.nodeId ?? problem.pointer}</code>
            {problem.line !== undefined && <small>{t('problems.line', { line: problem.line })}</small>}
          </button>
        </li>
      ))}
    </ul>
  );
}
