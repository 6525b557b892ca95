import { node, workflow } from '@agentflow/testkit';
import type { LiveFrame } from '@agentflow/core';
import { ORG } from '../client/client.js';
import { CalmCluster } from './calm-cluster.js';

const post = (id: string, ms: number) =>
  node(id, 'http', { method: 'POST', url: `https://idempotent.example/${id}?ms=${ms}` }, { effect: 'idempotent' });
const child = workflow([post('work', 400)], ['start -> work -> end']);
const parent = workflow(
  [
    node('one', 'subflow', { workflow: 'child', input: { n: 1 } }),
    node('two', 'subflow', { workflow: 'child', input: { n: 2 } }),
    node('three', 'subflow', { workflow: 'child', input: { n: 3 } }),
    node('key', 'set', { values: { a: 1 } }, { mutex: "'printer'" }),
    node('join', 'join', {}),
  ],
  ['start -> one -> join', 'start -> two -> join', 'start -> three -> join -> key -> end'],
);

async function up(settings: object): Promise<CalmCluster> {
  const cluster = new CalmCluster(settings);
  cluster.boot();
  await cluster.until(() => cluster.shared());
  const digest = cluster.publish(child);
  cluster.releases.set('child', { workflowId: 'child', workflowName: 'child', revision: 1, digest });
  return cluster;
}

describe('messages between executions of different owners', () => {
  it('arrive, each once, while owners die and hang', async () => {
    const cluster = await up({ coordinators: 3 });
    const digest = cluster.publish(parent);
    const ids: string[] = [];
    let killed = 0;
    for (let round = 0; round < 12; round++) {
      for (let n = 0; n < 4; n++) ids.push((await cluster.answer(cluster.begin(digest))).execution.id);
      await cluster.pass(150 + 37 * round);
      const victim = cluster.nodes[round % cluster.nodes.length] as (typeof cluster.nodes)[number];
      if (round % 3 === 2) cluster.pauseNode(victim, 5_000);
      else {
        cluster.killNode(victim);
        killed++;
        cluster.bootNode();
      }
    }
    const statuses = new Set<string>();
    for (const id of ids) statuses.add((await cluster.ended(id)).status);
    const between = [...cluster.executions.executions.values()].flat().flatMap(({ record }) => {
      if (record.kind !== 'commit') return [];
      return record.messages.filter(
        ({ to }) => cluster.partitionOwners(record.partition).at(-1) !== cluster.partitionOwners(cluster.homeOf(to)).at(-1),
      );
    }).length;
    const children = [...cluster.executions.executions.keys()].filter((id) => id.startsWith('C'));
    console.info(
      `${ids.length} executions with ${children.length} subflows, ${killed} owners killed and ${cluster.seen.paused} stopped; ${cluster.delivered} messages handed from owner to owner (${between} of all have another owner now); calls ${cluster.ledger.calls.length} under ${cluster.ledger.byKey.size} keys`,
    );
    expect([...statuses]).toEqual(['completed']);
    expect(children).toHaveLength(3 * ids.length);
    expect(cluster.ledger.byKey.size).toBe(3 * ids.length);
    expect(cluster.delivered).toBeGreaterThan(100);
    expect(cluster.errors).toEqual([]);
  }, 60_000);

  it('go to another domain through the bus, in both directions, and survive its owners and a bus that is away', async () => {
    const cluster = await up({ coordinators: 2, domains: ['master'] });
    cluster.members.nameDomains(['research']);
    for (let n = 0; n < 2; n++) cluster.bootNode(['research']);
    const research = cluster.nodes.slice(2);
    await cluster.until(() => cluster.shared('research', research));
    const digest = cluster.publish(
      workflow(
        [post('here', 100), { ...post('there', 300), domain: 'research' }, post('back', 100)],
        ['start -> here -> there -> back -> end'],
      ),
    );
    const ids: string[] = [];
    for (let n = 0; n < 10; n++) ids.push((await cluster.answer(cluster.begin(digest))).execution.id);
    await cluster.pass(300);
    // The bus is away for a minute: starts go on, delegations catch up.
    cluster.busAway(60_000);
    for (let n = 0; n < 10; n++) ids.push((await cluster.answer(cluster.begin(digest))).execution.id);
    await cluster.pass(5_000);
    cluster.killNode(research[0] as (typeof research)[number]);
    cluster.killNode(cluster.nodes[0] as (typeof research)[number]);
    cluster.bootNode(['master']);
    await cluster.pass(60_000);
    const statuses = new Set<string>();
    for (const id of ids) statuses.add((await cluster.ended(id)).status);
    const topics = [...cluster.bus.topics]
      .map(([name, messages]) => `${name}: ${messages.length}`)
      .filter((text) => text.includes('commands'));
    console.info(
      `${ids.length} executions, ${topics.join(', ')}; calls ${cluster.ledger.calls.length} under ${cluster.ledger.byKey.size} keys`,
    );
    expect([...statuses]).toEqual(['completed']);
    expect(cluster.ledger.byKey.size).toBe(3 * ids.length);
    expect(topics).toHaveLength(2);
    expect(cluster.errors).toEqual([]);
  }, 60_000);
});

describe('callers that know no owners', () => {
  it('are answered while every coordinator is restarted, three times over: no start fails, none is made twice', async () => {
    const cluster = await up({ coordinators: 3 });
    const digest = cluster.publish(workflow([node('note', 'set', { values: { n: '{{ input.n }}' } })], ['start -> note -> end']));
    const started: string[] = [];
    const failed: string[] = [];
    let over = false;
    let open = 0;
    const client = async (): Promise<void> => {
      open++;
      for (let n = 0; !over; n++) {
        const sent = cluster.begin(digest, { n }, n % 2 === 0 ? { waitMs: 1_000 } : {});
        await sent.then(
          ({ execution }) => started.push(execution.id),
          (error: unknown) => failed.push(String(error)),
        );
        await new Promise<void>((resolve) => cluster.clock.after(40, resolve));
      }
      open--;
    };
    for (let n = 0; n < 3; n++) void client();
    for (let round = 0; round < 9; round++) {
      await cluster.pass(400);
      await cluster.answer(cluster.stopNode(cluster.nodes[0] as (typeof cluster.nodes)[number]));
      cluster.bootNode();
      await cluster.until(() => cluster.shared());
    }
    over = true;
    await cluster.until(() => open === 0);
    const inLog = [...cluster.executions.executions.keys()];
    console.info(
      `${started.length} starts during 9 restarts, ${failed.length} failed, ${inLog.length} executions in the log, ${cluster.moves()} moves of partitions`,
    );
    expect(failed).toEqual([]);
    expect(new Set(started).size).toBe(started.length);
    expect(inLog.length).toBe(started.length);
    expect(cluster.errors).toEqual([]);
  }, 60_000);

  it('wait for the end of what they started while its owner changes, and are one start', async () => {
    const cluster = new CalmCluster({ coordinators: 2 });
    cluster.boot();
    await cluster.until(() => cluster.shared());
    const digest = cluster.publish(workflow([node('rest', 'wait', { seconds: 6 })], ['start -> rest -> end']));
    const started = cluster.router.executions.start({
      ...{ org: ORG, workflowId: 'w', workflowName: 'w', revision: 1, digest, input: {}, variables: {}, trigger: null },
      ...{ priority: 0, tags: [], trial: false, by: 'test', waitMs: 20_000 },
    });
    await cluster.pass(2_000);
    const id = [...cluster.executions.executions.keys()][0] as string;
    await cluster.answer(cluster.stopNode(cluster.ownerOf(id) as (typeof cluster.nodes)[number]));
    const { execution, created } = await cluster.answer(started);
    expect({ id: execution.id, status: execution.status, created }).toEqual({ id, status: 'completed', created: true });
    const records = cluster.executions.partitions.get(cluster.homeOf(id))?.records ?? [];
    // The first owner's, one commit; the next one's, the rest. Somebody who took it for new would have lost the partition over it.
    expect(records.map(({ record }) => record.kind).join(' ')).toBe('epoch commit epoch commit');
    expect(cluster.errors).toEqual([]);
  });

  it('watch an execution across its owners without a gap or a repeat', async () => {
    const cluster = await up({ coordinators: 3 });
    const names = Array.from({ length: 12 }, (_, n) => `n${n}`);
    const digest = cluster.publish(
      workflow(
        names.map((name) => post(name, 700)),
        [['start', ...names, 'end'].join(' -> ')],
      ),
    );
    const { execution } = await cluster.answer(cluster.begin(digest));
    const watch = async (): Promise<LiveFrame[]> => {
      const frames: LiveFrame[] = [];
      const signal = new AbortController().signal;
      for await (const frame of cluster.router.executions.watch({ org: ORG, executionId: execution.id, fromSeq: 1, signal }))
        frames.push(frame);
      return frames;
    };
    const live = watch();
    let [killed, stopped] = [0, 0];
    for (let n = 0; n < 2; n++) {
      await cluster.pass(1_000);
      cluster.killNode(cluster.ownerOf(execution.id) as (typeof cluster.nodes)[number]);
      killed++;
      cluster.bootNode();
      await cluster.until(() => cluster.shared() && cluster.ownerOf(execution.id) !== undefined);
      await cluster.pass(1_000);
      const owner = cluster.ownerOf(execution.id) as (typeof cluster.nodes)[number];
      await cluster.answer(cluster.stopNode(owner));
      stopped++;
      cluster.bootNode();
      await cluster.until(() => cluster.shared());
    }
    const told = (await cluster.answer(live)).filter(({ id }) => id !== undefined);
    const calm = (await cluster.answer(watch())).filter(({ id }) => id !== undefined);
    console.info(`${told.length} frames over ${killed} owners killed and ${stopped} ended`);
    expect(told).toEqual(calm);
    expect(told.at(-1)?.type).toBe('execution_completed');
    expect(cluster.errors).toEqual([]);
  }, 60_000);
});
