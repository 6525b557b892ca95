import { AppError, executionId, partitionOf, type Task } from '@agentflow/core';
import { agentRuntimeConfig, composeAgentRuntime, memberCoordinators } from '@agentflow/agent-runtime';
import { composeOrchestrator, orchestratorConfig, type AttachedOwnership, type Coordinator } from '@agentflow/orchestrator';
import type { Clock, CoordinationService, EventBus, ExecutionService, Member, WorkerConnector } from '@agentflow/ports';
import {
  createExecutionRouter,
  createHeartbeat,
  silentLogger,
  type ExecutionRouter,
  type Heartbeat,
  type OrchestratorDoors,
} from '@agentflow/service-kit';
import { MemoryMembers, membershipPort } from '../durable/memory-membership.js';
import { createOutside } from '../effects.js';
import { mix } from '../fault-plan.js';
import type { Call } from '../ports/calls.js';
import { SimLink } from '../ports/sim-link.js';
import { eventBusPort, executionStorePort, objectStorePort } from '../ports/store-ports.js';
import type { Owner } from '../scheduler.js';
import { NO_DOCUMENTS, refuse, SANDBOX, World, type Loss, type SimProcess, type WorldSettings } from '../world.js';

const LOGGER = silentLogger();
const ALL = ['before', 'after', 'slow', 'twice'] as const;
/** Domains that random workflows name. */
const NAMED = ['research', 'finance'];
/** A process that does not end by itself within this time, virtual, is killed. */
const STOP_MS = 10_000;

/** One orchestrator among several. */
export interface SimNode {
  readonly owner: Owner;
  readonly link: SimLink;
  readonly service: ExecutionService;
  readonly coordination: CoordinationService;
  readonly coordinator: Coordinator;
  readonly ownership: AttachedOwnership;
  readonly heartbeat: Heartbeat;
  readonly stop: () => Promise<void>;
  ready: boolean;
  /** Calls that wait for an answer: broken off when the process dies. */
  readonly callers: Set<(error: AppError) => void>;
}
export interface ClusterSettings extends WorldSettings {
  readonly coordinators?: number;
  readonly runtimes?: number;
  readonly domains?: readonly string[];
}

/** Several orchestrators and agent runtimes as processes that come, stop, hang and die, over one store. Clients find owners by the router, as the gateway does. */
export class ClusterWorld extends World {
  readonly members: MemoryMembers;
  readonly nodes: SimNode[] = [];
  /** What happened to processes, and to partitions. */
  readonly seen = { booted: 0, killed: 0, paused: 0, left: 0, staleDispatches: 0 };
  /** Messages that one owner handed to another. */
  delivered = 0;
  protected override readonly mayComeLate = true;
  #awayUntil = 0;
  readonly #runtimes = new Set<Owner>();
  readonly #count: number;
  readonly #domains: readonly string[];
  #routed: ExecutionRouter | null = null;
  #booted = 0;

  constructor(private readonly cluster: ClusterSettings) {
    super(cluster);
    this.#count = cluster.coordinators ?? 2 + (mix(cluster.seed, 900) % 2);
    this.#domains = cluster.domains ?? ['*'];
    this.members = new MemoryMembers(this.executions, () => this.scheduler.now);
    this.members.nameDomains(cluster.domains ? [] : NAMED);
  }
  get router(): ExecutionRouter {
    if (!this.#routed) throw new AppError('UNAVAILABLE', 'the world has not begun');
    return this.#routed;
  }

  override boot(): void {
    for (let n = 0; n < this.#count; n++) this.bootNode();
    for (let n = 0; n < (this.cluster.runtimes ?? 2); n++) this.#bootWorker();
    const owner: Owner = { name: 'router', alive: true };
    this.#routed = createExecutionRouter({
      membership: membershipPort(this.members, this.callsOf(owner)),
      clock: this.clockOf(owner),
      ids: this.ids,
      startKeySecret: 'simulated',
      connect: (address) => this.#doors(owner, address),
    });
    this.process = { owner, service: this.#routed.executions, ready: true, callers: new Set() } as unknown as SimProcess;
  }
  bootNode(domains = this.#domains): SimNode {
    const { scheduler, ids } = this;
    const owner: Owner = { name: `c${++this.#booted}`, alive: true };
    this.seen.booted++;
    const link: SimLink = new SimLink(scheduler, (task, runtime) => this.#sent(node, task, runtime), this.settings.mutant?.taps?.(this));
    const call = this.callsOf(owner);
    const callers: SimNode['callers'] = new Set();
    const clock = this.clockOf(owner);
    const membership = membershipPort(this.members, call);
    const onFault = (error: unknown, about: string): void => this.report(error, `${owner.name} ${about}`);
    const composed = composeOrchestrator({
      config: { ...orchestratorConfig.parse({}), AGENTFLOW_MAX_HOT_NODES: 60 },
      store: executionStorePort(this.executions, call),
      objects: objectStorePort(this.objects, call),
      bus: this.#busOf(owner, call, callers),
      plans: this.plansOf(call),
      workers: link.listener(owner),
      clock,
      ids,
      startKeySecret: 'simulated',
      findRelease: (_org, workflow) => call('release', () => this.released(workflow), { faults: ['before', 'slow'] }),
      onFault,
      nextTurn: (turn) => void scheduler.later(owner, 0, `${owner.name} turn`, turn),
      ownership: { membership, self: owner.name, domains, coordinationAt: (address) => this.#coordination(owner, address) },
    });
    const member = (): Omit<Member, 'leaving'> => ({
      id: owner.name,
      service: 'orchestrator',
      address: owner.name,
      httpUrl: '',
      domains,
      version: '0',
      startedAt: scheduler.started + this.#booted,
      figures: composed.ownership?.figures() ?? {},
    });
    const node: SimNode = {
      owner,
      link,
      service: composed.service,
      coordination: composed.coordination,
      coordinator: composed.coordinator,
      ownership: composed.ownership as AttachedOwnership,
      heartbeat: createHeartbeat({ membership, member, clock, logger: LOGGER }),
      stop: async () => {
        await node.heartbeat.leaving();
        await composed.lifecycle.stop();
        await node.heartbeat.stop();
      },
      ready: false,
      callers,
    };
    this.nodes.push(node);
    scheduler.note(`${owner.name} starts`);
    node.heartbeat
      .start()
      .then(() => composed.lifecycle.start())
      .then(
        () => {
          node.ready = true;
        },
        (error: unknown) => {
          scheduler.note(`${owner.name} cannot start: ${(error as Error).message}`);
          if (!(error instanceof AppError)) this.report(error, `start of ${owner.name}`);
          this.killNode(node);
          this.#bootNodeLater();
        },
      );
    return node;
  }
  killNode(node: SimNode): void {
    if (!node.owner.alive) return;
    node.owner.alive = false;
    if (node.owner.paused) this.scheduler.pause(node.owner, false);
    this.seen.killed++;
    this.nodes.splice(this.nodes.indexOf(node), 1);
    const broken = new AppError('UNAVAILABLE', 'the connection broke', {}, { retryAfterSeconds: 1 });
    for (const reject of node.callers) reject(broken);
    node.link.ownerDied();
  }
  /** As SIGSTOP and, after `ms`, SIGCONT. */
  pauseNode(node: SimNode, ms: number): void {
    if (node.owner.paused || !node.owner.alive) return;
    this.seen.paused++;
    this.scheduler.pause(node.owner, true);
    this.scheduler.later(null, ms, `${node.owner.name} goes on`, () => {
      if (node.owner.alive) this.scheduler.pause(node.owner, false);
    });
  }
  /** As SIGTERM. Resolves when the process has ended, or was killed because it did not. */
  stopNode(node: SimNode): Promise<void> {
    return new Promise((resolve) => {
      const gone = (): void => {
        if (node.owner.alive) this.seen.left++;
        this.killNode(node);
        resolve();
      };
      node.ready = false;
      this.scheduler.later(null, STOP_MS, `${node.owner.name} is killed`, () => node.owner.alive && gone());
      this.scheduler.later(node.owner, 0, `${node.owner.name} is told to end`, () => void node.stop().then(gone, gone));
    });
  }
  override crash(loss: Loss): void {
    const { scheduler, nodes } = this;
    const there = nodes.filter(({ owner }) => owner.paused !== true);
    const node = there[scheduler.draw(Math.max(1, there.length))];
    if (!this.faults.healed) this.faults.count(loss === 'cut' ? 'cut' : 'crash');
    if (!this.faults.healed && loss !== 'cut') this.crashes++;
    // Where there are several, what matters most is that they disagree about who is alive.
    const how = loss === 'process' ? (['process', 'stalled', 'restart', 'stalled'] as const)[scheduler.draw(4)] : loss;
    scheduler.note(`LOST: ${how} (${node?.owner.name ?? 'none'})`);
    switch (how) {
      case 'cut':
        node?.link.cut();
        return;
      case 'worker':
        return this.#killWorker();
      case 'stalled':
        if (node) this.pauseNode(node, 500 + scheduler.draw(15_000));
        return;
      case 'restart':
        if (node) void this.stopNode(node).then(() => this.#bootNodeLater());
        return;
      case 'process':
        this.#killWorker();
        break;
      case 'coordinator':
    }
    if (!node) return;
    this.killNode(node);
    this.#bootNodeLater();
  }
  #bootNodeLater(): void {
    this.scheduler.later(null, this.scheduler.draw(4_000), 'an orchestrator starts', () => {
      if (this.nodes.length < this.#count) this.bootNode();
    });
  }
  #killWorker(): void {
    const [worker] = this.#runtimes;
    if (!worker) return;
    this.#runtimes.delete(worker);
    worker.alive = false;
    for (const { link } of this.nodes) link.ownerDied();
    this.scheduler.later(null, this.scheduler.draw(2_000), 'a worker starts', () => this.#bootWorker());
  }
  #bootWorker(): void {
    const owner: Owner = { name: `w${++this.boots}`, alive: true };
    this.#runtimes.add(owner);
    const call = this.callsOf(owner);
    const clock = this.clockOf(owner);
    const { egress, models } = createOutside(owner, clock, this.scheduler, this.faults, this.ledger);
    const { lifecycle } = composeAgentRuntime({
      connector: memberCoordinators({
        membership: membershipPort(this.members, call),
        domains: ['*'],
        connect: (address) => this.#connector(owner, address),
        clock,
        onFault: () => undefined,
      }),
      documents: NO_DOCUMENTS,
      objects: objectStorePort(this.objects, call),
      plans: this.plansOf(call),
      models,
      unsealer: { unseal: refuse },
      outbox: { send: refuse, list: refuse },
      clock,
      ids: this.ids,
      config: { ...agentRuntimeConfig.parse({}), AGENTFLOW_WORKER_SLOTS: 2 + (mix(this.settings.seed, 800) % 8) },
      filesDir: '/nowhere',
      egress,
      sandbox: SANDBOX,
      logger: LOGGER,
    });
    lifecycle.start().catch((error: unknown) => this.report(error, `start of ${owner.name}`));
  }
  /** The bus takes nothing and brings nothing for so long. */
  busAway(ms: number): void {
    this.#awayUntil = this.scheduler.now + ms;
  }
  #busOf(owner: Owner, call: Call, callers: SimNode['callers']): EventBus {
    const bus = eventBusPort(this.bus, call);
    const there = async (): Promise<void> => {
      if (this.scheduler.now < this.#awayUntil) throw new AppError('UNAVAILABLE', 'the bus is away', {}, { retryAfterSeconds: 1 });
    };
    return {
      publish: (topic, messages) => there().then(() => bus.publish(topic, messages)),
      subscribe: (topic, group, handler, options) =>
        bus.subscribe(topic, group, (batch) => there().then(() => this.#bring(owner, callers, () => handler(batch))), options),
      lag: (topic, group) => there().then(() => bus.lag(topic, group)),
    };
  }
  /** A batch is handled in its process: one that dies has not handled it, one that is stopped does so when it goes on. */
  #bring(owner: Owner, callers: SimNode['callers'], handle: () => Promise<void>): Promise<void> {
    if (!owner.alive) return Promise.reject(new AppError('UNAVAILABLE', 'the process is gone'));
    return new Promise((resolve, reject) => {
      callers.add(reject);
      this.scheduler.later(owner, 0, `${owner.name} is brought commands`, () => {
        handle()
          .then(resolve, reject)
          .finally(() => callers.delete(reject));
      });
    });
  }
  #connector(worker: Owner, address: string): WorkerConnector {
    const at = (): SimNode | undefined => this.nodes.find(({ owner }) => owner.name === address);
    return {
      async connect() {
        const node = at();
        // One that is stopped does not shake hands.
        if (!node || node.owner.paused) throw new AppError('UNAVAILABLE', `nobody answers at ${address}`);
        return node.link.connector(worker).connect();
      },
    };
  }
  /** What leaves an owner that is none any more is told of: the log's present epoch is the truth. */
  #sent(node: SimNode, task: Task, runtime: string): void {
    const partition = partitionOf('master', executionId(task.executionId));
    const home = node.coordinator.homeOf(executionId(task.executionId));
    const present = this.executions.partitions.get(home)?.epoch;
    if (node.coordinator.log.epochOf(home) !== present) {
      this.seen.staleDispatches++;
      this.report(
        new Error(`${node.owner.name} sent ${task.executionId} ${task.path} in an epoch of ${partition} that is over`),
        'dispatch',
      );
    }
    this.dispatched(task, runtime);
  }

  /** A call from one process to another: it may fail before or after it took effect, be slow, or come twice. One that is stopped answers when it goes on. */
  #call<T>(from: Owner, address: string, what: string, ask: (node: SimNode) => Promise<T>): Promise<T> {
    const { scheduler, faults } = this;
    const fault = faults.decide(ALL);
    return new Promise((resolve, reject) => {
      const back = (call: () => void): void => void scheduler.later(from, scheduler.hop(), `${what} answered`, call);
      const broken = (error: unknown): void => back(() => reject(error as Error));
      const wait = fault === 'slow' ? 50 + scheduler.draw(3_000) : scheduler.hop();
      scheduler.later(null, wait, `${what} to ${address}`, () => {
        const node = this.nodes.find(({ owner }) => owner.name === address);
        if (fault === 'before' || !node) return broken(new AppError('UNAVAILABLE', 'nobody answers', {}, { retryAfterSeconds: 1 }));
        node.callers.add(broken);
        scheduler.later(node.owner, scheduler.hop(), `${address} ${what}`, () => {
          ask(node).then(
            (answer) => {
              node.callers.delete(broken);
              if (fault === 'after') broken(new AppError('UNAVAILABLE', 'the answer got lost', {}, { retryAfterSeconds: 1 }));
              else back(() => resolve(answer));
            },
            (error: unknown) => {
              node.callers.delete(broken);
              broken(error);
            },
          );
          if (fault === 'twice') ask(node).catch(() => undefined);
        });
      });
    });
  }
  #coordination(from: Owner, address: string): CoordinationService {
    return {
      deliver: (request) =>
        this.#call(from, address, 'deliver', async ({ coordination }) => {
          await coordination.deliver(JSON.parse(JSON.stringify(request)) as typeof request);
          this.delivered++;
        }),
    };
  }
  #doors(from: Owner, address: string): OrchestratorDoors {
    const executions = new Proxy({} as ExecutionService, {
      get: (_target, method: keyof ExecutionService) =>
        method === 'watch'
          ? (request: Parameters<ExecutionService['watch']>[0]) => this.#watch(address, request)
          : (request: never) =>
              this.#call(from, address, method, ({ service }) => (service[method] as (request: never) => Promise<unknown>)(request)),
    });
    return {
      executions,
      recovery: {} as OrchestratorDoors['recovery'],
      reachable: async () => this.nodes.some(({ owner }) => owner.name === address),
      close: () => undefined,
    };
  }
  /** A stream breaks with its process. */
  async *#watch(
    address: string,
    request: Parameters<ExecutionService['watch']>[0],
  ): ReturnType<ExecutionService['watch']> & AsyncGenerator {
    const node = this.nodes.find(({ owner }) => owner.name === address);
    if (!node) throw new AppError('UNAVAILABLE', 'nobody answers');
    const abort = new AbortController();
    let broken: AppError | undefined;
    const breaks = (error: AppError): void => {
      broken = error;
      abort.abort();
    };
    node.callers.add(breaks);
    request.signal.addEventListener('abort', () => abort.abort());
    try {
      yield* node.service.watch({ ...request, signal: abort.signal });
      if (broken) throw broken;
    } finally {
      node.callers.delete(breaks);
    }
  }
  /** The clock that processes are measured by from outside. */
  get clock(): Clock {
    return this.clockOf({ name: 'test', alive: true });
  }
}
