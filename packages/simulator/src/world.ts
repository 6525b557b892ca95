import { AppError, parseSegmentDigest, segmentPlan, type Plan, type Task } from '@agentflow/core';
import { agentRuntimeConfig, composeAgentRuntime, type AgentRuntimeConfig, type Sandbox } from '@agentflow/agent-runtime';
import { composeOrchestrator, orchestratorConfig, type Coordinator, type OrchestratorConfig } from '@agentflow/orchestrator';
import type { Clock, DocumentStore, ExecutionService, IdSource, PlanSource } from '@agentflow/ports';
import { silentLogger } from '@agentflow/service-kit';
import { createTestIds, seededRandom, type Random } from '@agentflow/testkit';
import { MemoryBus } from './durable/memory-event-bus.js';
import { MemoryExecutions } from './durable/memory-execution-store.js';
import { MemoryObjects } from './durable/memory-object-store.js';
import { createOutside, EffectLedger } from './effects.js';
import { FaultPlan, mix, type Fault, type FaultSettings } from './fault-plan.js';
import type { Mutant } from './mutant.js';
import type { Call } from './ports/calls.js';
import { SimLink } from './ports/sim-link.js';
import { eventBusPort, executionStorePort, objectStorePort } from './ports/store-ports.js';
import { Scheduler, type Note, type Owner } from './scheduler.js';

const LOGGER = silentLogger();
/** Scales the rates of faults while a coordinator starts. */
const STARTING = 0.03;
const ALL: readonly Fault[] = ['before', 'after', 'slow', 'twice'];
/** A request that was given up reaches its server within so long, if it does; milliseconds. */
const LATE_MS = 2_000;
/** How a process may be lost. */
export const LOSSES = ['process', 'process', 'process', 'process', 'coordinator', 'worker', 'cut', 'stalled', 'restart'] as const;
export type Loss = (typeof LOSSES)[number];

/** One orchestrator in one process, from start to death. */
export interface SimProcess {
  readonly owner: Owner;
  readonly service: ExecutionService;
  readonly coordinator: Coordinator;
  ready: boolean;
  /** Calls of clients that wait for an answer: broken off when the process dies. */
  readonly callers: Set<(error: AppError) => void>;
}
export interface Release {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number;
  readonly digest: string;
}
/** An attempt as it left the coordinator. */
export interface Dispatch {
  readonly sentAt: number;
  readonly executionId: string;
  readonly path: string;
  readonly attempt: number;
  readonly generation: number;
  readonly runtime: string;
  /** Indexes of the calls whose recorded answers it was given. */
  readonly known: readonly number[];
}
export interface WorldSettings {
  readonly seed: number;
  readonly faults: FaultSettings;
  readonly log?: Note;
  readonly mutant?: Mutant;
  /** Which loss each crash is; drawn where left out. */
  readonly loss?: Loss;
}

/**
 * What lasts (stores, ledger, clients' history) and what does not (processes), on one scheduler. Real coordinator, real agent runtime; every port between them and what lasts
 * is a call that the scheduler carries and the fault plan may harm.
 */
export class World {
  readonly scheduler: Scheduler;
  readonly faults: FaultPlan;
  readonly executions: MemoryExecutions;
  readonly objects: MemoryObjects;
  readonly bus: MemoryBus;
  readonly ledger = new EffectLedger();
  readonly ids: IdSource;
  readonly link: SimLink;
  readonly plans = new Map<string, Plan>();
  /** What a subflow that names no revision runs, by the workflow's key. */
  readonly releases = new Map<string, Release>();
  /** Every attempt that was handed to a worker. */
  readonly dispatches: Dispatch[] = [];
  /** Faults of ours: what processes reported that no injected fault explains. */
  readonly errors: string[] = [];
  /** Whether what was given up may take effect later: where the stores are beyond a network. */
  protected readonly mayComeLate: boolean = false;
  readonly random: Random;
  process: SimProcess | null = null;
  crashes = 0;
  boots = 0;
  #runtimes = 0;
  #runtime: Owner | null = null;
  #crashAt: number[];

  constructor(readonly settings: WorldSettings) {
    const { seed, faults, log, mutant } = settings;
    this.scheduler = new Scheduler(seededRandom(mix(seed, 1)), log ?? null);
    this.random = seededRandom(mix(seed, 2));
    this.faults = new FaultPlan(mix(seed, 3), faults);
    this.ids = createTestIds(mix(seed, 4));
    this.executions = new MemoryExecutions(
      () => this.scheduler.now,
      () => this.scheduler.steps,
    );
    this.objects = new MemoryObjects(
      () => this.scheduler.now,
      () => this.scheduler.steps,
    );
    this.bus = new MemoryBus({ now: () => this.scheduler.now, after: (ms, call) => this.scheduler.later(null, ms, 'bus', call) });
    this.link = new SimLink(this.scheduler, (task, runtime) => this.dispatched(task, runtime), mutant?.taps?.(this));
    this.#crashAt = [...faults.crashes].sort((a, b) => a - b);
    this.scheduler.onThrow = (error, label) => void this.errors.push(`${label} threw: ${(error as Error).stack ?? String(error)}`);
    this.scheduler.beforeStep = () => this.#maybeCrash();
    mutant?.world?.(this);
  }

  /** Starts a coordinator, and a worker if none lives. */
  boot(): void {
    const owner: Owner = { name: `c${++this.boots}`, alive: true };
    const { scheduler, link, ids } = this;
    const { mutant } = this.settings;
    const call = this.callsOf(owner);
    const executions = executionStorePort(this.executions, call);
    const objects = objectStorePort(this.objects, call);
    const bus = eventBusPort(this.bus, call);
    const clock = this.clockOf(owner);
    const store = mutant?.executions?.(executions, this) ?? executions;
    const { service, coordinator } = composeOrchestrator({
      config: ORCHESTRATION,
      store,
      objects: mutant?.objects?.(objects, this) ?? objects,
      bus: mutant?.bus?.(bus, this) ?? bus,
      plans: this.plansOf(call),
      workers: link.listener(owner),
      clock: mutant?.clock?.(clock, this) ?? clock,
      ids,
      startKeySecret: 'simulated',
      findRelease: (_org, workflow) => call('release', () => this.released(workflow), { faults: ['before', 'slow'] }),
      onFault: (error, about) => this.report(error, `${owner.name} ${about}`),
      nextTurn: (turn) => void scheduler.later(owner, 0, `${owner.name} turn`, turn),
    });
    const started: SimProcess = {
      owner,
      coordinator,
      service: mutant?.service?.(service, coordinator, this) ?? service,
      ready: false,
      callers: new Set(),
    };
    this.process = started;
    scheduler.note(`${owner.name} starts`);
    coordinator.start().then(
      () => {
        started.ready = true;
        scheduler.note(`${owner.name} is ready`);
      },
      (error: unknown) => {
        scheduler.note(`${owner.name} cannot start: ${(error as Error).message}`);
        if (!(error instanceof AppError)) this.report(error, `start of ${owner.name}`);
        this.kill(started);
        this.#bootLater();
      },
    );
    if (!this.#runtime?.alive) this.#bootRuntime();
  }
  #bootRuntime(): void {
    const owner: Owner = { name: `w${++this.#runtimes}`, alive: true };
    this.#runtime = owner;
    const call = this.callsOf(owner);
    const clock = this.clockOf(owner);
    const { egress, models } = createOutside(owner, clock, this.scheduler, this.faults, this.ledger);
    const { lifecycle } = composeAgentRuntime({
      connector: this.link.connector(owner),
      documents: NO_DOCUMENTS,
      objects: objectStorePort(this.objects, call),
      plans: this.plansOf(call),
      models,
      unsealer: { unseal: refuse },
      outbox: { send: refuse, list: refuse },
      clock,
      ids: this.ids,
      config: { ...RUNTIME_CONFIG, AGENTFLOW_WORKER_SLOTS: 1 + (mix(this.settings.seed, 800) % 8) },
      filesDir: '/nowhere',
      egress,
      sandbox: SANDBOX,
      logger: LOGGER,
    });
    // A worker comes up later than its coordinator listens, or earlier: it tries until it is let in.
    const connect = (): void => {
      lifecycle.start().catch(() => {
        if (!owner.alive) return;
        owner.alive = false;
        this.scheduler.later(null, 100, 'worker starts again', () => this.#runtime === owner && this.#bootRuntime());
      });
    };
    connect();
  }

  /** Loses the coordinator, the worker, the stream between them, or all of it; what is lost comes back. */
  crash(loss: Loss): void {
    const { process } = this;
    if (!this.faults.healed) this.faults.count(loss === 'cut' ? 'cut' : 'crash');
    if (!this.faults.healed && loss !== 'cut') this.crashes++;
    this.scheduler.note(`LOST: ${loss} (${process?.owner.name ?? 'none'})`);
    switch (loss) {
      case 'cut':
        this.link.cut();
        return;
      case 'worker':
        this.#killRuntime();
        this.scheduler.later(null, this.scheduler.draw(2_000), 'a worker starts', () => this.#runtime?.alive || this.#bootRuntime());
        return;
      case 'stalled': {
        // One that hangs before it has its partitions would take them from the next when it goes on: the lock of its folder forbids that.
        if (!process?.ready) break;
        // The old one hangs: its partitions are taken over while it lives, and it finds out later.
        this.process = null;
        this.#breakOff(process);
        this.scheduler.later(null, 500 + this.scheduler.draw(15_000), `${process.owner.name} is killed at last`, () => this.kill(process));
        return this.#bootLater();
      }
      case 'restart': {
        if (!process?.ready) break;
        const gone = (): void => {
          if (this.process === process) this.#bootLater();
          this.kill(process);
        };
        process.ready = false;
        process.coordinator.stop().then(gone, gone);
        // What does not stop in time is killed.
        this.scheduler.later(null, 10_000, `${process.owner.name} is killed`, () => process.owner.alive && gone());
        return;
      }
      case 'process':
        this.#killRuntime();
        break;
      case 'coordinator':
    }
    if (process) this.kill(process);
    this.#bootLater();
  }
  kill(process: SimProcess): void {
    if (!process.owner.alive) return;
    process.owner.alive = false;
    process.ready = false;
    if (this.process === process) this.process = null;
    this.#breakOff(process);
    this.link.ownerDied();
  }
  #breakOff(process: SimProcess): void {
    const broken = new AppError('UNAVAILABLE', 'the connection broke', {}, { retryAfterSeconds: 1 });
    for (const reject of process.callers) reject(broken);
    process.callers.clear();
  }
  #killRuntime(): void {
    if (this.#runtime) this.#runtime.alive = false;
    this.link.ownerDied();
  }
  #bootLater(): void {
    this.scheduler.later(null, this.scheduler.draw(1_500), 'a coordinator starts', () => this.process ?? this.boot());
  }
  #maybeCrash(): void {
    const next = this.#crashAt[0];
    if (next === undefined || this.scheduler.steps < next || this.faults.healed) return;
    this.#crashAt.shift();
    this.crash(this.settings.loss ?? (LOSSES[mix(this.settings.seed, 7_000 + next) % LOSSES.length] as Loss));
  }

  protected released(workflow: string): Release {
    const found = this.releases.get(workflow);
    if (!found) throw new AppError('WORKFLOW_NOT_FOUND', 'there is no such workflow', { workflow });
    return found;
  }
  /** How a process's calls travel. */
  callsOf(owner: Owner): Call {
    const { scheduler, faults } = this;
    return (name, apply, { faults: allowed = ALL, outlives = false, brief = false } = {}) =>
      new Promise((resolve, reject) => {
        // A start makes a hundred calls in a row, and one that fails ends the process.
        const starting = this.process?.owner === owner && !this.process.ready;
        const fault = faults.decide(allowed, starting ? STARTING : 1);
        const label = `${owner.name} ${name}`;
        const unavailable = (): AppError => new AppError('UNAVAILABLE', `${name}: injected (${fault})`, {}, { retryAfterSeconds: 1 });
        const answer = (how: string, call: () => void): void => void scheduler.later(owner, scheduler.hop(), `${label} ${how}`, call);
        const take = (): void => {
          // Half of what was on its way when its process died gets lost with it; the other half comes late.
          if (!owner.alive && scheduler.draw(2) === 0) return;
          if (fault === 'before') {
            // What was given up may be on its way yet: it takes effect after its caller has heard that it failed, or never.
            if (outlives && this.mayComeLate && scheduler.draw(2) === 0)
              scheduler.later(null, scheduler.draw(LATE_MS), `${label} at last`, () => void attempt(apply));
            return answer('fails', () => reject(unavailable()));
          }
          try {
            const value = apply();
            if (fault === 'twice') scheduler.later(null, scheduler.draw(400), `${label} once more`, () => void attempt(apply));
            if (brief) return resolve(value);
            if (fault === 'after') answer('breaks', () => reject(unavailable()));
            else answer('done', () => resolve(value));
          } catch (error) {
            answer('refused', () => reject(error as Error));
          }
        };
        const wait = fault === 'slow' ? 50 + scheduler.draw(8_000) : scheduler.hop();
        scheduler.later(outlives ? null : owner, wait, fault === 'none' ? label : `${label} (${fault})`, take);
      });
  }
  clockOf(owner: Owner): Clock {
    const { scheduler } = this;
    return {
      now: () => scheduler.now,
      monotonic: () => scheduler.now - scheduler.started,
      after: (ms, call) => scheduler.later(owner, ms, `${owner.name} timer`, call),
    };
  }
  /** Plans are compiled once a world, but each process has to load them. */
  plansOf(call: Call): PlanSource {
    const known = new Set<string>();
    return {
      cached: (_org, digest) => (known.has(digest) ? this.plans.get(digest) : undefined),
      load: (_org, digest) =>
        call(
          'plan',
          () => {
            const plan = this.plans.get(digest) ?? this.#segment(digest);
            if (!plan) throw new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest', { digest });
            known.add(digest);
            return plan;
          },
          { faults: ['before', 'slow'] },
        ),
    };
  }
  #segment(digest: string): Plan | undefined {
    const name = parseSegmentDigest(digest);
    const revision = name && this.plans.get(name.revision);
    const plan = revision && segmentPlan(revision, digest);
    if (plan) this.plans.set(digest, plan);
    return plan;
  }
  protected dispatched({ executionId, path, attempt, generation, steps }: Task, runtime: string): void {
    this.dispatches.push({
      sentAt: this.scheduler.steps,
      executionId,
      path,
      attempt,
      generation,
      runtime,
      known: steps.filter(({ response }) => response !== undefined).map(({ index }) => index),
    });
  }
  protected report(error: unknown, about: string): void {
    this.scheduler.note(`fault in ${about}: ${(error as Error).message}`);
    if (!isExpected(error)) this.errors.push(`${about}: ${(error as Error).stack ?? String(error)}`);
  }
}
/** Errors that faults explain: typed ones, and what follows from a lost owner. */
const isExpected = (error: unknown): boolean =>
  (error instanceof AppError && error.code !== 'INTERNAL') || /ownership of|nobody listens/.test((error as Error).message);
function attempt(call: () => unknown): void {
  try {
    call();
  } catch {
    // the repeat of a call that nobody waits for
  }
}
export const refuse = (): never => {
  throw new AppError('UNAVAILABLE', 'this world has no such thing');
};
export const NO_DOCUMENTS: DocumentStore = {
  get: () => Promise.resolve(null),
  getByUnique: () => Promise.resolve(null),
  put: () => Promise.reject(new AppError('UNAVAILABLE', 'this world keeps no documents')),
  delete: () => Promise.resolve(false),
  list: () => Promise.resolve({ items: [], nextCursor: null, total: 0 }),
  scan: () => Promise.resolve({ items: [], nextCursor: null }) as never,
};
const RUNTIME_CONFIG: AgentRuntimeConfig = { ...agentRuntimeConfig.parse({}), AGENTFLOW_WORKER_SLOTS: 8 };
const ORCHESTRATION: OrchestratorConfig = { ...orchestratorConfig.parse({}), AGENTFLOW_MAX_HOT_NODES: 60 };
/** Code runs nowhere: it answers its arguments. */
export const SANDBOX: Sandbox = {
  name: 'sandbox',
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  ready: () => Promise.resolve({ ready: true, checks: {} }),
  run: ({ args }) => Promise.resolve(args),
  stats: () => ({ processes: 0, idle: 0, waiting: 0, owners: new Map() }),
};
