import { createHash } from 'node:crypto';
import { executionId, orgId, type Json } from '@agentflow/core';
import type { ObjectStore } from '@agentflow/ports';
import { createValues } from './values.js';

const org = orgId('acme');
const id = executionId('01JD0000000000000000000000');
const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
/** Objects in memory that count how often they are read. */
function open() {
  const stored = new Map<string, Uint8Array>();
  const counts = { reads: 0 };
  const objects = {
    put: async (key: string, bytes: Uint8Array) => void stored.set(key, bytes),
    get: async (key: string) => {
      counts.reads++;
      return stored.get(key) ?? null;
    },
  } as unknown as ObjectStore;
  const values = createValues(objects);
  const keep = async (value: Json, of = id): Promise<string> => {
    const text = JSON.stringify(value);
    await values.put(org, of, digestOf(text), text);
    return digestOf(text);
  };
  return { values, stored, counts, keep };
}

describe('large values', () => {
  it('are read and verified once while they are in use', async () => {
    const { values, counts, keep } = open();
    const digest = await keep([1, 2, 3]);
    const first = await values.json(org, id, digest);
    expect(first).toEqual([1, 2, 3]);
    expect(await values.json(org, id, digest)).toBe(first);
    expect(counts.reads).toBe(1);
  });
  it('are those of their execution alone', async () => {
    const { values, keep } = open();
    const digest = await keep('mine');
    await values.json(org, id, digest);
    await expect(values.json(org, executionId('K2'), digest)).rejects.toMatchObject({ code: 'VALUE_NOT_FOUND' });
    await expect(values.json(orgId('other'), id, digest)).rejects.toMatchObject({ code: 'VALUE_NOT_FOUND' });
  });
  it('give way to newer ones, the one used longest ago first', async () => {
    const { values, counts, keep } = open();
    const digests: string[] = [];
    for (const letter of ['a', 'b', 'c']) digests.push(await keep(letter.repeat(3_000_000)));
    const [a, b, c] = digests as [string, string, string];
    await values.json(org, id, a);
    await values.json(org, id, b);
    await values.json(org, id, a);
    await values.json(org, id, c);
    expect(counts.reads).toBe(3);
    await values.json(org, id, a);
    expect(counts.reads).toBe(3);
    await values.json(org, id, b);
    expect(counts.reads).toBe(4);
  });
  it('are refused when they do not match their digest, and not kept', async () => {
    const { values, stored, keep } = open();
    const digest = await keep({ right: true });
    const [key] = [...stored.keys()] as [string];
    const right = stored.get(key) as Uint8Array;
    stored.set(key, Buffer.from('{"right":false}'));
    await expect(values.json(org, id, digest)).rejects.toMatchObject({ code: 'VALUE_CORRUPT' });
    stored.set(key, right);
    expect(await values.json(org, id, digest)).toEqual({ right: true });
  });
});
