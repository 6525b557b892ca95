import {
  orgId,
  type EffectView,
  type ExecutionSummary,
  type ExecutionView,
  type Json,
  type NodeDetailView,
  type NodeView,
  type PoolView,
  type Problem,
} from '@agentflow/core';
import type { AgentView, CredentialView, ModelDescriptor, RevisionView, SnapshotView, TriggerView, WorkflowView } from '@agentflow/ports';
import type { GrpcServices } from '../grpc-definitions.js';

/** JSON that is easy to lose on the way: nulls, empty things, unicode, escapes, a half surrogate pair, numbers at the edges, names that look like ours. */
export const HARD_JSON: Json = {
  nothing: null,
  empty: { object: {}, list: [], text: '' },
  text: 'Grüße, 你好, 🚀 "quoted" \\ \n\t\u0000 \u2028 {{ input.x }}',
  half: '\ud83d',
  numbers: [0, -0.5, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, -1],
  yes: true,
  no: false,
  nested: [[[{ a: [null, { b: null }] }]]],
  valueJson: 'not ours',
  $ref: 'sha256:x',
};
const org = orgId('org/ünï');
const usage = { inputTokens: 12, outputTokens: 0, cost: '0.000000123' };
const problem: Problem = {
  pointer: '/nodes/0/config/ü',
  nodeId: 'a',
  code: 'X',
  severity: 'error',
  message: 'naïve “quotes”',
  line: 1,
  column: 2,
};
const tracedProblem: Problem = {
  ...problem,
  trace: [
    { nodeId: 'a', handle: 'true', edges: ['/edges/0'] },
    { nodeId: 'j', edges: [], stands: 'waiting' },
  ],
};
const bareProblem: Problem = { pointer: '', code: 'Y', severity: 'warning', message: '' };
const executionBase = {
  id: 'exe',
  workflowId: 'wf',
  digest: 'sha256:d',
  trigger: HARD_JSON,
  trial: true,
  rootId: 'exe',
  tags: ['', 'ü'],
  priority: -5,
  usage,
  nodesTotal: 2,
  version: 9_007_199_254_740_991,
  createdAt: '2026-11-21T00:00:00.000Z',
} as const;
const nodeFull: NodeView = {
  id: 'a',
  path: 'each[3]/a',
  type: 'http',
  status: 'failed',
  attempt: 3,
  startedAt: 's',
  endedAt: 'e',
  output: null,
  error: { code: 'C', message: 'm' },
  input: HARD_JSON,
  usage,
  delegatedTo: 'exe.research',
};
const nodeBare: NodeView = {
  id: 'b',
  path: 'b',
  type: 'set',
  status: 'pending',
  attempt: 0,
  startedAt: null,
  endedAt: null,
  output: HARD_JSON,
  error: null,
};
const execution: ExecutionView = {
  ...executionBase,
  revision: 3,
  status: 'failed',
  phase: 'compensating',
  input: HARD_JSON,
  output: null,
  error: { code: 'C', message: 'ü', path: null },
  startedAt: 's',
  endedAt: null,
  parentId: 'p',
  nodes: [nodeFull, nodeBare],
  budget: { limit: { cost: '1', calls: 7 }, spent: { cost: '0', tokens: 0, calls: 3 }, reserved: { cost: '0.1', tokens: 5, calls: 1 } },
  waiting: [
    { path: 'x', kind: 'human', prompt: '?', schema: { type: 'object' }, expiresAt: 'later' },
    { path: 'y', kind: 'uncertain', evidence: { name: 'http', nothing: null } },
    { path: 'z', kind: 'timer', schema: true },
  ],
  delegated: [
    { path: 'a', executionId: 'exe.research' },
    { path: 'b', executionId: 'exe.finance', unowned: true },
  ],
  unowned: true,
  onlyDelegated: true,
};
const executionBare: ExecutionView = {
  ...execution,
  revision: 'draft',
  phase: null,
  error: null,
  startedAt: null,
  parentId: null,
  nodes: [],
  waiting: [],
  tags: [],
  trial: false,
  priority: 0,
  output: 'text',
};
const { nodes: _dropped, ...executionWithoutNodes } = executionBare;
const summary: ExecutionSummary = {
  ...executionBase,
  revision: 1,
  status: 'running',
  phase: null,
  error: null,
  startedAt: null,
  endedAt: null,
  parentId: null,
  workflowName: 'Ü',
  waitingCount: 0,
};
const detail: NodeDetailView = {
  ...nodeFull,
  attempts: [
    { attempt: 1, startedAt: 's', endedAt: null, status: 'running', error: null },
    { attempt: 2, startedAt: 's', endedAt: 'e', status: 'failed', error: { code: 'C', message: 'm' } },
  ],
  steps: [
    {
      index: 0,
      kind: 'model',
      name: 'm',
      effect: 'read',
      attempt: 1,
      request: HARD_JSON,
      response: null,
      error: null,
      usage,
      startedAt: 's',
      endedAt: 'e',
    },
    {
      index: 1,
      kind: 'tool',
      name: 't',
      effect: 'none',
      attempt: 1,
      request: null,
      response: HARD_JSON,
      error: { code: 'C', message: '' },
      usage: null,
      startedAt: 's',
      endedAt: null,
    },
  ],
};
const workflow: WorkflowView = {
  id: 'w',
  key: 'k',
  name: 'n',
  folder: '',
  etag: '"1"',
  definition: HARD_JSON,
  publishedRevision: null,
  problems: [problem, bareProblem],
  createdAt: 'c',
  updatedAt: 'u',
};
const released: WorkflowView = { ...workflow, publishedRevision: 0, problems: [] };
const revision: RevisionView = {
  revision: 1,
  digest: 'd',
  pins: { nodeTypes: { http: 1 } },
  comment: '',
  publishedAt: 'p',
  publishedBy: 'b',
  released: false,
};
const agent: AgentView = {
  id: 'a',
  key: 'k',
  kind: 'react',
  model: 'm',
  instructions: '',
  tools: [],
  capabilities: ['x'],
  limits: { calls: 3 },
  version: 2,
  status: 'CREATED',
  createdAt: 'c',
  updatedAt: 'u',
};
const credential: CredentialView = {
  id: 'c',
  key: 'k',
  type: 'bearer',
  hosts: ['*.example.org'],
  version: 1,
  createdAt: 'c',
  updatedAt: 'u',
};
const model: ModelDescriptor = {
  name: 'scripted/echo',
  provider: 'scripted',
  title: 'Echo',
  available: true,
  streams: true,
  tools: false,
  price: null,
};
const priced: ModelDescriptor = { ...model, price: { input: '0.15', output: '0.60', asOf: '2026-11-01' } };
const trigger: TriggerView = {
  id: 'w.t',
  triggerId: 't',
  workflowId: 'w',
  workflowName: 'W',
  revision: 2,
  type: 'webhook',
  enabled: false,
  config: { auth: 'none' },
  hookId: 'h',
  hookUrl: 'u',
  nextFireAt: null,
  lastFire: null,
};
const fired: TriggerView = {
  ...trigger,
  type: 'schedule',
  hookId: null,
  hookUrl: null,
  nextFireAt: 'n',
  lastFire: { at: 'a', executionId: null, error: 'x' },
};
const snapshot: SnapshotView = {
  id: 'exe.3',
  executionId: 'exe',
  version: 3,
  size: 0,
  createdAt: 'a',
  status: 'ok',
  reason: null,
  sha256: 's',
};
const effect: EffectView = {
  path: 'each[1]/pay',
  index: 0,
  generation: 0,
  name: 'pay.example',
  effect: 'at_most_once',
  idempotencyKey: 'k',
  attempt: 1,
  status: 'done',
  startedAt: 'a',
  endedAt: 'b',
  error: null,
  resolvedBy: null,
};
const amount = { cost: '0.1', tokens: 0, calls: 3 };
const pool: PoolView = { limits: { cost: '1' }, spent: amount, held: amount, executions: 2 };
const page = { page: 1, pageSize: 50, total: 0 };
const ref = { org, executionId: 'exe' };
const deadLetter = {
  id: 'd',
  trigger: 'w.t',
  workflowId: 'w',
  topic: 'orders',
  position: '3/17',
  key: '',
  headers: { ce_id: '1' },
  value: '{"a":1}',
  code: 'INVALID_INPUT',
  message: 'm',
  attempts: 1,
  firstFailureAt: '2026-01-01T00:00:00.000Z',
  at: '2026-01-01T00:00:00.000Z',
  redriven: null,
};
const workflowRef = { org, workflow: 'w' };

type RequestOf<F> = F extends (request: infer R) => unknown ? Omit<R, 'signal'> : never;
type AnswerOf<F> = F extends (request: never) => infer A ? (A extends AsyncIterable<infer Item> ? readonly Item[] : Awaited<A>) : never;
/** Calls to try: what is asked and what is answered; of a stream, all it yields. */
export type Samples = {
  readonly [S in keyof GrpcServices]: {
    readonly [M in keyof GrpcServices[S]]: readonly {
      readonly request: RequestOf<GrpcServices[S][M]>;
      readonly answer: AnswerOf<GrpcServices[S][M]>;
    }[];
  };
};

/** At least one call of every method of every service; a method without one does not compile. */
export const SAMPLES: Samples = {
  execution: {
    start: [
      {
        request: {
          org,
          workflowId: 'w',
          workflowName: 'Ü',
          revision: 3,
          digest: 'd',
          input: HARD_JSON,
          variables: { v: null },
          trigger: null,
          priority: 5,
          tags: ['a'],
          trial: false,
          by: 'me',
          startKey: { source: 's', key: '' },
          bodyHash: '',
          waitMs: 0,
        },
        answer: { execution, created: true },
      },
      {
        request: {
          org,
          workflowId: 'w',
          workflowName: '',
          revision: 'draft',
          digest: 'd',
          input: null,
          variables: {},
          trigger: HARD_JSON,
          priority: 0,
          tags: [],
          trial: true,
          by: '',
        },
        answer: { execution: executionWithoutNodes, created: false },
      },
    ],
    get: [
      { request: ref, answer: execution },
      { request: ref, answer: executionBare },
    ],
    list: [
      { request: { org, limit: 50 }, answer: { items: [], nextCursor: null } },
      {
        request: { org, limit: 1, workflowId: 'w', status: [], from: 0, to: 1_763_683_200_000, tag: 't', cursor: '' },
        answer: { items: [summary], nextCursor: '' },
      },
      {
        request: { org, limit: 1, status: ['running', 'failed'] },
        answer: { items: [{ ...summary, error: { code: 'C', message: 'm', path: 'p' } }], nextCursor: 'more' },
      },
    ],
    nodes: [{ request: { ...ref, limit: 2, cursor: 'each[1]/a' }, answer: { items: [nodeFull, nodeBare], nextCursor: null } }],
    node: [{ request: { ...ref, path: 'each[3]/ü' }, answer: detail }],
    history: [
      {
        request: { ...ref, limit: 2 },
        answer: {
          items: [
            { seq: 1, type: 'NodeStarted', version: 1, at: 'a', path: null, data: HARD_JSON },
            { seq: 2, type: 'X', version: 2, at: 'a', path: '', data: null },
          ],
          nextCursor: '2',
        },
      },
    ],
    value: [{ request: { ...ref, digest: 'sha256:x' }, answer: { json: JSON.stringify(HARD_JSON) } }],
    pause: [{ request: { ...ref, by: 'me', reason: 'lunch' }, answer: execution }],
    resume: [{ request: { ...ref, by: 'me' }, answer: execution }],
    stop: [{ request: { ...ref, by: 'me' }, answer: execution }],
    answer: [
      { request: { ...ref, path: 'p', value: null, by: 'me' }, answer: execution },
      { request: { ...ref, path: 'p', value: HARD_JSON, by: 'me' }, answer: execution },
    ],
    addItems: [
      { request: { ...ref, path: 'each', items: [], by: 'me' }, answer: execution },
      { request: { ...ref, path: 'a[0]/each', items: [HARD_JSON, null], id: 'i', by: 'me' }, answer: execution },
    ],
    resolve: [
      { request: { ...ref, path: 'p', resolution: 'done', output: null, by: 'me' }, answer: execution },
      { request: { ...ref, path: 'p', resolution: 'not_done', by: 'me' }, answer: execution },
    ],
    watch: [
      {
        request: { ...ref, fromSeq: 1 },
        answer: [
          { type: 'execution_started', id: 1, payload: { execution_id: 'exe' } },
          { type: 'node_output_delta', payload: { text: '🚀' } },
          { type: 'execution_completed', id: 2, payload: { result: HARD_JSON } },
        ],
      },
      { request: { ...ref, fromSeq: 9 }, answer: [] },
    ],
    present: [{ request: ref, answer: { frames: [{ type: 'log', payload: {} }], seq: 0 } }],
    compensate: [{ request: { ...ref, by: 'me', reason: 'r' }, answer: execution }],
    signal: [
      { request: { ...ref, name: 'go', payload: HARD_JSON, id: 's', by: 'me' }, answer: { id: 's', execution: execution } },
      { request: { ...ref, name: 'go', payload: null, by: 'me' }, answer: { id: 'made', execution: execution } },
    ],
    signalByKey: [
      { request: { org, name: 'go', key: 'k', payload: null, ttlSeconds: 5, by: 'me' }, answer: { id: 's', delivered: true } },
      { request: { org, name: 'go', key: 'k', payload: [1], id: 's', by: 'me' }, answer: { id: 's', delivered: false } },
    ],
    effects: [
      { request: { ...ref, limit: 50 }, answer: { items: [effect], nextCursor: null } },
      {
        request: { ...ref, cursor: '1', limit: 1 },
        answer: {
          items: [{ ...effect, status: 'uncertain', endedAt: null, error: { code: 'X', message: 'm' }, resolvedBy: 'ann' }],
          nextCursor: '2',
        },
      },
    ],
    budgets: [
      { request: { org }, answer: { budget: { limits: null, spent: amount, held: amount, executions: 0 } } },
      {
        request: { org, workflowId: 'w' },
        answer: { budget: pool, workflow: { ...pool, limits: { tokens: 0, per: 'day', onExceeded: 'cheaper', cheaperModel: 'm' } } },
      },
    ],
    setBudget: [
      { request: { org, limits: { cost: '1', calls: 2, per: 'month' }, by: 'me' }, answer: { budget: pool } },
      { request: { org, limits: null, by: 'me' }, answer: { budget: { ...pool, limits: null } } },
    ],
    countOpen: [{ request: { org, workflowId: 'w' }, answer: { open: 0 } }],
  },
  coordination: {
    deliver: [
      { request: { org, from: 'exe', message: { to: 'other', command: { type: 'Resume', by: 'ü' } } as never }, answer: {} as never },
    ],
  },
  cluster: {
    overview: [
      {
        request: {},
        answer: {
          at: '2026-11-21T00:00:00.000Z',
          health: 'short',
          domains: [
            {
              domain: 'master',
              partitions: 64,
              owned: 2,
              owners: [{ owner: 'm', partitions: [0, 63] }],
              capacity: { workers: 1, slots: 0, running: 3 },
              backlog: { queuedTasks: 0, waitingCommands: 1, outbox: 2, outboxDelayMs: 0, busLag: 9 },
              health: 'short',
            },
          ],
          members: [
            {
              id: 'm',
              service: 'orchestrator',
              address: '127.0.0.1:1',
              httpUrl: '',
              domains: ['*'],
              version: '0.1.0',
              startedAt: '2026-11-21T00:00:00.000Z',
              leaving: false,
              seenMsAgo: 0,
              partitions: 2,
              figures: { workers: 1, text: 'ü' },
            },
          ],
        },
      },
    ],
  },
  recovery: {
    replay: [
      { request: ref, answer: { identical: true, events: 15 } },
      { request: ref, answer: { identical: false, events: 3, firstDifference: { seq: 3, expected: HARD_JSON, actual: null } } },
    ],
    export: [{ request: ref, answer: [{ line: '{"format":1}' }, { line: '' }] }],
    import: [{ request: { org, text: '{}\n', by: 'me' }, answer: { execution, created: false } }],
    fork: [
      { request: { ...ref, from: { path: 'a' }, by: 'me' }, answer: execution },
      {
        request: { ...ref, from: { path: 'a', step: 0 }, input: null, revision: { revision: 'draft', digest: 'd' }, by: 'me' },
        answer: execution,
      },
    ],
    retry: [
      {
        request: { ...ref, dryRun: true, confirm: false, by: 'me' },
        answer: { fits: true, changes: [], problems: [], paths: [], effects: [], execution: null },
      },
      {
        request: { ...ref, input: HARD_JSON, revision: { revision: 2, digest: 'd' }, dryRun: false, confirm: true, by: 'me' },
        answer: {
          fits: true,
          changes: [{ path: 'each/a', nodeId: 'a', change: 'config', effect: 'e' }],
          problems: ['p'],
          paths: ['a'],
          effects: [{ path: 'a', index: 0, name: 'n', effect: 'idempotent' }],
          execution,
        },
      },
    ],
    snapshots: [
      { request: { org, limit: 50 }, answer: { items: [snapshot], nextCursor: null } },
      {
        request: { org, executionId: 'exe', cursor: 'c', limit: 1 },
        answer: { items: [{ ...snapshot, status: 'refused', reason: 'altered', sha256: null }], nextCursor: 'd' },
      },
    ],
    createSnapshot: [{ request: ref, answer: snapshot }],
    restoreSnapshot: [{ request: { ...ref, version: 3 }, answer: { identical: true, version: 4, events: 0 } }],
  },
  designer: {
    createWorkflow: [
      { request: { org, source: { definition: HARD_JSON }, key: 'k', folder: '', by: 'me' }, answer: workflow },
      { request: { org, source: { yaml: '' }, by: 'me' }, answer: released },
    ],
    getWorkflow: [{ request: workflowRef, answer: workflow }],
    getWorkflowYaml: [{ request: workflowRef, answer: { yaml: '# ü\nname: x\n', etag: '"1"' } }],
    listWorkflows: [
      {
        request: { org, search: '', folder: 'f', cursor: 'c', limit: 3 },
        answer: {
          items: [
            {
              id: 'w',
              key: 'k',
              name: 'n',
              folder: 'f',
              etag: '"1"',
              publishedRevision: 3,
              createdAt: 'c',
              updatedAt: 'u',
              problemCount: 0,
              nodesTotal: 7,
            },
          ],
          nextCursor: null,
        },
      },
    ],
    saveWorkflow: [{ request: { ...workflowRef, source: { definition: null }, ifMatch: '"1"', by: 'me' }, answer: workflow }],
    updateWorkflow: [
      { request: { ...workflowRef, folder: '', by: 'me' }, answer: workflow },
      { request: { ...workflowRef, name: 'n', ifMatch: '"1"', by: 'me' }, answer: workflow },
    ],
    deleteWorkflow: [{ request: { ...workflowRef, ifMatch: '"1"', by: 'me' }, answer: {} }],
    validate: [
      { request: { ...workflowRef, source: { yaml: 'x' } }, answer: { problems: [problem, bareProblem] } },
      { request: workflowRef, answer: { problems: [] } },
    ],
    publish: [
      { request: { ...workflowRef, canary: 10, by: 'me' }, answer: { ...revision, warnings: [] } },
      { request: { ...workflowRef, comment: '', by: 'me' }, answer: { ...revision, warnings: [tracedProblem, bareProblem] } },
    ],
    rollback: [{ request: { ...workflowRef, revision: 1, by: 'me' }, answer: { ...revision, released: true } }],
    getRelease: [
      { request: workflowRef, answer: { workflowId: 'w', revision: null, canary: null } },
      {
        request: workflowRef,
        answer: { workflowId: 'w', revision: 3, canary: { revision: 4, percent: 10, startedAt: 's', startedBy: 'me' } },
      },
    ],
    setCanary: [
      {
        request: { ...workflowRef, revision: 4, percent: 10, by: 'me' },
        answer: { workflowId: 'w', revision: 3, canary: { revision: 4, percent: 10, startedAt: 's', startedBy: 'me' } },
      },
    ],
    promoteCanary: [{ request: { ...workflowRef, revision: 4, by: 'me' }, answer: { workflowId: 'w', revision: 4, canary: null } }],
    endCanary: [{ request: { ...workflowRef, by: 'me' }, answer: { workflowId: 'w', revision: 3, canary: null } }],
    listReleaseChanges: [
      {
        request: { ...workflowRef, page: 1, pageSize: 50 },
        answer: {
          ...page,
          items: [
            { id: 'c', at: 'a', by: 'me', action: 'canary-started', revision: 4, percent: 10, before: 3 },
            { id: 'b', at: 'a', by: 'me', action: 'published', revision: 1, percent: null, before: null },
          ],
        },
      },
    ],
    listRevisions: [{ request: { ...workflowRef, page: 1, pageSize: 50 }, answer: { ...page, items: [revision] } }],
    getRevision: [{ request: { ...workflowRef, revision: 1 }, answer: { ...revision, definition: HARD_JSON } }],
    diff: [
      {
        request: { ...workflowRef, from: '1', to: 'draft' },
        answer: { changes: [{ kind: 'changed', what: 'node', subject: 'a', pointer: '', before: null, after: HARD_JSON }] },
      },
    ],
    freeze: [
      {
        request: { ...workflowRef, revision: 'draft' },
        answer: { workflowId: 'w', workflowName: 'n', revision: 'draft', digest: 'd', inputs: true },
      },
      {
        request: { ...workflowRef, revision: 2 },
        answer: { workflowId: 'w', workflowName: 'n', revision: 2, digest: 'd', inputs: HARD_JSON },
      },
      { request: workflowRef, answer: { workflowId: 'w', workflowName: 'n', revision: 1, digest: 'd', inputs: {} } },
      {
        request: workflowRef,
        answer: {
          workflowId: 'w',
          workflowName: 'n',
          revision: 1,
          digest: 'd',
          inputs: {},
          canary: { revision: 2, digest: 'e', inputs: HARD_JSON, percent: 5 },
        },
      },
      {
        request: { ...workflowRef, test: { path: 'each/ask', pins: { each: HARD_JSON } } },
        answer: { workflowId: 'w', workflowName: 'n', revision: 'draft', digest: 'd', inputs: true },
      },
    ],
    getFrozen: [
      { request: { org, digest: 'd' }, answer: { workflowId: 'w', digest: 'd', definition: HARD_JSON, pins: {} } },
      {
        request: { org, digest: 'd', workflow: 'w', revision: 2 },
        answer: { workflowId: 'w', digest: 'd', definition: HARD_JSON, pins: { nodeTypes: { set: 1 } } },
      },
    ],
    nodeTypes: [
      {
        request: { org },
        answer: {
          items: [
            {
              type: 'http',
              version: 1,
              title: 't',
              description: 'd',
              category: 'tool',
              icon: 'i',
              configSchema: { type: 'object' },
              outputSchema: true,
              handles: ['out'],
              literals: [],
              expressions: ['when'],
              hasBody: false,
              egress: true,
              defaultEffect: 'read',
            },
            {
              type: 'map',
              version: 2,
              title: 't',
              description: 'd',
              category: 'control',
              icon: 'i',
              configSchema: false,
              outputSchema: {},
              handles: [],
              literals: ['a/*'],
              expressions: [],
              hasBody: true,
              egress: false,
              defaultEffect: 'none',
              example: { items: null },
            },
          ],
        },
      },
    ],
    tools: [
      {
        request: { org },
        answer: { items: [{ name: 'echo', title: 't', description: 'd', effect: 'none', parameters: {}, output: null }] },
      },
    ],
    models: [{ request: { org }, answer: { items: [model, priced] } }],
    putModelScript: [{ request: { org, name: 'triage', script: HARD_JSON, by: 'me' }, answer: { name: 'triage' } }],
    getModelScript: [{ request: { org, name: 'triage' }, answer: { name: 'triage', script: HARD_JSON } }],
    deleteModelScript: [{ request: { org, name: 'triage', by: 'me' }, answer: {} }],
    createAgent: [
      {
        request: {
          org,
          agent: { model: 'm', instructions: 'i', key: 'k', kind: '', tools: [], capabilities: ['c'], limits: {} },
          by: 'me',
        },
        answer: agent,
      },
      {
        request: { org, agent: { model: 'm', instructions: 'i', key: 'k', peers: { allow: ['capability:c'], maxCost: '0.1' } }, by: 'me' },
        answer: { ...agent, peers: { allow: ['*'], maxCalls: 3 } },
      },
      { request: { org, agent: { model: 'm', instructions: 'i', key: 'k' }, by: 'me' }, answer: agent },
    ],
    getAgent: [{ request: { org, agent: 'a', version: 0 }, answer: agent }],
    listAgents: [{ request: { org, page: 1, pageSize: 50 }, answer: { ...page, items: [agent], total: 1 } }],
    updateAgent: [{ request: { org, agent: 'a', draft: { model: 'm', instructions: '', key: 'k' }, ifMatch: 3, by: 'me' }, answer: agent }],
    deleteAgent: [{ request: { org, agent: 'a', by: 'me' }, answer: {} }],
    agentVersions: [{ request: { org, agent: 'a', page: 2, pageSize: 1 }, answer: { ...page, items: [] } }],
    createCredential: [
      {
        request: { org, credential: { key: 'k', type: 'smtp', hosts: [], secret: { user: 'u', password: 'ü' } }, by: 'me' },
        answer: credential,
      },
    ],
    getCredential: [{ request: { org, credential: 'k' }, answer: credential }],
    listCredentials: [{ request: { org, page: 1, pageSize: 50 }, answer: { ...page, items: [credential] } }],
    updateCredential: [
      { request: { org, credential: 'k', hosts: [], by: 'me' }, answer: credential },
      { request: { org, credential: 'k', secret: 'text', by: 'me' }, answer: credential },
    ],
    deleteCredential: [{ request: { org, credential: 'k', by: 'me' }, answer: {} }],
  },
  trigger: {
    sync: [
      {
        request: { org, workflowId: 'w', workflowName: 'W', revision: 1, digest: 'd', triggers: [{ id: 't', type: 'schedule' }] },
        answer: {},
      },
      { request: { org, workflowId: 'w', workflowName: 'W', revision: null, digest: null, triggers: null }, answer: {} },
    ],
    list: [{ request: { org, page: 1, pageSize: 50, workflowId: 'w' }, answer: { ...page, items: [trigger, fired] } }],
    get: [{ request: { org, trigger: 'w.t' }, answer: fired }],
    setEnabled: [{ request: { org, trigger: 'w.t', enabled: false, by: 'me' }, answer: trigger }],
    webhook: [
      {
        request: { hookId: 'h', method: 'POST', headers: { 'x-ü': 'ü', b: '' }, query: {}, rawBody: '', contentType: '', by: 'hook' },
        answer: { executionId: 'e', status: 'accepted', duplicate: true },
      },
      {
        request: { hookId: 'h', method: 'POST', headers: {}, query: { a: '1' }, rawBody: 'e30=', contentType: 'application/json', by: '' },
        answer: { executionId: 'e', status: 'completed', duplicate: false, output: null },
      },
    ],
    fire: [
      { request: { org, trigger: 'w.t', by: 'me', event: null }, answer: { executionId: 'e' } },
      { request: { org, trigger: 'w.t', by: 'me' }, answer: { executionId: 'e' } },
    ],
    deadLetters: [
      { request: { org, page: 1, pageSize: 50 }, answer: { items: [deadLetter], page: 1, pageSize: 50, total: 1 } },
      { request: { org, page: 9, pageSize: 1 }, answer: { items: [], page: 9, pageSize: 1, total: 0 } },
    ],
    redrive: [
      {
        request: { org, deadLetter: 'd', by: 'me' },
        answer: { ...deadLetter, redriven: { at: '2026-01-01T00:00:00.000Z', by: 'me', executionId: 'e', error: null } },
      },
    ],
    dropDeadLetter: [{ request: { org, deadLetter: 'd', by: 'me' }, answer: {} }],
  },
  stats: {
    query: [
      {
        request: {
          org,
          query: { kind: 'model-call', from: 0, to: 1_763_683_200_000, groupBy: ['day', 'model'], where: { model: 'm' }, limit: 10 },
        },
        answer: {
          rows: [
            {
              group: { day: '2026-11-21', model: 'm' },
              count: 3,
              failed: 0,
              ...usage,
              durationMs: { avg: 1.25, p50: 1, p95: 0, p99: 1e9 },
            },
          ],
        },
      },
      { request: { org, query: { kind: 'execution', from: 1, to: 2, groupBy: [], limit: 1 } }, answer: { rows: [] } },
    ],
    lag: [{ request: { org }, answer: { events: 0 } }],
  },
};
