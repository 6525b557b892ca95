import { useQueries } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { executionKeys, fetchExecution } from '../../api/executions.js';
import type { ExecutionSummary } from '../../api/types.js';
import { Section } from '../../shared/ui/Page.js';
import styles from './home.module.css';

/** Forms are large: they come only when somebody is asked something. */
const AnswerForm = lazy(() => import('../execution-view/AnswerForm.js').then((m) => ({ default: m.AnswerForm })));
const SHOWN = 6;
/** The open questions of executions, answered on the spot. */
export function WaitingList({
  executions,
  onAnswered,
}: {
  readonly executions: readonly ExecutionSummary[];
  readonly onAnswered: () => void;
}) {
  const { t } = useTranslation();
  const asked = executions.slice(0, SHOWN);
  const views = useQueries({
    queries: asked.map((execution) => ({
      queryKey: [...executionKeys.one(execution.id), 'waiting', execution.version],
      queryFn: () => fetchExecution(execution.id),
      staleTime: 10_000,
    })),
  });
  const questions = views.flatMap((view, index) =>
    (view.data?.waiting ?? [])
      .filter((question) => question.kind === 'human')
      .map((question) => ({ question, execution: asked[index] as ExecutionSummary })),
  );
  if (questions.length === 0) return null;
  return (
    <Section title={t('home.waiting', { count: questions.length })}>
      <div className={styles['waiting']}>
        {questions.map(({ question, execution }) => (
          <article key={`${execution.id}/${question.path}`} className={styles['waitingCard']}>
            <Link to={`/executions/${encodeURIComponent(execution.id)}`}>{execution.workflowName || execution.workflowId}</Link>
            <Suspense fallback={null}>
              <AnswerForm executionId={execution.id} question={question} onAnswered={onAnswered} />
            </Suspense>
          </article>
        ))}
      </div>
    </Section>
  );
}
