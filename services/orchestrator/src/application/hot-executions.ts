import {
  AppError,
  createState,
  isEnded,
  PassageMap,
  SmallSet,
  waitsForChildren,
  type Commit,
  type ExecutionHead,
  type ExecutionId,
  type ExecutionState,
  type OrgId,
  type PartitionId,
  type Plan,
} from '@agentflow/core';
import type { Clock, ExecutionStore, PlanSource } from '@agentflow/ports';
import { passesCheckpoint } from './checkpoints.js';
import { durable, type LiveExecution } from './live-execution.js';
import { firstState, foldNext } from './load-plans.js';
import { notOurs } from './log-writer.js';
import type { SnapshotStore } from './snapshot-store.js';

/** Events after which the next cold load is worth a snapshot (DESIGN 5.18). */
const SNAPSHOT_EVENTS = 200;
/** What an event is taken to be where its commit's size is not at hand. */
const EVENT_BYTES = 250;
/** Ended executions that stay in memory: few, because each one that stays outlives the young generation and is copied there first. */
const RETIRED = 16;
/** Executions that wait and stay in memory: the others are read again from the log when what they wait for comes. */
const RESTING = 128;
/** An execution that ends soon needs none, and many commits in a row need one. */
const SNAPSHOT_DELAY_MS = 1_000;

export interface HotExecutions {
  /** In memory already, or `undefined`. */
  peek(id: ExecutionId): LiveExecution | undefined;
  /** In memory, else rebuilt from snapshot and log; `undefined` when this org has no such execution. @throws AppError OWNERSHIP_LOST when it is another process's */
  load(org: OrgId, id: ExecutionId): Promise<LiveExecution | undefined>;
  /** A new, empty one that is known not to exist yet. */
  create(org: OrgId, id: ExecutionId, plan: Plan): LiveExecution;
  discard(live: LiveExecution): void;
  /** Forgets all executions of these partitions at once, and answers them: what is decided for them now is decided elsewhere. */
  drop(partitions: ReadonlySet<PartitionId>): readonly LiveExecution[];
  /** Executions of these partitions in memory. */
  of(partitions: ReadonlySet<PartitionId>): readonly LiveExecution[];
  /** The execution has ended and that is durable: it stays for a while, for who reads it next, and then goes first. */
  retire(live: LiveExecution): void;
  /** The execution waits (for a timer, a person, a signal) and that is durable: it stays for a while, and then costs nothing but its place among the wake-ups. */
  rest(live: LiveExecution): void;
  /** Writes a snapshot when the tail has grown long enough (DESIGN 5.18), or a checkpoint was passed. Called after a commit, of about `bytes`, is durable. */
  maybeSnapshot(live: LiveExecution, commit: Commit, bytes: number): void;
  /** The state as the whole log has it, beside the one in memory. */
  fold(org: OrgId, id: ExecutionId): Promise<{ readonly state: ExecutionState; readonly version: number } | undefined>;
  /** Folds what follows `version` onto a state. */
  foldOnto(
    org: OrgId,
    id: ExecutionId,
    state: ExecutionState,
    version: number,
  ): Promise<{ readonly state: ExecutionState | undefined; readonly version: number; readonly tail: number }>;
  /** Puts another state, rebuilt from what is durable, in the place of the one in memory. `false`: something is on its way. */
  replace(live: LiveExecution, state: ExecutionState): boolean;
  /** Drops it from memory and keeps it out until `unbar`: for its deletion. `false`: somebody needs it there. */
  bar(id: ExecutionId): boolean;
  unbar(id: ExecutionId): void;
  readonly size: number;
}
export interface HotPorts {
  readonly store: ExecutionStore;
  readonly snapshots: SnapshotStore;
  readonly plans: PlanSource;
  readonly clock: Clock;
  /** Which partition holds an execution. */
  readonly homeOf: (id: ExecutionId) => PartitionId;
  /** In which epoch a partition is ours, or `undefined`: what was read in another one is not kept. */
  readonly epochOf: (partition: PartitionId) => number | undefined;
  /** How many node states may stay in memory. */
  readonly maxNodes: number;
  /** Whether somebody still needs it in memory (a mailbox, a worker). */
  readonly pinned: (id: ExecutionId) => boolean;
}

/** Whether an execution has come so far that a snapshot of it may lie in the object store. */
const worthASnapshot = ({ version, nodesTotal }: ExecutionHead): boolean => Math.max(version, nodesTotal) > SNAPSHOT_EVENTS / 4;

/** Nothing of it is under way: it has ended, or waits for something from outside. Deciders that executions share are idle between messages. */
export const isIdle = ({ state }: LiveExecution): boolean =>
  isEnded(state) || state.shared !== null || state.status === 'waiting' || state.status === 'paused' || waitsForChildren(state);

/** The last `size` ids put in; answers the one that leaves. */
function createRing(size: number): (id: ExecutionId) => ExecutionId | undefined {
  const ring = new Array<ExecutionId | undefined>(size).fill(undefined);
  let next = 0;
  return (id) => {
    const gone = ring[next];
    ring[next] = id;
    next = (next + 1) % size;
    return gone === id ? undefined : gone;
  };
}

export function createHotExecutions({ store, snapshots, plans, clock, homeOf, epochOf, maxNodes, pinned }: HotPorts): HotExecutions {
  const hot = new PassageMap<ExecutionId, LiveExecution>();
  const barred = new Set<ExecutionId>();
  const loading = new Map<ExecutionId, Promise<LiveExecution | undefined>>();
  const snapshotDue = new Set<LiveExecution>();
  /** Those that ended last, and those that began to wait last. */
  const retired = createRing(RETIRED);
  const resting = createRing(RESTING);
  let turn = 0;
  let sinceSweep = 0;

  const admit = (state: ExecutionState, version: number, tail: number, snapshotBytes = 0): LiveExecution => {
    const live: LiveExecution = {
      state,
      partition: homeOf(state.id),
      version,
      pending: null,
      inFlight: null,
      touched: ++turn,
      poisoned: false,
      tail,
      tailBytes: tail * EVENT_BYTES,
      snapshotBytes,
      checkpointDue: false,
      head: null,
      headAt: 0,
      endWaiters: new SmallSet(),
    };
    hot.set(state.id, live);
    if (++sinceSweep >= 500) sweep();
    return live;
  };
  const evictable = (live: LiveExecution): boolean =>
    !live.pending && !live.inFlight && live.endWaiters.size === 0 && live.state.openTasks.size === 0 && !pinned(live.state.id);
  /** What one of the rings lets go of, unless it goes on by now. */
  function drop(id: ExecutionId | undefined): void {
    const gone = id === undefined ? undefined : hot.get(id);
    if (gone && evictable(gone) && isIdle(gone)) hot.delete(gone.state.id);
  }
  /** Least recently used first, until the node states left fit. */
  function sweep(): void {
    sinceSweep = 0;
    let nodes = 0;
    for (const live of hot.values()) nodes += 4 + live.state.nodes.size;
    if (nodes <= maxNodes) return;
    const byAge = [...hot.values()]
      .filter(evictable)
      .sort((a, b) => Number(isEnded(b.state)) - Number(isEnded(a.state)) || a.touched - b.touched);
    for (const live of byAge) {
      if (nodes <= maxNodes * 0.7) return;
      nodes -= 4 + live.state.nodes.size;
      hot.delete(live.state.id);
    }
  }

  async function rebuild(org: OrgId, id: ExecutionId): Promise<LiveExecution | undefined> {
    const partition = homeOf(id);
    const epoch = epochOf(partition);
    if (epoch === undefined) throw notOurs(partition);
    const head = await store.head(org, id);
    const from = head && worthASnapshot(head) ? await snapshots.latest(org, id) : undefined;
    const { state, version, tail } = await foldOnto(org, id, from?.state, from?.version ?? 0);
    if (epochOf(partition) !== epoch) throw notOurs(partition);
    if (!state) return hot.get(id);
    // What has been projected was durable: a log that ends before has lost something.
    if (head && head.version > version)
      throw new AppError('LOG_CORRUPT', `the log of the execution ends at commit ${version}; ${head.version} are known`, {
        executionId: id,
      });
    return hot.get(id) ?? admit(state, version, tail, from?.bytes ?? 0);
  }
  async function foldOnto(org: OrgId, id: ExecutionId, state: ExecutionState | undefined, version: number) {
    let tail = 0;
    for await (const commit of store.read(org, id, version)) {
      state ??= await firstState(plans, commit);
      await foldNext(plans, state, version, commit);
      version = commit.version;
      tail += commit.events.length;
    }
    return { state, version, tail };
  }

  /** Only what the log holds already; while more is on its way, the next commit asks again. */
  function snapshot(live: LiveExecution): void {
    if (live.pending || live.inFlight || live.poisoned) return;
    live.tail = 0;
    live.tailBytes = 0;
    live.checkpointDue = false;
    // A snapshot is a cache: one that cannot be written costs a longer replay, nothing else.
    snapshots.write(live.state, live.version).then(
      (bytes) => (live.snapshotBytes = bytes),
      () => undefined,
    );
  }

  return {
    peek(id) {
      const live = hot.get(id);
      if (live) live.touched = ++turn;
      return live;
    },
    async load(org, id) {
      if (barred.has(id))
        throw new AppError('UNAVAILABLE', 'the execution is being deleted', { executionId: id }, { retryAfterSeconds: 1 });
      const live = hot.get(id);
      if (live) {
        if (live.state.org !== org) return undefined;
        live.touched = ++turn;
        if (!live.poisoned) return live;
        await durable(live).catch(() => undefined);
        hot.delete(id);
      }
      let under = loading.get(id);
      if (!under) loading.set(id, (under = rebuild(org, id).finally(() => loading.delete(id))));
      const loaded = await under;
      return loaded?.state.org === org ? loaded : undefined;
    },
    create: (org, id, plan) => admit(createState(org, id, plan), 0, 0),
    discard(live) {
      if (hot.get(live.state.id) === live) hot.delete(live.state.id);
    },
    of: (partitions) => [...hot.values()].filter(({ partition }) => partitions.has(partition)),
    drop(partitions) {
      const gone = [...hot.values()].filter(({ partition }) => partitions.has(partition));
      for (const live of gone) {
        live.poisoned = true;
        hot.delete(live.state.id);
      }
      return gone;
    },
    retire: (live) => drop(retired(live.state.id)),
    rest: (live) => drop(resting(live.state.id)),
    maybeSnapshot(live, commit, bytes) {
      live.tailBytes += bytes;
      if (passesCheckpoint(live.state, commit)) live.checkpointDue = true;
      if (live.checkpointDue) return snapshot(live);
      if (live.tail <= SNAPSHOT_EVENTS || live.tailBytes <= live.snapshotBytes / 2 || snapshotDue.has(live)) return;
      snapshotDue.add(live);
      clock.after(SNAPSHOT_DELAY_MS, () => {
        snapshotDue.delete(live);
        if (!isEnded(live.state) && hot.get(live.state.id) === live) snapshot(live);
      });
    },
    async fold(org, id) {
      const { state, version } = await foldOnto(org, id, undefined, 0);
      return state && { state, version };
    },
    foldOnto: (org, id, state, version) => foldOnto(org, id, state, version),
    replace(live, state) {
      if (hot.get(live.state.id) !== live || live.pending || live.inFlight || live.poisoned) return false;
      (live as { state: ExecutionState }).state = state;
      return true;
    },
    bar(id) {
      const live = hot.get(id);
      if (loading.has(id) || (live && !evictable(live))) return false;
      hot.delete(id);
      barred.add(id);
      return true;
    },
    unbar: (id) => void barred.delete(id),
    get size() {
      return hot.size;
    },
  };
}
