import type { Random } from '@agentflow/testkit';

/** Something that can die: what it had scheduled dies with it. */
export interface Owner {
  readonly name: string;
  alive: boolean;
  /** Stopped by a signal: what it had scheduled waits until it goes on. */
  paused?: boolean;
}
interface Entry {
  time: number;
  tie: number;
  readonly order: number;
  readonly owner: Owner | null;
  readonly label: string;
  call: (() => void) | null;
}
/** What happens, in the order in which it happens: `step` counts the scheduler's decisions. */
export type Note = (step: number, time: number, what: string) => void;

/*
 * I1  All asynchrony is here: nothing of a run happens but by a step, and all that a step leads to in promises is over before the next.
 * I2  The order of steps follows from the seed alone: virtual time first, then a number drawn when the step was asked for.
 * I3  What belongs to a dead owner is never called.
 */
export class Scheduler {
  /** Virtual time, epoch milliseconds. */
  now: number;
  /** Steps taken so far. */
  steps = 0;
  /** Called before each step; may kill owners and schedule. */
  beforeStep: () => void = () => undefined;
  /** A step threw: in a process that would have been the end of it. */
  onThrow: (error: unknown, label: string) => void = (error) => {
    throw error;
  };
  readonly started: number;
  #heap: Entry[] = [];
  /** What came due while its owner was stopped. */
  #held: Entry[] = [];
  #order = 0;
  #hash = 0x811c9dc5;

  constructor(
    private readonly random: Random,
    private readonly log: Note | null,
    start = Date.UTC(2026, 0, 1),
  ) {
    this.now = this.started = start;
  }

  /** Calls after `ms` of virtual time (0: in this instant, but after what runs now). Answers how to cancel. */
  later(owner: Owner | null, ms: number, label: string, call: () => void): () => void {
    const entry: Entry = {
      time: this.now + Math.max(0, Math.ceil(ms)),
      tie: this.random(1_000_000),
      order: this.#order++,
      owner,
      label,
      call,
    };
    this.#push(entry);
    return () => void (entry.call = null);
  }
  /** Milliseconds that a hop takes: mostly none, so that steps of one instant mix. */
  hop(): number {
    const drawn = this.random(10);
    return drawn < 6 ? 0 : drawn < 9 ? 1 : 1 + this.random(4);
  }
  /** Something worth reading that is no step of its own. */
  note(what: string): void {
    this.#mix(what);
    this.log?.(this.steps, this.now - this.started, what);
  }
  /** Stops an owner, or lets it go on: what came due meanwhile comes at once then, in its order. */
  pause(owner: Owner, paused: boolean): void {
    owner.paused = paused;
    if (paused) return;
    const due = this.#held.filter((entry) => entry.owner === owner);
    this.#held = this.#held.filter((entry) => entry.owner !== owner);
    due.forEach((entry, index) => {
      entry.time = this.now;
      entry.tie = index - due.length;
      this.#push(entry);
    });
  }
  /** A number below `limit` that decides how things go on. */
  draw(limit: number): number {
    return this.random(limit);
  }
  get hash(): number {
    return this.#hash >>> 0;
  }
  get pending(): number {
    return this.#heap.length;
  }

  /** Takes steps until `done` says so, nothing is left, or virtual time passes `until`. Answers which. */
  async run(done: () => boolean, until = Number.POSITIVE_INFINITY, maxSteps = Number.POSITIVE_INFINITY): Promise<'done' | 'idle' | 'late'> {
    for (;;) {
      if (done()) return 'done';
      this.beforeStep();
      const entry = this.#pop();
      if (!entry) return 'idle';
      if (entry.time > until || this.steps >= maxSteps) {
        this.#push(entry);
        return 'late';
      }
      this.now = entry.time;
      this.steps++;
      this.#mix(entry.label);
      this.log?.(this.steps, this.now - this.started, entry.label);
      try {
        (entry.call as () => void)();
      } catch (error) {
        this.onThrow(error, entry.label);
      }
      await afterPromises();
    }
  }
  #mix(text: string): void {
    let hash = this.#hash ^ this.steps;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    this.#hash = hash;
  }
  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Entry;
      if (!before(entry, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }
  /** The next entry that still matters. */
  #pop(): Entry | undefined {
    for (;;) {
      const heap = this.#heap;
      const first = heap[0];
      if (!first) return undefined;
      const last = heap.pop() as Entry;
      if (heap.length > 0) {
        let at = 0;
        for (;;) {
          const left = 2 * at + 1;
          if (left >= heap.length) break;
          const right = left + 1;
          const child = right < heap.length && before(heap[right] as Entry, heap[left] as Entry) ? right : left;
          if (!before(heap[child] as Entry, last)) break;
          heap[at] = heap[child] as Entry;
          at = child;
        }
        heap[at] = last;
      }
      if (!first.call || first.owner?.alive === false) continue;
      if (first.owner?.paused !== true) return first;
      this.#held.push(first);
    }
  }
}
const before = (a: Entry, b: Entry): boolean => (a.time !== b.time ? a.time < b.time : a.tie !== b.tie ? a.tie < b.tie : a.order < b.order);
/** A turn of the event loop: every promise that could go on has gone on. */
const afterPromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
