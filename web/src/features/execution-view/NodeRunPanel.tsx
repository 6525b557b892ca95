import { Alert, Tabs } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNodeDetail } from '../../api/executions.js';
import { isApiError } from '../../api/client.js';
import type { Json, NodeDetailView, NodeDefinition } from '../../api/types.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { failureTitle } from '../../shared/i18n/explain.js';
import { formatCost, formatCount, formatDuration } from '../../shared/format.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { LongText } from '../../shared/ui/LongText.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { visibleMarks } from '../../shared/ui/visible-marks.js';
import { ForkButton } from '../recovery/ForkButton.js';
import { AnswerForm } from './AnswerForm.js';
import { AttemptList } from './AttemptList.js';
import { BudgetFacts } from './BudgetFacts.js';
import { useExecution, useNodeRun } from './execution-store.js';
import { IterationList } from './IterationList.js';
import { iterationsOf } from './iterations.js';
import type { NodeRun } from './live-state.js';
import { LogList } from './LogList.js';
import { StepList } from './StepList.js';
import { SignalForm } from './SignalForm.js';
import { UncertainForm } from './UncertainForm.js';
import styles from './execution-view.module.css';

/** Of a stream only its end is drawn: nobody reads more while it comes. */
const STREAMED = 12_000;
interface Props {
  readonly executionId: string;
  readonly path: string;
  readonly node: NodeDefinition | undefined;
  readonly onChanged: () => void;
  /** Shows another node of the execution. */
  readonly onGo?: (path: string) => void;
}
/** One node of an execution in full: what it was given, what it answered, its attempts and its calls. */
export function NodeRunPanel({ executionId, path, node, onChanged, onGo }: Props) {
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
            {run.delegatedTo && (
              <div>
                <dt>{t('watch.elsewhere')}</dt>
                <dd>
                  <Link to={`/executions/${encodeURIComponent(run.delegatedTo)}`}>{t('watch.openSegment')}</Link>
                </dd>
              </div>
            )}
            {run.state && (
              <div>
                <dt>{t('watch.state')}</dt>
                <dd>{run.state}</dd>
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
            title={failureTitle(run.error.code)}
            description={<LongText text={run.error.message} first={600} />}
            style={{ marginBottom: 14 }}
          />
        )}
        {run?.status === 'running' && run.text && (
          <>
            <div className={styles['label']}>{t('run.streaming')}</div>
            <Streamed text={run.text} />
          </>
        )}
        {run && <Detail path={path} run={run} detail={detail.data} executionId={executionId} onGo={onGo} />}
        {detail.error && !(isApiError(detail.error) && detail.error.status === 404) && (
          <Alert type="warning" showIcon title={sentenceOf(detail.error)} />
        )}
      </div>
    </div>
  );
}
/** The words of a model as they come: the end stays in view, unless somebody scrolled up to read. */
function Streamed({ text }: { readonly text: string }) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element && follows.current) element.scrollTop = element.scrollHeight;
  }, [text]);
  return (
    <div
      ref={box}
      className={styles['streamed']}
      data-testid="streamed"
      tabIndex={0}
      onScroll={({ currentTarget: e }) => (follows.current = e.scrollHeight - e.scrollTop - e.clientHeight < 24)}
    >
      {text.length > STREAMED ? `…${visibleMarks(text.slice(-STREAMED))}` : visibleMarks(text)}
    </div>
  );
}
interface DetailProps {
  readonly path: string;
  readonly run: NodeRun;
  readonly detail: NodeDetailView | undefined;
  readonly executionId: string;
  readonly onGo: ((path: string) => void) | undefined;
}
function Detail({ path, run, detail, executionId, onGo }: DetailProps) {
  const { t } = useTranslation();
  const container = useExecution((state) => iterationsOf(state.nodes).get(path) !== undefined);
  const heard = useExecution((state) => state.logs.filter((line) => line.path === path || line.path.startsWith(`${path}[`)).length);
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
  const steps = detail?.steps ?? [];
  const attempts = detail?.attempts ?? [];
  const tabs = [
    ...(container && onGo ? [{ key: 'inside', label: t('watch.iterations'), children: <IterationList path={path} onGo={onGo} /> }] : []),
    { key: 'output', label: t('run.output'), children: value(detail?.output ?? run.output) },
    { key: 'input', label: t('run.input'), children: value(detail?.input) },
    ...(steps.length
      ? [{ key: 'steps', label: `${t('run.steps')} ${steps.length}`, children: <StepList steps={steps} executionId={executionId} /> }]
      : []),
    ...(attempts.length > 1 || run.attempt > 1
      ? [
          {
            key: 'attempts',
            label: `${t('run.attempts')} ${attempts.length || run.attempt}`,
            children: <AttemptList attempts={attempts} />,
          },
        ]
      : []),
    {
      key: 'logs',
      label: heard > 0 ? `${t('watch.logs')} ${heard}` : t('watch.logs'),
      children: (
        <div style={{ height: 320 }}>
          <LogList path={path} {...(onGo ? { onGo } : {})} />
        </div>
      ),
    },
  ];
  const [tab, setTab] = useState<string | null>(null);
  const first = container && onGo ? 'inside' : steps.length > 0 && (detail?.output ?? run.output ?? null) === null ? 'steps' : 'output';
  const shown = tab !== null && tabs.some(({ key }) => key === tab) ? tab : first;
  return <Tabs size="small" items={tabs} activeKey={shown} onChange={setTab} destroyOnHidden />;
}
