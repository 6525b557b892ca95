import { node, workflow } from '@agentflow/testkit';
import { CalmCluster } from './calm-cluster.js';

const call = (id: string, effect: 'idempotent' | 'at_most_once' | 'at_least_once', ms: number) =>
  node(
    id,
    'http',
    {
      method: 'POST',
      url: `https://${effect === 'at_most_once' ? 'once' : effect === 'idempotent' ? 'idempotent' : 'repeatable'}.example/${id}?ms=${ms}`,
    },
    { effect },
  );
/** Two calls that take a while, one after the other. */
const slow = workflow([call('first', 'idempotent', 3_000), call('second', 'at_least_once', 3_000)], ['start -> first -> second -> end']);
const once = workflow([call('pay', 'at_most_once', 4_000)], ['start -> pay -> end']);

async function begin(cluster: CalmCluster, digest: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await cluster.answer(cluster.begin(digest, { n }))).execution.id);
  return ids;
}
async function up(coordinators: number, more: object = {}): Promise<CalmCluster> {
  const cluster = new CalmCluster({ coordinators, ...more });
  cluster.boot();
  await cluster.until(() => cluster.shared());
  return cluster;
}
/** Calls that reached the outside, and how many keys they had. */
const calls = ({ ledger }: CalmCluster) => ({ made: ledger.calls.length, keys: ledger.byKey.size });

/** All that is in the logs, in the order in which it came there. */
const commits = ({ executions }: CalmCluster) =>
  [...executions.partitions.values()]
    .flatMap(({ records }) =>
      records.flatMap(({ record, step }) => (record.kind === 'commit' ? [{ step, executionId: record.executionId }] : [])),
    )
    .sort((a, b) => a.step - b.step);

describe('ownership of partitions', () => {
  it('is shared out evenly as members join and leave, without a time-out, and what runs at workers runs on', async () => {
    const cluster = await up(2);
    expect(Object.values(cluster.shares())).toEqual([32, 32]);
    const digest = cluster.publish(slow);
    const ids = await begin(cluster, digest, 24);
    await cluster.pass(1_000);
    const third = cluster.bootNode();
    const joined = await cluster.until(() => cluster.shared(), 5_000);
    const moves = cluster.moves();
    const leaving = cluster.nodes[0] as (typeof cluster.nodes)[number];
    const stopped = cluster.stopNode(leaving);
    const staying = cluster.nodes.filter((other) => other !== leaving);
    // It says that it leaves first, and serves on until the others must have seen it.
    await cluster.until(() => leaving.coordinator.log.owned().length === 0, 5_000);
    const left = await cluster.until(() => cluster.shared('master', staying), 5_000);
    await cluster.answer(stopped);
    for (const id of ids) expect((await cluster.ended(id)).status).toBe('completed');
    console.info(
      `joined after ${joined} ms, ${moves} partitions moved; left: taken over ${left} ms after it let go; ${ids.length} executions, calls ${JSON.stringify(calls(cluster))}; ${third.owner.name} owns ${cluster.shares()[third.owner.name]}`,
    );
    // A lease is three seconds: nobody waited for one, but for the next look at the members and its claim.
    expect(left).toBeLessThan(400);
    expect(joined).toBeLessThan(1_500);
    expect(calls(cluster)).toEqual({ made: 48, keys: 48 });
    expect(cluster.errors).toEqual([]);
  });

  it('goes over when an owner dies: within five seconds, and no call that its workers were at is made again', async () => {
    const cluster = await up(3);
    const digest = cluster.publish(slow);
    const times: number[] = [];
    let executions = 0;
    for (let round = 0; round < 5; round++) {
      const ids = await begin(cluster, digest, 9);
      executions += ids.length;
      await cluster.pass(500);
      cluster.killNode(cluster.nodes[round % 3] as (typeof cluster.nodes)[number]);
      times.push(await cluster.until(() => cluster.shared(), 10_000));
      for (const id of ids) expect((await cluster.ended(id)).status).toBe('completed');
      cluster.bootNode();
      await cluster.until(() => cluster.shared());
    }
    console.info(
      `${executions} executions, 5 owners killed, all taken over after ${times.join(', ')} ms; calls ${JSON.stringify(calls(cluster))}, moves ${cluster.moves()}`,
    );
    expect(Math.max(...times)).toBeLessThan(5_000);
    expect(calls(cluster)).toEqual({ made: 2 * executions, keys: 2 * executions });
    expect(cluster.errors).toEqual([]);
  });

  it('lets an owner that was stopped for three lease times do nothing once it is another’s: 50 times', async () => {
    const cluster = await up(3);
    const digest = cluster.publish(slow);
    const ids: string[] = [];
    for (let round = 0; round < 50; round++) {
      ids.push(...(await begin(cluster, digest, 2)));
      const before = { moves: cluster.moves(), commits: commits(cluster).length };
      const starting = cluster.begin(digest, { n: round });
      // It is stopped with the store's answer on its way to it: what the answer allows for is the first thing that it would do when it goes on.
      await cluster.until(() => commits(cluster).length > before.commits);
      cluster.pauseNode(cluster.ownerOf(commits(cluster).at(-1)?.executionId ?? '') as (typeof cluster.nodes)[number], 9_000);
      await cluster.pass(9_000);
      expect(cluster.moves()).toBeGreaterThan(before.moves);
      ids.push((await cluster.answer(starting)).execution.id);
      await cluster.until(() => cluster.shared(), 10_000);
    }
    for (const id of ids) expect((await cluster.ended(id)).status).toBe('completed');
    let stale = 0;
    for (const { records } of cluster.executions.partitions.values()) {
      let epoch = 0;
      for (const { record } of records) {
        if (record.kind === 'epoch') epoch = record.epoch;
        else if (record.epoch !== epoch) stale++;
      }
    }
    console.info(
      `${cluster.seen.paused} stops, ${ids.length} executions, ${cluster.dispatches.length} tasks sent, ${cluster.moves()} moves; stale commits ${stale}, stale tasks ${cluster.seen.staleDispatches}; calls ${JSON.stringify(calls(cluster))}`,
    );
    expect({ stale, dispatches: cluster.seen.staleDispatches }).toEqual({ stale: 0, dispatches: 0 });
    expect(calls(cluster).keys).toBe(2 * ids.length);
    expect(cluster.errors).toEqual([]);
  }, 60_000);

  it('has a call that must not be repeated go on at its worker, and made uncertain where the worker is gone, too', async () => {
    const cluster = await up(3, { runtimes: 2 });
    const digest = cluster.publish(once);
    const ids = await begin(cluster, digest, 12);
    // Each has begun its call.
    await cluster.until(() => cluster.ledger.calls.length === ids.length);
    cluster.killNode(cluster.nodes[0] as (typeof cluster.nodes)[number]);
    cluster.crash('worker');
    await cluster.until(() => cluster.shared(), 10_000);
    await cluster.pass(8_000);
    const ends: Record<string, number> = {};
    for (const id of ids) {
      const view = await cluster.answer(cluster.get(id));
      const state = view.status === 'completed' ? 'completed' : `${view.waiting[0]?.kind}`;
      ends[state] = (ends[state] ?? 0) + 1;
    }
    console.info(
      `${ids.length} calls under way, one owner and one of two workers killed: ${JSON.stringify(ends)}; calls made ${cluster.ledger.calls.length}`,
    );
    expect(cluster.ledger.calls).toHaveLength(ids.length);
    expect(ends['completed']).toBeGreaterThan(0);
    expect(ends['uncertain']).toBeGreaterThan(0);
    expect((ends['completed'] ?? 0) + (ends['uncertain'] ?? 0)).toBe(ids.length);
    expect(cluster.errors).toEqual([]);
  });
});
