import { CaretRightOutlined, PushpinOutlined, UndoOutlined, WarningOutlined } from '@ant-design/icons';
import { Alert, Button, Segmented, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isApiError } from '../../../api/client.js';
import { testNode, type NodeTestResult } from '../../../api/test-node.js';
import type { Json, NodeDefinition, NodeTypeDescriptor } from '../../../api/types.js';
import { AnyValue } from '../../../shared/form/AnyValueField.js';
import { formatCost, formatCount, formatDuration } from '../../../shared/format.js';
import { JsonView } from '../../../shared/ui/JsonView.js';
import { StatusTag } from '../../../shared/ui/StatusTag.js';
import { pathOf } from '../../designer/definition-edits.js';
import { useDesigner } from '../../designer/designer-store.js';
import { useFlushDraft } from '../../designer/flush-draft.js';
import { lastInput } from '../../designer/last-input.js';
import { StepList } from '../../execution-view/StepList.js';
import type { Instances } from '../../execution-view/run-scope.js';
import { readPath, valuesAt, type Evaluate, type LastRun } from '../expression/last-values.js';
import { useEngine } from '../expression/use-engine.js';
import { keepPins, keptPins, type Pins } from './pins.js';
import { neededPins, type NeededPin } from './needed-pins.js';
import styles from './test.module.css';

interface Props {
  readonly node: NodeDefinition;
  readonly descriptor: NodeTypeDescriptor | undefined;
  readonly run: LastRun | null;
  readonly instances: Instances;
}
/** Runs this one node of the draft, with values given for all that it reads; the outcome shows in place. */
export function NodeTest({ node, descriptor, run, instances }: Props) {
  const { t } = useTranslation();
  const flush = useFlushDraft();
  const workflow = useDesigner((state) => state.id);
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const engine = useEngine();
  const [kept, setKept] = useState(() => keptPins(workflow));
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<NodeTestResult | null>(null);
  const [error, setError] = useState<string | null>(null);
  const needed = useMemo(() => (engine ? neededPins(definition, scope, node, engine.rootsRead) : []), [engine, definition, scope, node]);
  const values = useMemo(() => {
    const evaluate: Evaluate = (expression, known) => {
      const outcome = engine?.evaluate(expression, false, known);
      return outcome && 'value' in outcome ? outcome.value : undefined;
    };
    return valuesAt(definition, scope, run, instances, evaluate);
  }, [engine, definition, scope, run, instances]);
  const last = (pin: NeededPin): Json | undefined =>
    readPath(values, pin.kind === 'item' ? `${pin.nodeId}.item` : `${pin.nodeId}.output`) as Json | undefined;
  const valueOf = (pin: NeededPin): Json | undefined => (Object.hasOwn(kept.pins, pin.path) ? kept.pins[pin.path] : last(pin));
  const remember = (next: { pins: Pins; input?: Json }): void => {
    setKept(next);
    keepPins(workflow, next);
  };
  const setPin = (path: string, value: Json | undefined): void => {
    const { [path]: _, ...others } = kept.pins;
    remember({ ...kept, pins: value === undefined ? others : { ...others, [path]: value } });
  };
  const input = kept.input ?? (values['input'] as Json | undefined) ?? lastInput(workflow) ?? {};
  const start = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      // The server tests the draft that it has.
      if (!(await flush())) throw new Error(t('publish.notSaved'));
      const pins = Object.fromEntries(needed.map((pin) => [pin.path, valueOf(pin) ?? null]));
      setResult(await testNode(workflow, { path: pathOf(scope, node.id), input, pins }));
    } catch (problem) {
      setResult(null);
      setError(
        isApiError(problem)
          ? [problem.message, ...problem.problems.slice(0, 5).map((each) => each.message)].join('\n')
          : (problem as Error).message,
      );
    }
    setBusy(false);
  };
  const effect = node.effect ?? descriptor?.defaultEffect;
  return (
    <div className={styles['test']}>
      <p className={styles['lead']}>{t('nodeTest.lead')}</p>
      {effect !== undefined && effect !== 'none' && effect !== 'read' && (
        <p className={styles['warning']}>
          <WarningOutlined /> {t('nodeTest.real')}
        </p>
      )}
      <Given
        id="test-input"
        label={t('nodeTest.input')}
        value={input}
        changed={kept.input !== undefined}
        onChange={(value) => remember(value === undefined ? { pins: kept.pins } : { pins: kept.pins, input: value })}
      />
      {needed.map((pin) => (
        <Given
          key={pin.path}
          id={`test-pin-${pin.path}`}
          label={pin.kind === 'item' ? t('nodeTest.item', { id: pin.nodeId }) : t('nodeTest.output', { id: pin.nodeId })}
          value={valueOf(pin)}
          changed={Object.hasOwn(kept.pins, pin.path)}
          unknown={valueOf(pin) === undefined}
          onChange={(value) => setPin(pin.path, value)}
        />
      ))}
      <Button
        type="primary"
        icon={<CaretRightOutlined />}
        loading={busy}
        disabled={!engine}
        data-testid="test-node"
        onClick={() => void start()}
      >
        {t('nodeTest.start')}
      </Button>
      {error && <Alert type="error" showIcon title={<span className={styles['pre']}>{error.slice(0, 4000)}</span>} />}
      {result && <Outcome result={result} />}
    </div>
  );
}
/** One value given to the test: what it was last, or what the person wrote. */
function Given({
  id,
  label,
  value,
  changed,
  unknown = false,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: Json | undefined;
  readonly changed: boolean;
  readonly unknown?: boolean;
  readonly onChange: (value: Json | undefined) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles['given']}>
      <div className={styles['givenHead']}>
        <label htmlFor={id}>{label}</label>
        {changed ? (
          <>
            <Tag icon={<PushpinOutlined />} color="purple">
              {t('nodeTest.pinned')}
            </Tag>
            <Button
              size="small"
              type="text"
              icon={<UndoOutlined />}
              aria-label={t('nodeTest.unpin')}
              title={t('nodeTest.unpin')}
              onClick={() => onChange(undefined)}
            />
          </>
        ) : unknown ? (
          <Tag>{t('nodeTest.unknown')}</Tag>
        ) : (
          <Tag>{t('nodeTest.last')}</Tag>
        )}
      </div>
      <AnyValue id={id} label={label} value={value} onChange={onChange} />
    </div>
  );
}
type View = 'output' | 'input' | 'steps' | 'logs';
function Outcome({ result }: { readonly result: NodeTestResult }) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('output');
  const { detail, execution, logs } = result;
  const took = detail?.startedAt && detail.endedAt ? Date.parse(detail.endedAt) - Date.parse(detail.startedAt) : null;
  const tokens = (detail?.usage?.inputTokens ?? 0) + (detail?.usage?.outputTokens ?? 0);
  const facts = [
    took !== null && formatDuration(took),
    tokens > 0 && t('run.tokens', { n: formatCount(tokens) }),
    detail?.usage && Number(detail.usage.cost) > 0 && formatCost(detail.usage.cost),
  ].filter(Boolean);
  const error = detail?.error ?? execution.error;
  return (
    <section className={styles['outcome']} data-testid="test-result" aria-live="polite">
      <div className={styles['outcomeHead']}>
        <StatusTag status={detail?.status ?? execution.status} />
        <small>{facts.join(' · ')}</small>
        <Link to={`/executions/${execution.id}`}>{t('run.openPage')}</Link>
      </div>
      {error && (
        <div className={styles['error']}>
          <b>{error.code}</b> <span className={styles['pre']}>{error.message.slice(0, 4000)}</span>
        </div>
      )}
      <Segmented
        block
        size="small"
        value={view}
        onChange={setView}
        options={[
          { value: 'output' as const, label: t('run.output') },
          { value: 'input' as const, label: t('run.input') },
          { value: 'steps' as const, label: `${t('run.steps')} ${detail?.steps.length ?? 0}` },
          { value: 'logs' as const, label: `${t('nodeTest.logs')} ${logs.length}` },
        ]}
      />
      <div className={styles['view']}>
        {view === 'output' &&
          (detail?.output === undefined ? <p className={styles['lead']}>{t('run.nothing')}</p> : <JsonView value={detail.output} />)}
        {view === 'input' &&
          (detail?.input === undefined ? <p className={styles['lead']}>{t('run.nothing')}</p> : <JsonView value={detail.input} />)}
        {view === 'steps' &&
          (detail?.steps.length ? (
            <StepList steps={detail.steps} executionId={execution.id} />
          ) : (
            <p className={styles['lead']}>{t('run.nothing')}</p>
          ))}
        {view === 'logs' &&
          (logs.length ? (
            <ul className={styles['logs']}>
              {logs.map((line, index) => (
                <li key={index} data-level={line.level}>
                  <small>{line.level}</small> <span className={styles['pre']}>{line.message.slice(0, 4000)}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p className={styles['lead']}>{t('run.nothing')}</p>
          ))}
      </div>
    </section>
  );
}
