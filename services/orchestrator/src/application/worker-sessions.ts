import { isAppError, PassageMap, toGrpc, type ExecutionCommand, type ExecutionId } from '@agentflow/core';
import type { Clock, CoordinatorEnd, ExecutionStore, OfferedTask, WorkerListener, WorkerMessage } from '@agentflow/ports';
import type { CallReservations } from './call-reservations.js';
import { AHEAD, CANCEL_GRACE_MS, type Dispatch, type Dispatched, type WorkerSlot } from './dispatch.js';
import type { HotExecutions } from './hot-executions.js';
import type { LiveHub } from './live-hub.js';
import type { Mailboxes } from './mailboxes.js';
import { abilitiesOf, ANYTHING } from './worker-abilities.js';

/*
 * I1  What a worker says is acknowledged once what it led to is durable.
 * I2  Nothing is said about a task that went to another owner, but that it did: its worker keeps what it has of it until that owner has heard it.
 * I3  A task that a worker brings along is ours if it rests on our log, its attempt is the open one, and nobody else has it.
 */
/** A worker that says nothing in so many looks in a row is gone. A look is a second: a heartbeat comes as often. */
const SILENT_LOOKS = 4;
const LOOK_MS = 1_000;

export interface WorkerSessionPorts {
  readonly dispatch: Dispatch;
  readonly reservations: CallReservations;
  /** Decides a command of a worker, however long the store is away. */
  readonly post: Mailboxes['post'];
  readonly hub: LiveHub;
  readonly hot: Pick<HotExecutions, 'load'>;
  readonly store: Pick<ExecutionStore, 'read'>;
  readonly owns: (id: ExecutionId) => boolean;
  /** Whether what is owned may be acted upon now. */
  readonly mayAct: () => boolean;
  readonly clock: Clock;
  /** What a worker had whose stream broke is kept for it so long, milliseconds. 0: a stream is a function call, and breaks with its worker only. */
  readonly sessionMs: number;
  readonly onFault: (error: unknown) => void;
  /** The worker is gone, and had this. */
  readonly onLost: (dispatched: Dispatched) => void;
}
export interface WorkerSessions {
  accept(listener: WorkerListener): void;
  /** Asks all workers for what they have: some of it may be ours since. */
  callRoll(): void;
  stop(): void;
}

/** Speaks the worker stream (DESIGN 5.9): results and steps become commands; tasks go over from one owner to the next. */
export function createWorkerSessions(ports: WorkerSessionPorts): WorkerSessions {
  const { dispatch, reservations, post, hub, hot, store, owns, mayAct, clock, sessionMs, onFault, onLost } = ports;
  /** Looks since each worker was last heard. */
  const workers = new Map<WorkerSlot, number>();
  /** Results that are on their way to the log, by token: who sends one again meanwhile waits for the same. */
  const landing = new PassageMap<string, ((error: unknown) => void)[] | null>();
  let count = 0;
  let disarm: (() => void) | null = null;
  let stopped = false;

  function join(end: CoordinatorEnd): void {
    const worker: WorkerSlot = { id: `worker-${++count}`, end, slots: 0, abilities: ANYTHING, letGo: new Set(), held: new Set(), lists: 0 };
    workers.set(worker, 0);
    dispatch.join(worker);
    end.onMessage((message) => {
      if (sessionMs > 0) workers.set(worker, 0);
      receive(worker, end, message);
    });
    end.onClose(() => leave(worker));
    if (sessionMs > 0) disarm ??= clock.after(LOOK_MS, look);
  }
  function leave(worker: WorkerSlot): void {
    if (!workers.delete(worker)) return;
    for (const dispatched of dispatch.leave(worker, sessionMs)) {
      reservations.forget(dispatched.token);
      onLost(dispatched);
    }
  }
  /** Counts looks rather than time: after a pause of this process alone nobody is gone who merely was not heard. */
  function look(): void {
    disarm = stopped || workers.size === 0 ? null : clock.after(LOOK_MS, look);
    for (const [worker, looks] of [...workers]) {
      if (looks < SILENT_LOOKS) workers.set(worker, looks + 1);
      else {
        leave(worker);
        worker.end.close();
      }
    }
  }
  function receive(worker: WorkerSlot, end: CoordinatorEnd, message: WorkerMessage): void {
    switch (message.type) {
      case 'offer':
        for (const task of message.tasks) offered(worker, task);
        return;
      case 'hello':
        worker.abilities = abilitiesOf(message.capabilities);
        return;
      case 'heartbeat':
        if (message.held) {
          worker.held = new Set(message.held);
          worker.lists++;
        }
        return;
      case 'grant':
        return dispatch.grant(worker, message.slots);
      case 'result': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched) return late(worker, message);
        dispatch.forget(dispatched);
        reservations.forget(message.token);
        // Nobody here called it off: it was refused by an owner that lost the execution meanwhile, and is to be made once more.
        if (message.outcome.status === 'cancelled' && dispatched.cancelTimer === null) {
          end.send({ type: 'ack', id: message.id });
          return onLost(dispatched);
        }
        const { path, attempt } = dispatched;
        landing.set(message.token, null);
        return deliver(worker, message, dispatched, { type: 'EndTask', path, attempt, outcome: message.outcome });
      }
      case 'step': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched) return late(worker, message);
        const { path, attempt } = dispatched;
        hub.stepEnded(dispatched.executionId, path, message.step.index);
        return deliver(worker, message, dispatched, { type: 'RecordStep', path, attempt, step: message.step });
      }
      case 'step-start': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched) return refuseLate(worker, message);
        const { path, attempt } = dispatched;
        const { index, name, key, requestHash } = message;
        return deliver(worker, message, dispatched, { type: 'StartEffect', path, attempt, index, name, key, requestHash });
      }
      case 'reserve': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched) return refuseLate(worker, message);
        return reservations.ask(end, message, dispatched, (error) => refuse(worker, message, error));
      }
      case 'refuse': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched) return;
        dispatch.forget(dispatched);
        return onLost(dispatched);
      }
      case 'delta': {
        const dispatched = dispatch.current(message.token);
        if (dispatched) hub.delta(dispatched.executionId, dispatched.path, message.index, message.text);
        return;
      }
      case 'log': {
        const dispatched = dispatch.current(message.token);
        if (dispatched) hub.log(dispatched.executionId, dispatched.path, message.level, message.message);
        return;
      }
    }
  }
  /** Nobody waits for it any more; but what it repeats may not be durable yet. */
  function late(worker: WorkerSlot, message: Numbered): void {
    const { id, token } = message;
    const others = landing.get(token);
    if (others !== undefined) landing.set(token, [...(others ?? []), (error) => answer(worker, message, error)]);
    else if (!worker.letGo.has(token)) worker.end.send({ type: 'ack', id });
  }
  function refuseLate(worker: WorkerSlot, { id, token }: Numbered): void {
    if (!worker.letGo.has(token)) worker.end.send({ type: 'nack', id, code: 'TASK_CANCELLED', message: 'the attempt is no longer open' });
  }
  function deliver(worker: WorkerSlot, message: Numbered, { org, executionId }: Dispatched, command: ExecutionCommand): void {
    post(org, executionId, {
      command,
      done(error) {
        answer(worker, message, error);
        if (message.type !== 'result') return;
        const others = landing.get(message.token);
        landing.delete(message.token);
        if (others) for (const call of others) call(error);
      },
    });
  }
  function answer(worker: WorkerSlot, message: Numbered, error: unknown): void {
    if (error === undefined) worker.end.send({ type: 'ack', id: message.id });
    else refuse(worker, message, error);
  }
  function refuse(worker: WorkerSlot, { id, token }: Numbered, error: unknown): void {
    const lost = isAppError(error) && error.code === 'OWNERSHIP_LOST';
    // A result is no longer in the table when its commit fails with its partition: its worker has not been told yet.
    if (lost && !worker.letGo.has(token)) {
      worker.letGo.add(token);
      worker.end.send({ type: 'released', token });
    }
    if (lost || worker.letGo.has(token)) return;
    if (!isAppError(error)) onFault(error);
    const { message } = toGrpc(error);
    worker.end.send({ type: 'nack', id, code: isAppError(error) ? error.code : 'INTERNAL', message });
  }

  /** A task that the worker brings along, or asks about because it came late. One of another owner is not answered: its worker is asked again when it becomes ours. */
  function offered(worker: WorkerSlot, task: OfferedTask): void {
    if (!owns(task.executionId)) return;
    if (dispatch.current(task.token)?.worker === worker) {
      if (mayAct()) worker.end.send({ type: 'adopted', token: task.token });
      return;
    }
    claim(worker, task).then(
      (claimed) => {
        if (!workers.has(worker) || claimed === 'elsewhere') return;
        worker.end.send(claimed ? { type: 'adopted', token: task.token } : { type: 'cancel', token: task.token, graceMs: 0 });
      },
      (error: unknown) => {
        // The worker keeps it and is asked again with the next owner; what cannot be read now goes out anew when nobody claims it.
        if (!isAppError(error)) onFault(error);
      },
    );
  }
  async function claim(worker: WorkerSlot, { token, org, executionId, path, attempt }: OfferedTask): Promise<boolean | 'elsewhere'> {
    const live = await hot.load(org, executionId);
    if (!live) return false;
    const isCurrent = (): boolean => live.state.openTasks.has(path) && live.state.nodes.get(path)?.attempt === attempt;
    if (!isCurrent()) return false;
    const [, ahead] = splitToken(token);
    if (ahead !== undefined && !(await isInLog(live.state.org, executionId, ahead))) return false;
    if (live.poisoned || !owns(executionId)) return 'elsewhere';
    if (!workers.has(worker) || !isCurrent() || !dispatch.claim(worker, live, path, token)) return false;
    if (live.state.phase === 'stopping') queueMicrotask(() => dispatch.cancel(executionId, path, CANCEL_GRACE_MS));
    return true;
  }
  /** A task that left before its commit was durable may rest on a decision that never was. */
  async function isInLog(org: OfferedTask['org'], id: ExecutionId, commitId: string): Promise<boolean> {
    for await (const commit of store.read(org, id, 0)) if (commit.commitId === commitId) return true;
    return false;
  }
  return {
    accept: (listener) => listener.onWorker(join),
    callRoll() {
      for (const { end } of workers.keys()) end.send({ type: 'roll-call' });
    },
    stop() {
      stopped = true;
      disarm?.();
    },
  };
}
type Numbered = Extract<WorkerMessage, { readonly id: number }>;
/** The token, and the commit that it left ahead of. */
function splitToken(token: string): readonly [string, string?] {
  const at = token.lastIndexOf(AHEAD);
  return at < 0 ? [token] : [token, token.slice(0, at)];
}
