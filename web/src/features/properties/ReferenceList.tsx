import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortValue } from './expression/expression-options.js';
import { useNodeForm } from './FormContext.js';
import type { Reference } from './references.js';
import styles from './properties.module.css';

const GROUPS: readonly Reference['group'][] = ['nodes', 'container', 'input', 'trigger', 'variables', 'execution'];
const MOST = 200;

/** What an expression here may refer to, with the values of the latest execution; searched by typing. */
export function ReferenceList({
  onPick,
  autoFocus = true,
}: {
  readonly onPick: (expression: string) => void;
  readonly autoFocus?: boolean;
}) {
  const { t } = useTranslation();
  const form = useNodeForm();
  const [query, setQuery] = useState('');
  if (!form) return null;
  const wanted = query.trim().toLowerCase();
  const found = form.references.filter((reference) => reference.expression.toLowerCase().includes(wanted)).slice(0, MOST);
  return (
    <>
      <Input
        size="small"
        autoFocus={autoFocus}
        allowClear
        aria-label={t('props.findReference')}
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
                  onClick={() => onPick(reference.expression)}
                >
                  <code>{reference.expression}</code>
                  <small>{shortValue(form.lastValue(reference.expression)) || reference.type}</small>
                </button>
              ))}
            </div>
          );
        })}
        {found.length === 0 && <div className={styles['pickerNone']}>{t('props.noReference')}</div>}
      </div>
    </>
  );
}
