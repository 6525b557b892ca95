import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from './errors/app-error.js';
import type { Json } from './json.js';

/** Deeper values are refused by name instead of overflowing the stack. */
export const MAX_JSON_DEPTH = 512;

/**
 * JSON text that is the same for equal values: keys sorted by UTF-16 units, no spaces, numbers as ECMAScript prints them (RFC 8785).
 * Properties that are `undefined` are left out. @throws AppError VALUE_TOO_LARGE when nested deeper than MAX_JSON_DEPTH, BAD_REQUEST for what is not JSON
 */
export const canonicalJson = (value: Json): string => write(value, 0);

function write(value: Json, depth: number): string {
  if (depth > MAX_JSON_DEPTH) throw new AppError('VALUE_TOO_LARGE', `the value is nested deeper than ${MAX_JSON_DEPTH} levels`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new AppError('BAD_REQUEST', `${value} is not a JSON number`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item: Json) => write(item, depth + 1)).join(',')}]`;
  if (typeof value !== 'object') throw new AppError('BAD_REQUEST', `a ${typeof value} is not JSON`);
  const object = value as { readonly [key: string]: Json | undefined };
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${write(member, depth + 1)}`);
  }
  return `{${members.join(',')}}`;
}

/** SHA-256 as lower-case hex; text is hashed as UTF-8. */
export const sha256Hex = (data: string | Uint8Array): string => bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));

/** `sha256:<hex>` over the canonical text: equal values, whatever the order of their keys, have equal hashes. */
export const hashJson = (value: Json): string => `sha256:${sha256Hex(canonicalJson(value))}`;
