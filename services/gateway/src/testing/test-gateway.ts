import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@agentflow/core';
import type { DeadLetterView, MailOutbox, StatsService, TriggerService, TriggerView, WebhookRequest } from '@agentflow/ports';
import { createClusterService, soleMembers } from '@agentflow/service-kit';
import { composeGateway, type Gateway, type GatewayDeps } from '../compose.js';
import { createFakeDesigner } from './fake-designer.js';
import { createFakeRecovery } from './fake-recovery.js';
import { createFakeExecutions, type FakeExecutions } from './fake-executions.js';
import { createMemoryDocuments, createMemoryKeyValue, createTestClock, createTestIds } from './memory-stores.js';

export interface TestGateway {
  readonly gateway: Gateway;
  readonly url: string;
  readonly port: number;
  readonly adminKey: string;
  readonly dataDir: string;
  readonly executions: FakeExecutions;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly hooks: WebhookRequest[];
  readonly logged: { readonly level: string; readonly fields: object; readonly message: string }[];
  /** The same stores under another gateway: what a restart finds. */
  readonly deps: GatewayDeps;
  stop(): Promise<void>;
}

/** A gateway on a free port over fakes, for tests. */
export async function startTestGateway(
  over: Partial<Omit<GatewayDeps, 'config'>> & { readonly config?: Partial<GatewayDeps['config']> } = {},
): Promise<TestGateway> {
  const dataDir = await mkdtemp(join(tmpdir(), 'agentflow-gateway-'));
  const clock = createTestClock();
  const executions = createFakeExecutions();
  const hooks: WebhookRequest[] = [];
  const logged: TestGateway['logged'] = [];
  const log = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
  const deps: GatewayDeps = {
    cluster: createClusterService({
      membership: soleMembers({
        id: 'test',
        httpUrl: () => 'http://127.0.0.1',
        version: '0',
        startedAt: 0,
        figures: () => ({ workers: 1 }),
      }),
      clock: { now: () => 0 },
    }),
    executions,
    recovery: createFakeRecovery(executions),
    designer: createFakeDesigner(),
    triggers: createFakeTriggers(hooks),
    stats: fakeStats,
    outbox: fakeOutbox,
    documents: createMemoryDocuments(clock),
    keyValue: createMemoryKeyValue(clock),
    clock,
    ids: createTestIds(),
    templates: async () => [
      {
        name: 't',
        title: 'T',
        description: 'A template.',
        yaml: 'name: t\n',
        input: {},
        answers: {},
        models: {},
        agents: {},
        workflows: {},
        translations: {},
      },
    ],
    webRoot: null,
    readiness: async () => ({ ready: true, checks: { log: 'ok' } }),
    metricsText: async () => 'agentflow_up 1\n',
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    version: '0.0.0-test',
    ...over,
    config: { host: '127.0.0.1', port: 0, dataDir, mode: 'embedded', ...over.config },
  };
  const gateway = composeGateway(deps);
  await gateway.lifecycle.start();
  return {
    gateway,
    ...gateway.address(),
    adminKey: deps.config.dataDir === null ? '' : (await readFile(join(deps.config.dataDir, 'admin.key'), 'utf8')).trim(),
    dataDir,
    executions,
    clock,
    hooks,
    logged,
    deps,
    async stop() {
      await gateway.lifecycle.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const TRIGGER: TriggerView = {
  id: 'wf1.inbox',
  triggerId: 'inbox',
  workflowId: 'wf1',
  workflowName: 'w',
  revision: 1,
  type: 'webhook',
  enabled: true,
  config: {},
  hookId: 'hook1',
  hookUrl: '/hooks/hook1',
  nextFireAt: null,
  lastFire: null,
};
function createFakeTriggers(hooks: WebhookRequest[]): TriggerService {
  let trigger = TRIGGER;
  const find = (id: string): TriggerView => {
    if (id !== trigger.id) throw new AppError('NOT_FOUND', 'no trigger has this id', { trigger: id });
    return trigger;
  };
  return {
    sync: async () => ({}),
    list: async ({ page, pageSize }) => ({ items: [trigger], page, pageSize, total: 1 }),
    get: async ({ trigger: id }) => find(id),
    setEnabled: async ({ trigger: id, enabled }) => (trigger = { ...find(id), enabled }),
    async webhook(request) {
      hooks.push(request);
      if (request.hookId !== 'hook1') throw new AppError('NOT_FOUND', 'there is no such hook');
      if (request.headers['authorization'] !== 'Bearer hook-secret')
        throw new AppError('UNAUTHENTICATED', 'the signature or token is not right');
      return request.query['respond'] === 'result'
        ? { executionId: 'ex1', status: 'completed', output: { ok: true }, duplicate: false }
        : { executionId: 'ex1', status: 'accepted', duplicate: false };
    },
    fire: async ({ trigger: id }) => ({ executionId: `by-${find(id).triggerId}` }),
    deadLetters: async ({ page, pageSize }) => ({ items: [deadLetter], page, pageSize, total: 1 }),
    async redrive({ deadLetter: id, by }) {
      if (id !== deadLetter.id) throw new AppError('NOT_FOUND', 'no dead letter has this id');
      return { ...deadLetter, redriven: { at: deadLetter.at, by, executionId: 'ex9', error: null } };
    },
    async dropDeadLetter({ deadLetter: id }) {
      if (id !== deadLetter.id) throw new AppError('NOT_FOUND', 'no dead letter has this id');
      return {};
    },
  };
}
const deadLetter: DeadLetterView = {
  id: 'dl1',
  trigger: 'w1.orders',
  workflowId: 'w1',
  topic: 'orders',
  position: '0/7',
  key: 'k',
  headers: {},
  value: '{}',
  code: 'INVALID_INPUT',
  message: 'wrong',
  attempts: 1,
  firstFailureAt: '2026-01-01T00:00:00.000Z',
  at: '2026-01-01T00:00:00.000Z',
  redriven: null,
};
const fakeStats: StatsService = {
  query: async ({ query }) => ({
    rows: [
      {
        group: Object.fromEntries(query.groupBy.map((name) => [name, 'x'])),
        count: 2,
        failed: 0,
        inputTokens: 10,
        outputTokens: 20,
        cost: '0.0012',
        durationMs: { avg: 1, p50: 1, p95: 2, p99: 2 },
      },
    ],
  }),
  lag: async () => ({ events: 0 }),
};
const fakeOutbox: MailOutbox = {
  send: async () => ({ id: 'm1' }),
  list: async () => [
    { id: 'm1', at: 1, from: 'a@example.org', to: ['b@example.org'], subject: 'old', text: 'x', idempotencyKey: 'k1' },
    { id: 'm2', at: 2, from: 'a@example.org', to: ['b@example.org'], subject: 'new', text: 'y', html: '<p>y</p>', idempotencyKey: 'k2' },
  ],
};
