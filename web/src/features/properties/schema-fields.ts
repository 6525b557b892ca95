/** A JSON Schema of an object as rows of a table, and back. What a row does not show of a field stays as it was. */
import type { JsonObject, JsonSchema } from '../../api/types.js';

export interface FieldRow {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly title: string;
  readonly required: boolean;
  /** Allowed texts, with commas. */
  readonly options: string;
}
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object']);
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const COMPLEX = ['oneOf', 'anyOf', 'allOf', 'not', 'if', '$ref', 'patternProperties'];

/** Whether a table can show it. */
export function isFlat(schema: JsonSchema | undefined): boolean {
  if (schema === undefined) return true;
  if (!isObject(schema)) return false;
  if (Object.keys(schema).length === 0) return true;
  if (schema['type'] !== 'object' || COMPLEX.some((word) => word in schema)) return false;
  const properties = schema['properties'] ?? {};
  return (
    isObject(properties) &&
    Object.values(properties).every(
      (child) => isObject(child) && typeof child['type'] === 'string' && TYPES.has(child['type']) && !COMPLEX.some((word) => word in child),
    )
  );
}
export function readFields(schema: JsonSchema | undefined): FieldRow[] {
  if (!isObject(schema)) return [];
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : [];
  return Object.entries((schema['properties'] ?? {}) as { [name: string]: JsonObject }).map(([name, child]) => ({
    name,
    type: child['type'] as FieldRow['type'],
    title: typeof child['title'] === 'string' ? child['title'] : '',
    required: required.includes(name),
    options: Array.isArray(child['enum']) ? child['enum'].join(', ') : '',
  }));
}
/** The schema with these rows as its fields. Rows keep their order; a renamed row is the one in the same place. */
export function writeFields(schema: JsonSchema | undefined, rows: readonly FieldRow[]): JsonSchema | undefined {
  const before = isObject(schema) ? schema : {};
  const old = (before['properties'] ?? {}) as { [name: string]: JsonObject };
  const names = Object.keys(old);
  const properties: { [name: string]: JsonObject } = {};
  rows.forEach((row, index) => {
    const kept = old[row.name] ?? (rows.length === names.length ? old[names[index] ?? ''] : undefined) ?? {};
    const { title: _t, enum: _e, type, ...rest } = kept;
    const sameType = type === row.type;
    const options = row.options
      .split(/[,，]/)
      .map((text) => text.trim())
      .filter(Boolean);
    properties[row.name] = {
      type: row.type,
      ...(row.title ? { title: row.title } : {}),
      ...(row.type === 'string' && options.length ? { enum: options } : {}),
      ...(sameType ? rest : {}),
    };
  });
  const required = rows.filter((row) => row.required).map((row) => row.name);
  const { type: _type, properties: _p, required: _r, ...rest } = before;
  return { type: 'object', ...(required.length ? { required } : {}), properties, ...rest };
}
