import { createIdSource, createLocalWorkerLink, createSystemClock, openEmbeddedStores, type EmbeddedStores } from '@agentflow/adapters';
import {
  AppError,
  createSchemaCheck,
  definitionDigest,
  hashJson,
  type JsonObject,
  orgId,
  PUBLIC_EVENTS_TOPIC,
  publicEventSchema,
  type CloudEvent,
  type Json,
  type Task,
  type CompileOptions,
  type TaskOutcome,
  type WorkflowDefinition,
} from '@agentflow/core';
import {
  COLLECTIONS,
  type CoordinatorMessage,
  type EventBus,
  type ExecutionService,
  type FrozenDocument,
  type RecoveryService,
  type StartAnswer,
  type StartRequest,
  type WorkerConnector,
  type WorkerEnd,
  type WorkerMessage,
} from '@agentflow/ports';
import { createPlanSource } from '@agentflow/service-kit';
import { createTestCatalog } from '@agentflow/testkit';
import { composeRecovery } from '../compose-recovery.js';
import { composeOrchestrator } from '../compose.js';
import type { Coordinator } from '../application/coordinator.js';
import type { FindRelease } from '../application/prepare-message.js';

export const ORG = orgId('default');
type Subflows = NonNullable<CompileOptions['subflows']>;

/** What the test's worker does with a task: an outcome, or `null` to keep it until the test answers by `worker.send`. */
export type Perform = (task: Task, worker: WorkerEnd) => TaskOutcome | null | Promise<TaskOutcome | null>;
export interface RunningOrchestrator {
  readonly service: ExecutionService;
  readonly coordinator: Coordinator;
  readonly recovery: RecoveryService;
  readonly retention: ReturnType<typeof composeRecovery>['retention'];
  readonly stores: EmbeddedStores;
  readonly faults: readonly string[];
  /** Resolves when the worker has got, or gets, such a message. */
  heard(is: (message: CoordinatorMessage) => boolean): Promise<CoordinatorMessage>;
  /** Stores a definition as a frozen revision and answers how to start it. */
  freeze(definition: WorkflowDefinition, subflows?: Subflows): Promise<string>;
  start(
    definition: WorkflowDefinition,
    input?: Json,
    more?: Partial<StartRequest> & { readonly subflows?: Subflows },
  ): Promise<StartAnswer>;
  /** What `revision: latest` finds, by key. */
  readonly released: Map<string, Awaited<ReturnType<FindRelease>>>;
  /** Where further workers connect. */
  readonly link: WorkerConnector;
  /** The worker can take so many more tasks. */
  grant(slots: number): void;
  /** Closes the worker's end, as if its process had died, and connects another. */
  replaceWorker(perform: Perform): Promise<WorkerEnd>;
  stop(): Promise<void>;
}

/** An orchestrator on embedded stores in `dataDir`, with a worker played by the test. */
export async function startOrchestrator(
  dataDir: string,
  perform: Perform,
  { slots = 1_000, capabilities = [] }: { readonly slots?: number; readonly capabilities?: readonly string[] } = {},
): Promise<RunningOrchestrator> {
  const clock = createSystemClock();
  const ids = createIdSource();
  const stores = await openEmbeddedStores({ dataDir, durability: 'sync', clock, ids });
  const plans = createPlanSource({ documents: stores.documents, nodes: createTestCatalog() });
  const link = createLocalWorkerLink();
  const faults: string[] = [];
  const released: RunningOrchestrator['released'] = new Map();
  const messages: CoordinatorMessage[] = [];
  const listeners = new Set<(message: CoordinatorMessage) => void>();
  const { service, lifecycle, coordinator } = composeOrchestrator({
    config: { AGENTFLOW_DOMAIN: 'master', AGENTFLOW_MAX_HOT_NODES: 100_000, AGENTFLOW_MAX_WAITING_COMMANDS: 100_000 },
    store: stores.executions,
    objects: stores.objects,
    bus: checked(stores.bus, faults),
    plans,
    workers: link.listener,
    clock,
    ids,
    startKeySecret: 'test',
    findRelease: async (_org, workflow) => {
      const release = released.get(workflow);
      if (!release) throw new AppError('WORKFLOW_NOT_FOUND', 'no workflow has this id or key', { workflow });
      return release;
    },
    onFault: (error, about) => void faults.push(`${about}: ${String(error)}`),
  });
  const { service: recovery, retention } = composeRecovery({
    coordinator,
    store: stores.executions,
    objects: stores.objects,
    documents: stores.documents,
    plans,
    clock,
    ids,
    onFault: (error, about) => void faults.push(`${about}: ${String(error)}`),
  });
  let sent = 0;
  async function connect(behave: Perform): Promise<WorkerEnd> {
    const end = await link.connector.connect();
    end.onMessage((message) => {
      messages.push(message);
      for (const hear of [...listeners]) hear(message);
      if (message.type !== 'task') return;
      const { token } = message.task;
      const answer = (outcome: TaskOutcome | null): void => {
        if (outcome === null) return;
        end.send({ type: 'result', id: ++sent, token, outcome });
        end.send({ type: 'grant', slots: 1 });
      };
      const outcome = behave(message.task, end);
      if (outcome instanceof Promise) void outcome.then(answer);
      else answer(outcome);
    });
    end.send({ type: 'hello', worker: 'test', capabilities, running: [], unacked: [] });
    if (slots > 0) end.send({ type: 'grant', slots } satisfies WorkerMessage);
    return end;
  }
  await lifecycle.start().catch(async (error: unknown) => {
    await stores.close();
    throw error;
  });
  let end = await connect(perform);
  const freeze = async (definition: WorkflowDefinition, subflows: Subflows = {}): Promise<string> => {
    const plain = definitionDigest(definition);
    const digest = Object.keys(subflows).length === 0 ? plain : hashJson({ plain, subflows: subflows as JsonObject });
    await stores.documents.put<FrozenDocument>(ORG, COLLECTIONS.frozen, digest, { workflowId: 'w1', definition, pins: { subflows } });
    return digest;
  };
  return {
    service,
    coordinator,
    recovery,
    retention,
    stores,
    faults,
    released,
    freeze,
    heard: (is) =>
      new Promise((resolve) => {
        const known = messages.find(is);
        if (known) return resolve(known);
        const hear = (message: CoordinatorMessage): void => {
          if (is(message) && listeners.delete(hear)) resolve(message);
        };
        listeners.add(hear);
      }),
    async start(definition, input = {}, { subflows, ...more } = {}) {
      const digest = await freeze(definition, subflows);
      return service.start({
        org: ORG,
        workflowId: 'w1',
        workflowName: 'test',
        revision: 1,
        digest,
        input,
        variables: {},
        trigger: null,
        priority: 0,
        tags: [],
        trial: false,
        by: 'test',
        ...more,
      });
    },
    link: link.connector,
    grant: (more) => end.send({ type: 'grant', slots: more }),
    async replaceWorker(behave) {
      end.close();
      return (end = await connect(behave));
    },
    async stop() {
      end.close();
      await lifecycle.stop();
      await stores.close();
    },
  };
}
/** What leaves for the public is what AsyncAPI says: anything else is a fault. */
function checked(bus: EventBus, faults: string[]): EventBus {
  return {
    publish(topic, messages) {
      if (topic === PUBLIC_EVENTS_TOPIC) for (const { key, value } of messages) faults.push(...wrongIn(key, value));
      return bus.publish(topic, messages);
    },
    subscribe: (...about) => bus.subscribe(...about),
    lag: (...about) => bus.lag(...about),
  };
}
function wrongIn(key: string, value: string): readonly string[] {
  const event = JSON.parse(value) as CloudEvent;
  const problems = createSchemaCheck(publicEventSchema(event.type))(event as unknown as Json);
  const misplaced = event.subject === key ? [] : [`its key is ${key}, not its subject`];
  return [...problems.map(({ pointer, message }) => `${pointer} ${message}`), ...misplaced].map((wrong) => `event ${event.type}: ${wrong}`);
}
export const completed = (value: Json): TaskOutcome => ({ status: 'completed', output: { value } });
