import { AppError } from '../../errors/app-error.js';
import type { CompiledTemplate } from '../../expression/compiled.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { Decision } from '../decider.js';
import { complete, render } from './inline-nodes.js';
import type { ScopeState } from '../state/state.js';

/** `wait { seconds }` or `{ until }` (RFC 3339): a durable timer; one that is already due completes at once. */
export function startWait(decision: Decision, scope: ScopeState, plan: NodePlan & { kind: 'wait' }, path: string): void {
  const dueAt = plan.until === undefined ? decision.at + seconds(decision, scope, plan) * 1000 : until(decision, scope, plan);
  if (dueAt <= decision.at) return complete(decision, path, null);
  decision.emit({ type: 'TimerSet', path, dueAt: Math.ceil(dueAt), purpose: 'wait' });
}
function seconds(decision: Decision, scope: ScopeState, plan: NodePlan & { kind: 'wait' }): number {
  const value = render(decision, scope, plan.seconds as CompiledTemplate);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) {
    throw new AppError('EXPRESSION_FAILED', `\`seconds\` must be a number of 0 or more, but is ${JSON.stringify(value)}`);
  }
  return number;
}
function until(decision: Decision, scope: ScopeState, plan: NodePlan & { kind: 'wait' }): number {
  const value = render(decision, scope, plan.until as CompiledTemplate);
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at))
    throw new AppError('EXPRESSION_FAILED', `\`until\` must be a time such as 2027-01-31T08:00:00Z, but is ${JSON.stringify(value)}`);
  return at;
}
