import { AppError, headOf, nextWake, waitsForChildren, type Commit, type PartitionId } from '@agentflow/core';
import type { AppendAnswer, Clock, ExecutionStore, IdSource, Ownership } from '@agentflow/ports';
import { LatencyFigures } from '@agentflow/service-kit';
import { isPassing } from './letters.js';
import type { LiveExecution, PendingCommit } from './live-execution.js';
import type { Turns } from './turns.js';

/*
 * I1  One flush is on its way at a time; everything decided meanwhile gathers for the next (adaptive group commit, DESIGN 5.5).
 * I2  Positions and versions are given when a commit leaves, so the log of a partition has no gap and one order.
 * I3  Nothing is called settled before the store has answered. After an ambiguous write the log itself is asked (DESIGN 5.2).
 * I4  A decision that writes nothing rests on a state that must still be the newest: it counts only while its owner may act, as the store is not asked.
 * I5  A place in the log is given to another commit only when the one that had it can no longer come.
 */

/** A commit is at most this large; what is decided beyond begins the next one. */
const MAX_COMMIT_BYTES = 900 * 1024;
const NO_MESSAGES: Commit['messages'] = [];
const PROBE_MS = 500;
/** How often commits that the log does not hold are written again while it can be read. */
const REPEATS = 3;
/** A list row of a busy execution is at most this old. */
const HEAD_MS = 400;

export interface LogWriterPorts {
  readonly store: ExecutionStore;
  readonly ids: IdSource;
  readonly clock: Clock;
  /** A commit is durable: projections, live views and relays hear of it, in log order. */
  readonly onDurable: (commit: Commit, pending: PendingCommit) => void;
  /** The execution's state is ahead of its log: forget it. */
  readonly discard: (live: LiveExecution) => void;
  readonly onOwnershipLost: (partition: PartitionId) => void;
  readonly turns: Turns;
  /** A write that was given up may still take effect: the store is beyond a network. */
  readonly mayComeLate?: boolean;
  /** Whether what is owned may be acted upon; left out: always. */
  readonly mayAct?: () => boolean;
}
/** The last record of a log that was seen, or what comes before those that were asked for. */
interface LogEnd {
  readonly position: number;
  readonly epoch: number;
}
export interface LogWriter {
  own(owned: readonly Ownership[]): void;
  owns(partition: PartitionId): boolean;
  /** Whether commands are taken in for it. */
  isOpen(partition: PartitionId): boolean;
  /** In which epoch the partition is ours, or `undefined`. */
  epochOf(partition: PartitionId): number | undefined;
  owned(): readonly Ownership[];
  /** Takes in nothing new for these partitions: what was decided leaves yet. */
  close(partitions: Iterable<PartitionId>): void;
  /** These partitions are no longer ours: what was decided and has not left is refused. */
  disown(partitions: ReadonlySet<PartitionId>): void;
  /** The commit that the next events of this execution go into. @throws AppError OWNERSHIP_LOST, UNAVAILABLE while the store does not take writes */
  open(live: LiveExecution, at: number): PendingCommit;
  /**
   * Puts a history recorded elsewhere into the log as it is, but for where it lies; the state holds all of it already. It leaves with the next flush, as a whole.
   * Answers its last commit. @throws AppError OWNERSHIP_LOST, UNAVAILABLE
   */
  bring(live: LiveExecution, history: readonly Commit[]): PendingCommit;
  /** A large value of this commit is being stored; call the answer when it is (or with the error). */
  awaitBlob(pending: PendingCommit): (error?: unknown) => void;
  /** Sends what has gathered, unless a flush is on its way. */
  kick(): void;
  /** Why intake is closed, if it is. */
  readonly closed: unknown;
  /** Commits decided and not yet durable. */
  readonly backlog: number;
  /** Commits that became durable since the start, and the writes of the store that made them so. */
  readonly written: {
    readonly commits: number;
    readonly flushes: number;
    /** From a commit's first decision until it is durable, and how long the store took for a write. */
    readonly commitTimes: LatencyFigures;
    readonly flushTimes: LatencyFigures;
  };
  /** Resolves when nothing is on its way. */
  drained(): Promise<void>;
}

/** Whether the execution's list row says something else now, or is old enough to be renewed. Most commits of a busy execution change nothing in it. */
function changed({ state, head, headAt }: LiveExecution, at: number): boolean {
  return (
    head === null ||
    head.status !== state.status ||
    head.phase !== state.phase ||
    head.wakeAt !== nextWake(state) ||
    (head.idle === true) !== waitsForChildren(state) ||
    state.endedAt !== null ||
    at - headAt > HEAD_MS
  );
}

export const notOurs = (partition: PartitionId): AppError =>
  new AppError('OWNERSHIP_LOST', 'this process does not own the partition', { partition });

export function createLogWriter({
  store,
  ids,
  clock,
  onDurable,
  discard,
  onOwnershipLost,
  turns,
  mayComeLate = false,
  mayAct,
}: LogWriterPorts): LogWriter {
  const partitions = new Map<PartitionId, { epoch: number; position: number; ownership: Ownership; closing: boolean }>();
  /** Set once a partition was lost or handed over: from then on an answer of the store may concern one that is no longer ours. */
  let everLost = false;
  let queue: PendingCommit[] = [];
  let flushing = false;
  let closed: unknown = null;
  let backlog = 0;
  const written = { commits: 0, flushes: 0, commitTimes: new LatencyFigures(), flushTimes: new LatencyFigures() };
  const idle: (() => void)[] = [];

  const ownerOf = (partition: PartitionId) => {
    const owned = partitions.get(partition);
    if (!owned) throw notOurs(partition);
    return owned;
  };
  /** @throws AppError OWNERSHIP_LOST also while the partition is being handed over */
  function refuseUnlessOpen(partition: PartitionId): void {
    if (ownerOf(partition).closing) throw notOurs(partition);
  }

  function refuseWhileClosed(): void {
    if (closed !== null)
      throw new AppError('UNAVAILABLE', 'the store does not take writes at the moment', {}, { cause: closed, retryAfterSeconds: 1 });
  }
  function open(live: LiveExecution, at: number): PendingCommit {
    if (live.pending && live.pending.bytes < MAX_COMMIT_BYTES) return live.pending;
    if (live.pending) seal(live.pending);
    refuseWhileClosed();
    refuseUnlessOpen(live.partition);
    const pending: PendingCommit = {
      live,
      commitId: ids.next(),
      at,
      causes: [],
      events: [],
      messages: null,
      bytes: 200,
      blobsOnTheirWay: 0,
      settled: [],
      head: null,
      fresh: false,
      version: 0,
      position: 0,
    };
    live.pending = pending;
    queue.push(pending);
    backlog++;
    return pending;
  }
  /** Closes a commit that is full: from here on it only waits for its turn. */
  function seal(pending: PendingCommit): void {
    const { live } = pending;
    pending.version = ++live.version;
    pending.fresh = changed(live, pending.at);
    if (pending.fresh) {
      live.head = headOf(live.state, live.version, live.partition);
      live.headAt = pending.at;
    }
    pending.head = live.head;
    live.pending = null;
    live.inFlight = pending;
  }

  function bring(live: LiveExecution, history: readonly Commit[]): PendingCommit {
    refuseWhileClosed();
    refuseUnlessOpen(live.partition);
    const head = headOf(live.state, history.length, live.partition);
    history.forEach(({ commitId, at, causes, events, messages, imported }, index) => {
      const pending: PendingCommit = {
        live,
        commitId,
        at,
        causes: [...causes],
        events: [...events],
        messages: null,
        imported: imported ?? { messages },
        bytes: 0,
        blobsOnTheirWay: 0,
        settled: [],
        head,
        fresh: index === history.length - 1,
        version: ++live.version,
        position: 0,
      };
      queue.push(pending);
      backlog++;
      live.inFlight = pending;
    });
    live.head = head;
    return live.inFlight as PendingCommit;
  }

  function kick(): void {
    if (flushing || queue.length === 0 || closed !== null) return;
    const leaving: PendingCommit[] = [];
    const waiting: PendingCommit[] = [];
    const homeless: PendingCommit[] = [];
    const held = new Set<LiveExecution>();
    for (const pending of queue) {
      if (pending.blobsOnTheirWay > 0 || held.has(pending.live)) {
        held.add(pending.live);
        waiting.push(pending);
      } else if (!partitions.has(pending.live.partition)) homeless.push(pending);
      else if (pending.events.length === 0 && pending.messages === null) {
        if (mayAct?.() === false) {
          waiting.push(pending);
          continue;
        }
        // Everything that was to go into it was refused: nothing to write.
        if (pending.live.pending === pending) pending.live.pending = null;
        backlog--;
        for (const call of pending.settled) call();
      } else leaving.push(pending);
    }
    queue = waiting;
    for (const pending of homeless) lose(pending);
    if (leaving.length > 0) void flush(leaving);
    else if (queue.length === 0) for (const call of idle.splice(0)) call();
  }

  async function flush(leaving: readonly PendingCommit[]): Promise<void> {
    flushing = true;
    const commits = leaving.map(toCommit);
    const startedAt = clock.monotonic();
    try {
      const answers = await store.append(commits);
      written.flushes++;
      written.flushTimes.observe((clock.monotonic() - startedAt) / 1_000);
      leaving.forEach((pending, index) => {
        if (answers.get(pending.live.partition) === 'ownership-lost') lose(pending, commits[index]?.epoch);
        else settle(pending, commits[index] as Commit);
      });
    } catch (error) {
      await recover(leaving, commits, error);
    }
    flushing = false;
    // What was settled just now leads to more: it joins what has gathered, and all of it leaves together.
    if (queue.length > 0) turns.atEnd(kick);
    else for (const call of idle.splice(0)) call();
  }
  function toCommit(pending: PendingCommit): Commit {
    const { live, commitId, at, causes, events, messages } = pending;
    if (live.pending === pending) seal(pending);
    const owner = ownerOf(live.partition);
    pending.position = ++owner.position;
    return {
      org: live.state.org,
      executionId: live.state.id,
      version: pending.version,
      partition: live.partition,
      position: pending.position,
      epoch: owner.epoch,
      commitId,
      at,
      causes,
      events,
      messages: messages ?? NO_MESSAGES,
      ...(pending.imported === undefined ? {} : { imported: pending.imported }),
      wakeAt: pending.head?.wakeAt ?? null,
    };
  }
  function settle(pending: PendingCommit, commit: Commit): void {
    backlog--;
    written.commits++;
    written.commitTimes.observe(Math.max(0, clock.now() - pending.at) / 1_000);
    if (pending.live.inFlight === pending) pending.live.inFlight = null;
    // What became durable just before the partition went is read from the log by its next owner.
    if (!everLost || partitions.get(commit.partition)?.epoch === commit.epoch) onDurable(commit, pending);
    for (const call of pending.settled) call();
  }
  function fail(pending: PendingCommit, error: unknown): void {
    backlog--;
    const { live } = pending;
    if (live.inFlight === pending) live.inFlight = null;
    discard(live);
    for (const call of pending.settled) call(error);
    // What was decided after it rests on it.
    const later = queue.find((other) => other.live === live && other !== pending);
    if (later === undefined) return;
    queue = queue.filter((other) => other !== later);
    if (live.pending === later) live.pending = null;
    fail(later, error);
  }
  /** `epoch`: in which it had left; it may be ours again in a later one. */
  function lose(pending: PendingCommit, epoch?: number): void {
    const { partition } = pending.live;
    if (epoch !== undefined && partitions.get(partition)?.epoch === epoch) letGo(partition);
    fail(pending, new AppError('OWNERSHIP_LOST', 'another process owns the partition now', { partition }));
  }
  function letGo(partition: PartitionId): void {
    everLost = true;
    partitions.delete(partition);
    onOwnershipLost(partition);
  }
  function disown(gone: ReadonlySet<PartitionId>): void {
    everLost = true;
    for (const partition of gone) partitions.delete(partition);
    const refused = queue.filter(({ live }) => gone.has(live.partition));
    if (refused.length === 0) return;
    queue = queue.filter(({ live }) => !gone.has(live.partition));
    for (const pending of refused) {
      if (pending.live.pending === pending) pending.live.pending = null;
      fail(pending, new AppError('OWNERSHIP_LOST', 'another process owns the partition now', { partition: pending.live.partition }));
    }
  }

  /**
   * The write failed, perhaps after it took effect, or it will yet: a request that was given up may reach the store when its path is whole again. Intake is closed until the log says which commits
   * it holds, and those that it does not hold are written again at their places, so that whichever comes first is the one. What the store keeps refusing fails; where that is not certain to be the end of it
   * the partition is given up, and the epoch record of whoever has it next keeps out what is still on its way.
   */
  async function recover(leaving: readonly PendingCommit[], commits: readonly Commit[], error: unknown): Promise<void> {
    closed = error;
    const known = new Map<Commit, AppendAnswer>();
    let ends: ReadonlyMap<PartitionId, LogEnd> = new Map();
    for (let repeats = 0; ;) {
      try {
        const open = commits.filter((commit) => !known.has(commit));
        ends = await readEnds(open, known);
        const absent = open.filter((commit) => !known.has(commit));
        if (absent.length === 0 || repeats === REPEATS || !isPassing(closed)) break;
        repeats++;
        const answers = await store.append(absent).catch((again: unknown) => {
          throw (closed = again);
        });
        for (const commit of absent) known.set(commit, answers.get(commit.partition) ?? 'durable');
        break;
      } catch {
        await new Promise<void>((resolve) => clock.after(PROBE_MS, resolve));
      }
    }
    const cause = closed;
    closed = null;
    for (const [partition, { position, epoch }] of ends) {
      const owner = partitions.get(partition);
      const ours = commits.find((commit) => commit.partition === partition) as Commit;
      if (owner?.epoch !== ours.epoch) continue; // lost meanwhile, and perhaps ours again in a later epoch
      const isWhole = commits.every((commit) => commit.partition !== partition || known.has(commit));
      if (epoch > ours.epoch || (!isWhole && mayComeLate && isPassing(cause))) letGo(partition);
      else if (!isWhole) owner.position = position;
    }
    leaving.forEach((pending, index) => {
      const commit = commits[index] as Commit;
      const answer = known.get(commit);
      if (answer === 'durable') settle(pending, commit);
      else if (answer === 'ownership-lost') lose(pending, commit.epoch);
      else
        fail(
          pending,
          new AppError('UNAVAILABLE', 'the store did not take the write; nothing of it was kept', {}, { cause, retryAfterSeconds: 1 }),
        );
    });
  }
  /** Which of these commits the log holds, into `known`; and how it ends, by partition. */
  async function readEnds(commits: readonly Commit[], known: Map<Commit, AppendAnswer>): Promise<ReadonlyMap<PartitionId, LogEnd>> {
    const ends = new Map<PartitionId, LogEnd>();
    for (const partition of new Set(commits.map((commit) => commit.partition))) {
      const asked = commits.filter((commit) => commit.partition === partition);
      const first = Math.min(...asked.map(({ position }) => position));
      const records = await store.tail(partition, first - 1, commits.length + 1);
      const present = new Set(records.map((record) => (record.kind === 'commit' ? record.commitId : undefined)));
      for (const commit of asked) if (present.has(commit.commitId)) known.set(commit, 'durable');
      ends.set(partition, {
        position: Math.max(first - 1, ...records.map(({ position }) => position)),
        epoch: Math.max(0, ...records.map(({ epoch }) => epoch)),
      });
    }
    return ends;
  }

  return {
    own(owned) {
      for (const ownership of owned)
        partitions.set(ownership.partition, { epoch: ownership.epoch, position: ownership.position, ownership, closing: false });
    },
    owns: (partition) => partitions.has(partition),
    isOpen: (partition) => partitions.get(partition)?.closing === false,
    epochOf: (partition) => partitions.get(partition)?.epoch,
    close(going) {
      for (const partition of going) {
        const owned = partitions.get(partition);
        if (owned) owned.closing = true;
      }
    },
    disown,
    owned: () => [...partitions.values()].map(({ ownership }) => ownership),
    open,
    bring,
    awaitBlob(pending) {
      pending.blobsOnTheirWay++;
      return (error) => {
        pending.blobsOnTheirWay--;
        if (error !== undefined && queue.includes(pending)) {
          queue = queue.filter((other) => other !== pending);
          if (pending.live.pending === pending) pending.live.pending = null;
          fail(pending, error);
        }
        kick();
      };
    },
    kick,
    get closed() {
      return closed;
    },
    get backlog() {
      return backlog;
    },
    written,
    drained: () => (flushing || queue.length > 0 ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve()),
  };
}
