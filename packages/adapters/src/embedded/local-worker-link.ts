import type {
  CoordinatorEnd,
  CoordinatorMessage,
  LinkEnd,
  WorkerConnector,
  WorkerEnd,
  WorkerListener,
  WorkerMessage,
} from '@agentflow/ports';

const RESOLVED = Promise.resolve();
/** One direction: what is sent is handed over in order, in a microtask of its own, never while `send` is on the stack. */
class Direction<T> {
  private queue: T[] = [];
  private spare: T[] = [];
  private handler: ((message: T) => void) | null = null;
  private scheduled = false;
  private draining = false;
  private closed = false;
  private onEnd: (() => void) | null = null;
  private ended = false;

  send(message: T): void {
    if (this.closed) return;
    this.queue.push(message);
    this.schedule();
  }
  receive(handler: (message: T) => void): void {
    this.handler = handler;
    if (this.queue.length > 0 || this.closed) this.schedule();
  }
  /** What was sent before arrives first, then the end. */
  end(): void {
    this.closed = true;
    this.schedule();
  }
  /** The receiver is gone: nothing more is taken in or handed over, and it is not told of its own leaving. */
  abandon(): void {
    this.closed = this.ended = true;
    this.queue = [];
    this.handler = null;
  }
  whenEnded(call: () => void): void {
    this.onEnd = call;
    if (this.closed) this.schedule();
  }
  /** Two arrays take turns: a stream of messages does not leave a trail of arrays behind. */
  private clear(taken: number): void {
    const { queue } = this;
    if (taken < queue.length) return void queue.splice(0, taken);
    this.queue = this.spare;
    queue.length = 0;
    this.spare = queue;
  }
  private schedule(): void {
    if (this.scheduled || this.draining) return;
    this.scheduled = true;
    void RESOLVED.then(this.drain); // queueMicrotask would make an async resource each time
  }
  private readonly drain = (): void => {
    this.scheduled = false;
    this.draining = true;
    try {
      const { handler, queue } = this;
      if (handler) {
        let taken = 0;
        try {
          // What a handler sends back within its call joins the other direction; what joins this queue is taken in the same round.
          while (taken < queue.length && this.queue === queue) handler(queue[taken++]!);
        } finally {
          if (this.queue === queue) this.clear(taken);
        }
      }
    } finally {
      this.draining = false;
      if (this.handler && this.queue.length > 0) this.schedule();
    }
    if (this.closed && !this.ended && this.onEnd && (this.queue.length === 0 || !this.handler)) {
      this.ended = true;
      this.onEnd();
    }
  };
}
function endOf<Out, In>(out: Direction<Out>, incoming: Direction<In>): LinkEnd<Out, In> {
  return {
    send: (message) => out.send(message),
    onMessage: (handler) => incoming.receive(handler),
    onClose: (handler) => incoming.whenEnded(handler),
    close() {
      incoming.abandon();
      out.end();
    },
  };
}

/** Coordinator and workers in one process: a stream is two queues, and a message is a function call in a microtask. Messages are handed over as they are: both sides treat them as read-only. */
export function createLocalWorkerLink(): { listener: WorkerListener; connector: WorkerConnector } {
  let accept: ((end: CoordinatorEnd) => void) | null = null;
  const waiting: CoordinatorEnd[] = [];
  return {
    listener: {
      onWorker(handler) {
        accept = handler;
        for (const end of waiting.splice(0)) handler(end);
      },
    },
    connector: {
      async connect(): Promise<WorkerEnd> {
        const toCoordinator = new Direction<WorkerMessage>();
        const toWorker = new Direction<CoordinatorMessage>();
        const coordinator = endOf(toWorker, toCoordinator);
        if (accept) accept(coordinator);
        else waiting.push(coordinator);
        return endOf(toCoordinator, toWorker);
      },
    },
  };
}
