import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonSchema } from '../../../api/types.js';
import { AnyValue } from '../../../shared/form/AnyValueField.js';
import { FieldList } from './FieldList.js';
import { hasFields } from './schema-model.js';
import styles from './schema.module.css';

export type SchemaMode = 'fields' | 'yaml';
interface Props {
  readonly id: string;
  readonly value: JsonSchema | undefined;
  readonly onChange: (value: JsonSchema | undefined) => void;
  readonly disabled: boolean;
  readonly mode: SchemaMode;
  readonly onMode: (mode: SchemaMode) => void;
  readonly tools?: ReactNode;
}
/** A JSON Schema as a list of fields, or as YAML; what is no object with fields is YAML alone. */
export function SchemaBody({ id, value, onChange, disabled, mode, onMode, tools }: Props) {
  const { t } = useTranslation();
  const listed = hasFields(value);
  const shown = listed ? mode : 'yaml';
  return (
    <div className={styles['body']}>
      <div className={styles['tools']}>
        <Segmented
          size="small"
          value={shown}
          onChange={onMode}
          options={[
            { label: t('form.fields'), value: 'fields' as const, disabled: !listed },
            { label: 'YAML', value: 'yaml' as const },
          ]}
        />
        {tools}
      </div>
      {shown === 'fields' ? (
        <FieldList id={id} schema={value} onChange={onChange} disabled={disabled} />
      ) : (
        <>
          {!listed && <p className={styles['none']}>{t('schema.onlyYaml')}</p>}
          <AnyValue
            id={id}
            label="JSON Schema"
            value={value as Json | undefined}
            disabled={disabled}
            onChange={(next) => onChange(next as JsonSchema | undefined)}
          />
        </>
      )}
    </div>
  );
}
