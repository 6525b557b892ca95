import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { JsonView } from '../../../shared/ui/JsonView.js';
import { shortValue } from '../expression/expression-options.js';
import { useEngine } from '../expression/use-engine.js';
import { useNodeForm } from '../FormContext.js';
import styles from '../expression/expression.module.css';

const LARGE = 200_000;
/** What the text gives with the values of the latest execution: one line of it, or (`full`) all. */
export function ExpressionPreview({
  text,
  template,
  full = false,
}: {
  readonly text: string;
  readonly template: boolean;
  readonly full?: boolean;
}) {
  const { t } = useTranslation();
  const engine = useEngine();
  const form = useNodeForm();
  const later = useDeferredValue(text);
  const outcome = useMemo(
    () => (engine && form && later.length < LARGE ? engine.evaluate(later, template, form.values ?? {}) : null),
    [engine, form, later, template],
  );
  if (!outcome || !form) return full ? <p className={styles['none']}>{t('code.previewNothing', { open: '{{ }}' })}</p> : null;
  const failed = 'error' in outcome;
  // An error of syntax is marked in the field already.
  if (failed && engine && engine.faultsOf(later, template).length > 0) return null;
  if (failed && !form.values) return form.never ? null : <p className={styles['none']}>{t('code.previewNoRun')}</p>;
  const unknown = failed ? /^there is no "(\w+)" here/.exec(outcome.error)?.[1] : undefined;
  if (unknown && form.references.some(({ expression }) => expression.split('.')[0] === unknown))
    return <p className={styles['none']}>{t('code.previewUnknown', { name: unknown })}</p>;
  return (
    <div
      className={styles['preview']}
      data-failed={failed || undefined}
      data-full={full || undefined}
      data-testid="preview"
      aria-live="polite"
    >
      {failed ? <ExclamationCircleOutlined /> : !full && <CheckCircleOutlined />}
      {failed ? (
        <span>{outcome.error.slice(0, 600)}</span>
      ) : full ? (
        typeof outcome.value === 'string' ? (
          <pre>{outcome.value.slice(0, 100_000)}</pre>
        ) : (
          <JsonView value={outcome.value} />
        )
      ) : (
        <code>{shortValue(outcome.value)}</code>
      )}
    </div>
  );
}
