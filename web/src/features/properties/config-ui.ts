/** Decides from a node type's schema which control each field of its form gets. The schema's `format` names the kind of text; its form does the rest. */
import type { UiSchema } from '@rjsf/utils';
import type { JsonSchema } from '../../api/types.js';

type Schema = { readonly [keyword: string]: unknown };
const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Formats that have a control of their own. */
const BY_FORMAT: { readonly [format: string]: UiSchema } = {
  cel: { 'ui:field': 'expression' },
  'template-text': { 'ui:field': 'longText' },
  javascript: { 'ui:field': 'code' },
  'json-schema': { 'ui:field': 'schema' },
  states: { 'ui:field': 'value' },
  model: { 'ui:field': 'model' },
  tool: { 'ui:field': 'tool' },
  agent: { 'ui:field': 'agent' },
  workflow: { 'ui:field': 'workflow' },
  credential: { 'ui:field': 'credential' },
};
/** The branch of a choice that is not the template standing for it. */
export function valueBranch(schema: JsonSchema): Schema | undefined {
  if (!isObject(schema)) return undefined;
  const branches = (schema['oneOf'] ?? schema['anyOf']) as unknown;
  if (!Array.isArray(branches)) return undefined;
  const others = branches.filter(
    (branch): branch is Schema => isObject(branch) && (branch['type'] !== 'string' || Array.isArray(branch['enum'])),
  );
  return others.length === 1 && branches.length === 2 ? others[0] : undefined;
}
const isRecord = (schema: Schema): boolean => schema['type'] === 'object' && !isObject(schema['properties']);

export function configUi(schema: JsonSchema): UiSchema {
  if (!isObject(schema)) return { 'ui:field': 'value' };
  const format = typeof schema['format'] === 'string' ? BY_FORMAT[schema['format']] : undefined;
  if (format) return format;
  const branch = valueBranch(schema);
  if (branch) {
    if (Array.isArray(branch['enum'])) return { 'ui:field': 'choice' };
    if (['number', 'integer', 'boolean'].includes(String(branch['type']))) return { 'ui:field': 'templated' };
    if (isRecord(branch)) return { 'ui:field': 'record' };
    return { 'ui:field': 'value' };
  }
  if (schema['oneOf'] || schema['anyOf']) return isObject(schema['properties']) ? objectUi(schema) : { 'ui:field': 'value' };
  if (schema['type'] === 'object') return isRecord(schema) ? { 'ui:field': 'record' } : objectUi(schema);
  if (schema['type'] === 'array') {
    const items = schema['items'];
    if (isObject(items) && items['format'] === 'tool') return { 'ui:field': 'tools' };
    const ui = isObject(items) ? configUi(items) : {};
    return isObject(items) && isObject(items['properties'])
      ? { items: ui }
      : isObject(items) && items['type'] === 'string'
        ? { items: { ...ui, 'ui:label': false } }
        : { 'ui:field': 'value' };
  }
  if (Array.isArray(schema['enum'])) return { 'ui:field': 'choice' };
  if (schema['type'] === 'string') return { 'ui:field': 'text' };
  if (schema['type'] === 'number' || schema['type'] === 'integer' || schema['type'] === 'boolean') return {};
  return { 'ui:field': 'value' };
}
function objectUi(schema: Schema): UiSchema {
  return Object.fromEntries(
    Object.entries((schema['properties'] ?? {}) as { [name: string]: JsonSchema }).map(([name, child]) => [name, configUi(child)]),
  );
}
/** The schema as the form needs it: choices that only one control handles are taken out of the library's hands. */
export function formSchema(schema: JsonSchema): Schema {
  if (!isObject(schema)) return { type: 'object', properties: {} };
  const { oneOf: _one, anyOf: _any, allOf: _all, not: _not, ...rest } = schema;
  return {
    ...rest,
    ...(isObject(schema['properties'])
      ? { properties: Object.fromEntries(Object.entries(schema['properties']).map(([name, child]) => [name, plain(child as JsonSchema)])) }
      : {}),
  };
}
/** A field that has its own control keeps title and description only: its control knows the schema by `x-schema`. */
function plain(schema: JsonSchema): Schema {
  if (!isObject(schema)) return { 'x-schema': schema };
  const ui = configUi(schema);
  if (ui['ui:field'])
    return {
      title: schema['title'],
      description: schema['description'],
      'x-schema': schema,
      type: ['string', 'number', 'boolean', 'object', 'array', 'null'],
    };
  if (schema['type'] === 'object') return formSchema(schema);
  if (schema['type'] === 'array' && isObject(schema['items']))
    return { ...schema, items: isObject(schema['items']['properties']) ? formSchema(schema['items']) : plain(schema['items']) };
  return schema;
}
