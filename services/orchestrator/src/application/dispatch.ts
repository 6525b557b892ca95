import {
  AppError,
  bindings,
  domainOf,
  PassageMap,
  phasesOn,
  taskBudget,
  type ExecutionId,
  type ExecutionState,
  type NodeState,
  type OrgId,
  type PoolLimits,
  type Task,
  type TaskState,
} from '@agentflow/core';
import type { Clock, CoordinatorEnd } from '@agentflow/ports';
import type { LiveExecution } from './live-execution.js';
import { traceDispatch } from './trace-execution.js';
import { createTaskQueue, type OrgLimits } from './task-queue.js';
import { ANYTHING, kindOf, type Abilities } from './worker-abilities.js';

/** How long a cancelled attempt may take to answer (DESIGN 5.15). */
export const CANCEL_GRACE_MS = 10_000;
/** The worker ends an attempt at its deadline by itself; the coordinator steps in this much later. */
const DEADLINE_SLACK_MS = 1_000;

/** An attempt that a worker has. Its token proves that a message belongs to the current dispatch; the table is the owner's memory. */
export interface Dispatched {
  readonly org: OrgId;
  readonly executionId: ExecutionId;
  readonly path: string;
  readonly attempt: number;
  readonly token: string;
  worker: WorkerSlot;
  cancelTimer: (() => void) | null;
  /** Disarms the end of the wait for a worker whose stream broke. */
  orphaned: (() => void) | null;
  /** Disarms the deadline of the attempt. */
  disarm: (() => void) | null;
  /** Which of its worker's lists was the first that it was missing in; 0: none. */
  missingSince: number;
}
export interface WorkerSlot {
  readonly id: string;
  readonly end: CoordinatorEnd;
  slots: number;
  /** What it can do, as it said in its greeting. */
  abilities: Abilities;
  /** Tokens of tasks that this process no longer answers for: what the worker says of them is for their next owner. */
  readonly letGo: Set<string>;
  /** What it said last that it has of ours, and how often it has said so. */
  held: ReadonlySet<string>;
  lists: number;
}
export interface Dispatch {
  /** Hands an open task to a worker, now or when one has a slot. `ahead`: before the commit that scheduled it is durable, which its token then shows. */
  send(live: LiveExecution, path: string, commitId: string, ahead?: boolean): void;
  /** Nobody is handed the task until `ms` have passed, or a worker has said that it has it: then `unclaimed` is called. */
  expect(live: LiveExecution, path: string, ms: number, unclaimed: () => void): void;
  /** A worker has this task, from a former owner or over a stream that broke. `false`: somebody else has it, or nobody is to. */
  claim(worker: WorkerSlot, live: LiveExecution, path: string, token: string): boolean;
  /** What workers have of an execution is no longer ours: they keep it for its next owner. Answers the tokens. */
  release(id: ExecutionId): readonly string[];
  /** Hands out what waits: something may be allowed to leave that was not. */
  resume(): void;
  /** The dispatch that a token stands for, or `undefined` for a late one. */
  current(token: string): Dispatched | undefined;
  /** Whether this task is with a worker or waits for one. */
  has(id: ExecutionId, path: string): boolean;
  /** Asks the worker to end an attempt; after the grace it counts as lost. */
  cancel(id: ExecutionId, path: string, graceMs: number): void;
  cancelAll(id: ExecutionId, graceMs: number): void;
  /** What workers have of an execution is void from now on: its state was dropped, and what is open will be handed out again. */
  revoke(id: ExecutionId): void;
  /** The attempt has answered, or nobody waits for it any more. */
  forget(dispatched: Dispatched): void;
  join(worker: WorkerSlot): void;
  grant(worker: WorkerSlot, slots: number): void;
  /** The worker is gone: answers what it had, unless `keepMs` are left to it to come back and claim it. */
  leave(worker: WorkerSlot, keepMs?: number): readonly Dispatched[];
  /** Attempts that workers have, as far as is known here. */
  all(): Iterable<Dispatched>;
  readonly queued: number;
  /** Tasks that wait for a worker, by org. */
  queuedByOrg(): ReadonlyMap<OrgId, number>;
  /** The same by the domain of their executions. */
  queuedByDomain(): ReadonlyMap<string, number>;
  readonly running: number;
  readonly workers: number;
  /** How many more tasks the workers could take now. */
  readonly slots: number;
}
interface Queued {
  readonly live: LiveExecution;
  readonly path: string;
  readonly token: string;
  /** Epoch milliseconds since when it waits, where somebody traces it; else 0. */
  readonly since: number;
}

/** Between a token's commit and its nonce, where the task left before that commit was durable. */
export const AHEAD = '~';
/** Where attempts are whose worker's stream broke: what is said to it is lost. */
const NOBODY: WorkerSlot = {
  id: 'nobody',
  slots: 0,
  abilities: ANYTHING,
  letGo: new Set(),
  held: new Set(),
  lists: 0,
  end: { send: () => undefined, onMessage: () => undefined, onClose: () => undefined, close: () => undefined },
};

export function createDispatch(
  clock: Clock,
  onLost: (dispatched: Dispatched, reason: 'worker-lost' | 'timed-out') => void,
  maxQueued = 200_000,
  orgBudget: (org: OrgId) => PoolLimits | undefined = () => undefined,
  /** Whether this process may still act as the owner of what it has; left out: always. Asked at each task that leaves. */
  mayAct?: () => boolean,
  orgLimits: (org: OrgId) => OrgLimits | undefined = () => undefined,
): Dispatch {
  const table = new PassageMap<string, Dispatched>();
  const tokens = new TokensByPath();
  const workers = new Set<WorkerSlot>();
  const queue = createTaskQueue<Queued>(clock, orgLimits, refill);
  const byDomain = new Map<string, number>();
  let nonce = 0;

  const count = (id: ExecutionId, more: number): void => {
    const domain = domainOf(id);
    byDomain.set(domain, (byDomain.get(domain) ?? 0) + more);
  };
  function send(live: LiveExecution, path: string, commitId: string, ahead = false): void {
    const { id } = live.state;
    overtake(live, path);
    if (tokens.get(id, path) !== undefined) return;
    const token = `${commitId}${ahead ? AHEAD : '.'}${(++nonce).toString(36)}`;
    tokens.set(id, path, token);
    const { org, priority } = live.state;
    const kind = kindOf(live.state, path);
    const worker = mayAct === undefined || mayAct() ? leastLoaded(kind) : undefined;
    if (worker && queue.tryBegin(org)) return hand(worker, live, path, token);
    if (queue.size >= maxQueued) {
      // Nobody has it: it must not look as if somebody had, or the next try would leave it at that.
      tokens.drop(id, path);
      throw new AppError('OVERLOADED', 'too many tasks wait for a worker');
    }
    count(id, 1);
    queue.push({ org, priority, kind, value: { live, path, token, since: live.state.traceparent === null ? 0 : clock.now() } });
  }
  /** A worker may still have a former attempt, whose end was told by another one that had it before: nobody waits for it any more. */
  function overtake({ state }: LiveExecution, path: string): void {
    const token = tokens.get(state.id, path);
    const former = token === undefined ? undefined : table.get(token);
    if (!former || former.attempt === state.nodes.get(path)?.attempt) return;
    former.worker.end.send({ type: 'cancel', token: former.token, graceMs: 0 });
    forget(former);
  }
  /** Of the workers that can do it, the one with the most room. */
  function leastLoaded(kind: string): WorkerSlot | undefined {
    let best: WorkerSlot | undefined;
    for (const worker of workers) {
      if (worker.slots > 0 && (!best || worker.slots > best.slots) && worker.abilities.can(kind)) best = worker;
    }
    return best;
  }
  function hand(worker: WorkerSlot, live: LiveExecution, path: string, token: string, since = 0): void {
    const { state } = live;
    // Called off while it waited, or handed out anew since: another entry stands for it, if any.
    if (tokens.get(state.id, path) !== token) return queue.ended(state.org);
    const node = state.nodes.get(path);
    if (!node?.task || !state.openTasks.has(path)) {
      queue.ended(state.org);
      return tokens.drop(state.id, path);
    }
    worker.slots--;
    const now = clock.now();
    const trace = state.traceparent === null ? null : traceDispatch(live, path, node.attempt, worker.id, since || now, now);
    const task = toTask(live, node as NodeState & { task: TaskState }, token, now, orgBudget(state.org), trace);
    const disarm = task.deadline === null ? null : clock.after(task.deadline - clock.now() + DEADLINE_SLACK_MS, () => expire(token));
    enter(worker, state, path, node.attempt, token, disarm);
    worker.end.send({ type: 'task', task });
  }
  function enter(
    worker: WorkerSlot,
    { org, id: executionId }: ExecutionState,
    path: string,
    attempt: number,
    token: string,
    disarm: Dispatched['disarm'],
  ): void {
    table.set(token, { org, executionId, path, attempt, token, worker, cancelTimer: null, orphaned: null, disarm, missingSince: 0 });
  }
  function expect(live: LiveExecution, path: string, ms: number, unclaimed: () => void): void {
    const { id } = live.state;
    if (tokens.get(id, path) !== undefined) return;
    const placeholder = `?${(++nonce).toString(36)}`;
    tokens.set(id, path, placeholder);
    clock.after(ms, () => {
      if (tokens.get(id, path) !== placeholder) return;
      tokens.drop(id, path);
      unclaimed();
    });
  }
  function claim(worker: WorkerSlot, { state }: LiveExecution, path: string, token: string): boolean {
    const node = state.nodes.get(path);
    if (!node?.task || !state.openTasks.has(path)) return false;
    const known = tokens.get(state.id, path);
    const dispatched = known === undefined ? undefined : table.get(known);
    worker.letGo.delete(token);
    if (dispatched) {
      if (dispatched.token !== token) return false;
      dispatched.worker = worker;
      dispatched.missingSince = 0;
      dispatched.orphaned?.();
      dispatched.orphaned = null;
      return true;
    }
    // It takes the place of what waits for a worker, or for one that comes back.
    tokens.drop(state.id, path);
    tokens.set(state.id, path, token);
    queue.began(state.org);
    const { timeoutSeconds } = node.plan as { readonly timeoutSeconds?: number };
    const disarm = timeoutSeconds === undefined ? null : clock.after(timeoutSeconds * 1000 + DEADLINE_SLACK_MS, () => expire(token));
    enter(worker, state, path, node.attempt, token, disarm);
    return true;
  }
  function orphan(dispatched: Dispatched, keepMs: number): void {
    dispatched.worker = NOBODY;
    dispatched.orphaned = clock.after(keepMs, () => {
      forget(dispatched);
      onLost(dispatched, 'worker-lost');
    });
  }
  function expire(token: string): void {
    const dispatched = table.get(token);
    if (!dispatched) return;
    dispatched.worker.end.send({ type: 'cancel', token, graceMs: 0 });
    forget(dispatched);
    onLost(dispatched, 'timed-out');
  }
  function forget(dispatched: Dispatched): void {
    if (!table.delete(dispatched.token)) return;
    queue.ended(dispatched.org);
    dispatched.cancelTimer?.();
    dispatched.orphaned?.();
    dispatched.disarm?.();
    tokens.drop(dispatched.executionId, dispatched.path);
  }
  function cancel(id: ExecutionId, path: string, graceMs: number): void {
    const token = tokens.get(id, path);
    const dispatched = token === undefined ? undefined : table.get(token);
    if (!dispatched) return tokens.drop(id, path);
    if (dispatched.cancelTimer) return;
    dispatched.worker.end.send({ type: 'cancel', token: dispatched.token, graceMs });
    dispatched.cancelTimer = clock.after(graceMs, () => {
      forget(dispatched);
      onLost(dispatched, 'worker-lost');
    });
  }
  /** Hands out what waits, to the workers with the most room first. */
  function refill(): void {
    if (queue.size === 0 || mayAct?.() === false) return;
    for (const worker of [...workers].sort((a, b) => b.slots - a.slots)) {
      while (worker.slots > 0) {
        const next = queue.next(worker.abilities.can);
        if (next === undefined) break;
        count(next.live.state.id, -1);
        hand(worker, next.live, next.path, next.token, next.since);
      }
    }
  }

  return {
    send,
    expect,
    claim,
    resume: refill,
    release(id) {
      const released: string[] = [];
      for (const path of tokens.paths(id)) {
        const token = tokens.get(id, path) as string;
        const dispatched = table.get(token);
        if (!dispatched) {
          tokens.drop(id, path);
          continue;
        }
        if (dispatched.orphaned === null) dispatched.worker.letGo.add(token);
        dispatched.worker.end.send({ type: 'released', token });
        forget(dispatched);
        released.push(token);
      }
      return released;
    },
    all: () => table.values(),
    current: (token) => table.get(token),
    has: (id, path) => tokens.get(id, path) !== undefined,
    cancel,
    cancelAll(id, graceMs) {
      for (const path of tokens.paths(id)) cancel(id, path, graceMs);
    },
    revoke(id) {
      for (const path of tokens.paths(id)) {
        const dispatched = table.get(tokens.get(id, path) as string);
        if (!dispatched) {
          tokens.drop(id, path);
          continue;
        }
        dispatched.worker.end.send({ type: 'cancel', token: dispatched.token, graceMs: 0 });
        forget(dispatched);
      }
    },
    forget,
    join: (worker) => void workers.add(worker),
    grant(worker, slots) {
      worker.slots += slots;
      refill();
    },
    leave(worker, keepMs = 0) {
      workers.delete(worker);
      const lost = [...table.values()].filter((dispatched) => dispatched.worker === worker);
      for (const dispatched of lost) {
        if (keepMs === 0) forget(dispatched);
        else orphan(dispatched, keepMs);
      }
      return keepMs === 0 ? lost : [];
    },
    get queued() {
      return queue.size;
    },
    queuedByOrg: queue.sizes,
    queuedByDomain: () => byDomain,
    get running() {
      return table.size;
    },
    get workers() {
      return workers.size;
    },
    get slots() {
      let slots = 0;
      for (const worker of workers) slots += Math.max(0, worker.slots);
      return slots;
    },
  };
}

/** Tokens of executions by path: those with a worker and those that wait. Most executions have one at a time: those cost no map of their own. */
class TokensByPath {
  readonly #one = new PassageMap<ExecutionId, { readonly path: string; readonly token: string }>();
  readonly #many = new Map<ExecutionId, Map<string, string>>();

  get(id: ExecutionId, path: string): string | undefined {
    const one = this.#one.get(id);
    if (one !== undefined) return one.path === path ? one.token : undefined;
    return this.#many.size === 0 ? undefined : this.#many.get(id)?.get(path);
  }
  set(id: ExecutionId, path: string, token: string): void {
    const many = this.#many.size === 0 ? undefined : this.#many.get(id);
    if (many) return void many.set(path, token);
    const one = this.#one.get(id);
    if (one === undefined) return void this.#one.set(id, { path, token });
    this.#one.delete(id);
    this.#many.set(
      id,
      new Map([
        [one.path, one.token],
        [path, token],
      ]),
    );
  }
  drop(id: ExecutionId, path: string): void {
    if (this.#one.get(id)?.path === path) return void this.#one.delete(id);
    const many = this.#many.size === 0 ? undefined : this.#many.get(id);
    if (many?.delete(path) && many.size === 0) this.#many.delete(id);
  }
  paths(id: ExecutionId): readonly string[] {
    const one = this.#one.get(id);
    return one ? [one.path] : [...(this.#many.get(id)?.keys() ?? [])];
  }
}

function toTask(
  live: LiveExecution,
  node: NodeState & { task: TaskState },
  token: string,
  now: number,
  orgBudget: PoolLimits | undefined,
  trace: string | null,
): Task {
  const { state } = live;
  const { plan, task } = node;
  if (plan.kind !== 'task') throw new RangeError(`${node.path} is no task`);
  const budgeted = taskBudget(state, node, orgBudget);
  const phases = phasesOn(state, node.path);
  // What few tasks have is put in after: spreads in the middle cost more than all the rest.
  const made: { -readonly [K in keyof Task]: Task[K] } = {
    org: state.org,
    executionId: state.id,
    workflowId: state.workflowId,
    revision: state.revision,
    path: node.path,
    nodeId: plan.id,
    nodeType: plan.type,
    attempt: node.attempt,
    token,
    revisionDigest: state.plan.digest,
    bindings: plan.reads.length === 0 ? NO_BINDINGS : bindings(state, node.scope, plan.reads, node.compensates),
    deadline: plan.timeoutSeconds === undefined ? null : now + plan.timeoutSeconds * 1000,
    generation: task.generation,
    steps: task.steps.size === 0 ? NO_STEPS : [...task.steps.values()],
    trace,
    trial: state.trial,
  };
  if (phases) made.phases = phases;
  if (budgeted) made.budgeted = budgeted;
  if (node.compensates?.call) made.call = node.compensates.call;
  return made;
}
const NO_BINDINGS: Task['bindings'] = {};
const NO_STEPS: Task['steps'] = [];
