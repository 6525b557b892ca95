import {
  headOf,
  type ExecutionHead,
  type ExecutionId,
  type OrgId,
  type PartitionId,
  type ExecutionState,
  type Commit,
} from '@agentflow/core';
import type { ExecutionStore, PlanSource } from '@agentflow/ports';
import { atOnce } from './at-once.js';
import { firstState, foldNext, isParked } from './load-plans.js';
import type { Postman } from './postman.js';
import type { Projector } from './projector.js';
import type { Relay } from './relay.js';

const PAGE = 500;
/** Partitions, and executions of a partition, that are read at once: a restart waits for the store's work, not for the way there and back each time. */
const PARTITIONS_AT_ONCE = 8;
const EXECUTIONS_AT_ONCE = 4;

/**
 * Brings the projection up to the end of the logs: what was appended after its cursors is folded again. Public events of that tail are published
 * again, and its messages delivered again: cursors that have to wait for one are left to `later`.
 * A restart after a crash therefore costs the tail, not the history.
 */
export async function catchUpProjection(
  store: ExecutionStore,
  plans: PlanSource,
  partitions: readonly PartitionId[],
  relay: Pick<Relay, 'note' | 'settled'>,
  postman?: Pick<Postman, 'note' | 'reached'>,
  later: (partition: PartitionId, position: number) => void = () => undefined,
  onParked: (id: ExecutionId, error: unknown) => void = () => undefined,
): Promise<number> {
  const { moved, count } = await readTails(store, plans, partitions, relay, postman, onParked);
  // The cursors follow once everything is published: a crash before that reads the same tail again.
  await relay.settled();
  for (const [partition, position] of moved) {
    const reached = postman?.reached(partition, position) ?? position;
    if (reached < position) later(partition, position);
    moved.set(partition, reached);
  }
  if (moved.size > 0) await store.project([], moved);
  return count;
}
/** As `catchUpProjection`, but waits for no publication: the cursors follow behind, as those of any commit do. For who takes over while running. */
export async function noteTails(
  store: ExecutionStore,
  plans: PlanSource,
  partitions: readonly PartitionId[],
  relay: Pick<Relay, 'note'>,
  postman: Pick<Postman, 'note'>,
  projector: Pick<Projector, 'reach'>,
  onParked: (id: ExecutionId, error: unknown) => void,
): Promise<() => void> {
  const { moved } = await readTails(store, plans, partitions, relay, postman, onParked);
  return () => {
    for (const [partition, position] of moved) projector.reach(partition, position);
  };
}
/** Heads and news of what lies behind the cursors; how far each partition was read. */
async function readTails(
  store: ExecutionStore,
  plans: PlanSource,
  partitions: readonly PartitionId[],
  relay: Pick<Relay, 'note'>,
  postman: Pick<Postman, 'note'> | undefined,
  onParked: (id: ExecutionId, error: unknown) => void,
): Promise<{ readonly moved: Map<PartitionId, number>; readonly count: number }> {
  const cursors = await store.cursors(partitions);
  const moved = new Map<PartitionId, number>();
  let count = 0;
  await atOnce(partitions, PARTITIONS_AT_ONCE, async (partition) => {
    let position = cursors.get(partition) ?? 0;
    for (;;) {
      const records = await store.tail(partition, position, PAGE);
      const last = records.at(-1);
      if (last === undefined) break;
      const touched = new Map<ExecutionId, Commit[]>();
      const orgs = new Map<ExecutionId, OrgId>();
      for (const record of records) {
        if (record.kind !== 'commit') continue;
        orgs.set(record.executionId, record.org);
        postman?.note(record);
        const list = touched.get(record.executionId);
        if (list) list.push(record);
        else touched.set(record.executionId, [record]);
      }
      const heads: ExecutionHead[] = [];
      await atOnce(touched, EXECUTIONS_AT_ONCE, async ([id, commits]) => {
        const head = await headFromLog(store, plans, orgs.get(id) as OrgId, id, partition).catch((error: unknown) => {
          if (!isParked(error)) throw error;
          return onParked(id, error);
        });
        if (!head) return;
        heads.push(head);
        for (const commit of commits) relay.note(commit, head);
      });
      position = last.position;
      if (heads.length > 0) await store.project(heads, new Map());
      moved.set(partition, position);
      count += heads.length;
      if (records.length < PAGE) break;
    }
  });
  return { moved, count };
}
/** An execution's list row as its whole log has it. */
export async function headFromLog(
  store: ExecutionStore,
  plans: PlanSource,
  org: OrgId,
  id: ExecutionId,
  partition: PartitionId,
): Promise<ExecutionHead | undefined> {
  let state: ExecutionState | undefined;
  let version = 0;
  for await (const commit of store.read(org, id, 0)) {
    state ??= await firstState(plans, commit);
    await foldNext(plans, state, version, commit);
    version = commit.version;
  }
  return state && headOf(state, version, partition);
}

/** Every open execution of the partitions, as its head says: what a new owner has to go on with. */
export async function* openExecutions(store: ExecutionStore, partitions: readonly PartitionId[]): AsyncIterable<ExecutionHead> {
  for (let cursor: string | null = null; ;) {
    const page: { readonly items: readonly ExecutionHead[]; readonly nextCursor: string | null } = await store.open(
      partitions,
      cursor,
      PAGE,
    );
    yield* page.items;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
