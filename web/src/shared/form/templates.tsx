import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import {
  getUiOptions,
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type FieldTemplateProps,
  type ObjectFieldTemplateProps,
} from '@rjsf/utils';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldText } from './field-text.js';
import styles from './form.module.css';

const isContainer = (schema: { type?: unknown; properties?: unknown }): boolean =>
  schema.type === 'object' && schema.properties !== undefined;

/** One field: its label, what it means on demand, the control, and what is wrong with it. */
export function FieldTemplate({ id, label, required, hidden, schema, uiSchema, children, rawErrors, rawDescription }: FieldTemplateProps) {
  const options = getUiOptions(uiSchema);
  const text = useFieldText(id, label, rawDescription ?? (typeof schema.description === 'string' ? schema.description : ''));
  if (hidden) return <div hidden>{children}</div>;
  if (options.label === false || (isContainer(schema) && !options.field)) return <div className={styles['bare']}>{children}</div>;
  return (
    <div className={styles['field']} data-bad={(rawErrors?.length ?? 0) > 0 || undefined}>
      <div className={styles['labelRow']}>
        <label htmlFor={id}>
          {text.label}
          {required && <em aria-hidden="true">*</em>}
        </label>
        {text.help && (
          <Tooltip title={text.help}>
            <QuestionCircleOutlined className={styles['help'] ?? ''} />
          </Tooltip>
        )}
      </div>
      {children}
      {rawErrors && rawErrors.length > 0 && (
        <ul className={styles['errors']} role="alert">
          {[...new Set(rawErrors)].map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
export function ObjectFieldTemplate({ properties, title, uiSchema, fieldPathId }: ObjectFieldTemplateProps) {
  const options = getUiOptions(uiSchema);
  const root = fieldPathId.path.length === 0;
  const inItem = typeof fieldPathId.path.at(-1) === 'number';
  return (
    <div className={styles['object']} data-nested={(!root && !inItem) || undefined}>
      {!root && !inItem && options.label !== false && title && <div className={styles['legend']}>{title}</div>}
      {properties.map((property) => (
        <div key={property.name} hidden={property.hidden}>
          {property.content}
        </div>
      ))}
    </div>
  );
}
export function ArrayFieldTemplate({ items, canAdd, onAddClick, disabled, readonly }: ArrayFieldTemplateProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['array']}>
      {items}
      {canAdd && (
        <Button size="small" type="dashed" block icon={<PlusOutlined />} disabled={disabled || readonly} onClick={onAddClick}>
          {t('form.add')}
        </Button>
      )}
    </div>
  );
}
export function ArrayFieldItemTemplate({ children, buttonsProps, disabled, readonly }: ArrayFieldItemTemplateProps) {
  const { t } = useTranslation();
  const b = buttonsProps as typeof buttonsProps & { [name: string]: unknown };
  const off = disabled || readonly;
  return (
    <div className={styles['item']}>
      <div className={styles['itemBody']}>{children}</div>
      <div className={styles['itemButtons']}>
        {b.hasMoveUp && (
          <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={off} aria-label={t('form.up')} onClick={b.onMoveUpItem} />
        )}
        {b.hasMoveDown && (
          <Button
            size="small"
            type="text"
            icon={<ArrowDownOutlined />}
            disabled={off}
            aria-label={t('form.down')}
            onClick={b.onMoveDownItem}
          />
        )}
        {b.hasRemove && (
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            disabled={off}
            aria-label={t('form.remove')}
            onClick={b.onRemoveItem}
          />
        )}
      </div>
    </div>
  );
}
export const None = () => null;
