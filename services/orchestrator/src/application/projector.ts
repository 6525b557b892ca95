import type { Commit, ExecutionHead, PartitionId } from '@agentflow/core';
import type { Clock, ExecutionStore } from '@agentflow/ports';

/** Rows are gathered this long, unless somebody waits for them: an execution that begins and ends meanwhile is one row. */
const GATHER_MS = 150;
const RETRY_MS = 500;
/** So long rows wait for what is being published, so that both are one write; a bus that is away must not make lists and timers old. */
const PUBLISH_MS = 500;

export interface Projector {
  /** A commit is durable; `head` where it changed the execution's row. */
  note(commit: Commit, head: ExecutionHead | null): void;
  /** Cursors that could not move yet stand at `position` once messages before them are delivered. */
  reach(partition: PartitionId, position: number): void;
  /** Resolves when everything noted so far is projected, but for cursors that undelivered messages, or news that cannot be published, hold back. */
  settled(): Promise<void>;
  readonly backlog: number;
  /** How long the oldest row that is not written waits already, milliseconds. */
  readonly delayMs: number;
}
/** How far a cursor that wants to stand at `position` may stand now; `null`: the partition is not ours any more, and its cursor is moved by another. */
export type Reached = (partition: PartitionId, position: number) => number | null;

/** Keeps the heads (lists, take-over) up to date behind the log. Never delays a commit; may lag, and is caught up from the log after a crash. */
export function createProjector(
  store: ExecutionStore,
  clock: Clock,
  relayed: () => Promise<void>,
  onFault: (error: unknown) => void,
  reached: Reached = (_partition, position) => position,
): Projector {
  let heads = new Map<string, ExecutionHead>();
  let cursors = new Map<PartitionId, number>();
  let busy = false;
  /** Since when a row waits, monotonic milliseconds. */
  let since: number | null = null;
  /** Set while rows gather. */
  let disarm: (() => void) | null = null;
  /** Set while the only thing to come is a second look at cursors that messages hold back. */
  let atLeisure: (() => void) | null = null;
  const waiters: (() => void)[] = [];
  /** What was to be published is late: rows do not wait for it until it is out. */
  let late = false;

  function schedule(ms: number): void {
    if (busy) return;
    busy = true;
    atLeisure?.();
    atLeisure = null;
    disarm = clock.after(ms, start);
  }
  function start(): void {
    disarm = null;
    void run();
  }
  /** A list row never waits for a message. */
  function lookAgain(): void {
    atLeisure ??= clock.after(RETRY_MS, () => schedule(0));
  }
  /** Whether everything noted so far is published; waits for it a little. */
  function published(): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = clock.after(late ? 0 : PUBLISH_MS, () => {
        late = true;
        resolve(false);
      });
      void relayed().then(() => {
        cancel();
        late = false;
        resolve(true);
      });
    });
  }
  async function run(): Promise<void> {
    const [rows, positions] = [heads, cursors];
    heads = new Map();
    cursors = new Map();
    const begunAt = clock.monotonic();
    let out = true;
    try {
      // After a crash, what lies behind the cursors is relayed again: they never pass what has been published.
      out = await published();
      const { moved, held } = out ? split(positions, reached) : { moved: new Map<PartitionId, number>(), held: [...positions] };
      if (out || rows.size > 0) await store.project([...rows.values()], moved);
      for (const [partition, position] of held) keep(partition, position);
      busy = false;
      since = heads.size > 0 ? begunAt : null;
    } catch (error) {
      onFault(error);
      for (const [id, head] of rows) if (!heads.has(id)) heads.set(id, head);
      for (const [partition, position] of positions) keep(partition, position);
      busy = false;
      return schedule(RETRY_MS);
    }
    for (const [partition, position] of cursors) if (reached(partition, position) === null) cursors.delete(partition);
    const waits = heads.size > 0 || (out && [...cursors].some(([partition, position]) => reached(partition, position) === position));
    if (waits) return schedule(GATHER_MS);
    for (const call of waiters.splice(0)) call();
    if (cursors.size > 0) lookAgain();
  }
  function keep(partition: PartitionId, position: number): void {
    cursors.set(partition, Math.max(position, cursors.get(partition) ?? 0));
  }
  return {
    note(commit, head) {
      if (head) {
        since ??= clock.monotonic();
        heads.set(commit.executionId, head);
      }
      cursors.set(commit.partition, commit.position);
      schedule(GATHER_MS);
    },
    reach(partition, position) {
      keep(partition, position);
      if (!busy) lookAgain();
    },
    settled() {
      if (!busy) return Promise.resolve();
      const all = new Promise<void>((resolve) => waiters.push(resolve));
      if (disarm) {
        disarm();
        start();
      }
      return all;
    },
    get backlog() {
      return heads.size;
    },
    get delayMs() {
      return since === null ? 0 : clock.monotonic() - since;
    },
  };
}

/** How far each cursor may move now, and which are to go further later. */
function split(positions: ReadonlyMap<PartitionId, number>, reached: Reached) {
  const moved = new Map<PartitionId, number>();
  const held: [PartitionId, number][] = [];
  for (const [partition, position] of positions) {
    const allowed = reached(partition, position);
    if (allowed === null) continue;
    moved.set(partition, allowed);
    if (allowed < position) held.push([partition, position]);
  }
  return { moved, held };
}
