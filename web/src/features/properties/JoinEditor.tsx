import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NodeDefinition } from '../../api/types.js';
import { TemplateText } from './fields/ExpressionText.js';

type Join = NonNullable<NodeDefinition['join']>;
type Rule = 'all' | 'any' | 'first' | 'each' | 'n' | 'when';
const ruleOf = (join: Join | undefined): Rule =>
  join === undefined ? 'all' : typeof join === 'string' ? join : 'n' in join ? 'n' : 'when';

/** When a node with several incoming edges begins. */
export function JoinEditor({
  value,
  onChange,
  disabled,
}: {
  readonly value: Join | undefined;
  readonly onChange: (value: Join | undefined) => void;
  readonly disabled: boolean;
}) {
  const { t } = useTranslation();
  const rule = ruleOf(value);
  const choose = (next: Rule): void =>
    onChange(next === 'all' ? undefined : next === 'n' ? { n: 1 } : next === 'when' ? { when: 'live == 0' } : next);
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <Select
        value={rule}
        disabled={disabled}
        onChange={choose}
        options={(['all', 'any', 'first', 'n', 'when', 'each'] as const).map((name) => ({ value: name, label: t(`join.${name}`) }))}
      />
      {typeof value === 'object' && 'n' in value && (
        <InputNumber
          min={1}
          precision={0}
          style={{ width: '100%' }}
          disabled={disabled}
          value={value.n}
          onChange={(n) => n && onChange({ ...value, n })}
        />
      )}
      {typeof value === 'object' && 'when' in value && (
        <TemplateText value={value.when} language="cel" plain disabled={disabled} onChange={(when) => onChange({ when: when ?? '' })} />
      )}
    </div>
  );
}
