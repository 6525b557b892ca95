import { hostname } from 'node:os';
import { NODE_TYPES } from '@agentflow/nodes';
import {
  NORMAL_OPERATION,
  type Clock,
  type DegradationSamples,
  type DegradationSource,
  type DocumentStore,
  type IdSource,
  type MailOutbox,
  type ModelClient,
  type ObjectStore,
  type PeerBus,
  type PlanSource,
  type Service,
  type Unsealer,
  type WorkerConnector,
} from '@agentflow/ports';
import { composeLifecycle, silentLogger, type Logger } from '@agentflow/service-kit';
import type { Registry } from 'prom-client';
import { createExecuteTask } from './application/execute-task.js';
import { tracedExecute } from './application/trace-attempt.js';
import type { Outward } from './application/outward.js';
import { createValueStore } from './application/value-store.js';
import { watchTasks } from './application/watch-tasks.js';
import type { AgentRuntimeConfig } from './config.js';
import { createCredentials } from './credentials/credentials.js';
import { createEgress, type Egress } from './egress/create-egress.js';
import { createRuntimeRegistry } from './instruments.js';
import { measured, theCoordinator, type Coordinators } from './inbound/coordinators.js';
import { measureWaits } from './inbound/measure-waits.js';
import { createWorkerLoop, type WorkerStats } from './inbound/worker-loop.js';
import { createOutward } from './outward/create-outward.js';
import { createPeers } from './peers/create-peers.js';
import { NO_PEERS } from './peers/no-peers.js';
import { noPeerCounts, registerPeerCounts, type PeerCounts } from './peers/peer-counts.js';
import { createSandbox, type Sandbox } from './sandbox/create-sandbox.js';

export interface AgentRuntimeDeps {
  /** Of the one coordinator, or the coordinators as they come and go (`memberCoordinators`). */
  readonly connector: WorkerConnector | Coordinators;
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly plans: PlanSource;
  readonly models: ModelClient;
  readonly unsealer: Unsealer;
  readonly outbox: MailOutbox;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly config: AgentRuntimeConfig;
  /** Root of the executions' own folders; `null`: their files lie in the object store, for several processes share them. */
  readonly filesDir: string | null;
  /** Made from the configuration where left out; the composition root that also builds model clients passes the one it gave them. */
  readonly egress?: Egress;
  /** How far the platform has stepped back, and where to tell what that is decided from; normal operation where left out. */
  readonly degradation?: DegradationSource;
  readonly samples?: DegradationSamples;
  /** The way between agents, and the secret that their messages are signed with: the same in all runtimes. Without them agents cannot address one another. */
  readonly peers?: PeerBus;
  readonly peerSecret?: string;
  /** Where code runs: child processes, made from the configuration where left out. */
  readonly sandbox?: Sandbox;
  readonly logger?: Logger;
}
export interface AgentRuntimeStats extends WorkerStats {
  readonly sandbox: ReturnType<Sandbox['stats']>;
  readonly peers: PeerCounts;
}
export interface AgentRuntimeParts {
  readonly lifecycle: Service;
  /** For `/metrics`. */
  readonly registry: Registry;
  stats(): AgentRuntimeStats;
}
/** Runs tasks: models, tools, HTTP, mail and code, one recorded step after the other. */
export function composeAgentRuntime(deps: AgentRuntimeDeps): AgentRuntimeParts {
  const { connector, documents, objects, plans, unsealer, clock, ids, config, logger = silentLogger() } = deps;
  const egress = deps.egress ?? createEgress({ config, clock });
  const sandbox =
    deps.sandbox ??
    createSandbox({
      clock,
      processes: config.AGENTFLOW_SANDBOX_PROCESSES,
      timeoutMs: config.AGENTFLOW_CODE_TIMEOUT_MS,
      memoryBytes: config.AGENTFLOW_CODE_MEMORY_MB * 1024 * 1024,
    });
  const { degradation = NORMAL_OPERATION, samples = NORMAL_OPERATION } = deps;
  const peers =
    deps.peers &&
    deps.peerSecret !== undefined &&
    createPeers({
      bus: deps.peers,
      secret: deps.peerSecret,
      documents,
      outward: () => outward,
      hosted: config.AGENTFLOW_PEER_AGENTS,
      slots: config.AGENTFLOW_PEER_SLOTS,
      limits: { maxHops: config.AGENTFLOW_PEER_MAX_HOPS, maxVisits: config.AGENTFLOW_PEER_MAX_VISITS },
      patienceMs: config.AGENTFLOW_PEER_PATIENCE_MS,
      clock,
      ids,
      logger,
    });
  const outward: Outward = createOutward({
    ...deps,
    peers: peers || NO_PEERS,
    degradation,
    samples,
    egress,
    sandbox,
    credentials: createCredentials({ documents, unsealer }),
    mailFrom: config.AGENTFLOW_MAIL_FROM,
  });
  const execute = createExecuteTask({
    clock,
    plans,
    outward,
    values: createValueStore(objects),
    onInternal: (error, task) =>
      logger.error(
        { err: error, org: task.org, executionId: task.executionId, path: task.path, nodeType: task.nodeType },
        'a task failed by a fault of ours',
      ),
  });
  const loop = createWorkerLoop({
    worker: `${hostname()}-${ids.next()}`,
    coordinators: measured('watch' in connector ? connector : theCoordinator(connector), (one) => measureWaits(one, clock, samples.waited)),
    execute: tracedExecute(watchTasks(execute, samples)),
    capabilities: NODE_TYPES.map(({ type, version }) => `${type}@${version}`),
    slots: config.AGENTFLOW_WORKER_SLOTS,
    clock,
    logger,
  });
  const closing: Service = {
    name: 'egress',
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(egress.close()),
    ready: () => Promise.resolve({ ready: true, checks: {} }),
  };
  const registry = createRuntimeRegistry(() => egress.breakers.counts, loop.stats, config.AGENTFLOW_WORKER_SLOTS);
  if (peers) registerPeerCounts(registry, peers.counts);
  return {
    lifecycle: composeLifecycle('agent-runtime', [closing, sandbox, ...(peers ? [peers.lifecycle] : []), loop]),
    registry,
    stats: () => ({ ...loop.stats(), sandbox: sandbox.stats(), peers: peers ? peers.counts : noPeerCounts() }),
  };
}
