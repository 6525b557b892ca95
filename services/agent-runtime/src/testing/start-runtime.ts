import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAesVault, createIdSource, createLocalWorkerLink, createModelClients, createSystemClock } from '@agentflow/adapters';
import {
  compileDefinition,
  executionId,
  orgId,
  type Json,
  type Plan,
  type StepRecord,
  type Task,
  type TaskOutcome,
  type WorkflowDefinition,
} from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import {
  COLLECTIONS,
  type CoordinatorEnd,
  type CredentialDocument,
  type DocumentStore,
  type ModelClient,
  type WorkerMessage,
} from '@agentflow/ports';
import { composeAgentRuntime, type AgentRuntimeDeps, type AgentRuntimeParts } from '../compose.js';
import { agentRuntimeConfig } from '../config.js';
import type { CircuitBreakers } from '../egress/circuit-breakers.js';
import { createEgress } from '../egress/create-egress.js';
import { createMemoryDocuments, createMemoryObjects, createMemoryOutbox, type MemoryObjects } from './memory-stores.js';

export const ORG = orgId('acme');
type Message<T extends WorkerMessage['type']> = Extract<WorkerMessage, { readonly type: T }>;
/** What the coordinator's end does with a step or the start of one: `hold` leaves it unanswered. */
export type Verdict = 'ack' | 'nack' | 'hold';

/** The coordinator's end of the stream, played by the test. */
export interface Coordinator {
  /** Everything the worker has said. */
  readonly heard: WorkerMessage[];
  readonly workers: CoordinatorEnd[];
  onStep: (message: Message<'step'> | Message<'step-start'>) => Verdict;
  /** Whether results are acknowledged. */
  ackResults: boolean;
  send(definition: WorkflowDefinition, path: string, more?: Partial<Task>): Task;
  /** Sends a task and answers how it ended. */
  perform(definition: WorkflowDefinition, path: string, more?: Partial<Task>): Promise<TaskOutcome>;
  outcomeOf(token: string): Promise<TaskOutcome>;
  /** Resolves when the worker has said something that fits. */
  hears<T extends WorkerMessage['type']>(type: T, fits?: (message: Message<T>) => boolean): Promise<Message<T>>;
  steps(token: string): readonly StepRecord[];
  ack(id: number): void;
  cancel(token: string, graceMs: number): void;
}
export interface RunningRuntime {
  readonly runtime: AgentRuntimeParts;
  readonly coordinator: Coordinator;
  readonly documents: DocumentStore;
  readonly objects: MemoryObjects;
  readonly outbox: ReturnType<typeof createMemoryOutbox>;
  readonly filesDir: string;
  readonly breakers: CircuitBreakers;
  putCredential(key: string, type: string, hosts: readonly string[], secret: string): Promise<void>;
  stop(): Promise<void>;
}

/** An agent runtime on stores in memory; its coordinator is the test. */
export async function startRuntime(
  env: { readonly [name: string]: string } = {},
  models?: ModelClient,
  more: Partial<AgentRuntimeDeps> = {},
): Promise<RunningRuntime> {
  const clock = more.clock ?? createSystemClock();
  const ids = createIdSource();
  const documents = createMemoryDocuments();
  const objects = createMemoryObjects();
  const outbox = createMemoryOutbox();
  const vault = createAesVault(Buffer.alloc(32, 7));
  const filesDir = await mkdtemp(join(tmpdir(), 'agentflow-runtime-'));
  const link = createLocalWorkerLink();
  const plans = new Map<string, Plan>();
  const catalog = createNodeCatalog();
  const coordinator = createCoordinator((definition) => {
    const digest = JSON.stringify(definition);
    if (!plans.has(digest)) plans.set(digest, compileDefinition(definition, catalog, { digest }));
    return digest;
  });
  link.listener.onWorker(coordinator.accept);
  const config = agentRuntimeConfig.parse(env);
  const egress = more.egress ?? createEgress({ config, clock });
  const runtime = composeAgentRuntime({
    connector: link.connector,
    documents,
    objects,
    plans: { cached: (_org, digest) => plans.get(digest), load: () => Promise.reject(new Error('not used here')) },
    models: models ?? createModelClients({ clock, env: {} }),
    unsealer: vault,
    outbox,
    clock,
    ids,
    config,
    egress,
    filesDir,
    ...more,
  });
  await runtime.lifecycle.start();
  return {
    runtime,
    coordinator,
    documents,
    objects,
    outbox,
    filesDir,
    breakers: egress.breakers,
    async putCredential(key, type, hosts, secret) {
      const id = ids.next();
      const document: CredentialDocument = { key, type, hosts, version: 1, sealed: vault.seal(ORG, id, 1, secret), createdBy: 'test' };
      await documents.put(ORG, COLLECTIONS.credentials, id, document, { unique: { key } });
    },
    async stop() {
      await runtime.lifecycle.stop();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

function createCoordinator(publish: (definition: WorkflowDefinition) => string): Coordinator & { accept(end: CoordinatorEnd): void } {
  let tokens = 0;
  let listeners: ((message: WorkerMessage) => void)[] = [];
  const coordinator: Coordinator & { accept(end: CoordinatorEnd): void } = {
    heard: [],
    workers: [],
    onStep: () => 'ack',
    ackResults: true,
    accept(end) {
      coordinator.workers.push(end);
      end.onMessage((message) => {
        coordinator.heard.push(message);
        if (message.type === 'step' || message.type === 'step-start') {
          const verdict = coordinator.onStep(message);
          if (verdict === 'ack') end.send({ type: 'ack', id: message.id });
          if (verdict === 'nack')
            end.send({ type: 'nack', id: message.id, code: 'TASK_CANCELLED', message: 'the attempt is no longer open' });
        }
        if (message.type === 'offer') for (const { token } of message.tasks) end.send({ type: 'adopted', token });
        if (message.type === 'result' && coordinator.ackResults) end.send({ type: 'ack', id: message.id });
        for (const listener of [...listeners]) listener(message);
      });
    },
    send(definition, path, more = {}) {
      const task: Task = {
        org: ORG,
        executionId: executionId('exec-1'),
        workflowId: 'workflow-1',
        revision: 1,
        path,
        nodeId: path.split('/').at(-1)!,
        nodeType: 'any',
        attempt: 1,
        token: `commit.${++tokens}`,
        revisionDigest: publish(definition),
        bindings: {},
        deadline: null,
        generation: 0,
        steps: [],
        trace: null,
        trial: false,
        ...more,
      };
      coordinator.workers.at(-1)!.send({ type: 'task', task });
      return task;
    },
    perform: (definition, path, more) => coordinator.outcomeOf(coordinator.send(definition, path, more).token),
    outcomeOf: async (token) => (await coordinator.hears('result', (message) => message.token === token)).outcome,
    hears(type, fits = () => true) {
      type Wanted = Message<typeof type>;
      const is = (message: WorkerMessage): message is Wanted => message.type === type && fits(message as Wanted);
      const known = coordinator.heard.find(is);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => {
        const listener = (message: WorkerMessage): void => {
          if (!is(message)) return;
          listeners = listeners.filter((other) => other !== listener);
          resolve(message);
        };
        listeners.push(listener);
      });
    },
    steps: (token) => coordinator.heard.flatMap((message) => (message.type === 'step' && message.token === token ? [message.step] : [])),
    ack: (id) => coordinator.workers.at(-1)!.send({ type: 'ack', id }),
    cancel: (token, graceMs) => coordinator.workers.at(-1)!.send({ type: 'cancel', token, graceMs }),
  };
  return coordinator;
}
export const inPlace = (value: Json): { readonly kind: 'value'; readonly held: { readonly value: Json } } => ({
  kind: 'value',
  held: { value },
});
