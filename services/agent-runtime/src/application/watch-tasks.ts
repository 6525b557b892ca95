import { isPlatformFault, type TaskOutcome } from '@agentflow/core';
import type { DegradationSamples } from '@agentflow/ports';
import { isUnderWay, type ExecuteTask } from './execute-task.js';

/** `execute`, telling of each task whether it failed by a fault of the platform's own. */
export const watchTasks =
  (execute: ExecuteTask, samples: DegradationSamples): ExecuteTask =>
  (task, link) => {
    const tell = (outcome: TaskOutcome): void =>
      samples.task(task.workflowId, outcome.status === 'failed' && isPlatformFault(outcome.error.code));
    const result = execute(task, link);
    if (isUnderWay(result)) void result.outcome.then(tell);
    else tell(result);
    return result;
  };
