import { AppError, SnapshotRefused, stateText, type OrgId } from '@agentflow/core';
import type { RestoreAnswer, SnapshotView } from '@agentflow/ports';
import type { Coordinator } from '../coordinator.js';
import { durable } from '../live-execution.js';
import { liveOf } from '../read-execution.js';

/** A busy execution is waited for so often before the restore is put off. */
const TRIES = 20;

/**
 * Drops the state in memory and rebuilds it from a snapshot and the tail of the log. A snapshot that gives another state than the log is deleted, and the
 * fold of the log takes its place. @throws AppError SNAPSHOT_NOT_FOUND, SNAPSHOT_REFUSED, OVERLOADED when the execution does not rest long enough
 */
export async function restoreSnapshot(coordinator: Coordinator, org: OrgId, name: string, version: number): Promise<RestoreAnswer> {
  const { hot, snapshots } = coordinator;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const live = await liveOf(coordinator, org, name);
    const { id } = live.state;
    if (live.pending || live.inFlight) await durable(live);
    const found = await snapshots.read(org, id, version).catch((error: unknown) => {
      if (!(error instanceof SnapshotRefused)) throw error;
      throw new AppError('SNAPSHOT_REFUSED', error.message, { executionId: id, version }, { cause: error });
    });
    if (!found)
      throw new AppError('SNAPSHOT_NOT_FOUND', `the execution has no snapshot of version ${version}`, { executionId: id, version });
    const rebuilt = await hot.foldOnto(org, id, found.state, version);
    const folded = await hot.fold(org, id);
    if (!rebuilt.state || !folded || folded.version !== rebuilt.version || live.version !== folded.version) continue;
    const identical = stateText(rebuilt.state) === stateText(folded.state);
    if (!hot.replace(live, identical ? rebuilt.state : folded.state)) continue;
    if (!identical) await snapshots.remove(org, id, version);
    return { identical, version: folded.version, events: rebuilt.tail };
  }
  throw new AppError(
    'OVERLOADED',
    'the execution is too busy to be restored now: pause it first',
    { executionId: name },
    { retryAfterSeconds: 1 },
  );
}
/** Writes a snapshot of what is durable now. @throws AppError OVERLOADED */
export async function createSnapshot(coordinator: Coordinator, org: OrgId, name: string): Promise<SnapshotView> {
  const { snapshots } = coordinator;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const live = await liveOf(coordinator, org, name);
    if (live.pending || live.inFlight) await durable(live);
    if (live.pending || live.inFlight || live.poisoned) continue;
    const { id } = live.state;
    const { version } = live;
    await snapshots.write(live.state, version);
    const view = (await snapshots.list(org, id)).find((one) => one.version === version);
    if (view) return view;
  }
  throw new AppError(
    'OVERLOADED',
    'the execution is too busy for a snapshot now: pause it first',
    { executionId: name },
    { retryAfterSeconds: 1 },
  );
}
