import { AppError } from '../errors/app-error.js';
import { sharedId } from '../shared/shared-id.js';
import type { CompiledExpression } from '../expression/compiled.js';
import type { NodePlan } from '../workflow/plan.js';
import type { ExecutionCommand } from './commands.js';
import type { Decision } from './decider.js';
import { holding } from './evolve.js';
import { claimantOf } from './let-go.js';
import { scopeValues } from './scope-values.js';
import { fire } from './settle.js';
import type { NodeState, ScopeState } from './state.js';

/** Whether the node may begin: it holds its mutex. Else it has asked for it, or asks now, and the grant begins it. */
export function mayEnter(decision: Decision, scope: ScopeState, plan: NodePlan & { mutex: CompiledExpression }, path: string): boolean {
  const { state, emit, at } = decision;
  const tie = state.ties.mutexes.get(path);
  if (tie) return tie.held;
  const key = keyOf(plan.mutex.evaluate(scopeValues(state, scope, plan.mutex.reads)));
  const ticket = state.seq + 1;
  emit({
    type: 'MutexRequested',
    path,
    key,
    ticket,
    expiresAt: plan.timeoutSeconds === undefined ? null : Math.ceil(at + plan.timeoutSeconds * 1000),
  });
  decision.send(sharedId(state.org, 'mutex', key), {
    type: 'SharedAcquire',
    kind: 'mutex',
    key,
    claimant: claimantOf(state, path, ticket),
  });
  return false;
}
function keyOf(value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= 512) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new AppError('EXPRESSION_FAILED', `\`mutex\` must be text of 1 to 512 characters, but is ${JSON.stringify(value)?.slice(0, 100)}`);
}

/** The mutex is the node's: it begins, or as soon as the execution goes on. Whoever no longer wants it gives it back. */
export function mutexGranted({ path, ticket, key }: Extract<ExecutionCommand, { type: 'MutexGranted' }>, decision: Decision): void {
  const { state, emit } = decision;
  const tie = state.ties.mutexes.get(path);
  if (tie?.ticket !== ticket) {
    const claimant = claimantOf(state, path, ticket);
    return decision.send(sharedId(state.org, 'mutex', key), { type: 'SharedRelease', kind: 'mutex', key, claimant });
  }
  if (tie.held) return;
  emit({ type: 'MutexAcquired', path, ticket });
  if (holding(state)) return;
  const { scope, plan } = state.nodes.get(path) as NodeState;
  fire(decision, scope, plan, path);
}
