import {
  createState,
  foldCommit,
  isEnded,
  partitionOf,
  readSnapshot,
  SnapshotRefused,
  writeSnapshot,
  type Commit,
  type ExecutionHead,
  type ExecutionId,
  type ExecutionState,
  type OrgId,
  type Plan,
} from '@agentflow/core';
import type { Clock, ExecutionStore, ObjectStore, PlanSource } from '@agentflow/ports';
import { durable, type LiveExecution } from './live-execution.js';

/** Events after which the next cold load is worth a snapshot (DESIGN 5.18). */
const SNAPSHOT_EVENTS = 200;
/** Ended executions that stay in memory. */
const RETIRED = 1_000;
/** An execution that ends soon needs none, and many commits in a row need one. */
const SNAPSHOT_DELAY_MS = 1_000;

export interface HotExecutions {
  /** In memory already, or `undefined`. */
  peek(id: ExecutionId): LiveExecution | undefined;
  /** In memory, else rebuilt from snapshot and log; `undefined` when this org has no such execution. */
  load(org: OrgId, id: ExecutionId): Promise<LiveExecution | undefined>;
  /** A new, empty one that is known not to exist yet. */
  create(org: OrgId, id: ExecutionId, plan: Plan): LiveExecution;
  discard(live: LiveExecution): void;
  /** The execution has ended and that is durable: it stays for a while, for who reads it next, and then goes first. */
  retire(live: LiveExecution): void;
  /** Writes a snapshot when the tail has grown long enough. Called after a commit is durable. */
  maybeSnapshot(live: LiveExecution): void;
  readonly size: number;
}
export interface HotPorts {
  readonly store: ExecutionStore;
  readonly objects: ObjectStore;
  readonly plans: PlanSource;
  readonly clock: Clock;
  readonly domain: string;
  /** How many node states may stay in memory. */
  readonly maxNodes: number;
  /** Whether somebody still needs it in memory (a mailbox, a worker). */
  readonly pinned: (id: ExecutionId) => boolean;
  readonly onSnapshotRefused: (id: ExecutionId, reason: string) => void;
}

/** Whether an execution has come so far that a snapshot of it may lie in the object store. */
const worthASnapshot = ({ version, nodesTotal }: ExecutionHead): boolean => Math.max(version, nodesTotal) > SNAPSHOT_EVENTS / 4;

export function createHotExecutions({
  store,
  objects,
  plans,
  clock,
  domain,
  maxNodes,
  pinned,
  onSnapshotRefused,
}: HotPorts): HotExecutions {
  const hot = new Map<ExecutionId, LiveExecution>();
  const loading = new Map<ExecutionId, Promise<LiveExecution | undefined>>();
  const snapshotDue = new Set<LiveExecution>();
  /** A ring of those that ended last. */
  const retired: (ExecutionId | undefined)[] = new Array<ExecutionId | undefined>(RETIRED).fill(undefined);
  let next = 0;
  let turn = 0;
  let sinceSweep = 0;

  const admit = (state: ExecutionState, version: number, tail: number): LiveExecution => {
    const live: LiveExecution = {
      state,
      partition: partitionOf(domain, state.id),
      version,
      pending: null,
      inFlight: null,
      touched: ++turn,
      poisoned: false,
      tail,
      head: null,
      headAt: 0,
      endWaiters: new Set(),
    };
    hot.set(state.id, live);
    if (++sinceSweep >= 500) sweep();
    return live;
  };
  const evictable = (live: LiveExecution): boolean =>
    !live.pending && !live.inFlight && live.endWaiters.size === 0 && live.state.openTasks.size === 0 && !pinned(live.state.id);
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
    const head = await store.head(org, id);
    const from = head && worthASnapshot(head) ? await latestSnapshot(org, id, await plans.load(org, head.digest)) : undefined;
    let state = from?.state;
    let version = from?.version ?? 0;
    let tail = 0;
    for await (const commit of store.read(org, id, version)) {
      state ??= createState(org, id, await planOf(org, commit));
      foldCommit(state, commit);
      version = commit.version;
      tail += commit.events.length;
    }
    return state && hot.get(id) === undefined ? admit(state, version, tail) : hot.get(id);
  }
  async function planOf(org: OrgId, commit: Commit): Promise<Plan> {
    const first = commit.events[0];
    if (first?.type !== 'ExecutionStarted') throw new RangeError(`the log of ${commit.executionId} does not begin with its start`);
    return plans.load(org, first.digest);
  }
  async function latestSnapshot(org: OrgId, id: ExecutionId, plan: Plan): Promise<{ state: ExecutionState; version: number } | undefined> {
    const { items } = await objects.list(`${org}/${id}/snapshot-`, null, 1000);
    for (const { key } of [...items].reverse()) {
      try {
        const bytes = await objects.get(key);
        if (bytes) return readSnapshot(Buffer.from(bytes).toString('utf8'), org, id, plan);
      } catch (error) {
        if (!(error instanceof SnapshotRefused) && !(error instanceof SyntaxError)) throw error;
        onSnapshotRefused(id, error.message);
      }
    }
    return undefined;
  }

  /** Only what the log holds already; while more is on its way, the next commit asks again. */
  function snapshot(live: LiveExecution): void {
    if (live.pending || live.inFlight || live.poisoned) return;
    live.tail = 0;
    const { org, id } = live.state;
    const text = writeSnapshot(live.state, live.version);
    const key = `${org}/${id}/snapshot-${String(live.version).padStart(10, '0')}`;
    // A snapshot is a cache: one that cannot be written costs a longer replay, nothing else.
    objects.put(key, Buffer.from(text, 'utf8')).catch(() => undefined);
  }

  return {
    peek(id) {
      const live = hot.get(id);
      if (live) live.touched = ++turn;
      return live;
    },
    async load(org, id) {
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
    retire(live) {
      const { id } = live.state;
      retired[next] = id;
      next = (next + 1) % RETIRED;
      const oldest = retired[next];
      const gone = oldest === undefined ? undefined : hot.get(oldest);
      if (gone && evictable(gone)) hot.delete(gone.state.id);
    },
    maybeSnapshot(live) {
      if (live.tail < SNAPSHOT_EVENTS || live.tail < live.state.seq / 3 || snapshotDue.has(live)) return;
      snapshotDue.add(live);
      clock.after(SNAPSHOT_DELAY_MS, () => {
        snapshotDue.delete(live);
        if (!isEnded(live.state) && hot.get(live.state.id) === live) snapshot(live);
      });
    },
    get size() {
      return hot.size;
    },
  };
}
