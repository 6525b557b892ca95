import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, DownOutlined, HolderOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldDetails } from './FieldDetails.js';
import { FieldName } from './FieldName.js';
import { FIELD_KINDS, isObject, kindOf, withKind, type FieldKind, type SchemaField } from './schema-model.js';
import styles from './schema.module.css';

interface Props {
  readonly id: string;
  readonly field: SchemaField;
  readonly index: number;
  readonly count: number;
  readonly depth: number;
  readonly disabled: boolean;
  readonly open: boolean;
  readonly dropHere: boolean;
  readonly nameTaken: (name: string) => boolean;
  readonly onToggle: () => void;
  readonly onSet: (change: Partial<SchemaField>) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onDragStart: () => void;
  readonly onDragOver: () => void;
  readonly onDragEnd: () => void;
}
/** One field: its name and kind on a line, and what else can be said of it below when it is opened. */
export function FieldRow(props: Props) {
  const { id, field, index, count, depth, disabled, open, onSet, onMove } = props;
  const { t } = useTranslation();
  const kind = kindOf(field.schema);
  const label = isObject(field.schema) && typeof field.schema['title'] === 'string' ? field.schema['title'] : '';
  return (
    <li
      className={styles['field']}
      id={id}
      data-open={open || undefined}
      data-drop={props.dropHere || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        event.stopPropagation();
        props.onDragOver();
      }}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className={styles['head']}>
        <span
          className={styles['grip']}
          draggable={!disabled}
          title={t('schema.drag')}
          aria-hidden="true"
          onDragStart={(event) => {
            event.stopPropagation();
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', field.name);
            props.onDragStart();
          }}
          onDragEnd={props.onDragEnd}
        >
          <HolderOutlined />
        </span>
        <FieldName value={field.name} disabled={disabled} taken={props.nameTaken} onChange={(name) => onSet({ name })} />
        <Select<FieldKind>
          size="small"
          className={styles['kind'] ?? ''}
          value={kind}
          disabled={disabled}
          aria-label={t('form.type')}
          popupMatchSelectWidth={150}
          options={[...FIELD_KINDS, ...(kind === 'other' ? (['other'] as const) : [])].map((value) => ({
            value,
            label: t(`schema.kind.${value}`),
          }))}
          onChange={(next) => onSet({ schema: withKind(field.schema, next) })}
        />
        <button
          type="button"
          className={styles['required']}
          role="switch"
          aria-checked={field.required}
          aria-label={t('form.required')}
          title={t('form.required')}
          disabled={disabled}
          onClick={() => onSet({ required: !field.required })}
        >
          *
        </button>
        <Button
          type="text"
          size="small"
          icon={<DownOutlined rotate={open ? 180 : 0} />}
          aria-expanded={open}
          aria-label={t('schema.details', { name: field.name })}
          onClick={props.onToggle}
        />
      </div>
      {!open && label && <div className={styles['label']}>{label.slice(0, 200)}</div>}
      {open && (
        <div className={styles['details']}>
          <FieldDetails id={id} schema={field.schema} depth={depth} disabled={disabled} onChange={(schema) => onSet({ schema })} />
          <div className={styles['foot']}>
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined />}
              disabled={disabled || index === 0}
              aria-label={t('form.up')}
              onClick={() => onMove(index - 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined />}
              disabled={disabled || index === count - 1}
              aria-label={t('form.down')}
              onClick={() => onMove(index + 1)}
            />
            <span />
            <Button type="text" danger size="small" icon={<DeleteOutlined />} disabled={disabled} onClick={props.onRemove}>
              {t('form.remove')}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
