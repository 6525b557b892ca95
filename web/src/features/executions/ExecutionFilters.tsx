import { Button, Input, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkflows } from '../../api/workflows.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { isFiltered, LAST, type Filters } from './execution-filter.js';
import styles from './executions.module.css';

const STATUSES = ['running', 'waiting', 'paused', 'completed', 'failed', 'stopped'] as const;
const TIMES = [...Object.keys(LAST), 'custom'] as const;
const TYPED_MS = 350;

/** What is looked for. Each part goes into the address by its name; an empty value takes it out. */
export function ExecutionFilters({
  filters,
  onSet,
  onClear,
}: {
  readonly filters: Filters;
  readonly onSet: (name: string, value: string) => void;
  readonly onClear: () => void;
}) {
  const { t } = useTranslation();
  const workflows = useWorkflows('');
  return (
    <div className={styles['filters']} role="search">
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 200 }}
        aria-label={t('executions.anyWorkflow')}
        placeholder={t('executions.anyWorkflow')}
        value={filters.workflow}
        onChange={(value: string | null) => onSet('workflow', value ?? '')}
        options={(workflows.data?.items ?? []).map((item) => ({ value: item.id, label: item.name || item.key }))}
      />
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        style={{ width: 180 }}
        aria-label={t('executions.anyStatus')}
        placeholder={t('executions.anyStatus')}
        value={[...filters.status]}
        onChange={(value: string[]) => onSet('status', value.join(','))}
        options={STATUSES.map((value) => ({ value, label: <StatusTag status={value} plain /> }))}
      />
      <Select
        allowClear
        style={{ width: 136 }}
        aria-label={t('find.anyTime')}
        placeholder={t('find.anyTime')}
        value={filters.time}
        onChange={(value: string | null) => onSet('time', value ?? '')}
        options={TIMES.map((value) => ({ value, label: t(`find.last.${value}`) }))}
      />
      <Typed
        key={`tag ${filters.tag ?? ''}`}
        label={t('find.tag')}
        value={filters.tag ?? ''}
        width={104}
        onValue={(value) => onSet('tag', value)}
      />
      <InputNumber
        aria-label={t('find.minCost')}
        placeholder={t('find.minCost')}
        min={0}
        step={0.01}
        style={{ width: 142 }}
        value={filters.minCost}
        onChange={(value) => onSet('cost', value ? String(value) : '')}
      />
      <InputNumber
        aria-label={t('find.minSeconds')}
        placeholder={t('find.minSeconds')}
        min={0}
        style={{ width: 130 }}
        value={filters.minSeconds}
        onChange={(value) => onSet('seconds', value ? String(value) : '')}
      />
      {filters.time === 'custom' && (
        <>
          <Moment label={t('find.from')} value={filters.from} onValue={(value) => onSet('from', value)} />
          <Moment label={t('find.to')} value={filters.to} onValue={(value) => onSet('to', value)} />
        </>
      )}
      {isFiltered(filters) && (
        <Button type="text" onClick={onClear}>
          {t('find.clear')}
        </Button>
      )}
    </div>
  );
}
interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly width: number;
  readonly onValue: (value: string) => void;
}
/** Text that is searched for once whoever types it pauses. */
function Typed({ label, value, width, onValue }: TypedProps) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onValue(text.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, value, onValue]);
  return (
    <Input
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ width }}
      maxLength={100}
      value={text}
      autoFocus={value !== ''}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
function Moment({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onValue: (value: string) => void;
}) {
  return (
    <label className={styles['moment']}>
      {label}
      <Input type="datetime-local" value={value ?? ''} onChange={(event) => onValue(event.target.value)} />
    </label>
  );
}
