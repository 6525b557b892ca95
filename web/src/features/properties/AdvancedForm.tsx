import { Checkbox, Collapse, Input, InputNumber, Select, Tooltip } from 'antd';
import { QuestionCircleOutlined } from '@ant-design/icons';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import { problemSentence } from '../../shared/i18n/explain.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import { advancedSections, sectionOf, type AdvancedSection } from './advanced-sections.js';
import { BudgetEditor } from './BudgetEditor.js';
import { useFieldTarget } from './field-focus.js';
import { TemplateText } from './fields/ExpressionText.js';
import { JoinEditor } from './JoinEditor.js';
import { MAX_MESSAGE, type PlacedProblem } from './problem-places.js';
import { useAdvancedSummary } from './use-advanced-summary.js';
import styles from './properties.module.css';

type Set = <K extends Exclude<keyof NodeDefinition, 'id' | 'type' | 'body'>>(member: K, value: NodeDefinition[K] | undefined) => void;
interface Props {
  readonly node: NodeDefinition;
  readonly descriptor: NodeTypeDescriptor | undefined;
  readonly incoming: number;
  /** Nodes that could undo this one. */
  readonly others: readonly { readonly id: string; readonly title?: string | undefined }[];
  readonly problems: readonly PlacedProblem[];
  readonly disabled: boolean;
  readonly set: Set;
}
interface RowProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly problems?: readonly PlacedProblem[];
  readonly children: ReactNode;
}
function Row({ id, label, help, problems = [], children }: RowProps) {
  const [first] = id.replace('field-', '').split('_');
  return (
    <div className={styles['formRow']} id={id}>
      <div className={styles['rowLabel']}>
        {label}
        {help && (
          <Tooltip title={help}>
            <QuestionCircleOutlined tabIndex={0} aria-label={help} />
          </Tooltip>
        )}
      </div>
      {children}
      {problems
        .filter(({ path }) => path[0] === first)
        .slice(0, 5)
        .map(({ problem }, index) => (
          <div key={index} className={styles['rowProblem']} role="alert">
            {problemSentence(problem).slice(0, MAX_MESSAGE)}
          </div>
        ))}
    </div>
  );
}
const EFFECTS = ['none', 'read', 'idempotent', 'at_least_once', 'at_most_once'] as const;

/** What every node may carry besides its configuration, in sections that say what of them is set. */
export function AdvancedForm({ node, descriptor, incoming, others, problems, disabled, set }: Props) {
  const { t } = useTranslation();
  const sections = advancedSections(node, descriptor, incoming);
  const summary = useAdvancedSummary(node, descriptor);
  const target = useFieldTarget();
  const [open, setOpen] = useState<readonly string[]>(() => sections.filter((section) => summary(section) !== ''));
  const asked = target?.nodeId === node.id ? sectionOf(String(target.path[0])) : undefined;
  const broken = problems.flatMap(({ path }) => sectionOf(String(path[0])) ?? []);
  const retry = node.retry ?? {};
  const setRetry = (change: { readonly [K in keyof NonNullable<NodeDefinition['retry']>]?: unknown }): void => {
    const next = Object.fromEntries(Object.entries({ ...retry, ...change }).filter(([, value]) => value !== null && value !== undefined));
    set('retry', Object.keys(next).length ? (next as NodeDefinition['retry']) : undefined);
  };
  const number = (
    id: string,
    label: string,
    value: number | undefined,
    onChange: (value: number | undefined) => void,
    placeholder: string,
    min = 0,
  ) => (
    <InputNumber
      id={id}
      aria-label={label}
      style={{ width: '100%' }}
      min={min}
      disabled={disabled}
      value={value ?? null}
      placeholder={placeholder}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
  const named = others.map(({ id, title }) => ({ value: id, label: title ? `${title} (${id})` : id }));
  const bodies: { readonly [section in AdvancedSection]: ReactNode } = {
    errors: (
      <>
        <Row id="field-onError" label={t('advanced.onError')} help={t('advanced.onErrorHelp')} problems={problems}>
          <Select
            aria-label={t('advanced.onError')}
            style={{ width: '100%' }}
            disabled={disabled}
            value={node.onError ?? 'stop'}
            onChange={(value) => set('onError', value === 'stop' ? undefined : value)}
            options={(['stop', 'continue', 'fallback'] as const).map((value) => ({ value, label: t(`advanced.onErrors.${value}`) }))}
          />
        </Row>
        {node.onError === 'fallback' && (
          <Row id="field-fallback" label={t('advanced.fallback')} problems={problems}>
            <AnyValue
              value={node.fallback}
              label={t('advanced.fallback')}
              disabled={disabled}
              onChange={(value) => set('fallback', value as Json)}
            />
          </Row>
        )}
      </>
    ),
    retry: (
      <>
        <div className={styles['pairRow']}>
          <Row id="field-retry" label={t('advanced.maxAttempts')} problems={problems}>
            {number(
              'field-retry_maxAttempts',
              t('advanced.maxAttempts'),
              retry.maxAttempts,
              (maxAttempts) => setRetry({ maxAttempts }),
              '3',
              1,
            )}
          </Row>
          <Row id="field-timeoutSeconds" label={t('advanced.timeout')} help={t('advanced.timeoutHelp')} problems={problems}>
            {number(
              'node-timeout',
              t('advanced.timeout'),
              node.timeoutSeconds,
              (value) => set('timeoutSeconds', value),
              t('advanced.none'),
              1,
            )}
          </Row>
          <Row id="field-retry_initialDelaySeconds" label={t('advanced.initialDelay')}>
            {number(
              'node-initial-delay',
              t('advanced.initialDelay'),
              retry.initialDelaySeconds,
              (initialDelaySeconds) => setRetry({ initialDelaySeconds }),
              '1',
            )}
          </Row>
          <Row id="field-retry_maxDelaySeconds" label={t('advanced.maxDelay')}>
            {number(
              'node-max-delay',
              t('advanced.maxDelay'),
              retry.maxDelaySeconds,
              (maxDelaySeconds) => setRetry({ maxDelaySeconds }),
              '60',
            )}
          </Row>
        </div>
        <Row id="field-retry_backoff" label={t('advanced.backoff')}>
          <Select
            aria-label={t('advanced.backoff')}
            style={{ width: '100%' }}
            disabled={disabled}
            value={retry.backoff ?? 'exponential'}
            onChange={(backoff) => setRetry({ backoff: backoff === 'exponential' ? undefined : backoff })}
            options={(['exponential', 'fixed'] as const).map((value) => ({ value, label: t(`advanced.backoffs.${value}`) }))}
          />
        </Row>
      </>
    ),
    effects: (
      <>
        <Row
          id="field-effect"
          label={t('advanced.effect')}
          help={t(`effectHelp.${node.effect ?? descriptor?.defaultEffect ?? 'at_least_once'}`)}
          problems={problems}
        >
          <Select
            aria-label={t('advanced.effect')}
            style={{ width: '100%' }}
            allowClear
            disabled={disabled}
            value={node.effect ?? null}
            placeholder={t('advanced.byType', { value: t(`effect.${descriptor?.defaultEffect ?? 'at_least_once'}`) })}
            onChange={(value) => set('effect', value ?? undefined)}
            optionRender={({ value }) => (
              <div className={styles['option']}>
                {t(`effect.${value}`)}
                <small>{t(`effectHelp.${value}`)}</small>
              </div>
            )}
            options={EFFECTS.map((value) => ({ value, label: t(`effect.${value}`) }))}
          />
        </Row>
        <Row id="field-compensation" label={t('advanced.compensation')} help={t('advanced.compensationHelp')} problems={problems}>
          <Select
            aria-label={t('advanced.compensation')}
            style={{ width: '100%' }}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            disabled={disabled}
            value={node.compensation ?? null}
            placeholder={t('advanced.none')}
            onChange={(value) => set('compensation', value ?? undefined)}
            options={named}
          />
        </Row>
      </>
    ),
    budget: (
      <Row id="field-budget" label={t('budget.label')} help={t('budget.help')} problems={problems}>
        <BudgetEditor id={`budget-${node.id}`} value={node.budget} disabled={disabled} onChange={(value) => set('budget', value)} />
      </Row>
    ),
    order: (
      <>
        {incoming > 1 && node.type !== 'join' && (
          <Row id="field-join" label={t('advanced.join')} help={t('advanced.joinHelp')} problems={problems}>
            <JoinEditor value={node.join} disabled={disabled} onChange={(value) => set('join', value)} />
          </Row>
        )}
        <Row id="field-mutex" label={t('advanced.mutex')} help={t('advanced.mutexHelp')} problems={problems}>
          <TemplateText
            id="node-mutex"
            label={t('advanced.mutex')}
            language="cel"
            maxRows={3}
            value={node.mutex ?? ''}
            disabled={disabled}
            placeholder={t('advanced.none')}
            onChange={(value) => set('mutex', value)}
          />
        </Row>
        <Row id="field-cancels" label={t('advanced.cancels')} help={t('advanced.cancelsHelp')} problems={problems}>
          <Select
            mode="multiple"
            aria-label={t('advanced.cancels')}
            style={{ width: '100%' }}
            disabled={disabled}
            value={[...(node.cancels ?? [])]}
            placeholder={t('advanced.none')}
            onChange={(value: string[]) => set('cancels', value.length ? value : undefined)}
            options={named}
          />
        </Row>
      </>
    ),
    place: (
      <>
        <Row id="field-domain" label={t('advanced.domain')} help={t('advanced.domainHelp')} problems={problems}>
          <Input
            aria-label={t('advanced.domain')}
            disabled={disabled}
            value={node.domain ?? ''}
            placeholder="master"
            onChange={(event) => set('domain', event.target.value.trim() || undefined)}
          />
        </Row>
        <div id="field-checkpoint">
          <Checkbox
            checked={node.checkpoint === true}
            disabled={disabled}
            onChange={(event) => set('checkpoint', event.target.checked || undefined)}
          >
            {t('advanced.checkpoint')}
          </Checkbox>
        </div>
      </>
    ),
  };
  return (
    <Collapse
      ghost
      size="small"
      className={styles['more'] ?? ''}
      activeKey={[...new Set([...open, ...(asked ? [asked] : []), ...broken])]}
      onChange={(keys) => setOpen(keys)}
      items={sections.map((section) => ({
        key: section,
        label: (
          <span className={styles['moreLabel']}>
            {t(`advanced.section.${section}`)}
            <small>{summary(section) || t('advanced.asUsual')}</small>
          </span>
        ),
        children: bodies[section],
      }))}
    />
  );
}
