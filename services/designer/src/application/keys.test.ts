import { AppError } from '@agentflow/core';
import type { IdSource } from '@agentflow/ports';
import { keyProblems, slugOf, withFreeKey, withKey } from './keys.js';

const ids: IdSource = { next: () => '01ARZ3NDEKTSV4RRFFQ69G5FAV', seed: () => 1, secret: () => 's' };
const taken = (keys: readonly string[]) => async (key: string) => {
  if (keys.includes(key)) throw new AppError('ALREADY_EXISTS', 'taken');
  return key;
};

it.each([
  ['Triage support mail!', 'triage-support-mail'],
  ['  Über Größe  ', 'uber-gro-e'],
  ['客服邮件分流', 'workflow'],
  ['---', 'workflow'],
  ['a'.repeat(200), 'a'.repeat(60)],
  ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'workflow'],
])('makes of the name %j the slug %j', (name, slug) => {
  expect(slugOf(name, 'workflow')).toBe(slug);
});
it.each(['triage', 'A_b-c.9', 'x'])('takes %j as a key', (key) => {
  expect(keyProblems(key)).toEqual([]);
});
it.each(['', '-a', '.', 'a b', 'a/b', 'ä', 'a'.repeat(81), '01ARZ3NDEKTSV4RRFFQ69G5FAV', '__proto__', 7, null])(
  'refuses %j as a key',
  (key) => {
    expect(keyProblems(key)).toEqual([expect.objectContaining({ pointer: '/key', code: 'INVALID_KEY' })]);
  },
);
it('counts up until a key is free, and then takes one that surely is', async () => {
  expect(await withFreeKey('mail', ids, taken([]))).toBe('mail');
  expect(await withFreeKey('mail', ids, taken(['mail', 'mail-2']))).toBe('mail-3');
  const all = ['mail', ...Array.from({ length: 30 }, (_, n) => `mail-${n}`)];
  expect(await withFreeKey('mail', ids, taken(all))).toMatch(/^mail-[0-9a-z]{10}$/);
});
it('does not take another key than the one asked for', async () => {
  await expect(withKey('mail', taken(['mail']))).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: { key: 'mail' } });
  await expect(withKey('no way', taken([]))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
it('lets any other failure of the write through at once', async () => {
  let writes = 0;
  const broken = async (): Promise<string> => {
    writes++;
    throw new AppError('UNAVAILABLE', 'the disk is full');
  };
  await expect(withFreeKey('mail', ids, broken)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(writes).toBe(1);
});
