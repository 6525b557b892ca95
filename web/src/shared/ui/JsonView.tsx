import { Button } from 'antd';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isValueRef, type Json } from '../../api/types.js';
import { fetchValue } from '../../api/executions.js';
import { formatBytes } from '../format.js';
import { useAct } from './use-act.js';
import styles from './ui.module.css';

const MANY = 100;
const LONG = 400;

function Text({ value }: { readonly value: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const long = value.length > LONG;
  return (
    <span className={styles['jsonString']}>
      {long && !open ? `${value.slice(0, LONG)}…` : value}
      {long && (
        <button type="button" className={styles['jsonMore']} onClick={() => setOpen(!open)}>
          {open ? t('json.less') : t('json.more', { size: formatBytes(value.length) })}
        </button>
      )}
    </span>
  );
}
function Far({ digest, size, executionId }: { readonly digest: string; readonly size: number; readonly executionId: string }) {
  const { t } = useTranslation();
  const act = useAct();
  const [value, setValue] = useState<{ json: Json } | null>(null);
  if (value) return <Value value={value.json} executionId={executionId} depth={1} />;
  return (
    <Button
      size="small"
      onClick={() => void act(() => fetchValue(executionId, digest)).then((json) => json !== undefined && setValue({ json }))}
    >
      {t('json.fetch', { size: formatBytes(size) })}
    </Button>
  );
}
function Value({ value, executionId, depth }: { readonly value: Json; readonly executionId?: string; readonly depth: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(depth < 3);
  const [all, setAll] = useState(false);
  if (value === null || value === undefined) return <span className={styles['jsonNull']}>null</span>;
  if (typeof value === 'string') return <Text value={value} />;
  if (typeof value !== 'object') return <span className={styles['jsonNumber']}>{String(value)}</span>;
  if (isValueRef(value) && executionId) return <Far digest={value.$ref} size={value.size} executionId={executionId} />;
  const list = Array.isArray(value);
  const entries = Object.entries(value);
  const summary = list ? `[${entries.length}]` : `{${entries.length}}`;
  if (entries.length === 0) return <span className={styles['jsonNull']}>{list ? '[]' : '{}'}</span>;
  return (
    <>
      {depth > 0 && (
        <button type="button" className={styles['jsonToggle']} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '▾' : '▸'} {summary}
        </button>
      )}
      {(open || depth === 0) && (
        <div className={styles['jsonBody']} data-root={depth === 0 || undefined}>
          {(all ? entries : entries.slice(0, MANY)).map(([key, child]) => (
            <div key={key} className={styles['jsonRow']}>
              <span className={styles['jsonKey']}>{key}</span>
              <Value value={child as Json} depth={depth + 1} {...(executionId ? { executionId } : {})} />
            </div>
          ))}
          {!all && entries.length > MANY && (
            <button type="button" className={styles['jsonMore']} onClick={() => setAll(true)}>
              {t('json.rest', { count: entries.length - MANY })}
            </button>
          )}
        </div>
      )}
    </>
  );
}
/** Any value as a tree. Everything is text: nothing in it is drawn as markup or fetched, but large values on request. */
export const JsonView = memo(function JsonView({ value, executionId }: { readonly value: Json; readonly executionId?: string }) {
  return (
    <div className={styles['json']}>
      <Value value={value} depth={0} {...(executionId ? { executionId } : {})} />
    </div>
  );
});
