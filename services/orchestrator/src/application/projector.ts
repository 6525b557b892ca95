import type { Commit, ExecutionHead, PartitionId } from '@agentflow/core';
import type { Clock, ExecutionStore } from '@agentflow/ports';

/** Rows are gathered this long: several commits of one execution are one row. */
const GATHER_MS = 40;
const RETRY_MS = 500;

export interface Projector {
  /** A commit is durable; `head` where it changed the execution's row. */
  note(commit: Commit, head: ExecutionHead | null): void;
  /** Resolves when everything noted so far is projected. */
  settled(): Promise<void>;
  readonly backlog: number;
}
/** Keeps the heads (lists, take-over) up to date behind the log. Never delays a commit; may lag, and is caught up from the log after a crash. */
export function createProjector(
  store: ExecutionStore,
  clock: Clock,
  relayed: () => Promise<void>,
  onFault: (error: unknown) => void,
): Projector {
  let heads = new Map<string, ExecutionHead>();
  let cursors = new Map<PartitionId, number>();
  let busy = false;
  const waiters: (() => void)[] = [];

  function schedule(ms: number): void {
    if (busy) return;
    busy = true;
    clock.after(ms, () => void run());
  }
  async function run(): Promise<void> {
    const [rows, positions] = [heads, cursors];
    heads = new Map();
    cursors = new Map();
    try {
      // After a crash, what lies behind the cursors is relayed again: they never pass what has been published.
      await relayed();
      await store.project([...rows.values()], positions);
      busy = false;
    } catch (error) {
      onFault(error);
      for (const [id, head] of rows) if (!heads.has(id)) heads.set(id, head);
      for (const [partition, position] of positions) cursors.set(partition, Math.max(position, cursors.get(partition) ?? 0));
      busy = false;
      return schedule(RETRY_MS);
    }
    if (cursors.size > 0) schedule(GATHER_MS);
    else for (const call of waiters.splice(0)) call();
  }
  return {
    note(commit, head) {
      if (head) heads.set(commit.executionId, head);
      cursors.set(commit.partition, commit.position);
      schedule(GATHER_MS);
    },
    settled: () => (busy || cursors.size > 0 ? new Promise((resolve) => waiters.push(resolve)) : Promise.resolve()),
    get backlog() {
      return heads.size;
    },
  };
}
