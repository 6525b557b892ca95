import type { FieldProps } from '@rjsf/utils';
import { useRef } from 'react';
import { CodeArea } from '../../../shared/ui/CodeArea.js';
import type { Language } from '../../../shared/ui/highlight.js';
import { ReferencePicker } from '../ReferencePicker.js';
import styles from '../properties.module.css';

interface TextProps {
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
  readonly language: Language;
  readonly id?: string;
  readonly rows?: number;
  readonly maxRows?: number;
  readonly wrap?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  /** Whether what is picked comes between braces. */
  readonly braces?: boolean;
  readonly plain?: boolean;
}
/** A text with the picker of references: what is picked goes where the caret stands. */
export function TemplateText({
  value,
  onChange,
  language,
  id,
  rows = 1,
  maxRows = 14,
  wrap = true,
  disabled,
  placeholder,
  braces = true,
  plain,
}: TextProps) {
  const area = useRef<HTMLTextAreaElement | null>(null);
  const insert = (expression: string): void => {
    const element = area.current;
    const text = braces ? `{{ ${expression} }}` : expression;
    const from = element?.selectionStart ?? value.length;
    const to = element?.selectionEnd ?? value.length;
    onChange(value.slice(0, from) + text + value.slice(to));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <div className={styles['withPicker']}>
      <CodeArea
        {...(id ? { id } : {})}
        value={value}
        language={language}
        minRows={rows}
        maxRows={maxRows}
        wrap={wrap}
        disabled={disabled ?? false}
        {...(placeholder ? { placeholder } : {})}
        textareaRef={(element) => (area.current = element)}
        onChange={(text) => onChange(text === '' ? undefined : text)}
      />
      {!plain && <ReferencePicker onPick={insert} />}
    </div>
  );
}
const asText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
const common = ({ formData, onChange, fieldPathId, disabled, readonly }: FieldProps) => ({
  id: fieldPathId.$id,
  value: asText(formData),
  disabled: disabled || readonly || false,
  onChange: (value: string | undefined) => onChange(value, fieldPathId.path),
});
const exampleOf = (props: FieldProps): string => {
  const schema = (props.schema as { 'x-schema'?: { examples?: unknown[] } })['x-schema'];
  const first = schema?.examples?.[0];
  return typeof first === 'string' ? first : '';
};
export const TextField = (props: FieldProps) => (
  <TemplateText {...common(props)} language="template" maxRows={4} placeholder={exampleOf(props)} />
);
export const LongTextField = (props: FieldProps) => <TemplateText {...common(props)} language="template" rows={4} maxRows={18} />;
export const ExpressionField = (props: FieldProps) => (
  <div className={styles['expression']}>
    <TemplateText {...common(props)} language="cel" maxRows={6} braces={false} />
  </div>
);
export const CodeField = (props: FieldProps) => (
  <TemplateText {...common(props)} language="javascript" rows={8} maxRows={26} wrap={false} plain />
);
