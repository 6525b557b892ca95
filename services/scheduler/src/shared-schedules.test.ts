import { AppError } from '@agentflow/core';
import { createLocalKeyValue } from '@agentflow/adapters';
import type { KeyValue } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { createMemoryDocuments } from './testing/memory-documents.js';
import { createStarts, createWorld, ORG, turn, type World } from './testing/world.js';

const MINUTE = 60_000;
const EVERY_MINUTE = [{ id: 'tick', type: 'schedule', config: { cron: '* * * * *', timeZone: 'UTC' } }];

/** Two schedulers on the same documents, hints and orchestrator. */
function createPair(hints?: KeyValue) {
  const fake = createFakeClock(Date.parse('2026-11-21T10:00:30Z'));
  const keyValue = hints ?? createLocalKeyValue(fake);
  const shared = { fake, keyValue, documents: createMemoryDocuments(), starts: createStarts() };
  return { a: createWorld(shared), b: createWorld(shared), ...shared };
}
const started = ({ starts }: Pick<World, 'starts'>): string[] =>
  starts.created.map(({ workflowId, startKey }) => `${workflowId} ${startKey!.key}`);

describe('schedulers that share schedules', () => {
  it('attend to each instant once between them', async () => {
    const { a, b, starts } = createPair();
    for (let i = 0; i < 200; i++) await a.sync(EVERY_MINUTE, `wf${i}`);
    await a.lifecycle.start();
    await b.lifecycle.start();
    for (let minute = 0; minute < 3; minute++) await a.pass(MINUTE, 5_000);
    expect(new Set(started(a)).size).toBe(600);
    console.log(`instants: 600, starts asked for: ${starts.requests.length}`);
    expect(starts.requests.length).toBe(600);
    await Promise.all([a.lifecycle.stop(), b.lifecycle.stop()]);
  });

  it('take over what another had begun and died at, late and once', async () => {
    const { a, b, keyValue } = createPair();
    await a.sync(EVERY_MINUTE);
    await b.lifecycle.start();
    await a.pass(25_000, 5_000);
    await keyValue.set(`${ORG}/schedule/wf.tick`, 'one that died', { ttlMs: 10_000 }); // claimed at 10:00:55
    await a.pass(6_000, 1_000);
    expect(started(a)).toEqual([]);
    await a.pass(15_000, 1_000);
    expect(started(a)).toEqual(['wf 2026-11-21T10:01:00.000Z']);
    await b.lifecycle.stop();
  });

  it('plan what another was told of, and forget what it was told is gone', async () => {
    const { a, b } = createPair();
    await a.lifecycle.start();
    await b.lifecycle.start();
    await a.sync(EVERY_MINUTE);
    await a.lifecycle.stop(); // only b is left
    await b.pass(MINUTE, 5_000);
    expect(started(b)).toEqual(['wf 2026-11-21T10:01:00.000Z']);
    await a.sync([], 'wf', null);
    await b.pass(2 * MINUTE, 5_000);
    expect(started(b)).toHaveLength(1);
    await b.lifecycle.stop();
  });

  it('all act while there are no hints, and still each instant starts one execution', async () => {
    const away = (): Promise<never> => Promise.reject(new AppError('UNAVAILABLE', 'the hints are away'));
    const { a, b, starts } = createPair({ get: async () => null, set: away, compareAndSet: away, delete: away, increment: away });
    await a.sync(EVERY_MINUTE);
    await a.lifecycle.start();
    await b.lifecycle.start();
    await a.pass(3 * MINUTE, 5_000);
    await turn();
    expect(started(a)).toEqual(['10:01', '10:02', '10:03'].map((time) => `wf 2026-11-21T${time}:00.000Z`));
    expect(starts.requests.length).toBeGreaterThan(3);
    await Promise.all([a.lifecycle.stop(), b.lifecycle.stop()]);
  });
});
