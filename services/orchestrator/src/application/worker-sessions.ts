import { isAppError, toGrpc, type ExecutionCommand } from '@agentflow/core';
import type { CoordinatorEnd, WorkerListener, WorkerMessage } from '@agentflow/ports';
import type { CallReservations } from './call-reservations.js';
import type { Dispatch, Dispatched, WorkerSlot } from './dispatch.js';
import type { LiveHub } from './live-hub.js';
import type { Mailboxes } from './mailboxes.js';

export interface WorkerSessionPorts {
  readonly dispatch: Dispatch;
  readonly reservations: CallReservations;
  /** Decides a command of a worker, however long the store is away. */
  readonly post: Mailboxes['post'];
  readonly hub: LiveHub;
  readonly onFault: (error: unknown) => void;
  /** The worker is gone, and had this. */
  readonly onLost: (dispatched: Dispatched) => void;
}

/** Speaks the worker stream (DESIGN 5.9): results and steps become commands, and are acknowledged once what they led to is durable. */
export function acceptWorkers(listener: WorkerListener, { dispatch, reservations, post, hub, onFault, onLost }: WorkerSessionPorts): void {
  let count = 0;
  listener.onWorker((end) => {
    const worker: WorkerSlot = { id: `worker-${++count}`, end, slots: 0 };
    dispatch.join(worker);
    end.onMessage((message) => receive(worker, end, message));
    end.onClose(() => {
      for (const dispatched of dispatch.leave(worker)) {
        reservations.forget(dispatched.token);
        onLost(dispatched);
      }
    });
  });

  function receive(worker: WorkerSlot, end: CoordinatorEnd, message: WorkerMessage): void {
    switch (message.type) {
      case 'hello':
      case 'heartbeat':
        return;
      case 'grant':
        return dispatch.grant(worker, message.slots);
      case 'result': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched) return end.send({ type: 'ack', id: message.id });
        dispatch.forget(dispatched);
        reservations.forget(message.token);
        const { path, attempt } = dispatched;
        return deliver(end, message.id, dispatched, { type: 'EndTask', path, attempt, outcome: message.outcome });
      }
      case 'step': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched) return end.send({ type: 'ack', id: message.id });
        const { path, attempt } = dispatched;
        hub.stepEnded(dispatched.executionId, path, message.step.index);
        return deliver(end, message.id, dispatched, { type: 'RecordStep', path, attempt, step: message.step });
      }
      case 'step-start': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched)
          return end.send({ type: 'nack', id: message.id, code: 'TASK_CANCELLED', message: 'the attempt is no longer open' });
        const { path, attempt } = dispatched;
        const { index, name, key, requestHash } = message;
        return deliver(end, message.id, dispatched, { type: 'StartEffect', path, attempt, index, name, key, requestHash });
      }
      case 'reserve': {
        const dispatched = dispatch.current(message.token);
        if (!dispatched)
          return end.send({ type: 'nack', id: message.id, code: 'TASK_CANCELLED', message: 'the attempt is no longer open' });
        return reservations.ask(end, message, dispatched, (error) => refuse(end, message.id, error));
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
  function deliver(end: CoordinatorEnd, id: number, { org, executionId }: Dispatched, command: ExecutionCommand): void {
    post(org, executionId, {
      command,
      done(error) {
        if (error === undefined) return end.send({ type: 'ack', id });
        refuse(end, id, error);
      },
    });
  }
  function refuse(end: CoordinatorEnd, id: number, error: unknown): void {
    if (!isAppError(error)) onFault(error);
    const { message } = toGrpc(error);
    end.send({ type: 'nack', id, code: isAppError(error) ? error.code : 'INTERNAL', message });
  }
}
