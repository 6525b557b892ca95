import { Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NodeDefinition } from '../../api/types.js';
import styles from './properties.module.css';

type NodeBudget = NonNullable<NodeDefinition['budget']>;
/** Of a node or an execution, and (with `per`) of all executions of a workflow. */
export type Budget = NodeBudget & { readonly per?: 'day' | 'month' | 'total' };
const AMOUNT = /^\d{1,15}(\.\d{1,12})?$/;

/** Limits on money, tokens and calls, and what follows when one is reached. Empty fields limit nothing; all empty is no budget. */
export function BudgetEditor({
  id,
  value = {},
  shared = false,
  disabled = false,
  onChange,
}: {
  readonly id: string;
  readonly value?: Budget | undefined;
  /** Over many executions: with a period, and without a person to ask. */
  readonly shared?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: Budget | undefined) => void;
}) {
  const { t } = useTranslation();
  const set = (change: { readonly [K in keyof Budget]?: Budget[K] | null }): void => {
    const next = Object.fromEntries(
      Object.entries({ ...value, ...change }).filter(([, each]) => each !== null && each !== undefined && each !== ''),
    );
    const limits = ['cost', 'tokens', 'calls'].some((limit) => next[limit] !== undefined);
    onChange(limits ? (next as Budget) : undefined);
  };
  const rules = shared ? (['fail', 'cheaper'] as const) : (['fail', 'ask', 'cheaper'] as const);
  const limited = value.cost !== undefined || value.tokens !== undefined || value.calls !== undefined;
  const count = (name: 'tokens' | 'calls') => (
    <div>
      <label htmlFor={`${id}-${name}`}>{t(`budget.${name}`)}</label>
      <InputNumber
        id={`${id}-${name}`}
        style={{ width: '100%' }}
        min={0}
        precision={0}
        disabled={disabled}
        value={value[name] ?? null}
        placeholder={t('advanced.none')}
        onChange={(next) => set({ [name]: next })}
      />
    </div>
  );
  return (
    <>
      <div className={styles['pairRow']}>
        <div>
          <label htmlFor={`${id}-cost`}>{t('budget.cost')}</label>
          <Input
            id={`${id}-cost`}
            disabled={disabled}
            value={value.cost ?? ''}
            placeholder={t('advanced.none')}
            {...(value.cost !== undefined && !AMOUNT.test(value.cost) && { status: 'error' as const })}
            onChange={(event) => set({ cost: event.target.value.trim() })}
          />
        </div>
        {count('tokens')}
        {count('calls')}
        {shared && (
          <div>
            <label htmlFor={`${id}-per`}>{t('budget.per')}</label>
            <Select
              id={`${id}-per`}
              style={{ width: '100%' }}
              disabled={disabled || !limited}
              value={value.per ?? 'total'}
              onChange={(per) => set({ per: per === 'total' ? null : per })}
              options={(['day', 'month', 'total'] as const).map((each) => ({ value: each, label: t(`budget.periods.${each}`) }))}
            />
          </div>
        )}
      </div>
      {limited && (
        <div className={styles['pairRow']}>
          <div>
            <label htmlFor={`${id}-rule`}>{t('budget.onExceeded')}</label>
            <Select
              id={`${id}-rule`}
              style={{ width: '100%' }}
              disabled={disabled}
              value={value.onExceeded ?? 'fail'}
              onChange={(rule) => set({ onExceeded: rule === 'fail' ? null : rule })}
              options={rules.map((rule) => ({ value: rule, label: t(`budget.rules.${rule}`) }))}
            />
          </div>
          {value.onExceeded === 'cheaper' && (
            <div>
              <label htmlFor={`${id}-model`}>{t('budget.cheaperModel')}</label>
              <Input
                id={`${id}-model`}
                disabled={disabled}
                value={value.cheaperModel ?? ''}
                placeholder="openai/gpt-5-mini"
                onChange={(event) => set({ cheaperModel: event.target.value.trim() })}
              />
            </div>
          )}
        </div>
      )}
    </>
  );
}
