/** Checks a value against a JSON Schema by walking it: nothing is compiled, so it runs under a policy without `unsafe-eval`. The server has the last word. */
import type { JsonSchema } from '../api/types.js';

export interface SchemaProblem {
  /** Names from the root to the value. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
}
type Value = unknown;
type Schema = { readonly [keyword: string]: unknown };
const MAX_DEPTH = 32;

const kind = (value: Value): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : typeof value === 'number' && Number.isInteger(value)
        ? 'integer'
        : typeof value;
const fits = (value: Value, type: string): boolean => kind(value) === type || (type === 'number' && kind(value) === 'integer');
const equal = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);
const isObject = (value: Value): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Finds `#/...` inside the root; anything else is unknown and accepts. */
function resolve(root: JsonSchema, ref: string): JsonSchema {
  if (!ref.startsWith('#')) return true;
  let at: unknown = root;
  for (const part of ref.slice(1).split('/').filter(Boolean)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isObject(at) || !Object.hasOwn(at, name)) return true;
    at = at[name];
  }
  return at as JsonSchema;
}
/** Every way in which `value` does not fit. `undefined` is a value that is not there. */
export function checkSchema(schema: JsonSchema, value: Value, root: JsonSchema = schema): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  walk(schema, value, [], root, problems, 0);
  return problems;
}
export const fitsSchema = (schema: JsonSchema, value: Value, root: JsonSchema = schema): boolean =>
  checkSchema(schema, value, root).length === 0;

function walk(schema: JsonSchema, value: Value, path: (string | number)[], root: JsonSchema, out: SchemaProblem[], depth: number): void {
  if (typeof schema === 'boolean') {
    if (!schema) out.push({ path, message: 'nothing is allowed here', keyword: 'false schema', params: {} });
    return;
  }
  if (depth > MAX_DEPTH) return;
  const s = schema as Schema;
  const bad = (keyword: string, message: string, params: SchemaProblem['params'] = {}): void =>
    void out.push({ path, message, keyword, params });
  if (typeof s['$ref'] === 'string') walk(resolve(root, s['$ref']), value, path, root, out, depth + 1);
  if (value === undefined) return;
  const types = typeof s['type'] === 'string' ? [s['type']] : Array.isArray(s['type']) ? (s['type'] as string[]) : undefined;
  if (types && !types.some((type) => fits(value, type))) return bad('type', `must be ${types.join(' or ')}`, { type: types });
  if ('const' in s && !equal(value, s['const'])) bad('const', `must be ${JSON.stringify(s['const'])}`, { allowedValue: s['const'] });
  if (Array.isArray(s['enum']) && !s['enum'].some((option) => equal(option, value)))
    bad('enum', `must be one of ${s['enum'].map((o) => JSON.stringify(o)).join(', ')}`);
  if (typeof value === 'string') checkText(s, value, bad);
  if (typeof value === 'number') checkNumber(s, value, bad);
  if (Array.isArray(value)) {
    if (typeof s['minItems'] === 'number' && value.length < s['minItems']) bad('minItems', `needs at least ${s['minItems']} items`);
    if (typeof s['maxItems'] === 'number' && value.length > s['maxItems']) bad('maxItems', `takes at most ${s['maxItems']} items`);
    if (s['uniqueItems'] === true && new Set(value.map((v) => JSON.stringify(v))).size < value.length)
      bad('uniqueItems', 'has the same item twice');
    const first = Array.isArray(s['prefixItems']) ? (s['prefixItems'] as JsonSchema[]) : [];
    value.forEach((item, index) => {
      const child = first[index] ?? (s['items'] as JsonSchema | undefined);
      if (child !== undefined) walk(child, item, [...path, index], root, out, depth + 1);
    });
  }
  if (isObject(value)) {
    const properties = isObject(s['properties']) ? (s['properties'] as Record<string, JsonSchema>) : {};
    for (const name of Array.isArray(s['required']) ? (s['required'] as string[]) : [])
      if (value[name] === undefined)
        out.push({ path: [...path, name], message: 'is needed', keyword: 'required', params: { missingProperty: name } });
    for (const [name, child] of Object.entries(value)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const extra = s['additionalProperties'] as JsonSchema | undefined;
      if (known !== undefined) walk(known, child, [...path, name], root, out, depth + 1);
      else if (extra === false && !isObject(s['patternProperties']))
        out.push({
          path: [...path, name],
          message: 'is not known here',
          keyword: 'additionalProperties',
          params: { additionalProperty: name },
        });
      else if (extra !== undefined && extra !== true && extra !== false) walk(extra, child, [...path, name], root, out, depth + 1);
    }
  }
  const any = (name: string): JsonSchema[] => (Array.isArray(s[name]) ? (s[name] as JsonSchema[]) : []);
  for (const child of any('allOf')) walk(child, value, path, root, out, depth + 1);
  if (any('anyOf').length && !any('anyOf').some((child) => fitsSchema(child, value, root))) bad('anyOf', 'fits none of the forms allowed');
  if (any('oneOf').length && any('oneOf').filter((child) => fitsSchema(child, value, root)).length !== 1)
    bad('oneOf', 'must fit exactly one of the forms allowed');
  if (s['not'] !== undefined && fitsSchema(s['not'] as JsonSchema, value, root)) bad('not', 'is of a form that is not allowed');
}
type Bad = (keyword: string, message: string) => void;
function checkText(s: Schema, value: string, bad: Bad): void {
  if (typeof s['minLength'] === 'number' && value.length < s['minLength'])
    bad('minLength', s['minLength'] === 1 ? 'must not be empty' : `needs at least ${s['minLength']} characters`);
  if (typeof s['maxLength'] === 'number' && value.length > s['maxLength']) bad('maxLength', `takes at most ${s['maxLength']} characters`);
}
function checkNumber(s: Schema, value: number, bad: Bad): void {
  if (typeof s['minimum'] === 'number' && value < s['minimum']) bad('minimum', `must be at least ${s['minimum']}`);
  if (typeof s['maximum'] === 'number' && value > s['maximum']) bad('maximum', `must be at most ${s['maximum']}`);
  if (typeof s['exclusiveMinimum'] === 'number' && value <= s['exclusiveMinimum'])
    bad('exclusiveMinimum', `must be above ${s['exclusiveMinimum']}`);
  if (typeof s['exclusiveMaximum'] === 'number' && value >= s['exclusiveMaximum'])
    bad('exclusiveMaximum', `must be below ${s['exclusiveMaximum']}`);
  if (typeof s['multipleOf'] === 'number' && Math.abs(value / s['multipleOf'] - Math.round(value / s['multipleOf'])) > 1e-9)
    bad('multipleOf', `must be a multiple of ${s['multipleOf']}`);
}
