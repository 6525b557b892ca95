import type { CoordinatorEnd, CoordinatorMessage, LinkEnd, WorkerConnector, WorkerListener, WorkerMessage } from '@agentflow/ports';
import type { Task } from '@agentflow/core';
import type { Owner, Scheduler } from '../scheduler.js';

/** One direction of a stream: each message is a step of the scheduler, in order; what was sent before the close arrives first. */
class Direction<T> {
  #handler: ((message: T) => void) | null = null;
  #onEnd: (() => void) | null = null;
  #waiting: T[] = [];
  #queue: (T | null)[] = [];
  #closed = false;
  constructor(
    private readonly scheduler: Scheduler,
    private readonly receiver: Owner,
    private readonly name: string,
    private readonly seen: (message: T) => T | null,
  ) {}
  send(message: T): void {
    if (this.#closed) return;
    this.#deliver(message);
  }
  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#deliver(null);
  }
  /** The receiver has hung up: nothing reaches it any more. */
  abandon(): void {
    this.#closed = true;
    this.#queue = [];
    this.#handler = this.#onEnd = null;
  }
  receive(handler: (message: T) => void): void {
    this.#handler = handler;
    for (const message of this.#waiting.splice(0)) handler(message);
  }
  whenEnded(call: () => void): void {
    this.#onEnd = call;
  }
  #deliver(message: T | null): void {
    this.#queue.push(message);
    this.scheduler.later(this.receiver, this.scheduler.hop(), `${this.name} ${labelOf(message as Labelled | null)}`, () => {
      // Hops take differently long, the stream keeps its order: the head goes, whichever step it is.
      const next = this.#queue.shift();
      if (next === undefined) return;
      if (next === null) return this.#onEnd?.();
      const passed = this.seen(next);
      if (passed === null) return;
      if (this.#handler) this.#handler(passed);
      else this.#waiting.push(passed);
    });
  }
}
/** What a test or a mutant may see and change on the way; `null` swallows the message. */
export interface LinkTaps {
  toWorker?(message: CoordinatorMessage): CoordinatorMessage | null;
  toCoordinator?(message: WorkerMessage, end: CoordinatorEnd): WorkerMessage | null;
}
/** Where workers find the coordinator that lives at the moment. */
export class SimLink {
  #accept: { readonly owner: Owner; readonly order: number; readonly handler: (end: CoordinatorEnd) => void } | null = null;
  #listeners = 0;
  readonly #cuts = new Map<() => void, readonly [Owner, Owner]>();
  constructor(
    private readonly scheduler: Scheduler,
    private readonly dispatched: (task: Task, runtime: string) => void,
    private readonly taps: LinkTaps = {},
  ) {}

  listener(owner: Owner): WorkerListener {
    const order = ++this.#listeners;
    return {
      onWorker: (handler) => {
        // One that was replaced while it started, and lives on, gets no workers any more.
        if (this.#accept?.owner.alive && this.#accept.order > order) return;
        this.#accept = { owner, handler, order };
      },
    };
  }
  connector(owner: Owner): WorkerConnector {
    return {
      connect: () =>
        new Promise((resolve, reject) => {
          this.scheduler.later(owner, this.scheduler.hop(), 'worker connects', () => {
            const accept = this.#accept;
            if (!accept?.owner.alive) return reject(new Error('nobody listens'));
            resolve(this.#open(owner, accept.owner, accept.handler));
          });
        }),
    };
  }
  /** Breaks every stream: both ends are told, and a worker that lives connects again. */
  cut(): number {
    const count = this.#cuts.size;
    for (const cut of [...this.#cuts.keys()]) cut();
    return count;
  }
  /** An end has died without a word: the other one is told. */
  ownerDied(): void {
    for (const [cut, owners] of [...this.#cuts]) if (owners.some((owner) => !owner.alive)) cut();
  }
  #open(worker: Owner, coordinator: Owner, accept: (end: CoordinatorEnd) => void): LinkEnd<WorkerMessage, CoordinatorMessage> {
    const { scheduler, taps } = this;
    const down = new Direction<CoordinatorMessage>(
      scheduler,
      worker,
      'to worker',
      (message) => taps.toWorker?.(message) ?? (taps.toWorker ? null : message),
    );
    const up: Direction<WorkerMessage> = new Direction<WorkerMessage>(scheduler, coordinator, 'to coordinator', (message) =>
      taps.toCoordinator ? taps.toCoordinator(message, coordinatorEnd) : message,
    );
    const cut = (): void => {
      this.#cuts.delete(cut);
      up.end();
      down.end();
    };
    this.#cuts.set(cut, [worker, coordinator]);
    const endOf = <Out, In>(out: Direction<Out>, incoming: Direction<In>): LinkEnd<Out, In> => ({
      send: (message) => {
        if (isTask(message)) this.dispatched(message.task, worker.name);
        out.send(message);
      },
      onMessage: (handler) => incoming.receive(handler),
      onClose: (handler) => incoming.whenEnded(handler),
      close: () => {
        this.#cuts.delete(cut);
        incoming.abandon();
        out.end();
      },
    });
    const coordinatorEnd: CoordinatorEnd = endOf(down, up);
    accept(coordinatorEnd);
    return endOf(up, down);
  }
}
const isTask = (message: unknown): message is { readonly type: 'task'; readonly task: Task } =>
  (message as { type?: string }).type === 'task';
interface Labelled {
  readonly type: string;
  readonly task?: Task;
  readonly token?: string;
  readonly id?: number;
}
/** A message in a few words: whose it is, by the last characters of ids. */
function labelOf(message: Labelled | null): string {
  if (message === null) return 'close';
  const { type, task, token, id } = message;
  if (task) return `task ${task.executionId.slice(-4)} ${task.path} #${task.attempt} ${task.token.slice(-8)}`;
  return `${type}${id === undefined ? '' : ` ${id}`}${token === undefined ? '' : ` ${token.slice(-8)}`}`;
}
