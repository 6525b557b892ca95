import { Checkbox, Input, InputNumber, Select, Tooltip } from 'antd';
import { QuestionCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import { BudgetEditor } from './BudgetEditor.js';
import { JoinEditor } from './JoinEditor.js';
import styles from './properties.module.css';

type Set = <K extends Exclude<keyof NodeDefinition, 'id' | 'type' | 'body'>>(member: K, value: NodeDefinition[K] | undefined) => void;
interface Props {
  readonly node: NodeDefinition;
  readonly descriptor: NodeTypeDescriptor | undefined;
  readonly incoming: number;
  /** Nodes that could undo this one. */
  readonly others: readonly string[];
  readonly disabled: boolean;
  readonly set: Set;
}
function Row({ label, help, children }: { readonly label: string; readonly help?: string; readonly children: ReactNode }) {
  return (
    <div className={styles['formRow']}>
      <div className={styles['rowLabel']}>
        {label}
        {help && (
          <Tooltip title={help}>
            <QuestionCircleOutlined />
          </Tooltip>
        )}
      </div>
      {children}
    </div>
  );
}
/** Their budget covers the model calls inside. */
const CONTAINERS: ReadonlySet<string> = new Set(['map', 'loop', 'statemachine', 'subflow']);
const EFFECTS = ['none', 'read', 'idempotent', 'at_least_once', 'at_most_once'] as const;

/** What every node may carry besides its configuration: retry, time limit, what an error does, effect, join. */
export function AdvancedForm({ node, descriptor, incoming, others, disabled, set }: Props) {
  const { t } = useTranslation();
  const retry = node.retry ?? {};
  const setRetry = (change: Partial<NonNullable<NodeDefinition['retry']>>): void => {
    const next = Object.fromEntries(Object.entries({ ...retry, ...change }).filter(([, value]) => value !== null && value !== undefined));
    set('retry', Object.keys(next).length ? next : undefined);
  };
  const work = descriptor?.category !== 'control' && node.type !== 'human' && node.type !== 'set';
  const number = (value: number | undefined, onChange: (value: number | undefined) => void, placeholder: string, min = 0) => (
    <InputNumber
      style={{ width: '100%' }}
      min={min}
      disabled={disabled}
      value={value ?? null}
      placeholder={placeholder}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
  return (
    <>
      <Row label={t('advanced.onError')} help={t('advanced.onErrorHelp')}>
        <Select
          style={{ width: '100%' }}
          disabled={disabled}
          value={node.onError ?? 'stop'}
          onChange={(value) => set('onError', value === 'stop' ? undefined : value)}
          options={(['stop', 'continue', 'fallback'] as const).map((value) => ({ value, label: t(`advanced.onErrors.${value}`) }))}
        />
      </Row>
      {node.onError === 'fallback' && (
        <Row label={t('advanced.fallback')}>
          <AnyValue value={node.fallback} disabled={disabled} onChange={(value) => set('fallback', value as Json)} />
        </Row>
      )}
      {work && (
        <>
          <div className={styles['pairRow']}>
            <Row label={t('advanced.maxAttempts')}>
              {number(retry.maxAttempts, (maxAttempts) => setRetry({ maxAttempts: maxAttempts as number }), '3', 1)}
            </Row>
            <Row label={t('advanced.timeout')}>
              {number(node.timeoutSeconds, (value) => set('timeoutSeconds', value), t('advanced.none'), 1)}
            </Row>
            <Row label={t('advanced.initialDelay')}>
              {number(retry.initialDelaySeconds, (v) => setRetry({ initialDelaySeconds: v as number }), '1')}
            </Row>
            <Row label={t('advanced.maxDelay')}>
              {number(retry.maxDelaySeconds, (v) => setRetry({ maxDelaySeconds: v as number }), '60')}
            </Row>
          </div>
          <Row label={t('advanced.effect')} help={t(`effectHelp.${node.effect ?? descriptor?.defaultEffect ?? 'at_least_once'}`)}>
            <Select
              style={{ width: '100%' }}
              allowClear
              disabled={disabled}
              value={node.effect ?? null}
              placeholder={t('advanced.byType', { value: t(`effect.${descriptor?.defaultEffect ?? 'at_least_once'}`) })}
              onChange={(value) => set('effect', value ?? undefined)}
              options={EFFECTS.map((value) => ({ value, label: t(`effect.${value}`) }))}
            />
          </Row>
        </>
      )}
      {(descriptor?.category === 'model' || CONTAINERS.has(node.type)) && (
        <Row label={t('budget.label')} help={t('budget.help')}>
          <BudgetEditor id={`budget-${node.id}`} value={node.budget} disabled={disabled} onChange={(value) => set('budget', value)} />
        </Row>
      )}
      {incoming > 1 && node.type !== 'join' && (
        <Row label={t('advanced.join')} help={t('advanced.joinHelp')}>
          <JoinEditor value={node.join} disabled={disabled} onChange={(value) => set('join', value)} />
        </Row>
      )}
      {work && (
        <Row label={t('advanced.compensation')} help={t('advanced.compensationHelp')}>
          <Select
            style={{ width: '100%' }}
            allowClear
            disabled={disabled}
            value={node.compensation ?? null}
            placeholder={t('advanced.none')}
            onChange={(value) => set('compensation', value ?? undefined)}
            options={others.map((value) => ({ value, label: value }))}
          />
        </Row>
      )}
      <Row label={t('advanced.mutex')} help={t('advanced.mutexHelp')}>
        <Input
          value={node.mutex ?? ''}
          disabled={disabled}
          placeholder={t('advanced.none')}
          style={{ fontFamily: 'var(--mono)', fontSize: 12.5 }}
          onChange={(event) => set('mutex', event.target.value || undefined)}
        />
      </Row>
      <Checkbox
        checked={node.checkpoint === true}
        disabled={disabled}
        onChange={(event) => set('checkpoint', event.target.checked || undefined)}
      >
        {t('advanced.checkpoint')}
      </Checkbox>
    </>
  );
}
