import type { Decision } from './decider.js';
import { holding } from './state/evolve.js';
import { failNode } from './failure.js';
import { complete } from './nodes/inline-nodes.js';
import { endExecution } from './lifecycle.js';
import { rescheduleTask } from './nodes/task-node.js';
import { isEnded, type ExecutionState } from './state/state.js';
import { timeOut } from './containers/machine-node.js';
import type { Timer } from './state/timer-heap.js';

/** Acts on the timers that are due at the decision's time. While paused only the execution's own deadline acts. */
export function wake(decision: Decision): void {
  const { state, at } = decision;
  for (;;) {
    if (isEnded(state) || state.phase === 'stopping') return;
    const timer = holding(state) ? deadlineOf(state) : state.timers.next();
    if (timer === undefined || timer.dueAt > at) return;
    act(decision, timer);
  }
}
const deadlineOf = (state: ExecutionState): Timer | undefined => state.timers.get('');

function act(decision: Decision, timer: Timer): void {
  const { state } = decision;
  const { path } = timer;
  switch (timer.purpose) {
    case 'wait':
      return complete(decision, path, null);
    case 'retry':
      return rescheduleTask(decision, path);
    case 'child':
      return failNode(decision, path, { code: 'TIMED_OUT', message: `the subflow of ${path} did not end in time` });
    case 'mutex':
      return failNode(decision, path, { code: 'TIMED_OUT', message: `${path} did not get its mutex in time` });
    case 'shared':
      return;
    case 'signal':
    case 'human': {
      const edges = state.nodes.get(path)?.plan.byHandle.get('timeout')?.length ?? 0;
      if (edges > 0) return complete(decision, path, null, ['timeout']);
      return failNode(decision, path, {
        code: 'TIMED_OUT',
        message: timer.purpose === 'human' ? `nobody answered ${path} in time` : `no signal came for ${path} in time`,
      });
    }
    case 'after':
      return timeOut(decision, path);
    case 'deadline':
      return endExecution(decision, {
        then: 'failed',
        reason: 'the execution ran out of time',
        error: { code: 'EXECUTION_TIMED_OUT', message: `the execution did not end within ${state.plan.timeoutSeconds} s`, path: null },
      });
  }
}
