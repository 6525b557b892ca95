import { AppError, isAppError, type Problem } from '@agentflow/core';
import type { IdSource } from '@agentflow/ports';

const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const SUFFIXES = 20;

/** What is wrong with a key that was asked for; a key is accepted wherever an id is, so it must not look like one. */
export function keyProblems(key: unknown, pointer = '/key'): Problem[] {
  if (typeof key === 'string' && KEY.test(key) && !ULID.test(key)) return [];
  return [
    {
      pointer,
      code: 'INVALID_KEY',
      severity: 'error',
      message:
        'a key is 1 to 80 letters, digits, dots, dashes and underscores, begins with a letter or digit, and does not look like an id',
    },
  ];
}
/** `Triage support mail!` becomes `triage-support-mail`; a name without Latin letters or digits becomes `fallback`. */
export function slugOf(name: string, fallback: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' || ULID.test(slug) ? fallback : slug;
}
/** Writes under the first of `slug`, `slug-2`, `slug-3` … that is free; the store's uniqueness decides, so that writers at the same moment get different ones. */
export async function withFreeKey<T>(slug: string, ids: IdSource, write: (key: string) => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    const key = n === 1 ? slug : n <= SUFFIXES ? `${slug}-${n}` : `${slug}-${ids.next().slice(-10).toLowerCase()}`;
    try {
      return await write(key);
    } catch (error) {
      if (!isKeyTaken(error) || n > 2 * SUFFIXES) throw error;
    }
  }
}
/** @throws AppError INVALID_INPUT (malformed), ALREADY_EXISTS (taken) */
export async function withKey<T>(key: string, write: (key: string) => Promise<T>): Promise<T> {
  const problems = keyProblems(key);
  if (problems.length > 0) throw new AppError('INVALID_INPUT', problems[0]!.message, {}, { problems });
  try {
    return await write(key);
  } catch (error) {
    if (isKeyTaken(error)) throw new AppError('ALREADY_EXISTS', `the key "${key}" is taken`, { key }, { cause: error });
    throw error;
  }
}
const isKeyTaken = (error: unknown): boolean => isAppError(error) && error.code === 'ALREADY_EXISTS';
