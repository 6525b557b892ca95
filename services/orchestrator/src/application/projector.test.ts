import { executionId, orgId, partitionId, type Commit, type ExecutionHead } from '@agentflow/core';
import type { EventBus, ExecutionStore } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { createProjector } from './projector.js';
import { createRelay } from './relay.js';

const partition = partitionId('master', 1);
const ended = (position: number): [Commit, ExecutionHead] => {
  const id = executionId(`x${position}`);
  const commit = {
    org: orgId('default'),
    executionId: id,
    version: 1,
    partition,
    position,
    epoch: 1,
    commitId: `c${position}`,
    at: 5,
    causes: [],
    messages: [],
    wakeAt: null,
  } as const;
  const head = {
    org: orgId('default'),
    executionId: id,
    digest: 'sha256:d',
    workflowId: 'w',
    createdAt: 1,
    usage: { inputTokens: 0, outputTokens: 0, cost: '0' },
    trial: false,
  };
  return [{ ...commit, events: [{ type: 'ExecutionCompleted', output: { value: 1 }, seq: 3 }] }, head as unknown as ExecutionHead];
};
const turns = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
};

describe('the rows of the projection', () => {
  it('are written while the bus is away, and the cursors follow once it is back', async () => {
    const clock = createFakeClock();
    let away = true;
    const bus = { publish: async () => (away ? Promise.reject(new Error('the bus is down')) : undefined) } as unknown as EventBus;
    const rows: string[] = [];
    const projected: number[] = [];
    const store = {
      project: async (heads: readonly ExecutionHead[], cursors: ReadonlyMap<string, number>) => {
        rows.push(...heads.map((head) => head.executionId));
        projected.push(...cursors.values());
      },
    } as unknown as ExecutionStore;
    const relay = createRelay(bus, clock, () => undefined);
    const projector = createProjector(store, clock, relay.settled, (error) => expect(error).toBeUndefined());
    const pass = async (ms: number): Promise<void> => {
      for (let done = 0; done < ms; done += 50) {
        await clock.advance(50);
        await turns();
      }
    };
    for (const position of [1, 2, 3]) {
      const [commit, head] = ended(position);
      relay.note(commit, head);
      projector.note(commit, head);
      await pass(1_000);
      expect([position, rows.length, projected]).toEqual([position, position, []]);
    }
    away = false;
    await pass(3_000);
    expect([rows.length, projected, relay.backlog]).toEqual([3, [3], 0]);
  });
});
describe('the cursors of the projection', () => {
  it('never pass what has been published, so that a crash loses no public event', async () => {
    const clock = createFakeClock();
    const published: number[] = [];
    const projected: number[] = [];
    const onTheWay: (() => void)[] = [];
    let fail = true;
    const bus = {
      publish: async (_topic: string, messages: readonly unknown[]) => {
        await new Promise<void>((resolve) => onTheWay.push(resolve));
        if (fail) throw new Error('the bus is down');
        published.push(messages.length);
      },
    } as unknown as EventBus;
    const store = {
      project: async (_heads: unknown, cursors: ReadonlyMap<string, number>) => void projected.push(...cursors.values()),
    } as unknown as ExecutionStore;
    const faults: unknown[] = [];
    const relay = createRelay(bus, clock, (error) => faults.push(error));
    const projector = createProjector(store, clock, relay.settled, (error) => faults.push(error));
    const note = (position: number): void => {
      const [commit, head] = ended(position);
      relay.note(commit, head);
      projector.note(commit, head);
    };
    const release = async (): Promise<void> => {
      for (const go of onTheWay.splice(0)) go();
      await turns();
    };
    note(1);
    await clock.advance(200);
    await turns();
    await release();
    expect([faults.length, published, projected]).toEqual([1, [], []]);
    note(2);
    fail = false;
    await clock.advance(1_000);
    await turns();
    note(3);
    expect(projected).toEqual([]);
    await release();
    await clock.advance(200);
    await turns();
    expect([published, projected.every((position) => position <= 2)]).toEqual([[2], true]);
    await release();
    await clock.advance(200);
    await turns();
    await release();
    await clock.advance(1_000);
    await turns();
    await projector.settled();
    expect([published.reduce((a, b) => a + b), projected.at(-1)]).toEqual([3, 3]);
  });
});
