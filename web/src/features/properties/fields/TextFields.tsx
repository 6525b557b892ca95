import type { FieldProps } from '@rjsf/utils';
import { Input } from 'antd';
import { useFieldText } from '../../../shared/form/field-text.js';
import { useNodeForm } from '../FormContext.js';
import { TemplateText } from './ExpressionText.js';

const asText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
const useCommon = ({ formData, onChange, fieldPathId, disabled, readonly, schema, name }: FieldProps) => ({
  id: fieldPathId.$id,
  label: useFieldText(fieldPathId.$id, schema.title ?? name, '').label,
  value: asText(formData),
  disabled: disabled || readonly || false,
  onChange: (value: string | undefined) => onChange(value, fieldPathId.path),
});
const exampleOf = (props: FieldProps): string => {
  const schema = (props.schema as { 'x-schema'?: { examples?: unknown[] } })['x-schema'];
  const first = schema?.examples?.[0];
  return typeof first === 'string' ? first : '';
};
/** A short text; a plain one where the type says that it is no template. */
export function TextField(props: FieldProps) {
  const form = useNodeForm();
  const common = useCommon(props);
  if (isLiteral(form?.literals ?? [], props.fieldPathId.path))
    return (
      <Input
        id={common.id}
        value={common.value}
        disabled={common.disabled}
        placeholder={exampleOf(props)}
        onChange={(event) => common.onChange(event.target.value || undefined)}
      />
    );
  return <TemplateText {...common} language="template" maxRows={4} placeholder={exampleOf(props)} />;
}
/** Whether a field lies at or below one of the patterns, in which `*` is any position or name. */
export const isLiteral = (patterns: readonly string[], path: readonly (string | number)[]): boolean =>
  patterns.some((pattern) => pattern.split('/').every((part, at) => at < path.length && (part === '*' || part === String(path[at]))));
export const LongTextField = (props: FieldProps) => <TemplateText {...useCommon(props)} language="template" rows={4} maxRows={18} />;
export const ExpressionField = (props: FieldProps) => <TemplateText {...useCommon(props)} language="cel" maxRows={6} />;
export const CodeField = (props: FieldProps) => (
  <TemplateText {...useCommon(props)} language="javascript" rows={8} maxRows={26} wrap={false} plain />
);
