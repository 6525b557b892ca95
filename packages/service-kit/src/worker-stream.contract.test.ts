import { executionId, orgId, type StepRecord, type Task } from '@agentflow/core';
import { createGrpcWorkerConnector, createGrpcWorkerListener } from '@agentflow/adapters';
import type { CoordinatorMessage, WorkerMessage } from '@agentflow/ports';
import { runContract, workerLinkContract } from '@agentflow/testkit';
import { grpcDefinition } from './grpc-definitions.js';
import { serveGrpc } from './grpc-server.js';
import { silentLogger } from './logger.js';
import { HARD_JSON } from './testing/grpc-samples.js';

const definition = () => grpcDefinition('worker');
async function openLink() {
  const listener = createGrpcWorkerListener();
  const server = serveGrpc({
    services: {},
    workers: listener.handlers,
    host: '127.0.0.1',
    port: 0,
    logger: silentLogger(),
  });
  await server.start();
  const connector = createGrpcWorkerConnector({ definition, address: server.address() });
  return {
    port: { listener, connector },
    server,
    async close() {
      connector.close();
      await server.stop();
    },
  };
}
runContract(workerLinkContract, { adapter: 'grpc', open: openLink as never });

const usage = { inputTokens: 1, outputTokens: 2, cost: '0.1' };
const step: StepRecord = {
  index: 0,
  generation: 2,
  kind: 'model',
  name: 'm',
  effect: 'read',
  requestHash: 'h',
  request: { value: HARD_JSON },
  response: { ref: 'sha256:x', size: 40_000 },
  usage,
  attempt: 1,
  startedAt: 1_763_683_200_000,
  endedAt: 1_763_683_200_000.5,
};
const failedStep: StepRecord = {
  index: 1,
  generation: 0,
  kind: 'http',
  name: 'h',
  effect: 'at_most_once',
  requestHash: 'h',
  request: { value: null },
  error: { code: 'C', message: 'm', retryable: false, retryAfterMs: 0, details: {} },
  attempt: 3,
  startedAt: 0,
  endedAt: 0,
};
// prettier-ignore
const task: Task = {
  org: orgId('o'), executionId: executionId('e'), workflowId: 'w', revision: 'draft', path: 'each[1]/a', nodeId: 'a', nodeType: 'llm', attempt: 1, token: 'c.1', revisionDigest: 'd',
  bindings: {
    input: { kind: 'value', held: { value: HARD_JSON } },
    big: { kind: 'value', held: { ref: 'sha256:y', size: 0 } },
    before: { kind: 'node', output: { value: null }, error: null, status: 'completed', usage: { ...usage } },
    each: { kind: 'container', item: { value: [] }, index: 0, last: { value: null } },
  },
  deadline: null, generation: 0, steps: [step, failedStep], trace: null, trial: false,
};
const UP: WorkerMessage[] = [
  { type: 'hello', worker: 'w', capabilities: ['llm'], running: [], unacked: ['c.1'] },
  { type: 'grant', slots: 0 },
  { type: 'grant', slots: -3 },
  { type: 'offer', tasks: [] },
  { type: 'offer', tasks: [{ token: 'c~1', org: orgId('o'), executionId: executionId('e'), path: 'each[1]/a', attempt: 2 }] },
  { type: 'heartbeat' },
  { type: 'heartbeat', held: [] },
  { type: 'heartbeat', held: ['c.1', 'c~2'] },
  { type: 'step-start', id: 0, token: 't', index: 3, name: 'n', key: 'k', requestHash: 'h' },
  { type: 'reserve', id: 4, token: 't', index: 0, name: 'm', route: 'asked', cost: '0.1', tokens: 12, calls: 1 },
  { type: 'reserve', id: 5, token: 't', index: 1, name: 'm', route: 'only', cost: null, tokens: 0, calls: 0 },
  { type: 'step', id: 7, token: 't', step },
  { type: 'step', id: 8, token: 't', step: failedStep },
  { type: 'result', id: 9, token: 't', outcome: { status: 'completed', output: { value: HARD_JSON }, usage } },
  {
    type: 'result',
    id: 10,
    token: 't',
    outcome: { status: 'failed', error: { code: 'C', message: 'ü', retryable: true }, discardFrom: 0 },
  },
  { type: 'result', id: 11, token: 't', outcome: { status: 'cancelled' } },
  { type: 'refuse', token: 't', reason: 'full' },
  { type: 'delta', token: 't', index: 0, text: '🚀' },
  { type: 'log', token: 't', level: 'warn', message: '' },
];
const DOWN: CoordinatorMessage[] = [
  { type: 'task', task },
  {
    type: 'task',
    task: {
      ...task,
      revision: 4,
      deadline: 1_763_683_200_000,
      trace: '00-x',
      trial: true,
      bindings: {},
      steps: [],
      budgeted: { limits: ['cost'], cheaperModel: 'small' },
    },
  },
  { type: 'ack', id: 1 },
  { type: 'nack', id: 2, code: 'STEP_MISMATCH', message: 'm' },
  { type: 'cancel', token: 't', graceMs: 10_000 },
  { type: 'released', token: 't' },
  { type: 'adopted', token: 't' },
  { type: 'roll-call' },
  { type: 'reserved', id: 4 },
  { type: 'cheaper', id: 5 },
];

describe('the worker stream over gRPC', () => {
  it('carries every message unchanged', async () => {
    const link = await openLink();
    const up: WorkerMessage[] = [];
    const down: CoordinatorMessage[] = [];
    const all = new Promise<void>((resolve) => {
      const check = (): void => void (up.length === UP.length && down.length === DOWN.length && resolve());
      link.port.listener.onWorker((end) => {
        end.onMessage((message) => (up.push(message), check()));
        for (const message of DOWN) end.send(message);
      });
      void link.port.connector.connect().then((end) => {
        end.onMessage((message) => (down.push(message), check()));
        for (const message of UP) end.send(message);
      });
    });
    await all;
    expect(up).toStrictEqual(UP);
    expect(down).toStrictEqual(DOWN);
    await link.close();
  });
  it('tells a worker that its coordinator’s process is gone, and connects again to its successor', async () => {
    const first = await openLink();
    const port = Number(first.server.address().split(':')[1]);
    first.port.listener.onWorker(() => undefined);
    const worker = await first.port.connector.connect();
    const gone = new Promise<void>((resolve) => worker.onClose(resolve));
    await Promise.all([gone, first.server.stop()]);
    const listener = createGrpcWorkerListener();
    const accepted = new Promise<void>((resolve) => listener.onWorker(() => resolve()));
    const second = serveGrpc({
      services: {},
      workers: listener.handlers,
      host: '127.0.0.1',
      port,
      logger: silentLogger(),
    });
    await second.start();
    await first.port.connector.connect();
    await accepted;
    await Promise.all([first.close(), second.stop()]);
  });
  it('says UNAVAILABLE where no coordinator answers', async () => {
    const connector = createGrpcWorkerConnector({ definition, address: '127.0.0.1:1', connectMs: 200 });
    await expect(connector.connect()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    connector.close();
  });
});
