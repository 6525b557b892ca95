import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { FieldProps } from '@rjsf/utils';
import { AutoComplete, Button, Input, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonSchema } from '../../../api/types.js';
import { AnyValue } from '../../../shared/form/AnyValueField.js';
import formStyles from '../../../shared/form/form.module.css';
import { valueBranch } from '../config-ui.js';
import { TemplateText } from './ExpressionText.js';

type Entry = readonly [string, Json];
const schemaOf = (props: FieldProps): JsonSchema =>
  ((props.schema as { 'x-schema'?: JsonSchema })['x-schema'] ?? props.schema) as JsonSchema;
const isRecord = (value: unknown): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const ValueField = ({ formData, onChange, fieldPathId, disabled, readonly }: FieldProps) => (
  <AnyValue
    value={formData as Json | undefined}
    id={fieldPathId.$id}
    disabled={disabled || readonly || false}
    onChange={(value) => onChange(value, fieldPathId.path)}
  />
);

/** Reads a row's text: numbers, booleans, lists and objects are what they look like; templates and the rest are text. */
export function readCell(text: string): Json {
  const trimmed = text.trim();
  if (/^(-?\d+(\.\d+)?|true|false|null)$/.test(trimmed) || /^[[{](?!\{)/.test(trimmed)) {
    try {
      return JSON.parse(trimmed) as Json;
    } catch {
      return text;
    }
  }
  return text;
}
const writeCell = (value: Json): string =>
  typeof value === 'string' ? (typeof readCell(value) === 'string' ? value : JSON.stringify(value)) : JSON.stringify(value);

/** Names and values, a row each; or the same as YAML, where values are larger. */
export function RecordEditor({
  value,
  onChange,
  id,
  disabled,
}: {
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly id: string;
  readonly disabled: boolean;
}) {
  const { t } = useTranslation();
  const simple =
    value === undefined ||
    (isRecord(value) && Object.values(value).every((v) => typeof v !== 'object' || v === null || JSON.stringify(v).length < 80));
  const [mode, setMode] = useState<'rows' | 'yaml'>(simple ? 'rows' : 'yaml');
  const [rows, setRows] = useState<readonly Entry[]>(() => (isRecord(value) ? Object.entries(value) : []));
  useEffect(() => {
    setRows((mine) =>
      JSON.stringify(Object.fromEntries(mine.filter(([key]) => key))) === JSON.stringify(value ?? {})
        ? mine
        : isRecord(value)
          ? Object.entries(value)
          : [],
    );
  }, [value]);
  const write = (next: readonly Entry[]): void => {
    setRows(next);
    const filled = next.filter(([key]) => key !== '');
    onChange(filled.length ? Object.fromEntries(filled) : undefined);
  };
  return (
    <div className={formStyles['rows']}>
      {mode === 'yaml' ? (
        <AnyValue value={value} id={id} disabled={disabled} onChange={onChange} />
      ) : (
        rows.map(([key, cell], index) => (
          <div key={index} className={formStyles['pair']}>
            <Input
              value={key}
              disabled={disabled}
              placeholder={t('form.name')}
              aria-label={t('form.name')}
              status={key !== '' && rows.some(([other], at) => at !== index && other === key) ? 'error' : ''}
              onChange={(event) => write(rows.map((row, at) => (at === index ? [event.target.value, row[1]] : row)))}
            />
            <TemplateText
              value={writeCell(cell)}
              language="template"
              inRow
              label={t('form.value')}
              maxRows={6}
              disabled={disabled}
              placeholder={t('form.value')}
              onChange={(text) => write(rows.map((row, at) => (at === index ? [row[0], readCell(text ?? '')] : row)))}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              disabled={disabled}
              aria-label={t('form.remove')}
              onClick={() => write(rows.filter((_, at) => at !== index))}
            />
          </div>
        ))
      )}
      <div className={formStyles['tools']}>
        {mode === 'rows' ? (
          <Button size="small" type="dashed" icon={<PlusOutlined />} disabled={disabled} onClick={() => setRows([...rows, ['', '']])}>
            {t('form.add')}
          </Button>
        ) : (
          <span />
        )}
        <Segmented
          size="small"
          value={mode}
          onChange={setMode}
          options={[
            { label: t('form.rows'), value: 'rows', disabled: value !== undefined && !isRecord(value) },
            { label: 'YAML', value: 'yaml' },
          ]}
        />
      </div>
    </div>
  );
}
export const RecordField = ({ formData, onChange, fieldPathId, disabled, readonly }: FieldProps) => (
  <RecordEditor
    value={formData as Json | undefined}
    id={fieldPathId.$id}
    disabled={disabled || readonly || false}
    onChange={(value) => onChange(value, fieldPathId.path)}
  />
);
/** A number, a switch or a choice, for which a template may stand. */
export function TemplatedField(props: FieldProps) {
  const { formData, onChange, fieldPathId, disabled, readonly } = props;
  const { t } = useTranslation();
  const off = disabled || readonly || false;
  const branch = valueBranch(schemaOf(props));
  const set = (value: Json | undefined): void => onChange(value, fieldPathId.path);
  const isTemplate = typeof formData === 'string' && formData.includes('{{');
  if (!isTemplate && branch?.['type'] === 'boolean')
    return (
      <Select
        allowClear
        style={{ width: '100%' }}
        disabled={off}
        value={formData as boolean | undefined}
        onChange={(value) => set(value)}
        placeholder={t('form.unset')}
        options={[
          { value: true, label: t('form.yes') },
          { value: false, label: t('form.no') },
        ]}
      />
    );
  const preset = branch?.['default'] ?? (schemaOf(props) as { default?: unknown }).default;
  return (
    <TemplateText
      id={fieldPathId.$id}
      value={formData === undefined || formData === null ? '' : String(formData)}
      language="template"
      maxRows={3}
      disabled={off}
      placeholder={preset === undefined ? '' : String(preset)}
      onChange={(text) => set(text === undefined ? undefined : /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text)}
    />
  );
}
/** One of a few texts, or where the schema allows it a template. */
export function ChoiceField(props: FieldProps) {
  const { formData, onChange, fieldPathId, disabled, readonly } = props;
  const schema = schemaOf(props) as { readonly [keyword: string]: unknown };
  const branch = valueBranch(schema as JsonSchema);
  const options = ((branch?.['enum'] ?? schema['enum'] ?? []) as Json[]).map((value) => ({ value: value as string, label: String(value) }));
  const preset = schema['default'] ?? branch?.['default'];
  const shown = formData === undefined || formData === null ? undefined : String(formData);
  const off = disabled || readonly || false;
  const set = (value: string | undefined): void => onChange(value === '' ? undefined : value, fieldPathId.path);
  return branch ? (
    <AutoComplete
      id={fieldPathId.$id}
      style={{ width: '100%' }}
      allowClear
      disabled={off}
      value={shown ?? ''}
      options={options}
      placeholder={preset === undefined ? '' : String(preset)}
      onChange={set}
    />
  ) : (
    <Select
      id={fieldPathId.$id}
      style={{ width: '100%' }}
      allowClear
      disabled={off}
      value={shown ?? null}
      options={options}
      placeholder={preset === undefined ? '' : String(preset)}
      onChange={(value) => set(value ?? undefined)}
    />
  );
}
