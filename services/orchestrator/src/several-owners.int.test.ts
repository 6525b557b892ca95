import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createGrpcWorkerConnector,
  createGrpcWorkerListener,
  createIdSource,
  createSystemClock,
  openEmbeddedStores,
  type EmbeddedStores,
} from '@agentflow/adapters';
import { definitionDigest, MASTER_DOMAIN, type LiveFrame, type Task } from '@agentflow/core';
import { COLLECTIONS, type FrozenDocument, type Member, type Membership, type WorkerEnd } from '@agentflow/ports';
import { createExecutionRouter, createPlanSource, grpcDefinition, serveGrpc, silentLogger, withDelegated } from '@agentflow/service-kit';
import { chain, createTestCatalog, node, workflow } from '@agentflow/testkit';
import { composeRecovery } from './compose-recovery.js';
import { composeOrchestrator } from './compose.js';
import { orchestratorConfig } from './config.js';
import { ORG } from './testing/start-orchestrator.js';

const clock = createSystemClock();
const ids = createIdSource();
const logger = silentLogger();

/** Orchestrators with doors of gRPC over one store: what processes are to each other, but for their memory. */
describe('several orchestrators', () => {
  let dataDir: string;
  let stores: EmbeddedStores;
  const members = new Map<string, Member>();
  const nodes = new Map<string, Awaited<ReturnType<typeof up>>>();
  const faults: string[] = [];
  const membership: Membership = {
    beat: async () => undefined,
    leave: async (id) => void members.delete(id),
    members: async () => [...members.values()].map((member) => ({ ...member, seenMsAgo: 0 })),
    owners: async (domain) =>
      [...nodes.values()]
        .flatMap(({ orchestrator }) => orchestrator.coordinator.log.owned())
        .filter(({ partition }) => partition.startsWith(`${domain}/`))
        .map((row) => ({ ...row, leftMs: 1_000 })),
    domains: async () => [],
    nameDomains: async () => undefined,
  };
  const router = createExecutionRouter({ membership, clock, ids, startKeySecret: 'test' });

  async function up(name: string, domains: readonly string[] = [MASTER_DOMAIN]) {
    const workers = createGrpcWorkerListener();
    const plans = createPlanSource({ documents: stores.documents, nodes: createTestCatalog() });
    const onFault = (error: unknown, about: string): void => void faults.push(`${name} ${about}: ${String(error)}`);
    const parts = { store: stores.executions, objects: stores.objects, plans, clock, ids, onFault };
    const orchestrator = composeOrchestrator({
      ...parts,
      config: orchestratorConfig.parse({}),
      bus: stores.bus,
      workers,
      startKeySecret: 'test',
      ownership: { membership, self: name, domains },
    });
    const recovery = composeRecovery({ ...parts, coordinator: orchestrator.coordinator, documents: stores.documents });
    const grpc = serveGrpc({
      services: { execution: orchestrator.service, recovery: recovery.service, coordination: orchestrator.coordination },
      workers: workers.handlers,
      ...{ host: '127.0.0.1', port: 0, logger },
    });
    await grpc.start();
    const told = {
      service: 'orchestrator',
      httpUrl: '',
      domains,
      version: '',
      startedAt: clock.now(),
      figures: {},
    } as const;
    members.set(name, { ...told, id: name, address: grpc.address(), leaving: false });
    await orchestrator.lifecycle.start();
    return { orchestrator, grpc, name };
  }
  async function start(name: string, domains?: readonly string[]) {
    const one = await up(name, domains);
    nodes.set(name, one);
    return one;
  }
  async function stop(name: string): Promise<void> {
    const one = nodes.get(name);
    members.set(name, { ...(members.get(name) as Member), leaving: true });
    await one?.orchestrator.lifecycle.stop();
    nodes.delete(name);
    members.delete(name);
    await one?.grpc.stop();
  }
  /** A worker of one orchestrator that answers what it is told to, when it is. */
  async function work(name: string, answer: (task: Task, end: WorkerEnd) => void) {
    const connector = createGrpcWorkerConnector({
      definition: () => grpcDefinition('worker'),
      address: nodes.get(name)?.grpc.address() ?? '',
    });
    const end = await connector.connect();
    end.onMessage((message) => message.type === 'task' && answer(message.task, end));
    end.send({ type: 'hello', worker: name, capabilities: [], running: [], unacked: [] });
    end.send({ type: 'grant', slots: 100 });
    return { end, close: () => (end.close(), connector.close()) };
  }
  async function publish(definition: Parameters<typeof definitionDigest>[0]): Promise<string> {
    const digest = definitionDigest(definition);
    await stores.documents.put<FrozenDocument>(ORG, COLLECTIONS.frozen, digest, { workflowId: 'w', definition, pins: { subflows: {} } });
    return digest;
  }
  const begin = (digest: string, more: object = {}) =>
    router.executions.start({
      ...{ org: ORG, workflowId: 'w', workflowName: 'w', revision: 1, digest, input: {}, variables: {}, trigger: null },
      ...{ priority: 0, tags: [], trial: false, by: 'test' },
      ...more,
    });
  const shared = async (): Promise<void> => {
    const even = (): boolean => {
      const counts = [...nodes.values()].map(({ orchestrator }) => orchestrator.coordinator.log.owned().length);
      return counts.reduce((sum, count) => sum + count, 0) === 64 && Math.max(...counts) - Math.min(...counts) <= 1;
    };
    while (!even()) await new Promise<void>((resolve) => clock.after(20, resolve));
  };
  const ownerOf = (id: string) =>
    [...nodes.values()].find(({ orchestrator: { coordinator } }) => coordinator.log.owns(coordinator.homeOf(id as never)));

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'agentflow-owners-'));
    stores = await openEmbeddedStores({ dataDir, durability: 'sync', clock, ids });
    await Promise.all([start('a'), start('b')]);
    await shared();
  });
  afterAll(async () => {
    router.close();
    for (const name of [...nodes.keys()]) await stop(name);
    await stores.close();
    await rm(dataDir, { recursive: true });
  });

  it('share what there is, start what callers ask for, and refuse what is another’s', async () => {
    const digest = await publish(workflow([node('note', 'set', { values: { a: 1 } })], ['start -> note -> end']));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        begin(digest, { waitMs: 5_000, ...(n % 4 === 0 && { startKey: { source: 's', key: `k${n >> 3}` } }) }),
      ),
    );
    expect(new Set(answers.map(({ execution }) => execution.status))).toEqual(new Set(['completed']));
    const owners = new Set(answers.map(({ execution }) => ownerOf(execution.id)?.name));
    expect(owners).toEqual(new Set(['a', 'b']));
    expect(answers.filter(({ created }) => !created)).toHaveLength(5);
    const foreign = answers.find(({ execution }) => ownerOf(execution.id)?.name === 'b')?.execution.id ?? '';
    await expect(nodes.get('a')?.orchestrator.service.get({ org: ORG, executionId: foreign })).rejects.toMatchObject({
      code: 'OWNERSHIP_LOST',
    });
    // A list follows the log, and is anybody's to read.
    const listed = async (): Promise<number> => (await router.executions.list({ org: ORG, limit: 100 })).items.length;
    while ((await listed()) < 35) await new Promise<void>((resolve) => clock.after(20, resolve));
    expect((await router.recovery.replay({ org: ORG, executionId: foreign })).identical).toBe(true);
  });

  it('hand over while callers watch and workers work: the task goes on, the stream has no gap', async () => {
    const digest = await publish(chain(2, 'tool', { tool: 'echo', arguments: {} }));
    const got: Task[] = [];
    const hold = (task: Task): void => void got.push(task);
    const workers = [await work('a', hold), await work('b', hold)];
    const { execution } = await begin(digest);
    const frames: LiveFrame[] = [];
    const watching = (async () => {
      const signal = new AbortController().signal;
      for await (const frame of router.executions.watch({ org: ORG, executionId: execution.id, fromSeq: 1, signal })) frames.push(frame);
    })();
    while (got.length === 0) await new Promise<void>((resolve) => clock.after(10, resolve));
    const [task] = got as [Task];
    const before = ownerOf(execution.id)?.name as string;
    const other = before === 'a' ? 'b' : 'a';
    const heard: string[] = [];
    // The other owner asks what there is, and is offered what it has taken over.
    const { end, close } = await work(other, (next) => {
      end.send({ type: 'result', id: 90 + got.length, token: next.token, outcome: { status: 'completed', output: { value: 2 } } });
    });
    end.onMessage((message) => {
      heard.push(message.type);
      const { token, org, executionId, path, attempt } = task;
      if (message.type === 'roll-call') end.send({ type: 'offer', tasks: [{ token, org, executionId, path, attempt }] });
      if (message.type === 'adopted') end.send({ type: 'result', id: 1, token, outcome: { status: 'completed', output: { value: 1 } } });
      if (message.type === 'task')
        end.send({ type: 'result', id: 2, token: message.task.token, outcome: { status: 'completed', output: { value: 2 } } });
    });
    workers[other === 'a' ? 0 : 1]?.close();
    const since = performance.now();
    await stop(before);
    await watching;
    console.info(
      `handed over and ended ${Math.round(performance.now() - since)} ms after the owner was told to end; the worker heard ${heard.join(', ')}`,
    );
    expect(heard.slice(0, 2)).toEqual(['roll-call', 'adopted']);
    expect(heard).toContain('ack');
    expect(frames.at(-1)?.type).toBe('execution_completed');
    const sequence = frames.flatMap(({ id }) => id ?? []);
    expect(sequence).toEqual([...sequence].sort((x, y) => x - y));
    expect(frames.filter(({ type }) => type === 'node_completed')).toHaveLength(4);
    for (const worker of [...workers, { close }]) worker.close();
    expect(faults).toEqual([]);
  }, 30_000);

  it('show what the log holds of a part whose domain nobody serves any more, and say so', async () => {
    const executions = withDelegated(router.executions);
    await Promise.all(['a', 'b'].map((name) => nodes.get(name) ?? start(name)));
    await shared();
    await start('r', ['research']);
    const got: Task[] = [];
    const worker = await work('r', (task) => void got.push(task));
    const there = { ...node('work', 'tool', { tool: 'echo', arguments: {} }), domain: 'research' };
    const digest = await publish(workflow([there], ['start -> work -> end']));
    const { execution } = await begin(digest);
    const ref = { org: ORG, executionId: execution.id };
    while (got.length === 0) await new Promise<void>((resolve) => clock.after(10, resolve));
    const before = await executions.get(ref);
    expect(before.delegated).toMatchObject([{ path: 'work', executionId: got[0]?.executionId }]);
    expect(before.delegated?.[0]).not.toHaveProperty('unowned');
    worker.close();
    await stop('r');
    const since = performance.now();
    const after = await executions.get(ref);
    console.info(`read ${Math.round(performance.now() - since)} ms after nobody serves the domain any more`);
    expect(after.delegated).toEqual([{ path: 'work', executionId: got[0]?.executionId, unowned: true }]);
    expect(after).not.toHaveProperty('unowned');
    expect(after.nodes?.find(({ path }) => path === 'work')).toMatchObject({ status: 'running', delegatedTo: got[0]?.executionId });
    expect(await executions.get({ org: ORG, executionId: got[0]?.executionId as string })).toMatchObject({
      status: 'running',
      unowned: true,
    });
    expect(await executions.node({ ...ref, path: 'work' })).toMatchObject({ status: 'running', attempt: 1 });
    expect(
      (await router.executions.history({ org: ORG, executionId: got[0]?.executionId as string, limit: 10 })).items.length,
    ).toBeGreaterThan(1);
    // What is to be done needs an owner.
    await expect(
      nodes.get('a')?.orchestrator.service.stop({ org: ORG, executionId: got[0]?.executionId as string, by: 'test' }),
    ).rejects.toMatchObject({ code: 'OWNERSHIP_LOST' });
  }, 60_000);
});
