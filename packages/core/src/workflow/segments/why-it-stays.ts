import { bodiesOf } from '../../execution/state/plan-bodies.js';
import type { NodePlan } from '../compile/plan.js';

/**
 * Why a node that names a domain cannot leave its execution; `undefined`: it can. What it does there must be what it would do here, so whatever acts upon the
 * execution as a whole, or is counted by it, stays.
 */
export function whyItStays(plan: NodePlan, underBudget: boolean): string | undefined {
  if (plan.kind === 'start' || plan.kind === 'end') return 'an execution begins and ends in its own domain';
  if (underBudget) return 'a budget around it is kept by its execution';
  return actsOnExecution(plan);
}
function actsOnExecution(plan: NodePlan): string | undefined {
  switch (plan.kind) {
    case 'terminate':
      return 'it ends the whole execution';
    case 'emit':
      return 'it publishes in the name of its execution';
    case 'signal':
      return plan.key === undefined ? 'it waits for a signal to its execution' : undefined;
    case 'statemachine':
      if (plan.alphabet.size > 0) return 'it waits for signals to its execution';
      break;
    case 'map':
      if (plan.addOn !== undefined || plan.closeOn !== undefined || plan.stopOn !== undefined)
        return 'it waits for signals to its execution';
      break;
  }
  for (const [, { nodes }] of bodiesOf(plan)) {
    for (const inner of nodes) {
      const why = actsOnExecution(inner);
      if (why !== undefined) return `${inner.id} in it: ${why}`;
    }
  }
  return undefined;
}
