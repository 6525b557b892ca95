import { retryOutlook, type ExecutionView } from '@agentflow/core';
import type { PlanSource, RecoveryService, RetryAnswer } from '@agentflow/ports';
import type { Coordinator } from '../coordinator.js';
import { liveOf, shown, viewOf } from '../read-execution.js';
import { checkInput } from './check-input.js';

/** Goes on with a failed or stopped execution where it stood; a dry run says what that would mean. */
export function createRetry(coordinator: Coordinator, plans: PlanSource): RecoveryService['retry'] {
  const { mailboxes, values } = coordinator;

  return async ({ org, executionId, input, revision, dryRun, confirm, by }) => {
    const live = await liveOf(coordinator, org, executionId);
    const plan = revision && (await plans.load(org, revision.digest));
    checkInput(plan ?? live.state.plan, input);
    const { paths, effects, fits, changes, problems } = await shown(live, ({ state }) =>
      retryOutlook(state, { input: input !== undefined, plan, ...(input === undefined ? {} : { value: { value: input } }) }),
    );
    const outlook: Omit<RetryAnswer, 'execution'> = { fits, changes, problems, paths, effects };
    if (dryRun) return { ...outlook, execution: null };
    const { id } = live.state;
    const held = input === undefined ? {} : { input: await values.hold(org, id, input) };
    const execution = await new Promise<ExecutionView>((resolve, reject) => {
      let view: ExecutionView | undefined;
      mailboxes.post(org, id, {
        command: { type: 'RetryExecution', by, confirm, ...held, ...(revision ?? {}) },
        ...(plan ? { plan } : {}),
        decided: (decided) => (view = viewOf(decided)),
        done: (error) => (error === undefined && view ? resolve(view) : reject(error as Error)),
      });
    });
    return { ...outlook, execution };
  };
}
