import { isEnded, isSegmentDigest, RESERVED, type ExecutionHead, type ExecutionId, type OrgId, type PartitionId } from '@agentflow/core';
import type { Clock, ExecutionStore, ObjectStore, PlanSource } from '@agentflow/ports';
import type { Coordinator } from '../coordinator.js';

const DAY_MS = 86_400_000;
const ENDED = ['completed', 'failed', 'stopped'] as const;
/** Heads looked at per read, executions deleted per write, and the breath between: nobody's commit waits long for either. */
const PAGE = 500;
const BATCH = 50;
const BREATH_MS = 20;
const FIRST_SWEEP_MS = 60_000;
const EVERY_MS = 3_600_000;

export interface RetentionPorts {
  readonly coordinator: Coordinator;
  readonly store: ExecutionStore;
  readonly objects: ObjectStore;
  readonly plans: PlanSource;
  readonly clock: Clock;
  /** Whose executions are ours to delete, at the moment. */
  readonly partitions: () => readonly PartitionId[];
  /** For workflows that say nothing; `undefined`: their executions are kept. */
  readonly defaultDays: number | undefined;
  readonly onProgress: (progress: SweepProgress) => void;
  readonly onFault: (error: unknown) => void;
}
export interface SweepProgress {
  readonly looked: number;
  readonly deleted: number;
  readonly done: boolean;
}
export interface Retention {
  /** Deletes what may go now. One sweep at a time: a second call joins the first. */
  sweep(): Promise<SweepProgress>;
  start(): void;
  stop(): Promise<void>;
  /** Executions deleted since the start. */
  readonly deleted: number;
}
interface Rule {
  readonly completedDays?: number;
  readonly failedDays?: number;
  readonly keepLast?: number;
}

/**
 * Deletes whole ended executions as their workflow's `settings.retention` says: never an open one, nor one of whose tree (parent, children) any is open.
 * Objects go first, then the log, then the head: a sweep that was cut off finds the rest again.
 */
export function createRetention(ports: RetentionPorts): Retention {
  const { coordinator, store, objects, plans, clock, partitions, defaultDays, onProgress, onFault } = ports;
  const { hot, mailboxes } = coordinator;
  const byDefault: Rule = defaultDays === undefined ? {} : { completedDays: defaultDays, failedDays: defaultDays };
  let underWay: Promise<SweepProgress> | null = null;
  let stopped = false;
  let disarm: (() => void) | null = null;
  let total = 0;

  const breathe = (): Promise<void> => new Promise((resolve) => clock.after(BREATH_MS, resolve));

  async function sweepOnce(): Promise<SweepProgress> {
    const newest = new Map<string, Promise<string>>();
    let looked = 0;
    let deleted = 0;
    for (let cursor: string | null = null; !stopped;) {
      const page: Awaited<ReturnType<ExecutionStore['ended']>> = await store.ended(partitions(), cursor, PAGE);
      const due: ExecutionHead[] = [];
      for (const head of page.items) if (await mayGo(head, newest)) due.push(head);
      looked += page.items.length;
      for (let from = 0; from < due.length && !stopped; from += BATCH) {
        deleted += await remove(due.slice(from, from + BATCH));
        onProgress({ looked, deleted, done: false });
        await breathe();
      }
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
      await breathe();
    }
    while (!stopped && (await store.reclaim())) await breathe();
    total += deleted;
    const progress = { looked, deleted, done: !stopped };
    onProgress(progress);
    return progress;
  }
  async function ruleOf({ org, digest }: ExecutionHead): Promise<Rule> {
    try {
      return { ...byDefault, ...(plans.cached(org, digest) ?? (await plans.load(org, digest))).retention };
    } catch {
      return byDefault; // its revision cannot be read any more
    }
  }
  async function mayGo(head: ExecutionHead, newest: Map<string, Promise<string>>): Promise<boolean> {
    const { completedDays, failedDays, keepLast } = await ruleOf(head);
    if (completedDays === undefined && failedDays === undefined && keepLast === undefined) return false;
    const days = head.status === 'completed' ? completedDays : failedDays;
    const oldEnough = days !== undefined && (head.endedAt ?? Number.POSITIVE_INFINITY) + days * DAY_MS <= clock.now();
    const surplus = keepLast !== undefined && completedDays === undefined && failedDays === undefined;
    if (!oldEnough && !surplus) return false;
    if (keepLast !== undefined && orderOf(head) >= (await lastKept(head, keepLast, newest))) return false;
    return (await store.countOpenOfRoot(head.org, head.rootId)) === 0;
  }
  /** Where the newest `keepLast` ended executions of the workflow begin, as `orderOf` has it. */
  function lastKept({ org, ...head }: ExecutionHead, keepLast: number, newest: Map<string, Promise<string>>): Promise<string> {
    // What runs a segment is kept with the executions of its workflow.
    const workflowId = isSegmentDigest(head.digest) ? head.workflowId.slice(RESERVED.length) : head.workflowId;
    const key = `${org}\n${workflowId}\n${keepLast}`;
    let known = newest.get(key);
    if (!known) newest.set(key, (known = findLastKept(org, workflowId, keepLast)));
    return known;
  }
  async function findLastKept(org: OrgId, workflowId: string, keepLast: number): Promise<string> {
    let left = keepLast;
    let order = '\uffff';
    for (let cursor: string | undefined; left > 0;) {
      const page: Awaited<ReturnType<ExecutionStore['list']>> = await store.list(org, {
        workflowId,
        status: ENDED,
        limit: Math.min(left, PAGE),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const last = page.items.at(-1);
      if (last) order = orderOf(last);
      left -= page.items.length;
      if (page.nextCursor === null) return left > 0 ? '' : order;
      cursor = page.nextCursor;
    }
    return order;
  }
  /** Leaves alone what somebody has begun to use again since its row was read. */
  async function remove(heads: readonly ExecutionHead[]): Promise<number> {
    const byOrg = new Map<OrgId, ExecutionId[]>();
    const barred: ExecutionId[] = [];
    for (const { org, executionId } of heads) {
      const live = hot.peek(executionId);
      if (mailboxes.has(executionId) || (live && !isEnded(live.state)) || !hot.bar(executionId)) continue;
      barred.push(executionId);
      byOrg.set(org, [...(byOrg.get(org) ?? []), executionId]);
    }
    try {
      for (const [org, ids] of byOrg) {
        for (const id of ids) await objects.deletePrefix(`${org}/${id}/`);
        await store.delete(org, ids);
      }
    } finally {
      for (const id of barred) hot.unbar(id);
    }
    return barred.length;
  }
  function sweep(): Promise<SweepProgress> {
    underWay ??= sweepOnce().finally(() => (underWay = null));
    return underWay;
  }
  function schedule(ms: number): void {
    disarm = clock.after(ms, () => {
      sweep()
        .catch(onFault)
        .finally(() => stopped || schedule(EVERY_MS));
    });
  }
  return {
    sweep,
    start: () => schedule(FIRST_SWEEP_MS),
    async stop() {
      stopped = true;
      disarm?.();
      await underWay?.catch(() => undefined);
    },
    get deleted() {
      return total;
    },
  };
}
/** Later created, later in this order. */
const orderOf = ({ createdAt, executionId }: ExecutionHead): string => `${String(createdAt).padStart(16, '0')} ${executionId}`;
