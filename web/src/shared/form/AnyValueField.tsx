import type { FieldProps } from '@rjsf/utils';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../api/types.js';
import { CodeEditor } from '../code/CodeEditor.js';
import { LARGE_TEXT, LargeText } from '../code/LargeText.js';
import { readValue, writeValue } from './any-value.js';
import styles from './form.module.css';

/** Any value as YAML. What does not parse stays in the field, with the reason, and changes nothing. */
export function AnyValue({
  value,
  onChange,
  id,
  disabled,
  placeholder,
  label,
}: {
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly label?: string;
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
  if (text.length > LARGE_TEXT) return <LargeText id={id} text={text} label={label} />;
  return (
    <>
      <CodeEditor
        id={id}
        label={label}
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
