import { Button } from 'antd';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isValueRef, type Json, type JsonObject } from '../../api/types.js';
import { fetchValue } from '../../api/executions.js';
import { formatBytes } from '../format.js';
import { LongText } from './LongText.js';
import { useAct } from './use-act.js';
import { visibleMarks } from './visible-marks.js';
import styles from './ui.module.css';

/** Entries shown at first, and how many more at each request: a list may have a million. */
const MANY = 100;
const MORE = 500;
const LONG = 400;
const LONGEST_KEY = 200;

const keyText = (key: string): string => visibleMarks(key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key);
const portion = (value: JsonObject | readonly Json[], shown: number): readonly (readonly [string, Json])[] =>
  Array.isArray(value)
    ? value.slice(0, shown).map((child, index) => [String(index), child as Json] as const)
    : Object.keys(value)
        .slice(0, shown)
        .map((key) => [key, (value as JsonObject)[key] as Json] as const);

const Text = ({ value }: { readonly value: string }) => (
  <span className={styles['jsonString']}>
    <LongText text={value} first={LONG} />
  </span>
);
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
  const [shown, setShown] = useState(MANY);
  if (value === null || value === undefined) return <span className={styles['jsonNull']}>null</span>;
  if (typeof value === 'string') return <Text value={value} />;
  if (typeof value !== 'object') return <span className={styles['jsonNumber']}>{String(value)}</span>;
  if (isValueRef(value) && executionId) return <Far digest={value.$ref} size={value.size} executionId={executionId} />;
  const list = Array.isArray(value);
  const size = list ? value.length : Object.keys(value).length;
  const summary = list ? `[${size}]` : `{${size}}`;
  if (size === 0) return <span className={styles['jsonNull']}>{list ? '[]' : '{}'}</span>;
  return (
    <>
      {depth > 0 && (
        <button type="button" className={styles['jsonToggle']} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '▾' : '▸'} {summary}
        </button>
      )}
      {(open || depth === 0) && (
        <div className={styles['jsonBody']} data-root={depth === 0 || undefined}>
          {portion(value, shown).map(([key, child]) => (
            <div key={key} className={styles['jsonRow']}>
              <span className={styles['jsonKey']}>{keyText(key)}</span>
              <Value value={child as Json} depth={depth + 1} {...(executionId ? { executionId } : {})} />
            </div>
          ))}
          {size > shown && (
            <button type="button" className={styles['jsonMore']} onClick={() => setShown(shown + MORE)}>
              {t('json.rest', { count: size - shown })}
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
