import { useTranslation } from 'react-i18next';
import { formatCount } from '../format.js';
import styles from './code-editor.module.css';

/** Longer texts are shown by their beginning: nobody edits a megabyte in a field of a form, and drawing it would stop the page. */
export const LARGE_TEXT = 100_000;
const SHOWN = 1500;
export function LargeText({
  id,
  text,
  label,
}: {
  readonly id?: string | undefined;
  readonly text: string;
  readonly label?: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles['large']} {...(id ? { id } : {})} tabIndex={0} role="group" aria-label={label}>
      <pre>{text.slice(0, SHOWN)}…</pre>
      <small>{t('code.large', { size: formatCount(text.length) })}</small>
    </div>
  );
}
