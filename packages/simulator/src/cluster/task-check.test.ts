import { executionId } from '@agentflow/core';
import { node, workflow } from '@agentflow/testkit';
import type { Mutant } from '../mutant.js';
import { CalmCluster } from './calm-cluster.js';

type Effect = 'idempotent' | 'at_most_once';
const HOSTS: { readonly [effect in Effect]: string } = { idempotent: 'idempotent.example', at_most_once: 'once.example' };
const calling = (effect: Effect, ms: number) =>
  workflow([node('pay', 'http', { method: 'POST', url: `https://${HOSTS[effect]}/pay?ms=${ms}` }, { effect })], ['start -> pay -> end']);
async function up(taps?: Mutant['taps']): Promise<CalmCluster> {
  const mutant = taps && { mutant: { name: 'a stream that swallows', breaks: [], taps } };
  const cluster = new CalmCluster({ coordinators: 2, ...mutant });
  cluster.boot();
  await cluster.until(() => cluster.shared());
  return cluster;
}
const missed = ({ nodes }: CalmCluster) =>
  nodes.reduce(
    (sum, { coordinator: { taskCheck } }) => ({
      worker: sum.worker + taskCheck.counts.notWithWorker,
      nobody: sum.nobody + taskCheck.counts.withNobody,
    }),
    { worker: 0, nobody: 0 },
  );

describe('a task that is not where it is believed to be', () => {
  it('goes out again when its worker, which never got it, does not name it', async () => {
    let swallowed = 0;
    const cluster = await up(() => ({ toWorker: (message) => (message.type === 'task' && swallowed++ === 0 ? null : message) }));
    const { execution } = await cluster.answer(cluster.begin(cluster.publish(calling('idempotent', 500))));
    const since = cluster.scheduler.now;
    expect((await cluster.ended(execution.id, 60_000)).status).toBe('completed');
    console.info(`never arrived: ended after ${cluster.scheduler.now - since} ms, ${cluster.ledger.calls.length} call`);
    expect(swallowed).toBeGreaterThan(1);
    expect(missed(cluster)).toEqual({ worker: 1, nobody: 0 });
    expect(cluster.ledger.calls).toHaveLength(1);
  });

  it('goes out again when nobody has it', async () => {
    const cluster = await up();
    const { execution } = await cluster.answer(cluster.begin(cluster.publish(calling('idempotent', 3_000))));
    await cluster.pass(1_000);
    cluster.ownerOf(execution.id)?.coordinator.dispatch.revoke(executionId(execution.id));
    expect((await cluster.ended(execution.id, 60_000)).status).toBe('completed');
    expect(missed(cluster)).toEqual({ worker: 0, nobody: 1 });
    expect(cluster.ledger.byKey.size).toBe(1);
  });

  it('is uncertain where a call that must not be repeated had begun', async () => {
    const cluster = await up();
    const { execution } = await cluster.answer(cluster.begin(cluster.publish(calling('at_most_once', 3_000))));
    await cluster.until(() => cluster.ledger.calls.length === 1);
    cluster.ownerOf(execution.id)?.coordinator.dispatch.revoke(executionId(execution.id));
    await cluster.pass(20_000);
    const view = await cluster.answer(cluster.get(execution.id));
    expect(view.waiting).toMatchObject([{ kind: 'uncertain', path: 'pay' }]);
    expect(missed(cluster)).toEqual({ worker: 0, nobody: 1 });
    expect(cluster.ledger.calls).toHaveLength(1);
  });

  it('is none while all goes well, however long it takes', async () => {
    const cluster = await up();
    const { execution } = await cluster.answer(cluster.begin(cluster.publish(calling('idempotent', 90_000))));
    expect((await cluster.ended(execution.id, 150_000)).status).toBe('completed');
    expect(missed(cluster)).toEqual({ worker: 0, nobody: 0 });
    expect(cluster.ledger.calls).toHaveLength(1);
    expect(cluster.errors).toEqual([]);
  });
});
