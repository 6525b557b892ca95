import { executionId, orgId, partitionId, type Commit, type ExecutionHead, type PartitionId } from '@agentflow/core';
import type { BusMessage, LogRecord } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { createRelay, type RelayLog } from './relay.js';

const ORG = orgId('default');
const [P0, P1, P2] = [0, 1, 2].map((index) => partitionId('master', index)) as [PartitionId, PartitionId, PartitionId];
const headOf = ({ executionId: id }: Commit): ExecutionHead =>
  ({
    ...{ org: ORG, executionId: id, digest: 'sha256:d', workflowId: 'w', createdAt: 1, trial: false },
    usage: { inputTokens: 0, outputTokens: 0, cost: '0' },
  }) as unknown as ExecutionHead;
/** `events` model calls of an execution of this partition. */
const commitAt = (partition: PartitionId, position: number, events = 1, text = ''): Commit => ({
  ...{ org: ORG, executionId: executionId(`x${partition}`), version: position, partition, position, epoch: 1, commitId: `c${position}` },
  ...{ at: 5, causes: [], messages: [], wakeAt: null },
  events: Array.from({ length: events }, (_, n) => ({
    ...{
      type: 'EventEmitted' as const,
      path: 'tell',
      eventType: 'com.example.told',
      data: { value: `${partition} ${position}.${n}${text}` },
    },
    seq: position * 10 + n,
  })) as unknown as Commit['events'],
});
async function turns(): Promise<void> {
  for (let i = 0; i < 12; i++) await new Promise(setImmediate);
}
function open(most = { messages: 20, characters: 1_000_000 }) {
  const clock = createFakeClock();
  const logs = new Map<PartitionId, LogRecord[]>();
  const bus = { away: true, tries: 0, told: [] as string[], largest: 0 };
  const log: RelayLog & { reads: number; fails: boolean } = {
    reads: 0,
    fails: false,
    async tail(partition, position, limit) {
      log.reads++;
      if (log.fails) throw new Error('the store is away');
      return (logs.get(partition) ?? []).filter((record) => record.position > position).slice(0, limit);
    },
    headOf: async (commit) => headOf(commit),
  };
  const publish = async (_topic: string, messages: readonly BusMessage[]): Promise<void> => {
    bus.tries++;
    await new Promise(setImmediate);
    if (bus.away) throw new Error('the bus is away');
    bus.largest = Math.max(bus.largest, messages.length);
    bus.told.push(...messages.map(({ value }) => (JSON.parse(value) as { data: string }).data));
  };
  const relay = createRelay({ publish }, clock, () => undefined, log, most);
  const append = (commit: Commit): void => {
    const { partition } = commit;
    logs.set(partition, [...(logs.get(partition) ?? []), { kind: 'commit', ...commit }]);
    relay.note(commit, headOf(commit));
  };
  const pass = async (ms: number): Promise<void> => {
    for (let done = 0; done < ms; done += 50) {
      clock.advance(50);
      await turns();
    }
  };
  return { relay, bus, log, logs, append, pass, clock };
}
const toldOf = (told: readonly string[], partition: PartitionId): string[] => told.filter((text) => text.startsWith(`${partition} `));

describe('public events while the bus is away for long', () => {
  it('take a bounded room in memory, and are all published in their order when it is back, more coming meanwhile', async () => {
    const { relay, bus, log, append, pass } = open();
    const partitions = [P0, P1, P2];
    let position = 0;
    let settled = false;
    for (; position < 100; position++) for (const partition of partitions) append(commitAt(partition, position + 1));
    void relay.settled().then(() => (settled = true));
    await pass(5_000);
    const [backlog, inLog] = [relay.backlog, relay.inLog];
    expect([backlog, backlog - inLog]).toEqual([300, 20]);
    expect(relay.delayMs).toBeGreaterThanOrEqual(4_900);
    expect([log.reads, bus.told, settled]).toEqual([0, [], false]);
    bus.away = false;
    let mostKept = 0;
    for (; position < 130; position++) {
      for (const partition of partitions) append(commitAt(partition, position + 1));
      await pass(100);
      mostKept = Math.max(mostKept, relay.backlog - relay.inLog);
    }
    await pass(10_000);
    console.info(
      `${backlog} events while away, ${backlog - inLog} of them in memory; ${bus.told.length} published, at most ${mostKept} in memory, ${log.reads} reads of the log`,
    );
    for (const partition of partitions)
      expect(toldOf(bus.told, partition)).toEqual(Array.from({ length: 130 }, (_, n) => `${partition} ${n + 1}.0`));
    expect([relay.backlog, relay.inLog, relay.delayMs, settled]).toEqual([0, 0, 0, true]);
    expect(mostKept).toBeLessThanOrEqual(20);
  });
  it('count by their size, too', async () => {
    const { relay, bus, append, pass } = open({ messages: 1_000, characters: 10_000 });
    for (let position = 1; position <= 50; position++) append(commitAt(P0, position, 1, 'x'.repeat(1_000)));
    expect(relay.backlog - relay.inLog).toBeLessThan(10);
    bus.away = false;
    await pass(3_000);
    expect(bus.told).toHaveLength(50);
    expect(relay.backlog).toBe(0);
  });
  it('are read again after a store that was away as well, without a gap or a repeat', async () => {
    const { relay, bus, log, append, pass } = open();
    for (let position = 1; position <= 60; position++) append(commitAt(P0, position, 2));
    bus.away = false;
    log.fails = true;
    await pass(3_000);
    expect(bus.told).toHaveLength(20);
    log.fails = false;
    await pass(3_000);
    expect(bus.told).toEqual(Array.from({ length: 120 }, (_, n) => `${P0} ${Math.floor(n / 2) + 1}.${n % 2}`));
    expect(relay.backlog).toBe(0);
  });
  it('of a partition that has another owner are left to that one', async () => {
    const { relay, bus, append, pass } = open();
    for (let position = 1; position <= 30; position++) for (const partition of [P0, P1]) append(commitAt(partition, position));
    relay.drop(P0);
    const settled = relay.settled();
    bus.away = false;
    await pass(3_000);
    await settled;
    expect(toldOf(bus.told, P1)).toHaveLength(30);
    expect(toldOf(bus.told, P0)).toHaveLength(10);
    expect(relay.backlog).toBe(0);
  });
});
