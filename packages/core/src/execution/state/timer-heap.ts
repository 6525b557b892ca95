import { LazyMap } from '../../lazy-collections.js';

/** Why an execution wants to be woken. `retry` and the others carry the node's path; `deadline` is the execution's own. */
export type TimerPurpose = 'after' | 'child' | 'mutex' | 'shared' | 'wait' | 'human' | 'signal' | 'retry' | 'deadline';
export interface Timer {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly purpose: TimerPurpose;
}

/**
 * The execution's timers: a binary heap by due time beside a map by path, so that setting, clearing and finding the next cost O(log n).
 * A path has at most one timer. Cleared timers leave the heap when they come to its top. Those due at the same instant come in the order of their paths: how the heap
 * lies depends on who has looked at it meanwhile, and a replay looks less often.
 */
export class TimerHeap {
  readonly #byPath = new LazyMap<string, Timer>();
  #heap: Timer[] = [];

  get size(): number {
    return this.#byPath.size;
  }
  set(timer: Timer): void {
    this.#byPath.set(timer.path, timer);
    this.#heap.push(timer);
    this.#up(this.#heap.length - 1);
  }
  clear(path: string): void {
    if (this.#byPath.delete(path) && this.#byPath.size === 0) this.#heap = [];
  }
  get(path: string): Timer | undefined {
    return this.#byPath.get(path);
  }
  /** The earliest timer, or `undefined`. */
  next(): Timer | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || this.#byPath.get(top.path) === top) return top;
      this.#pop();
    }
  }
  values(): IterableIterator<Timer> {
    return this.#byPath.values();
  }
  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#down(0);
  }
  #before(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a] as Timer, this.#heap[b] as Timer];
    return first.dueAt < second.dueAt || (first.dueAt === second.dueAt && first.path < second.path);
  }
  #swap(a: number, b: number): void {
    const kept = this.#heap[a] as Timer;
    this.#heap[a] = this.#heap[b] as Timer;
    this.#heap[b] = kept;
  }
  #up(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }
  #down(from: number): void {
    for (let at = from; ;) {
      const left = 2 * at + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const child = right < this.#heap.length && this.#before(right, left) ? right : left;
      if (!this.#before(child, at)) return;
      this.#swap(at, child);
      at = child;
    }
  }
}
