import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { backendEnv, createFaultProxy, eventually, provideBackend, rejectsWith, whyNoBackend, type FaultProxy } from '@agentflow/testkit';
import { createRedisKeyValue, type RedisKeyValue } from './create-redis-key-value.js';

jest.setTimeout(60_000);
const missing = whyNoBackend('REDIS_URL');
if (missing !== undefined) console.warn(`SKIPPED: hints in Redis under faults: ${missing}`);

describe('hints in a Redis that was never there', () => {
  it('are absent, and nothing is claimed', async () => {
    const troubles: string[] = [];
    const port = await createRedisKeyValue({ url: 'redis://127.0.0.1:1', onTrouble: ({ message }) => troubles.push(message) });
    expect(await port.get('a')).toBeNull();
    await rejectsWith('UNAVAILABLE', port.set('a', '1'));
    await rejectsWith('UNAVAILABLE', port.set('a', '1', { onlyIf: 'absent' }));
    await rejectsWith('UNAVAILABLE', port.compareAndSet('a', '1', '2'));
    await rejectsWith('UNAVAILABLE', port.delete('a'));
    await rejectsWith('UNAVAILABLE', port.increment('a', 1));
    expect((await port.ready()).ready).toBe(false);
    await eventually(() => troubles.length === 1);
    await port.close();
    expect(troubles).toEqual(['Redis is away']);
  });
});

(missing === undefined ? describe : describe.skip)('hints in Redis under faults', () => {
  let proxy: FaultProxy;
  let port: RedisKeyValue;
  let troubles: string[];
  beforeAll(() => provideBackend('REDIS_URL'), 300_000);
  beforeEach(async () => {
    const url = new URL(backendEnv('REDIS_URL')!);
    proxy = await createFaultProxy({ target: url.host });
    url.host = proxy.address;
    troubles = [];
    port = await createRedisKeyValue({
      url: url.href,
      prefix: `faults-${randomUUID()}:`,
      budgetMs: 250,
      onTrouble: ({ message }) => troubles.push(message),
    });
    await eventually(async () => (await port.ready()).ready);
  });
  afterEach(async () => {
    await port.close();
    await proxy.close();
  });

  it.each(['cut', 'reset'] as const)('are absent while the connection is %s, ten times, and there again afterwards', async (kind) => {
    await port.set('a', '1');
    for (let cycle = 0; cycle < 10; cycle++) {
      await proxy.set({ kind });
      await eventually(async () => !(await port.ready()).ready);
      expect(await port.get('a')).toBeNull();
      await rejectsWith('UNAVAILABLE', port.set('lock', 'mine', { onlyIf: 'absent' }));
      await proxy.set({ kind: 'pass' });
      await eventually(async () => (await port.get('a')) === '1');
    }
    expect(await port.get('lock')).toBeNull();
    expect(troubles.filter((one) => one === 'Redis is back')).toHaveLength(10);
    console.info(`${kind}: 10 cycles, ${proxy.counts.cutConnections + proxy.counts.resetConnections} connections lost`);
  });

  it('cost their budget at most while Redis is silent, and come back over a new connection', async () => {
    await port.set('a', '1');
    const { accepted } = proxy.counts;
    await proxy.set({ kind: 'half-open' });
    const outcomes = await Promise.all([port.get('a'), port.increment('n', 1).catch((error: { code: string }) => error.code)]);
    expect(outcomes).toEqual([null, 'UNAVAILABLE']);
    await eventually(async () => (await port.get('a')) === null && proxy.counts.accepted > accepted);
    await proxy.set({ kind: 'pass' });
    await eventually(async () => (await port.get('a')) === '1');
  });

  it('are added once, however the connection ends', async () => {
    let confirmed = 0;
    let unsure = 0;
    for (let n = 0; n < 60; n++) {
      const call = port.increment('n', 1).then(
        () => confirmed++,
        () => unsure++,
      );
      if (n % 20 === 10) {
        await proxy.set({ kind: 'reset' });
        await call;
        await proxy.set({ kind: 'pass' });
        await eventually(async () => (await port.ready()).ready);
      } else await call;
    }
    const sum = Number(await port.get('n'));
    console.info(`${confirmed} confirmed, ${unsure} unsure, the counter says ${sum}`);
    expect(sum).toBeGreaterThanOrEqual(confirmed);
    expect(sum).toBeLessThanOrEqual(confirmed + unsure);
  });
});
