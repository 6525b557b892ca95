import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { Skeleton } from 'antd';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import type { Json, JsonSchema } from '../../api/types.js';
import { AnyValueField } from './AnyValueField.js';
import type { RjsfProps } from './rjsf-form.js';
import styles from './form.module.css';

/** Forms are large and wanted late: the canvas does not wait for them. */
const RjsfForm = lazy(() => import('./rjsf-form.js').then((m) => ({ default: m.RjsfForm })));

/** Every form of the product is one of these; its outline stands in until it has come. */
export const ThemedForm = (props: RjsfProps) => (
  <Suspense fallback={<FormSkeleton />}>
    <RjsfForm {...props} />
  </Suspense>
);
const FormSkeleton = () => <Skeleton active title={false} paragraph={{ rows: 4, width: ['40%', '100%', '40%', '100%'] }} />;

type Named = { readonly [name: string]: JsonSchema };
const LONG_NAME = /(text|body|message|mail|description|content|comment|prompt|note|reason|document|question)$/i;

/** Which controls a schema written by an author gets: long texts several lines, values of any form a field that takes YAML. */
export function uiOf(schema: JsonSchema, name = ''): UiSchema {
  if (typeof schema !== 'object') return { 'ui:field': 'anyValue' };
  const type = schema['type'];
  const properties = schema['properties'] as Named | undefined;
  if (type === 'object' && properties) return Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, uiOf(child, key)]));
  if (type === 'array' && schema['items'] && typeof schema['items'] === 'object') {
    const items = uiOf(schema['items'] as JsonSchema);
    return items['ui:field'] === 'anyValue' ? { 'ui:field': 'anyValue' } : { items: { ...items, 'ui:label': false } };
  }
  if (schema['enum'] || schema['const'] !== undefined) return {};
  if (type === 'string') {
    const long = schema['format'] === 'textarea' || Number(schema['maxLength'] ?? 0) > 200 || LONG_NAME.test(name);
    return long && schema['format'] !== 'date' ? { 'ui:widget': 'textarea', 'ui:options': { rows: 4 } } : {};
  }
  return type === 'number' || type === 'integer' || type === 'boolean' ? {} : { 'ui:field': 'anyValue' };
}
interface Props {
  readonly schema: JsonSchema;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly onSubmit: (value: Json) => void;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}
const FIELDS = { anyValue: AnyValueField };

/** A form drawn from an author's JSON Schema. `children` holds its buttons. */
export function SchemaForm({ schema, value, onChange, onSubmit, id, disabled, children }: Props) {
  const shown = useMemo(() => (typeof schema === 'object' ? { ...schema } : {}) as RJSFSchema, [schema]);
  const ui = useMemo(() => uiOf(schema), [schema]);
  return (
    <ThemedForm
      className={styles['form'] ?? ''}
      {...(id ? { id } : {})}
      idPrefix={id ?? 'root'}
      schema={shown}
      uiSchema={ui}
      fields={FIELDS}
      formData={value}
      disabled={disabled ?? false}
      onChange={(event) => onChange(event.formData as Json)}
      onSubmit={(event) => onSubmit((event.formData ?? null) as Json)}
    >
      {children}
    </ThemedForm>
  );
}
