import { AppError, type StepRecord, type Task, type TaskOutcome } from '@agentflow/core';
import type { Clock, CoordinatorMessage, Readiness, Service, WorkerConnector, WorkerEnd, WorkerMessage } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { AttemptLink } from '../application/attempt-link.js';
import { isUnderWay, type ExecuteTask, type UnderWay } from '../application/execute-task.js';

/*
 * I1  Steps, step starts and results are kept until they are acknowledged, and offered again in their order after a reconnect.
 * I2  Never more than `slots` tasks run; what is granted and not used counts as taken.
 * I3  A task has one outcome, and its token is forgotten only when that is acknowledged: a repeated delivery starts nothing.
 */
export interface WorkerLoopDeps {
  readonly worker: string;
  readonly connector: WorkerConnector;
  readonly execute: ExecuteTask;
  readonly capabilities: readonly string[];
  readonly slots: number;
  readonly clock: Clock;
  readonly logger: Logger;
}
export interface WorkerStats {
  readonly connected: boolean;
  readonly running: number;
  readonly unacked: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}
type Kept = Extract<WorkerMessage, { readonly id: number }>;
interface Waiter {
  readonly resolve: (verdict: 'reserved' | 'cheaper') => void;
  readonly reject: (error: AppError) => void;
}
const HEARTBEAT_MS = 1_000;
const RECONNECT_MS = { first: 50, most: 2_000 };
/** How long a stop waits for what runs, before it cancels, and for acknowledgements after that. */
const STOP_MS = { finish: 5_000, cancel: 2_000, acks: 1_500 };

/** A call that its budget does not allow for was not sent; any other refusal makes the attempt void. */
function refusal({ code, message }: Extract<CoordinatorMessage, { type: 'nack' }>): AppError {
  return code === 'BUDGET_EXCEEDED' || code === 'PRICE_UNKNOWN'
    ? new AppError(code, message, { sent: false })
    : new AppError('TASK_CANCELLED', `the attempt is void: ${message}`, { reason: code });
}

/** Keeps a stream to the coordinator, takes tasks from it and answers them (DESIGN 5.9). */
export function createWorkerLoop({
  worker,
  connector,
  execute,
  capabilities,
  slots,
  clock,
  logger,
}: WorkerLoopDeps): Service & { stats(): WorkerStats } {
  let end: WorkerEnd | undefined;
  let nextId = 1;
  let credits = 0;
  let stopping = false;
  let backoff = RECONNECT_MS.first;
  let cancelReconnect: (() => void) | undefined;
  let cancelHeartbeat: (() => void) | undefined;
  const running = new Map<string, UnderWay>();
  const unacked = new Map<number, Kept>();
  const results = new Map<string, number>(); // token -> id of its unacknowledged result
  const waiters = new Map<number, Waiter>();
  const counts = { completed: 0, failed: 0, cancelled: 0 };
  const quiet = new Set<() => void>();

  const keep = (message: Kept): void => {
    unacked.set(message.id, message);
    end?.send(message);
  };
  const acknowledged = <T extends 'reserved' | 'cheaper' | void = void>(
    message:
      | Omit<Extract<Kept, { type: 'step' }>, 'id'>
      | Omit<Extract<Kept, { type: 'step-start' }>, 'id'>
      | Omit<Extract<Kept, { type: 'reserve' }>, 'id'>,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiters.set(id, { resolve: resolve as Waiter['resolve'], reject });
      keep({ ...message, id });
    });
  /** A class, because a task that only computes should not cost a closure per method. */
  class TaskLink implements AttemptLink {
    constructor(private readonly token: string) {}
    start(call: Parameters<AttemptLink['start']>[0]): Promise<void> {
      return acknowledged({ type: 'step-start', token: this.token, ...call });
    }
    step(step: StepRecord): Promise<void> {
      return acknowledged({ type: 'step', token: this.token, step });
    }
    reserve(call: Parameters<AttemptLink['reserve']>[0]): ReturnType<AttemptLink['reserve']> {
      return acknowledged({ type: 'reserve', token: this.token, ...call });
    }
    delta(index: number, text: string): void {
      end?.send({ type: 'delta', token: this.token, index, text });
    }
    log(level: Parameters<AttemptLink['log']>[0], message: string): void {
      end?.send({ type: 'log', token: this.token, level, message });
    }
  }
  const grant = (): void => {
    if (!end || stopping || credits > slots >> 1) return;
    const owed = slots - running.size - credits;
    if (owed <= 0) return;
    credits += owed;
    end.send({ type: 'grant', slots: owed });
  };
  const settle = (): void => {
    if (quiet.size > 0 && running.size === 0) for (const call of quiet) call();
  };
  const report = (token: string, outcome: TaskOutcome): void => {
    counts[outcome.status]++;
    const id = nextId++;
    results.set(token, id);
    keep({ type: 'result', id, token, outcome });
    grant();
  };
  const take = (task: Task): void => {
    const { token } = task;
    if (credits > 0) credits--;
    if (running.has(token) || results.has(token)) return;
    if (stopping) return end?.send({ type: 'refuse', token, reason: 'this worker is stopping' });
    const result = execute(task, new TaskLink(token));
    if (!isUnderWay(result)) return report(token, result);
    follow(token, result);
  };
  // Apart from `take`, so that a task that has ended already costs no closure.
  const follow = (token: string, underWay: UnderWay): void => {
    running.set(token, underWay);
    void underWay.outcome.then((outcome) => {
      running.delete(token);
      report(token, outcome);
      settle();
    });
  };
  const release = (id: number): void => {
    const message = unacked.get(id);
    if (!message) return;
    unacked.delete(id);
    if (message.type === 'result') results.delete(message.token);
    if (unacked.size === 0) settle();
  };
  const receive = (message: CoordinatorMessage): void => {
    switch (message.type) {
      case 'task':
        return take(message.task);
      case 'ack': {
        release(message.id);
        const waiter = waiters.get(message.id);
        if (waiter && waiters.delete(message.id)) waiter.resolve('reserved');
        return;
      }
      case 'reserved':
      case 'cheaper': {
        release(message.id);
        const waiter = waiters.get(message.id);
        if (waiter && waiters.delete(message.id)) waiter.resolve(message.type);
        return;
      }
      case 'nack': {
        release(message.id);
        const waiter = waiters.get(message.id);
        if (waiter && waiters.delete(message.id)) waiter.reject(refusal(message));
        return;
      }
      case 'cancel':
        return running.get(message.token)?.cancel(message.graceMs);
    }
  };
  const beat = (): void => {
    cancelHeartbeat = clock.after(HEARTBEAT_MS, () => {
      end?.send({ type: 'heartbeat' });
      beat();
    });
  };
  const open = (opened: WorkerEnd): void => {
    end = opened;
    backoff = RECONNECT_MS.first;
    opened.send({ type: 'hello', worker, capabilities, running: [...running.keys()], unacked: [...results.keys()] });
    for (const message of [...unacked.values()]) opened.send(message);
    credits = 0;
    opened.onClose(() => {
      if (end !== opened) return;
      end = undefined;
      if (!stopping) reconnect();
    });
    opened.onMessage(receive);
    grant();
  };
  const connect = async (): Promise<void> => {
    const opened = await connector.connect();
    if (stopping) return opened.close();
    open(opened);
  };
  const reconnect = (): void => {
    cancelReconnect = clock.after(backoff, () => {
      connect().catch((error: unknown) => {
        logger.warn({ err: error }, 'the coordinator cannot be reached');
        reconnect();
      });
    });
    backoff = Math.min(backoff * 2, RECONNECT_MS.most);
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
      await connect();
      beat();
    },
    async stop() {
      stopping = true;
      cancelReconnect?.();
      await until(() => running.size === 0, STOP_MS.finish);
      for (const task of running.values()) task.cancel(STOP_MS.cancel);
      await until(() => running.size === 0, STOP_MS.cancel + 250);
      if (end) await until(() => unacked.size === 0, STOP_MS.acks);
      cancelHeartbeat?.();
      const last = end;
      end = undefined;
      last?.close();
    },
    ready: (): Promise<Readiness> =>
      Promise.resolve({
        ready: end !== undefined && !stopping,
        checks: { coordinator: stopping ? 'stopping' : end ? 'ok' : 'not connected' },
      }),
    stats: () => ({ connected: end !== undefined, running: running.size, unacked: unacked.size, ...counts }),
  };
}
