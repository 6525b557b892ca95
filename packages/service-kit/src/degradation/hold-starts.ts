import { DEGRADED_FROM, degradationError } from '@agentflow/core';
import type { DegradationSource, ExecutionService } from '@agentflow/ports';

/** Starts for those who start by themselves (schedules, webhooks): from read-only on each is refused with an error that says when to come again, so that none is lost. */
export const holdStarts = (
  executions: Pick<ExecutionService, 'start'>,
  degradation: Pick<DegradationSource, 'level'>,
): Pick<ExecutionService, 'start'> => ({
  start: (request) => {
    const { level } = degradation;
    return level >= DEGRADED_FROM.readOnly ? Promise.reject(degradationError(level)) : executions.start(request);
  },
});
