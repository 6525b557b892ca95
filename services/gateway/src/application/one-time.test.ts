import { orgId, AppError } from '@agentflow/core';
import type { KeyValue } from '@agentflow/ports';
import { createFakeClock, createTestIds } from '@agentflow/testkit';
import { createMemoryDocuments } from '../testing/memory-stores.js';
import { createLoginFailures } from './login-failures.js';
import { createOneTime } from './one-time.js';

const ORG = orgId('default');
const world = () => {
  const clock = createFakeClock();
  const documents = createMemoryDocuments(clock);
  return { clock, documents, oneTime: createOneTime<string>('login', 1_000, { documents, clock, ids: createTestIds() }) };
};
const count = async ({ documents }: ReturnType<typeof world>): Promise<number> =>
  (await documents.list(ORG, 'one-time-login', { limit: 1 })).total;

describe('what may be redeemed once', () => {
  it('lets one of many through that redeem at once', async () => {
    const { oneTime } = world();
    const token = await oneTime.issue(ORG, 'ann');
    const answers = await Promise.all(Array.from({ length: 10 }, () => oneTime.redeem(token)));
    expect(answers.filter((one) => one !== null)).toEqual([{ org: ORG, value: 'ann' }]);
  });
  it('refuses what has run out, what nobody issued, and what is no token', async () => {
    const { oneTime, clock } = world();
    const token = await oneTime.issue(ORG, 'ann');
    clock.advance(1_000);
    expect(await oneTime.redeem(token)).toBeNull();
    expect(await oneTime.redeem(`default.${'x'.repeat(30)}`)).toBeNull();
    expect(await oneTime.redeem('')).toBeNull();
  });
  it('keeps no token in the store, and drops what ran out unused', async () => {
    const all = world();
    const tokens = await Promise.all(Array.from({ length: 250 }, () => all.oneTime.issue(ORG, 'ann')));
    const { items } = await all.documents.list(ORG, 'one-time-login', { limit: 200 });
    expect(tokens.some((token) => JSON.stringify(items).includes(token))).toBe(false);
    all.clock.advance(61_000);
    await all.oneTime.issue(ORG, 'bob');
    expect(await count(all)).toBe(1);
  });
});

describe('failed logins', () => {
  const away: Pick<KeyValue, 'get' | 'increment'> = {
    get: () => Promise.reject(new AppError('UNAVAILABLE', 'away')),
    increment: () => Promise.reject(new AppError('UNAVAILABLE', 'away')),
  };
  it('are counted by the process alone while the shared count is away, and keep nobody else out', async () => {
    const clock = createFakeClock();
    const failures = createLoginFailures({ keyValue: away as KeyValue, clock });
    for (let i = 0; i < 10; i++) {
      await failures.refuseGuessers('10.0.0.1');
      await failures.note('10.0.0.1');
    }
    await expect(failures.refuseGuessers('10.0.0.1')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await failures.refuseGuessers('10.0.0.2');
    clock.advance(60_000);
    await failures.refuseGuessers('10.0.0.1');
  });
  it('of other processes count too', async () => {
    const keyValue = { get: async () => '10', increment: async () => 11 } as unknown as KeyValue;
    const failures = createLoginFailures({ keyValue, clock: createFakeClock() });
    await expect(failures.refuseGuessers('10.0.0.1')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});
