import { FaultError } from './fault.js';

type Kind = 'string' | 'number';

/** Where a page ended, as opaque text. */
export const encodeCursor = (key: readonly (string | number)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');
/** @throws FaultError BAD_REQUEST for text that no page of this list has answered */
export function decodeCursor<T extends readonly (string | number)[]>(cursor: string, kinds: readonly (Kind | readonly Kind[])[]): T {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    const fits =
      Array.isArray(key) && key.length === kinds.length && kinds.every((kind, i) => [kind].flat().includes(typeof key[i] as Kind));
    if (fits && encodeCursor(key as (string | number)[]) === cursor) return key as unknown as T;
  } catch {
    // said below
  }
  throw new FaultError('BAD_REQUEST', 'the cursor is not one that this list has answered');
}
