import { Alert } from 'antd';
import { memo, useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { failureTitle } from '../../shared/i18n/explain.js';
import { formatCost, formatCount } from '../../shared/format.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { LongText } from '../../shared/ui/LongText.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { AnswerForm } from './AnswerForm.js';
import { BudgetFacts } from './BudgetFacts.js';
import { useExecution } from './execution-store.js';
import { UncertainForm } from './UncertainForm.js';
import type { NodeRun } from './live-state.js';
import styles from './execution-view.module.css';

const RECENT = 30;
/** The execution as a whole: how it stands, what it asks, what came out of it, and its latest nodes. */
export function ExecutionSummaryPanel({
  executionId,
  onGo,
  onChanged,
}: {
  readonly executionId: string;
  readonly onGo: (path: string) => void;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation();
  const state = useExecution((live) => live);
  const going = useRef(onGo);
  going.current = onGo;
  const goes = useCallback((path: string) => going.current(path), []);
  const questions = Object.values(state.waiting).filter((question) => question.kind === 'human' || question.kind === 'uncertain');
  const nodes = useMemo(() => latest(state.nodes), [state.nodes]);
  return (
    <div className={styles['panel']}>
      <div className={styles['panelHead']}>
        <div>
          <b>{t('run.execution')}</b>
          <small>{executionId}</small>
        </div>
        <StatusTag status={state.status} />
      </div>
      <div className={styles['panelBody']}>
        {(state.usage.inputTokens > 0 || state.usage.outputTokens > 0 || state.budget) && (
          <dl className={styles['facts']}>
            <div>
              <dt>{t('run.tokensInOut')}</dt>
              <dd>
                {formatCount(state.usage.inputTokens)} / {formatCount(state.usage.outputTokens)}
              </dd>
            </div>
            <div>
              <dt>{t('run.cost')}</dt>
              <dd>{formatCost(state.usage.cost)}</dd>
            </div>
            <BudgetFacts budget={state.budget} />
          </dl>
        )}
        {questions.map((question) =>
          question.kind === 'human' ? (
            <AnswerForm key={question.path} executionId={executionId} question={question} onAnswered={onChanged} />
          ) : (
            <UncertainForm key={question.path} executionId={executionId} question={question} onAnswered={onChanged} />
          ),
        )}
        {state.error && (
          <Alert
            type="error"
            showIcon
            title={failureTitle(state.error.code)}
            description={<LongText text={state.error.message} first={600} />}
            style={{ marginBottom: 14 }}
          />
        )}
        {state.status === 'completed' && (
          <>
            <div className={styles['label']}>{t('run.output')}</div>
            <div className={styles['value']} data-testid="result">
              <JsonView value={state.output ?? null} executionId={executionId} />
            </div>
          </>
        )}
        {nodes.length > 0 && <div className={styles['label']}>{t('run.nodes')}</div>}
        {nodes.map((node) => (
          <NodeLine key={node.path} path={node.path} status={node.status} onGo={goes} />
        ))}
      </div>
    </div>
  );
}
const latest = (nodes: { readonly [path: string]: NodeRun }): readonly NodeRun[] =>
  Object.values(nodes)
    .filter((node) => node.status !== 'pending' && node.status !== 'skipped')
    .reverse()
    .sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
    .slice(0, RECENT);
interface LineProps {
  readonly path: string;
  readonly status: string;
  readonly onGo: (path: string) => void;
}
const NodeLine = memo(function NodeLine({ path, status, onGo }: LineProps) {
  return (
    <button
      type="button"
      className={styles['ganttRow']}
      style={{ gridTemplateColumns: 'minmax(0, 1fr) auto', padding: '0 6px' }}
      onClick={() => onGo(path)}
    >
      <span className={styles['ganttName']}>
        <span>{path}</span>
      </span>
      <StatusTag status={status} plain />
    </button>
  );
});
