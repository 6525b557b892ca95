import { Alert, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNodeDetail } from '../../api/executions.js';
import { isApiError } from '../../api/client.js';
import type { Json, NodeDetailView, NodeDefinition } from '../../api/types.js';
import { formatCost, formatCount, formatDuration, formatTime } from '../../shared/format.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { ForkButton } from '../recovery/ForkButton.js';
import { AnswerForm } from './AnswerForm.js';
import { BudgetFacts } from './BudgetFacts.js';
import { useExecution, useNodeRun } from './execution-store.js';
import { StepList } from './StepList.js';
import { SignalForm } from './SignalForm.js';
import { UncertainForm } from './UncertainForm.js';
import styles from './execution-view.module.css';

interface Props {
  readonly executionId: string;
  readonly path: string;
  readonly node: NodeDefinition | undefined;
  readonly onChanged: () => void;
}
/** One node of an execution in full: what it was given, what it answered, its attempts and its calls. */
export function NodeRunPanel({ executionId, path, node, onChanged }: Props) {
  const { t } = useTranslation();
  const run = useNodeRun(path);
  const question = useExecution((state) => state.waiting[path]);
  const detail = useNodeDetail(executionId, run ? path : undefined, `${run?.status}/${run?.attempt}/${run?.endedAt}`);
  const live = run?.status === 'running' || run?.status === 'waiting' || run?.status === 'retrying';
  const now = useNow(500, live);
  const title = node?.title ?? node?.id ?? path;
  const usage = detail.data?.usage ?? run?.usage;
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return (
    <div className={styles['panel']}>
      <div className={styles['panelHead']}>
        <div>
          <b>{title}</b>
          <small>{path}</small>
        </div>
        {run && <StatusTag status={run.status} />}
        {run && node?.type !== 'start' && <ForkButton executionId={executionId} path={path} steps={detail.data?.steps ?? []} />}
      </div>
      <div className={styles['panelBody']}>
        {!run && <EmptyState small title={t('run.notReached')} />}
        {run && (
          <dl className={styles['facts']}>
            {run.startedAt !== null && run.status !== 'skipped' && (
              <div>
                <dt>{t('run.duration')}</dt>
                <dd>{formatDuration((run.endedAt ?? now) - run.startedAt)}</dd>
              </div>
            )}
            {run.attempt > 0 && (
              <div>
                <dt>{t('run.attempts')}</dt>
                <dd>{run.attempt}</dd>
              </div>
            )}
            {detail.data?.childId && (
              <div>
                <dt>{t('run.subflow')}</dt>
                <dd>
                  <Link to={`/executions/${encodeURIComponent(detail.data.childId)}`}>{t('run.openSubflow')}</Link>
                </dd>
              </div>
            )}
            {tokens > 0 && (
              <>
                <div>
                  <dt>{t('run.tokensInOut')}</dt>
                  <dd>
                    {formatCount(usage?.inputTokens ?? 0)} / {formatCount(usage?.outputTokens ?? 0)}
                  </dd>
                </div>
                <div>
                  <dt>{t('run.cost')}</dt>
                  <dd>{formatCost(usage?.cost ?? '0')}</dd>
                </div>
              </>
            )}
            <BudgetFacts budget={detail.data?.budget} />
          </dl>
        )}
        {question?.kind === 'human' && <AnswerForm key={path} executionId={executionId} question={question} onAnswered={onChanged} />}
        {question?.kind === 'signal' && <SignalForm key={path} executionId={executionId} question={question} onSent={onChanged} />}
        {question?.kind === 'uncertain' && (
          <UncertainForm key={path} executionId={executionId} question={question} onAnswered={onChanged} />
        )}
        {run?.error && (
          <Alert
            type={run.status === 'retrying' ? 'warning' : 'error'}
            showIcon
            title={run.error.code}
            description={run.error.message}
            style={{ marginBottom: 14 }}
          />
        )}
        {run?.status === 'running' && run.text && (
          <>
            <div className={styles['label']}>{t('run.streaming')}</div>
            <div className={styles['streamed']}>{run.text}</div>
          </>
        )}
        {detail.data && <Detail detail={detail.data} executionId={executionId} />}
        {detail.error && !(isApiError(detail.error) && detail.error.status === 404) && (
          <Alert type="warning" showIcon title={detail.error.message} />
        )}
      </div>
    </div>
  );
}
function Detail({ detail, executionId }: { readonly detail: NodeDetailView; readonly executionId: string }) {
  const { t, i18n } = useTranslation();
  const value = (json: Json | undefined) =>
    json === undefined || json === null ? (
      <EmptyState small title={t('run.nothing')} />
    ) : (
      <div className={styles['value']}>
        <div className={styles['valueTools']}>
          <CopyButton text={() => (typeof json === 'string' ? json : JSON.stringify(json, null, 2))} />
        </div>
        <JsonView value={json} executionId={executionId} />
      </div>
    );
  const tabs = [
    { key: 'output', label: t('run.output'), children: value(detail.output) },
    { key: 'input', label: t('run.input'), children: value(detail.input) },
    ...(detail.steps.length
      ? [
          {
            key: 'steps',
            label: `${t('run.steps')} ${detail.steps.length}`,
            children: <StepList steps={detail.steps} executionId={executionId} />,
          },
        ]
      : []),
    ...(detail.attempts.length > 1
      ? [
          {
            key: 'attempts',
            label: t('run.attempts'),
            children: (
              <ol className={styles['attempts']}>
                {detail.attempts.map((attempt) => (
                  <li key={attempt.attempt}>
                    <span>
                      {t('run.attempt', { n: attempt.attempt })} <StatusTag status={attempt.status} plain />
                    </span>
                    <small>
                      {formatTime(attempt.startedAt, i18n.language)}
                      {attempt.error && ` · ${attempt.error.code}: ${attempt.error.message}`}
                    </small>
                  </li>
                ))}
              </ol>
            ),
          },
        ]
      : []),
  ];
  return <Tabs size="small" items={tabs} defaultActiveKey={detail.steps.length && detail.output === null ? 'steps' : 'output'} />;
}
