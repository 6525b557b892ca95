import type { OrgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';

/** What one org may take of a coordinator's workers; left out: as much as there is. */
export interface OrgLimits {
  /** Attempts at the same time. */
  readonly concurrency?: number | undefined;
  /** Attempts that begin, per second, after a burst of as many. */
  readonly perSecond?: number | undefined;
}
export interface Waiting<T> {
  readonly org: OrgId;
  /** Higher goes first. */
  readonly priority: number;
  /** What a worker must be able to do, e.g. a node type: workers that can do one thing of a kind can do all of it. */
  readonly kind: string;
  readonly value: T;
}
/**
 * Tasks that wait for a worker. The highest priority goes first; within it orgs take turns, however many tasks each has waiting, so that one that
 * starts a thousand delays another by one task, not by a thousand (round robin: Nagle, "On Packet Switches with Infinite Storage", RFC 970);
 * within an org the oldest goes first. An org at its limits is passed over.
 */
export interface TaskQueue<T> {
  push(waiting: Waiting<T>): void;
  /** The next task for a worker that can do the kinds that `can` says; it counts as running from now on. */
  next(can: (kind: string) => boolean): T | undefined;
  /** Whether a task of this org may begin now without waiting behind another of its own; it counts as running then. */
  tryBegin(org: OrgId): boolean;
  /** One began that was not asked for here: a worker has it from before. */
  began(org: OrgId): void;
  /** One that began is over. */
  ended(org: OrgId): void;
  readonly size: number;
  /** Waiting tasks by org. */
  sizes(): ReadonlyMap<OrgId, number>;
}
/** First in, first out; the front moves instead of the items. */
class Line<T> {
  #items: (T | undefined)[] = [];
  #front = 0;
  get size(): number {
    return this.#items.length - this.#front;
  }
  get first(): T | undefined {
    return this.#items[this.#front];
  }
  push(item: T): void {
    this.#items.push(item);
  }
  shift(): T | undefined {
    const item = this.#items[this.#front];
    this.#items[this.#front++] = undefined;
    if (this.#front > 512 && this.#front * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#front);
      this.#front = 0;
    }
    return item;
  }
}
interface Numbered<T> {
  readonly n: number;
  readonly value: T;
}
/** An org's tasks of one priority, by kind. */
type Kinds<T> = Map<string, Line<Numbered<T>>>;
interface Usage {
  running: number;
  /** Attempts that may begin right away, and when that was so; epoch-free milliseconds. */
  tokens: number;
  at: number;
}

export function createTaskQueue<T>(
  clock: Pick<Clock, 'monotonic' | 'after'>,
  limitsOf: (org: OrgId) => OrgLimits | undefined,
  /** Somebody who was passed over for its limits may go on now. */
  onRoom: () => void,
): TaskQueue<T> {
  /** By priority; the orgs of each in the order in which their turn comes. */
  const levels = new Map<number, Map<OrgId, Kinds<T>>>();
  let order: readonly number[] = [];
  const usage = new Map<OrgId, Usage>();
  const counts = new Map<OrgId, number>();
  let size = 0;
  let n = 0;
  let armed = false;
  let freed = false;

  function usageOf(org: OrgId): Usage {
    let used = usage.get(org);
    if (!used) usage.set(org, (used = { running: 0, tokens: Math.max(1, limitsOf(org)?.perSecond ?? 0), at: clock.monotonic() }));
    return used;
  }
  /** Whether the org may begin one more now. */
  function hasRoom(org: OrgId, limits: OrgLimits): boolean {
    const { concurrency, perSecond } = limits;
    const used = usageOf(org);
    if (concurrency !== undefined && used.running >= concurrency) return false;
    if (perSecond === undefined) return true;
    const now = clock.monotonic();
    used.tokens = Math.min(Math.max(1, perSecond), used.tokens + ((now - used.at) * perSecond) / 1000);
    used.at = now;
    if (used.tokens >= 1) return true;
    arm(((1 - used.tokens) * 1000) / perSecond);
    return false;
  }
  function arm(ms: number): void {
    if (armed) return;
    armed = true;
    clock.after(Math.max(1, Math.ceil(ms)), () => {
      armed = false;
      onRoom();
    });
  }
  /** Workers do not speak up while they have room: what waits for its org to have some would wait on. */
  function tellOfRoom(): void {
    if (freed) return;
    freed = true;
    clock.after(0, () => {
      freed = false;
      onRoom();
    });
  }
  function begin(org: OrgId, limits: OrgLimits | undefined): void {
    if (limits === undefined) return;
    const used = usageOf(org);
    used.running++;
    if (limits.perSecond !== undefined) used.tokens--;
  }
  /** The kind of the org's oldest task that the worker can do. */
  function oldest(kinds: Kinds<T>, can: (kind: string) => boolean): string | undefined {
    let best: string | undefined;
    let least = Infinity;
    for (const [kind, line] of kinds) {
      const first = (line.first as Numbered<T>).n;
      if (first < least && can(kind)) [best, least] = [kind, first];
    }
    return best;
  }
  function take(level: Map<OrgId, Kinds<T>>, org: OrgId, kinds: Kinds<T>, kind: string): T {
    const line = kinds.get(kind) as Line<Numbered<T>>;
    const { value } = line.shift() as Numbered<T>;
    if (line.size === 0) kinds.delete(kind);
    // Its next turn comes after everybody else's.
    level.delete(org);
    if (kinds.size > 0) level.set(org, kinds);
    size--;
    const left = (counts.get(org) as number) - 1;
    if (left > 0) counts.set(org, left);
    else counts.delete(org);
    return value;
  }

  return {
    push({ org, priority, kind, value }) {
      let level = levels.get(priority);
      if (!level) {
        levels.set(priority, (level = new Map()));
        order = [...levels.keys()].sort((a, b) => b - a);
      }
      let kinds = level.get(org);
      if (!kinds) level.set(org, (kinds = new Map()));
      let line = kinds.get(kind);
      if (!line) kinds.set(kind, (line = new Line()));
      line.push({ n: ++n, value });
      size++;
      counts.set(org, (counts.get(org) ?? 0) + 1);
    },
    next(can) {
      for (const priority of order) {
        const level = levels.get(priority) as Map<OrgId, Kinds<T>>;
        for (const [org, kinds] of level) {
          const kind = oldest(kinds, can);
          if (kind === undefined) continue;
          const limits = limitsOf(org);
          if (limits !== undefined && !hasRoom(org, limits)) continue;
          const value = take(level, org, kinds, kind);
          begin(org, limits);
          if (level.size === 0) {
            levels.delete(priority);
            order = order.filter((one) => one !== priority);
          }
          return value;
        }
      }
      return undefined;
    },
    tryBegin(org) {
      const limits = limitsOf(org);
      if (limits === undefined) return true;
      if (counts.has(org) || !hasRoom(org, limits)) return false;
      begin(org, limits);
      return true;
    },
    began: (org) => begin(org, limitsOf(org)),
    ended(org) {
      const used = usage.get(org);
      if (!used) return;
      used.running = Math.max(0, used.running - 1);
      if (counts.has(org)) tellOfRoom();
      // Without a rate there is nothing to remember of an org that runs nothing.
      if (used.running === 0 && limitsOf(org)?.perSecond === undefined) usage.delete(org);
    },
    get size() {
      return size;
    },
    sizes: () => counts,
  };
}
