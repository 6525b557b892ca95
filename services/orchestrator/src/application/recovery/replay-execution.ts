import { AppError, Replay, type Commit, type ExecutionId, type Json, type OrgId, type Plan } from '@agentflow/core';
import type { ExecutionStore, PlanSource, ReplayAnswer } from '@agentflow/ports';
import type { Values } from '../values.js';

export interface ReplayPorts {
  readonly store: ExecutionStore;
  readonly plans: PlanSource;
  readonly values: Values;
}
/** Commits between two breaths: other executions go on meanwhile. */
const AT_ONCE = 50;

/** Decides a recorded history again: with the recorded commands, times, seeds and values, no worker and no network. @throws AppError EXECUTION_NOT_FOUND, LOG_CORRUPT */
export async function replayExecution({ store, plans, values }: ReplayPorts, org: OrgId, id: ExecutionId): Promise<ReplayAnswer> {
  let replay: Replay | undefined;
  let count = 0;
  for await (const commit of store.read(org, id, 0)) {
    replay ??= new Replay(org, id, await firstPlan(plans, org, commit));
    const loaded = new Map<string, Json>();
    for (const digest of Replay.needsOf(commit)) loaded.set(digest, JSON.parse(await values.text(org, id, digest)) as Json);
    const known = new Map<string, Plan>();
    for (const digest of Replay.plansOf(commit)) known.set(digest, await plans.load(org, digest));
    const firstDifference = replay.step(commit, loaded, known);
    if (firstDifference) return { identical: false, firstDifference, events: replay.events };
    if (++count % AT_ONCE === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (!replay) throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: id });
  return { identical: true, events: replay.events };
}
async function firstPlan(plans: PlanSource, org: OrgId, { events, executionId }: Commit): Promise<Plan> {
  const [first] = events;
  if (first?.type !== 'ExecutionStarted')
    throw new AppError('LOG_CORRUPT', 'the log of the execution does not begin with its start', { executionId });
  return plans.load(org, first.digest);
}
