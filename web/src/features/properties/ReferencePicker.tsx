import { PlusOutlined } from '@ant-design/icons';
import { Input, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeForm } from './FormContext.js';
import type { Reference } from './references.js';
import styles from './properties.module.css';

const GROUPS: readonly Reference['group'][] = ['nodes', 'container', 'input', 'variables', 'execution'];
const preview = (value: unknown): string => {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};
/** Offers what an expression here may refer to, with the values of the last execution. */
export function ReferencePicker({ onPick }: { readonly onPick: (expression: string) => void }) {
  const { t } = useTranslation();
  const form = useNodeForm();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  if (!form) return null;
  const wanted = query.trim().toLowerCase();
  const found = form.references.filter((reference) => reference.expression.toLowerCase().includes(wanted)).slice(0, 200);
  const list = (
    <div className={styles['picker']}>
      <Input
        size="small"
        autoFocus
        allowClear
        placeholder={t('props.findReference')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className={styles['pickerList']}>
        {GROUPS.map((group) => {
          const own = found.filter((reference) => reference.group === group);
          if (own.length === 0) return null;
          return (
            <div key={group}>
              <div className={styles['pickerGroup']}>{t(`props.group.${group}`)}</div>
              {own.map((reference) => (
                <button
                  key={reference.expression}
                  type="button"
                  className={styles['pickerItem']}
                  style={{ paddingLeft: 8 + (wanted ? 0 : reference.depth * 12) }}
                  onClick={() => {
                    onPick(reference.expression);
                    setOpen(false);
                  }}
                >
                  <code>{reference.expression}</code>
                  <small>{preview(form.lastValue(reference.expression)) || reference.type}</small>
                </button>
              ))}
            </div>
          );
        })}
        {found.length === 0 && <div className={styles['pickerNone']}>{t('props.noReference')}</div>}
      </div>
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="leftTop" content={list} destroyOnHidden>
      <Tooltip title={open ? '' : t('props.insertReference')} mouseEnterDelay={0.4}>
        <button type="button" className={styles['insert']} aria-label={t('props.insertReference')}>
          <PlusOutlined />
          <span>{'{ }'}</span>
        </button>
      </Tooltip>
    </Popover>
  );
}
