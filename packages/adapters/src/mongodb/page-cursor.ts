import { AppError } from '@agentflow/core';
import { decodeCursor as decode, encodeCursor } from '../embedded/threads/cursor.js';

type Kind = 'string' | 'number';
export { encodeCursor };
/** Where a page went on. @throws AppError BAD_REQUEST for text that no page of this list has answered */
export function decodeCursor<T extends readonly (string | number)[]>(cursor: string, kinds: readonly (Kind | readonly Kind[])[]): T {
  try {
    return decode<T>(cursor, kinds);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'the cursor is not one that this list has answered', {}, { cause });
  }
}
