import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { FieldProps } from '@rjsf/utils';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonSchema } from '../../../api/types.js';
import { AnyValue } from '../../../shared/form/AnyValueField.js';
import formStyles from '../../../shared/form/form.module.css';
import { isFlat, readFields, writeFields, type FieldRow } from '../schema-fields.js';

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;

/** A JSON Schema as the list of its fields; or as YAML, where it says more than a list can. */
export function SchemaEditor({
  value,
  onChange,
  id,
  disabled,
}: {
  readonly value: JsonSchema | undefined;
  readonly onChange: (value: JsonSchema | undefined) => void;
  readonly id?: string;
  readonly disabled?: boolean;
}) {
  const { t } = useTranslation();
  const flat = isFlat(value);
  const [mode, setMode] = useState<'fields' | 'yaml'>(flat ? 'fields' : 'yaml');
  const rows = flat ? readFields(value) : [];
  const [open, setOpen] = useState(false);
  const write = (next: readonly FieldRow[]): void => onChange(writeFields(value, next));
  const set = (index: number, change: Partial<FieldRow>): void =>
    write(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <div className={formStyles['rows']}>
      {mode === 'yaml' || !flat ? (
        <AnyValue
          value={value as Json | undefined}
          {...(id ? { id } : {})}
          disabled={disabled ?? false}
          onChange={(next) => onChange(next as JsonSchema | undefined)}
        />
      ) : (
        <>
          {rows.map((row, index) => (
            <div key={index} className={formStyles['schemaRow']}>
              <div className={formStyles['schemaHead']}>
                <NameInput
                  value={row.name}
                  taken={(name) => rows.some((other, at) => at !== index && other.name === name)}
                  onChange={(name) => set(index, { name })}
                  disabled={disabled ?? false}
                />
                <Select
                  value={row.type}
                  disabled={disabled ?? false}
                  aria-label={t('form.type')}
                  onChange={(type) => set(index, { type })}
                  options={TYPES.map((type) => ({ value: type, label: t(`schemaType.${type}`) }))}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  disabled={disabled ?? false}
                  aria-label={t('form.remove')}
                  onClick={() => write(rows.filter((_, at) => at !== index))}
                />
              </div>
              <div className={formStyles['schemaFoot']}>
                <Input
                  size="small"
                  value={row.title}
                  disabled={disabled ?? false}
                  placeholder={t('form.label')}
                  onChange={(event) => set(index, { title: event.target.value })}
                />
                <Checkbox
                  checked={row.required}
                  disabled={disabled ?? false}
                  onChange={(event) => set(index, { required: event.target.checked })}
                >
                  {t('form.required')}
                </Checkbox>
              </div>
              {row.type === 'string' && (open || row.options !== '') && (
                <Input
                  size="small"
                  value={row.options}
                  disabled={disabled ?? false}
                  placeholder={t('form.options')}
                  onChange={(event) => set(index, { options: event.target.value })}
                />
              )}
            </div>
          ))}
        </>
      )}
      <div className={formStyles['tools']}>
        {mode === 'fields' && flat ? (
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            disabled={disabled ?? false}
            onClick={() => {
              setOpen(true);
              write([...rows, { name: freeName(rows), type: 'string', title: '', required: false, options: '' }]);
            }}
          >
            {t('form.addField')}
          </Button>
        ) : (
          <span />
        )}
        <Segmented
          size="small"
          value={flat ? mode : 'yaml'}
          onChange={setMode}
          options={[
            { label: t('form.fields'), value: 'fields', disabled: !flat },
            { label: 'YAML', value: 'yaml' },
          ]}
        />
      </div>
    </div>
  );
}
const freeName = (rows: readonly FieldRow[]): string => {
  for (let n = rows.length + 1; ; n++) if (!rows.some((row) => row.name === `field${n}`)) return `field${n}`;
};
/** A name takes effect when it is whole and free, not letter by letter. */
function NameInput({
  value,
  taken,
  onChange,
  disabled,
}: {
  readonly value: string;
  readonly taken: (name: string) => boolean;
  readonly onChange: (name: string) => void;
  readonly disabled: boolean;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? value;
  const bad = shown.trim() === '' || taken(shown.trim());
  const commit = (): void => {
    if (text !== null && !bad) onChange(text.trim());
    setText(null);
  };
  return (
    <Input
      value={shown}
      disabled={disabled}
      status={bad ? 'error' : ''}
      aria-label={t('form.name')}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}
export const SchemaField = ({ formData, onChange, fieldPathId, disabled, readonly }: FieldProps) => (
  <SchemaEditor
    value={formData as JsonSchema | undefined}
    id={fieldPathId.$id}
    disabled={disabled || readonly || false}
    onChange={(value) => onChange(value, fieldPathId.path)}
  />
);
