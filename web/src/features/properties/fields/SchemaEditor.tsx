import { ExpandOutlined } from '@ant-design/icons';
import type { FieldProps } from '@rjsf/utils';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonSchema } from '../../../api/types.js';
import { SchemaBody, type SchemaMode } from '../schema/SchemaBody.js';
import { SchemaDialog } from '../schema/SchemaDialog.js';

/** A JSON Schema for people who need not know JSON Schema: its fields, or its YAML; with room and a preview in a dialog. */
export function SchemaEditor({
  value,
  onChange,
  id = 'schema',
  disabled = false,
}: {
  readonly value: JsonSchema | undefined;
  readonly onChange: (value: JsonSchema | undefined) => void;
  readonly id?: string;
  readonly disabled?: boolean;
}) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<SchemaMode>('fields');
  const [large, setLarge] = useState(false);
  const common = { value, onChange, disabled, mode, onMode: setMode };
  return (
    <>
      <SchemaBody
        {...common}
        id={id}
        tools={
          <Button size="small" type="text" icon={<ExpandOutlined />} onClick={() => setLarge(true)}>
            {t('schema.open')}
          </Button>
        }
      />
      {large && <SchemaDialog {...common} onClose={() => setLarge(false)} />}
    </>
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
