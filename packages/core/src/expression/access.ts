import { ExpressionFault } from './expression-fault.js';
import { UNSAFE_KEYS } from './limits.js';
import { isPlain } from './to-json.js';

/**
 * `left.key` and `left[key]` as definitions mean them: a field of `null` is `null`, own properties only, a missing key is an error that names it.
 * `base` is the source text of `left`, for the message.
 */
export function access(left: unknown, key: unknown, base: string, offset: number): unknown {
  if (left === null) return null;
  if (typeof key === 'string' && UNSAFE_KEYS.has(key)) throw new ExpressionFault(`the key "${key}" may not be read`, offset, key);
  if (Array.isArray(left)) return element(left, key, base, offset);
  if (typeof left === 'object' && left !== undefined) {
    const value = left instanceof Map ? (left.get(key) as unknown) : ownMember(left, key, base, offset);
    if (value !== undefined) return value;
    throw new ExpressionFault(`${base} has no key "${String(key)}"`, offset, String(key));
  }
  throw new ExpressionFault(`${base} is a ${nameOf(left)}, which has no key "${String(key)}"`, offset, String(key));
}

function ownMember(left: object, key: unknown, base: string, offset: number): unknown {
  if (!isPlain(left)) throw new ExpressionFault(`${base} is no object, it has no key "${String(key)}"`, offset, String(key));
  if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'bigint' && typeof key !== 'boolean') {
    throw new ExpressionFault(`${base} is an object: its keys are text`, offset);
  }
  const name = String(key);
  return Object.hasOwn(left, name) ? left[name] : undefined;
}

function element(list: readonly unknown[], key: unknown, base: string, offset: number): unknown {
  if (typeof key !== 'bigint' && typeof key !== 'number') {
    throw new ExpressionFault(`${base} is a list: it has no key "${String(key)}", only positions from 0`, offset, String(key));
  }
  const value = list[Number(key)];
  if (value === undefined) throw new ExpressionFault(`${base} has no item ${key}: it holds ${list.length}`, offset, String(key));
  return value;
}

const nameOf = (value: unknown): string => (typeof value === 'bigint' ? 'number' : typeof value);
