import { AppError, createState, digestOfFirst, foldCommit, isAppError, Replay, type Commit, type ExecutionState } from '@agentflow/core';
import type { PlanSource } from '@agentflow/ports';

/** Puts the revisions that a commit goes over to within the state's reach. */
export async function loadPlans(plans: PlanSource, state: ExecutionState, commit: Pick<Commit, 'events'>): Promise<void> {
  for (const digest of Replay.plansOf(commit)) if (!state.plans.has(digest)) state.plans.set(digest, await plans.load(state.org, digest));
}
/** The empty state that a log's first commit belongs to. @throws AppError LOG_CORRUPT */
export async function firstState(plans: PlanSource, commit: Commit): Promise<ExecutionState> {
  const { org, executionId, events } = commit;
  const [first] = events;
  const digest = digestOfFirst(first);
  if (commit.version !== 1 || digest === undefined)
    throw new AppError('LOG_CORRUPT', 'the log of the execution does not begin with its start', { executionId });
  return createState(org, executionId, await plans.load(org, digest));
}
/** Folds a commit that must follow `version`. @throws AppError LOG_CORRUPT when it does not, or does not fold; UNKNOWN_EVENT_VERSION */
export async function foldNext(plans: PlanSource, state: ExecutionState, version: number, commit: Commit): Promise<void> {
  const { executionId } = commit;
  if (commit.version !== version + 1)
    throw new AppError('LOG_CORRUPT', `the log of the execution lacks commit ${version + 1}`, { executionId, version: version + 1 });
  await loadPlans(plans, state, commit);
  try {
    foldCommit(state, commit);
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new AppError(
      'LOG_CORRUPT',
      `commit ${commit.version} of the execution cannot be read: ${(cause as Error).message}`,
      {
        executionId,
        version: commit.version,
      },
      { cause },
    );
  }
}
/** Whether an execution with this error is left alone until somebody has seen to it: reading it again changes nothing. */
export const isParked = (error: unknown): boolean =>
  isAppError(error) && (error.code === 'UNKNOWN_EVENT_VERSION' || error.code === 'LOG_CORRUPT' || error.code === 'REVISION_NOT_FOUND');
