import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format.js';
import { visibleMarks } from './visible-marks.js';
import styles from './ui.module.css';

/** More than this at once makes the browser think about line breaks for seconds. */
const PORTION = 20_000;
/** Text of any length and from anybody: as text, in portions, with the marks that would turn it round made visible. */
export function LongText({ text, first = 4000 }: { readonly text: string; readonly first?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(first);
  const long = text.length > first;
  return (
    <span className={styles['longText']}>
      {visibleMarks(text.length > shown ? text.slice(0, shown) : text)}
      {text.length > shown && '…'}
      {long && (
        <>
          {shown < text.length && (
            <button type="button" className={styles['jsonMore']} onClick={() => setShown(shown + PORTION)}>
              {t('json.more', { size: formatBytes(text.length - shown) })}
            </button>
          )}
          {shown > first && (
            <button type="button" className={styles['jsonMore']} onClick={() => setShown(first)}>
              {t('json.less')}
            </button>
          )}
        </>
      )}
    </span>
  );
}
