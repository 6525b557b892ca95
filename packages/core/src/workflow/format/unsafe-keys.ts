import { UNSAFE_KEYS } from '../../expression/limits.js';

/**
 * JSON Pointers of keys that no document, body or answer may carry (`__proto__`, `constructor`, `prototype`), at most 20 of them.
 * Iterative: nesting of any depth is walked.
 */
export function findUnsafeKeys(value: unknown): readonly string[] {
  const found: string[] = [];
  const open: { readonly value: unknown; readonly pointer: Pointer | undefined }[] = [{ value, pointer: undefined }];
  for (let next = open.pop(); next && found.length < 20; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const key of Object.keys(next.value)) {
      const pointer: Pointer = { key, parent: next.pointer };
      if (UNSAFE_KEYS.has(key) && !Array.isArray(next.value)) found.push(print(pointer));
      else open.push({ value: (next.value as Record<string, unknown>)[key], pointer });
    }
  }
  return found;
}

/** Kept as a chain: most pointers are never printed. */
interface Pointer {
  readonly key: string;
  readonly parent: Pointer | undefined;
}
function print(pointer: Pointer): string {
  const parts: string[] = [];
  for (let at: Pointer | undefined = pointer; at; at = at.parent) parts.push(escapePointer(at.key));
  return `/${parts.reverse().join('/')}`;
}

/** One step of a JSON Pointer (RFC 6901). */
export const escapePointer = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');
