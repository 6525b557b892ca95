/**
 * A JSON Schema of an object as a list of fields that people can edit. Every change touches only the keywords it is about:
 * what a form does not show (I1) stays as it was written, and a field that it cannot show (I2) is kept whole and edited as YAML.
 */
import type { Json, JsonObject, JsonSchema } from '../../../api/types.js';

export const FIELD_KINDS = [
  'text',
  'longText',
  'choice',
  'number',
  'integer',
  'boolean',
  'date',
  'dateTime',
  'email',
  'url',
  'list',
  'group',
  'any',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number] | 'other';
export interface SchemaField {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}
type Named = { readonly [name: string]: JsonSchema };
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Keywords that make a schema more than one simple kind. */
const COMPLEX = ['$ref', 'oneOf', 'anyOf', 'allOf', 'not', 'if', 'const', 'patternProperties', 'prefixItems', 'dependentSchemas'];
const FORMATS: { readonly [format: string]: FieldKind } = {
  textarea: 'longText',
  date: 'date',
  'date-time': 'dateTime',
  email: 'email',
  uri: 'url',
};
export function kindOf(schema: JsonSchema): FieldKind {
  if (!isObject(schema)) return schema === true ? 'any' : 'other';
  if (COMPLEX.some((word) => word in schema)) return 'other';
  const { type, format } = schema;
  if (type === undefined)
    return Object.keys(schema).every((word) => word === 'title' || word === 'description' || word === 'default') ? 'any' : 'other';
  if (schema['enum'] !== undefined)
    return Array.isArray(schema['enum']) && (type === 'string' || type === 'number' || type === 'integer') ? 'choice' : 'other';
  if (type === 'string') return typeof format === 'string' ? (FORMATS[format] ?? 'text') : 'text';
  if (type === 'number' || type === 'integer' || type === 'boolean') return type;
  if (type === 'array') return schema['items'] === undefined || kindOf(schema['items'] as JsonSchema) !== 'other' ? 'list' : 'other';
  if (type === 'object') return isObject(schema['properties'] ?? {}) ? 'group' : 'other';
  return 'other';
}
/** Whether a schema is one of an object whose fields can be listed (whatever the fields themselves are). */
export const hasFields = (schema: JsonSchema | undefined): boolean =>
  schema === undefined || (isObject(schema) && (Object.keys(schema).length === 0 || kindOf(schema) === 'group'));

export function fieldsOf(schema: JsonSchema | undefined): SchemaField[] {
  if (!isObject(schema)) return [];
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as readonly Json[]) : []);
  return Object.entries((schema['properties'] ?? {}) as Named).map(([name, child]) => ({
    name,
    schema: child,
    required: required.has(name),
  }));
}
/** The schema with these fields, in this order. */
export function withFields(schema: JsonSchema | undefined, fields: readonly SchemaField[]): JsonObject {
  const start = isObject(schema) ? schema : ({} as JsonObject);
  const before = start['required'];
  const required = fields.filter((field) => field.required).map((field) => field.name);
  // The order in which somebody wrote the names stays.
  const old = Array.isArray(before) ? (before as readonly Json[]).filter((name) => required.includes(String(name))).map(String) : [];
  const names = [...old, ...required.filter((name) => !old.includes(name))];
  const properties = Object.fromEntries(fields.map((field) => [field.name, field.schema as Json]));
  const typed = 'type' in start ? start : { type: 'object', ...start };
  return withWord(withWord(typed, 'required', names.length ? names : undefined), 'properties', properties) as JsonObject;
}
/** Keywords that say something of every kind. */
const COMMON = new Set(['title', 'description']);
const SHAPES: { readonly [kind in Exclude<FieldKind, 'other'>]: JsonObject } = {
  text: { type: 'string' },
  longText: { type: 'string', format: 'textarea' },
  choice: { type: 'string', enum: [] },
  number: { type: 'number' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  list: { type: 'array', items: { type: 'string' } },
  group: { type: 'object', properties: {} },
  any: {},
};
/** What remains meaningful when a field becomes of another kind: texts stay texts, numbers numbers. */
const FAMILY: { readonly [kind in FieldKind]?: string } = {
  text: 'text',
  longText: 'text',
  email: 'text',
  url: 'text',
  number: 'number',
  integer: 'number',
};

export function withKind(schema: JsonSchema, kind: FieldKind): JsonSchema {
  if (kind === 'other' || kind === kindOf(schema)) return schema;
  const before = isObject(schema) ? schema : ({} as JsonObject);
  const same = FAMILY[kind] !== undefined && FAMILY[kind] === FAMILY[kindOf(schema)];
  const kept = Object.fromEntries(
    Object.entries(before).filter(([word]) => COMMON.has(word) || (same && word !== 'type' && word !== 'format')),
  );
  return { ...SHAPES[kind], ...kept };
}
/** Sets (or with `undefined` drops) one keyword; all others stay. */
export function withWord(schema: JsonSchema, word: string, value: Json | undefined): JsonSchema {
  const { [word]: _, ...rest } = isObject(schema) ? schema : ({} as JsonObject);
  if (value === undefined || value === '') return rest;
  return isObject(schema) && word in schema ? { ...schema, [word]: value } : { ...rest, [word]: value };
}
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (to < 0 || to >= list.length || from === to) return list;
  const next = [...list];
  const [item] = next.splice(from, 1);
  next.splice(to, 0, item as T);
  return next;
}
/** A name close to `wanted` that no other field has: one that a form and an expression can both use. */
export function freeName(fields: readonly SchemaField[], wanted: string): string {
  const taken = new Set(fields.map((field) => field.name));
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}${n}`)) return `${wanted}${n}`;
}
/** Choices as their field takes them: numbers where it holds numbers. */
export const choicesOf = (schema: JsonObject, texts: readonly string[]): Json[] =>
  schema['type'] === 'string' ? [...texts] : texts.map(Number).filter((value) => Number.isFinite(value));
