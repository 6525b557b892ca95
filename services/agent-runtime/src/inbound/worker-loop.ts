import { AppError, PassageMap, type Task, type TaskOutcome } from '@agentflow/core';
import type { Clock, CoordinatorMessage, Readiness, Service, WorkerConnector, WorkerEnd } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import { isUnderWay, type ExecuteTask } from '../application/execute-task.js';
import type { Coordinators } from './coordinators.js';
import { HeldTask, type Asked, type Keeper, type Kept, type Stream } from './held-task.js';

/*
 * I1  Steps, step starts and results are kept until their owner acknowledged them, and told to the next owner in their order once it has adopted the task.
 * I2  Never more than `slots` tasks run; what is granted and not used counts as taken. The slots are shared out evenly over the streams.
 * I3  A task has one outcome, and its token is forgotten only when that is acknowledged: a repeated delivery starts nothing.
 * I4  A stream that ends, or an owner that lets go of a task, ends nothing: the task runs on and is offered to whoever may own it now.
 * I5  What comes after a silence in which its sender may have lost what it owns is begun only once that one says that it holds: a process that was stopped sends, when it goes on, what it had in hand.
 */
export interface WorkerLoopDeps {
  readonly worker: string;
  readonly coordinators: Coordinators;
  readonly execute: ExecuteTask;
  readonly capabilities: readonly string[];
  readonly slots: number;
  readonly clock: Clock;
  readonly logger: Logger;
}
export interface WorkerStats {
  readonly connected: boolean;
  /** Coordinators there is a stream to. */
  readonly streams: number;
  readonly running: number;
  readonly unacked: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}
interface Waiter {
  readonly resolve: (verdict: 'reserved' | 'cheaper') => void;
  readonly reject: (error: AppError) => void;
}
/** A coordinator that there is, or should be, a stream to. */
interface Target {
  readonly connector: WorkerConnector;
  stream: Stream | null;
  backoff: number;
  disarm: (() => void) | null;
  gone: boolean;
}
const HEARTBEAT_MS = 1_000;
/** An owner acts for 2 s after a renewal, nobody else before 3 s: what is younger than the difference cannot be from before. */
const QUIET_MS = 1_000;
/** Every so manieth heartbeat says what the worker has. */
const HELD_EVERY = 3;
const RECONNECT_MS = { first: 50, most: 2_000 };
/** How long a stop waits for what runs, before it cancels, and for acknowledgements after that. */
const STOP_MS = { finish: 5_000, cancel: 2_000, acks: 1_500 };

/** A call that its budget does not allow for was not sent; any other refusal makes the attempt void. */
function refusal({ code, message }: Extract<CoordinatorMessage, { type: 'nack' }>): AppError {
  return code === 'BUDGET_EXCEEDED' || code === 'PRICE_UNKNOWN'
    ? new AppError(code, message, { sent: false })
    : new AppError('TASK_CANCELLED', `the attempt is void: ${message}`, { reason: code });
}

/** Keeps a stream to each coordinator, takes tasks from them and answers them (DESIGN 5.9). */
export function createWorkerLoop({
  worker,
  coordinators,
  execute,
  capabilities,
  slots,
  clock,
  logger,
}: WorkerLoopDeps): Service & { stats(): WorkerStats } {
  const targets = new Map<string, Target>();
  const streams = new Set<Stream>();
  const tasks = new PassageMap<string, HeldTask>();
  const unacked = new PassageMap<number, Kept>();
  const waiters = new PassageMap<number, Waiter>();
  /** Came although there was no room: credits that were taken back were on their way. */
  let surplus: HeldTask[] = [];
  /** Came after a silence: not begun before its owner has said once more that it is its own. */
  const doubted = new Set<HeldTask>();
  let running = 0;
  let nextId = 1;
  let stopping = false;
  let cancelHeartbeat: (() => void) | undefined;
  let stopWatching: (() => void) | undefined;
  const counts = { completed: 0, failed: 0, cancelled: 0 };
  const quiet = new Set<() => void>();

  const keep = (message: Kept, held: HeldTask): void => {
    unacked.set(message.id, message);
    held.stream?.end.send(message);
  };
  const keeper: Keeper = {
    ask: <T extends 'reserved' | 'cheaper' | void = void>(message: Asked, held: HeldTask): Promise<T> =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        waiters.set(id, { resolve: resolve as Waiter['resolve'], reject });
        keep({ ...message, id }, held);
      }),
  };
  const share = (): number => (streams.size <= 1 ? slots : Math.max(1, Math.floor(slots / streams.size)));
  const grant = (stream: Stream): void => {
    const room = share();
    if (stopping || stream.credits > room >> 1) return;
    const owed = room - stream.running - stream.credits;
    if (owed <= 0) return;
    stream.credits += owed;
    stream.end.send({ type: 'grant', slots: owed });
  };
  /** Somebody came or went: what others hold beyond their share is taken back, and everybody gets theirs. */
  const shareOut = (): void => {
    const room = share();
    for (const stream of streams) {
      const surplusCredits = Math.min(stream.credits, stream.credits + stream.running - room);
      if (surplusCredits <= 0) continue;
      stream.credits -= surplusCredits;
      stream.end.send({ type: 'grant', slots: -surplusCredits });
    }
    for (const stream of streams) grant(stream);
  };
  const settle = (): void => {
    if (quiet.size > 0 && running === 0) for (const call of quiet) call();
  };
  const report = (held: HeldTask, outcome: TaskOutcome): void => {
    counts[outcome.status]++;
    held.ended = true;
    const { stream, task } = held;
    keep({ type: 'result', id: nextId++, token: task.token, outcome }, held);
    if (stream) grant(stream);
  };
  const take = (task: Task, stream: Stream): void => {
    const { token } = task;
    if (stream.credits > 0) stream.credits--;
    const known = tasks.get(token);
    if (known) return void (known.stream === stream || adopt(known, stream));
    if (stopping) return stream.end.send({ type: 'refuse', token, reason: 'this worker is stopping' });
    const held = new HeldTask(task, stream, keeper);
    tasks.set(token, held);
    if (stream.doubtful) {
      doubted.add(held);
      askFor(held, stream);
    } else beginInTurn(held);
  };
  const beginInTurn = (held: HeldTask): void => {
    if (running >= slots) surplus.push(held);
    else begin(held);
  };
  const askFor = (held: HeldTask, stream: Stream): void => stream.end.send({ type: 'offer', tasks: [held.offer] });
  const begin = (held: HeldTask): void => {
    const result = execute(held.task, held);
    if (!isUnderWay(result)) return report(held, result);
    follow(held, result);
  };
  // Apart from `begin`, so that a task that has ended already costs no closure.
  const follow = (held: HeldTask, underWay: HeldTask['underWay'] & object): void => {
    held.underWay = underWay;
    running++;
    if (held.stream) held.stream.running++;
    void underWay.outcome.then((outcome) => {
      held.underWay = null;
      running--;
      if (held.stream) held.stream.running--;
      report(held, outcome);
      if (surplus.length > 0 && running < slots) begin(surplus.shift() as HeldTask);
      settle();
    });
  };
  const attach = (held: HeldTask, stream: Stream | null): void => {
    if (held.underWay) {
      if (held.stream) held.stream.running--;
      if (stream) stream.running++;
    }
    held.stream = stream;
  };
  /** The task is this coordinator's: what is not acknowledged is told to it, in order. */
  const adopt = (held: HeldTask, stream: Stream): void => {
    attach(held, stream);
    held.offeredTo = null;
    const { token } = held.task;
    for (const message of unacked.values()) if (message.token === token) stream.end.send(message);
    if (doubted.delete(held)) beginInTurn(held);
  };
  const offer = (stream: Stream): void => {
    const others = [...tasks.values()].filter((held) => held.stream !== stream);
    if (others.length === 0) return;
    for (const held of others) (held.offeredTo ??= new Set()).add(stream);
    stream.end.send({ type: 'offer', tasks: others.map((held) => held.offer) });
  };
  const cancel = (held: HeldTask, stream: Stream, graceMs: number): void => {
    if (!held.heeds(stream)) return;
    const wasDoubted = doubted.delete(held);
    // Whoever calls it off hears what became of it.
    if (held.stream !== stream) adopt(held, stream);
    if (held.underWay) return held.underWay.cancel(graceMs);
    if (wasDoubted) return report(held, { status: 'cancelled' });
    if (!surplus.includes(held)) return;
    surplus = surplus.filter((other) => other !== held);
    report(held, { status: 'cancelled' });
  };
  const release = (held: HeldTask, stream: Stream): void => {
    if (held.stream !== stream) return;
    attach(held, null);
    for (const other of streams) {
      if (other === stream) continue;
      (held.offeredTo ??= new Set()).add(other);
      other.end.send({ type: 'offer', tasks: [held.offer] });
    }
    grant(stream);
  };
  /** What is answered and by whom: an answer of one who does not own the task any more is none. */
  const answered = (id: number, stream: Stream): boolean => {
    const message = unacked.get(id);
    if (!message) return false;
    const held = tasks.get(message.token);
    if (held && held.stream !== stream) return false;
    unacked.delete(id);
    if (message.type === 'result') tasks.delete(message.token);
    if (unacked.size === 0) settle();
    return true;
  };
  const waiterOf = (id: number): Waiter | undefined => {
    const waiter = waiters.get(id);
    if (waiter) waiters.delete(id);
    return waiter;
  };
  const receive = (message: CoordinatorMessage, stream: Stream): void => {
    switch (message.type) {
      case 'task':
        return take(message.task, stream);
      case 'ack':
        if (answered(message.id, stream)) waiterOf(message.id)?.resolve('reserved');
        return;
      case 'reserved':
      case 'cheaper':
        if (answered(message.id, stream)) waiterOf(message.id)?.resolve(message.type);
        return;
      case 'nack':
        if (answered(message.id, stream)) waiterOf(message.id)?.reject(refusal(message));
        return;
      case 'roll-call':
        return offer(stream);
    }
    const held = tasks.get(message.token);
    switch (message.type) {
      case 'cancel':
        return held && cancel(held, stream, message.graceMs);
      case 'released':
        return held && release(held, stream);
      case 'adopted':
        stream.doubtful = false;
        // It ended meanwhile, and somebody has heard it.
        if (!held) return stream.end.send({ type: 'refuse', token: message.token, reason: 'this worker has it no longer' });
        return adopt(held, stream);
    }
  };
  /** Tokens of what each coordinator has given to this worker, and has not heard the end of. */
  const heldBy = (): ReadonlyMap<Stream, readonly string[]> => {
    const held = new Map<Stream, string[]>();
    for (const { stream, task } of tasks.values()) {
      if (!stream) continue;
      const known = held.get(stream);
      if (known) known.push(task.token);
      else held.set(stream, [task.token]);
    }
    return held;
  };
  const beat = (count = 1): void => {
    cancelHeartbeat = clock.after(HEARTBEAT_MS, () => {
      const held = count % HELD_EVERY === 0 ? heldBy() : undefined;
      for (const stream of streams) stream.end.send(held ? { type: 'heartbeat', held: held.get(stream) ?? [] } : { type: 'heartbeat' });
      // Its owner may not have been allowed to say so when it was asked.
      for (const one of doubted) if (one.stream) askFor(one, one.stream);
      beat(count + 1);
    });
  };
  const open = (target: Target, end: WorkerEnd): void => {
    const stream: Stream = { end, credits: 0, running: 0, heardAt: clock.monotonic(), doubtful: false };
    target.stream = stream;
    target.backoff = RECONNECT_MS.first;
    streams.add(stream);
    const held = [...tasks.values()];
    const tokens = (is: (one: HeldTask) => boolean): string[] => held.filter(is).map(({ task }) => task.token);
    end.send({ type: 'hello', worker, capabilities, running: tokens(({ ended }) => !ended), unacked: tokens(({ ended }) => ended) });
    offer(stream);
    end.onClose(() => {
      if (target.stream !== stream) return;
      lose(target);
      if (!stopping && !target.gone) reconnect(target);
    });
    end.onMessage((message) => {
      if (!coordinators.fixed) {
        const now = clock.monotonic();
        if (now - stream.heardAt >= QUIET_MS) stream.doubtful = true;
        stream.heardAt = now;
      }
      receive(message, stream);
    });
    shareOut();
  };
  /** The stream is gone: its tasks are nobody's until they are adopted. */
  const lose = (target: Target): void => {
    const { stream } = target;
    if (!stream) return;
    target.stream = null;
    streams.delete(stream);
    for (const held of tasks.values()) if (held.stream === stream) attach(held, null);
    if (!stopping) shareOut();
  };
  const connect = async (target: Target): Promise<void> => {
    const end = await target.connector.connect();
    if (stopping || target.gone) return end.close();
    open(target, end);
  };
  const tryConnect = (target: Target): void => {
    connect(target).catch((error: unknown) => {
      if (target.gone || stopping) return;
      logger.warn({ err: error }, 'a coordinator cannot be reached');
      reconnect(target);
    });
  };
  const reconnect = (target: Target): void => {
    target.disarm = clock.after(target.backoff, () => tryConnect(target));
    target.backoff = Math.min(target.backoff * 2, RECONNECT_MS.most);
  };
  const watchTargets = (all: ReadonlyMap<string, WorkerConnector>): void => {
    for (const [name, target] of [...targets]) {
      if (all.get(name) === target.connector) continue;
      targets.delete(name);
      target.gone = true;
      target.disarm?.();
      const end = target.stream?.end;
      lose(target);
      end?.close();
    }
    for (const [name, connector] of all) {
      if (targets.has(name)) continue;
      const target: Target = { connector, stream: null, backoff: RECONNECT_MS.first, disarm: null, gone: false };
      targets.set(name, target);
      if (!coordinators.fixed) tryConnect(target);
    }
  };
  /** Resolves when `done` holds, at the latest after `ms`. */
  const until = (done: () => boolean, ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (done()) return resolve();
      const finish = (): void => {
        late();
        quiet.delete(check);
        resolve();
      };
      const check = (): void => void (done() && finish());
      const late = clock.after(ms, finish);
      quiet.add(check);
    });

  return {
    name: 'worker-loop',
    async start() {
      stopWatching = coordinators.watch(watchTargets);
      if (coordinators.fixed) await Promise.all([...targets.values()].map(connect));
      beat();
    },
    async stop() {
      stopping = true;
      stopWatching?.();
      for (const { disarm } of targets.values()) disarm?.();
      await until(() => running === 0, STOP_MS.finish);
      for (const { underWay } of tasks.values()) underWay?.cancel(STOP_MS.cancel);
      await until(() => running === 0, STOP_MS.cancel + 250);
      if (streams.size > 0) await until(() => unacked.size === 0, STOP_MS.acks);
      cancelHeartbeat?.();
      const last = [...streams];
      for (const target of targets.values()) lose(target);
      for (const { end } of last) end.close();
    },
    ready: (): Promise<Readiness> =>
      Promise.resolve({
        ready: streams.size > 0 && !stopping,
        checks: { coordinator: stopping ? 'stopping' : streams.size > 0 ? 'ok' : 'not connected' },
      }),
    stats: () => ({ connected: streams.size > 0, streams: streams.size, running, unacked: unacked.size, ...counts }),
  };
}
