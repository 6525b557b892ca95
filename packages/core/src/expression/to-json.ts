import type { Json } from '../json.js';
import { ExpressionFault } from './expression-fault.js';
import { MAX_EXPRESSION_DEPTH, UNSAFE_KEYS } from './limits.js';

/** A plain JSON value of what CEL computed: integers become numbers, times and durations text. Data that is already plain is answered as it is. */
export function toJson(value: unknown, depth = 0): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new ExpressionFault(`the result is ${value}, which is no JSON number`);
    case 'bigint':
      if (value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER) return Number(value);
      throw new ExpressionFault(`the integer ${value} is beyond what a JSON number keeps exactly: use string(...)`);
    case 'object':
      return value === null ? null : fromObject(value, depth);
    default:
      throw new ExpressionFault(`the result is a ${typeof value}, which is not JSON`);
  }
}

function fromObject(value: object, depth: number): Json {
  if (depth > MAX_EXPRESSION_DEPTH) throw new ExpressionFault(`the result is nested deeper than ${MAX_EXPRESSION_DEPTH} levels`);
  if (Array.isArray(value)) return fromList(value, depth);
  if (value instanceof Map) return fromEntries(value.entries(), depth);
  if (isPlain(value)) return fromRecord(value, depth);
  if (value instanceof Date) return value.toISOString();
  return fromCelValue(value);
}

function fromList(list: readonly unknown[], depth: number): Json {
  let copy: Json[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = toJson(list[i], depth + 1);
    if (copy) copy.push(item);
    else if (item !== list[i]) copy = [...(list.slice(0, i) as Json[]), item];
  }
  return copy ?? (list as readonly Json[]);
}

function fromRecord(record: Record<string, unknown>, depth: number): Json {
  let changed = false;
  const entries: [string, Json][] = [];
  for (const key of Object.keys(record)) {
    const member = toJson(record[key], depth + 1);
    changed ||= member !== record[key];
    entries.push([key, member]);
  }
  return changed ? fromEntries(entries, depth) : (record as { [key: string]: Json });
}

function fromEntries(entries: Iterable<readonly [unknown, unknown]>, depth: number): Json {
  const result: Record<string, Json> = {};
  for (const [key, member] of entries) {
    const name = String(key);
    if (UNSAFE_KEYS.has(name)) throw new ExpressionFault(`the key "${name}" is not allowed`, undefined, name);
    result[name] = toJson(member, depth + 1);
  }
  return result;
}

/** Values of CEL's own types: unsigned integers, durations and type names print as text or number; bytes are refused. */
function fromCelValue(value: object): Json {
  if (value instanceof Uint8Array) throw new ExpressionFault('the result is bytes, which is not JSON: use .base64() or .string()');
  const inner: unknown = value.valueOf();
  if (typeof inner === 'bigint') return toJson(inner);
  const named = value as { readonly name?: unknown; readonly seconds?: unknown };
  if (typeof named.seconds === 'bigint') return String(value);
  if (typeof named.name === 'string' && Object.isFrozen(value)) return named.name;
  throw new ExpressionFault('the result is not JSON');
}

/** An object as `JSON.parse` makes it: nothing of a class. */
export function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
