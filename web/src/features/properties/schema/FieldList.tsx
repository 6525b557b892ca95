import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonSchema } from '../../../api/types.js';
import { FieldRow } from './FieldRow.js';
import { fieldsOf, freeName, moved, withFields, type SchemaField } from './schema-model.js';
import styles from './schema.module.css';

interface Props {
  readonly schema: JsonSchema | undefined;
  readonly onChange: (schema: JsonSchema) => void;
  readonly disabled: boolean;
  readonly id: string;
  readonly depth?: number;
}
/** The fields of an object, in the order in which a form asks for them: moved by dragging or by buttons. */
export function FieldList({ schema, onChange, disabled, id, depth = 0 }: Props) {
  const { t } = useTranslation();
  const fields = fieldsOf(schema);
  const [open, setOpen] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const write = (next: readonly SchemaField[]): void => onChange(withFields(schema, next));
  const set = (index: number, change: Partial<SchemaField>): void =>
    write(fields.map((field, at) => (at === index ? { ...field, ...change } : field)));
  const move = (from: number, to: number): void => {
    write(moved(fields, from, to));
    if (open === from) setOpen(to);
  };
  const drop = (): void => {
    if (dragged !== null && over !== null) move(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return (
    <div className={styles['list']}>
      {fields.length === 0 && <p className={styles['none']}>{t('schema.none')}</p>}
      <ul aria-label={t('schema.fields')}>
        {fields.map((field, index) => (
          <FieldRow
            key={index}
            id={`${id}_${field.name}`}
            field={field}
            index={index}
            count={fields.length}
            depth={depth}
            disabled={disabled}
            open={open === index}
            dropHere={over === index && dragged !== null && dragged !== index}
            nameTaken={(name) => fields.some((other, at) => at !== index && other.name === name)}
            onToggle={() => setOpen(open === index ? null : index)}
            onSet={(change) => set(index, change)}
            onMove={(to) => move(index, to)}
            onRemove={() => {
              write(fields.filter((_, at) => at !== index));
              setOpen(null);
            }}
            onDragStart={() => setDragged(index)}
            onDragOver={() => dragged !== null && setOver(index)}
            onDragEnd={drop}
          />
        ))}
      </ul>
      <Button
        size="small"
        type="dashed"
        block
        icon={<PlusOutlined />}
        disabled={disabled}
        onClick={() => {
          write([...fields, { name: freeName(fields, `field${fields.length + 1}`), schema: { type: 'string' }, required: false }]);
          setOpen(fields.length);
        }}
      >
        {t('form.addField')}
      </Button>
    </div>
  );
}
