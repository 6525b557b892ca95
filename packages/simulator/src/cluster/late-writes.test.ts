import { AppError } from '@agentflow/core';
import { node, workflow } from '@agentflow/testkit';
import { ORG } from '../client/client.js';
import { CalmCluster } from './calm-cluster.js';

const paid = workflow(
  [node('pay', 'http', { method: 'POST', url: 'https://once.example/pay?ms=500' }, { effect: 'at_most_once' })],
  ['start -> pay -> end'],
);
type Append = CalmCluster['executions']['append'];

/** The store refuses the next `count` writes, and answers reads. What it refused first takes effect when `land` is called; `afterTail`: right behind the next look at the log. */
function giveUp(cluster: CalmCluster, count: number): { land(): void; refused: number; landed: number; afterTail: boolean } {
  const { executions } = cluster;
  const [append, tail] = [executions.append.bind(executions), executions.tail.bind(executions)];
  let held: Parameters<Append>[0] | undefined;
  const seen = {
    refused: 0,
    landed: 0,
    afterTail: false,
    land() {
      if (!held) return;
      for (const answer of append(held).values()) if (answer === 'durable') seen.landed++;
      held = undefined;
    },
  };
  executions.append = (commits) => {
    if (seen.refused === count) return append(commits);
    seen.refused++;
    held ??= commits;
    throw new AppError('UNAVAILABLE', 'no answer came in time', {}, { retryAfterSeconds: 1 });
  };
  executions.tail = (...about) => {
    const records = tail(...about);
    if (seen.afterTail) seen.land();
    return records;
  };
  return seen;
}
const request = (digest: string, executionId: string) => ({
  ...{ org: ORG, workflowId: 'w', workflowName: 'w', revision: 1, digest, input: {}, variables: {}, trigger: null },
  ...{ priority: 0, tags: [], trial: false, by: 'test', executionId },
});
async function up(): Promise<CalmCluster> {
  const cluster = new CalmCluster({ coordinators: 2 });
  cluster.boot();
  await cluster.until(() => cluster.shared());
  return cluster;
}

describe('a write that was given up and takes effect late', () => {
  it('is the write that was meant: nothing of it lies in the log that nobody goes on with', async () => {
    const cluster = await up();
    const digest = cluster.publish(paid);
    const seen = giveUp(cluster, 1);
    const id = 'CAME-LATE';
    // One who asks the owner once, and hears of it whatever comes of it.
    const asked = cluster
      .ownerOf(id)
      ?.service.start(request(digest, id))
      .then(
        () => 'taken',
        () => 'refused',
      );
    const said = await cluster.answer(asked as Promise<string>);
    await cluster.pass(1_000);
    seen.land();
    const { execution } = await cluster.answer(cluster.begin(digest, {}, { executionId: id }));
    expect((await cluster.ended(execution.id, 20_000)).status).toBe('completed');
    console.info(
      `${seen.refused} write given up, and took effect a second later; the start was ${said}; calls: ${cluster.ledger.calls.length}`,
    );
    expect(seen).toMatchObject({ refused: 1, landed: 1 });
    expect(said).toBe('taken');
    expect(cluster.ledger.calls).toHaveLength(1);
  });

  it('is kept out, or gone on with, by whoever owns the partition next where the store takes no writes for long', async () => {
    for (const early of [true, false]) {
      const cluster = await up();
      const digest = cluster.publish(paid);
      const seen = giveUp(cluster, 4);
      const begun = cluster.begin(digest, {}, { startKey: { source: 'api', key: 'one' } });
      await cluster.until(() => seen.refused === 4);
      seen.afterTail = early;
      const { execution } = await cluster.answer(begun);
      seen.land();
      expect((await cluster.ended(execution.id, 20_000)).status).toBe('completed');
      const records = cluster.executions.partitions.get(cluster.homeOf(execution.id))?.records ?? [];
      const first = records.findIndex(({ record }) => record.kind === 'commit');
      console.info(
        `landed ${early ? 'before' : 'after'} the partition was claimed again: ${records.map(({ record }) => record.kind).join(' ')}`,
      );
      expect(records.slice(early ? first : 0, first + 1 + Number(early)).map(({ record }) => record.kind)).toEqual(
        early ? ['commit', 'epoch'] : ['epoch', 'epoch', 'commit'],
      );
      expect(cluster.ledger.calls).toHaveLength(1);
    }
  });
});
