import type { FieldProps } from '@rjsf/utils';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parse, stringify } from 'yaml';
import type { Json } from '../../api/types.js';
import { CodeArea } from '../ui/CodeArea.js';
import styles from './form.module.css';

export const writeValue = (value: Json | undefined): string =>
  value === undefined
    ? ''
    : typeof value === 'string' && !looksLikeMore(value)
      ? value
      : stringify(value, { lineWidth: 0 }).replace(/\n$/, '');
/** Text that YAML would not read as the same text. */
const looksLikeMore = (text: string): boolean => {
  try {
    return parse(text, { schema: 'core' }) !== text;
  } catch {
    return !text.startsWith('{{');
  }
};
/** Reads what a person wrote into a field for any value: text with templates is text, everything else YAML (which JSON is). */
export function readValue(text: string): { value: Json | undefined } | { problem: string } {
  if (text.trim() === '') return { value: undefined };
  if (/^\s*\{\{/.test(text)) return { value: text.trim() };
  try {
    return { value: parse(text, { schema: 'core', maxAliasCount: 0 }) as Json };
  } catch (error) {
    return { problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
/** Any value as YAML. What does not parse stays in the field, with the reason, and changes nothing. */
export function AnyValue({
  value,
  onChange,
  id,
  disabled,
  placeholder,
}: {
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => writeValue(value));
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    // Taken over only when it was changed elsewhere: a person's own spelling stays.
    setText((mine) => {
      const read = readValue(mine);
      return 'value' in read && JSON.stringify(read.value) === JSON.stringify(value) ? mine : writeValue(value);
    });
    setProblem(null);
  }, [value]);
  return (
    <>
      <CodeArea
        {...(id ? { id } : {})}
        value={text}
        language="yaml"
        minRows={2}
        maxRows={14}
        wrap
        disabled={disabled ?? false}
        placeholder={placeholder ?? t('form.anyValue')}
        onChange={(next) => {
          setText(next);
          const read = readValue(next);
          if ('problem' in read) setProblem(read.problem);
          else {
            setProblem(null);
            onChange(read.value);
          }
        }}
      />
      {problem && <div className={styles['inlineProblem']}>{problem}</div>}
    </>
  );
}
export const AnyValueField = ({ formData, onChange, fieldPathId, disabled, readonly }: FieldProps) => (
  <AnyValue
    value={formData as Json | undefined}
    id={fieldPathId.$id}
    disabled={disabled || readonly || false}
    onChange={(value) => onChange(value, fieldPathId.path)}
  />
);
