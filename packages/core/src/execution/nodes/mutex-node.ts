import { AppError } from '../../errors/app-error.js';
import { sharedId } from '../../shared/shared-id.js';
import type { CompiledExpression } from '../../expression/compiled.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { holding } from '../state/evolve.js';
import { claimantOf } from '../let-go.js';
import { resume } from '../lifecycle.js';
import { isContainer } from '../state/plan-bodies.js';
import { scopeValues } from '../state/scope-values.js';
import { fire } from '../settle.js';
import type { NodeState, ScopeState } from '../state/state.js';

/** Whether the node may begin: it holds its mutex. Else it has asked for it, or asks now, and the grant begins it. */
export function mayEnter(decision: Decision, scope: ScopeState, plan: NodePlan & { mutex: CompiledExpression }, path: string): boolean {
  const { state } = decision;
  const tie = state.ties.mutexes.get(path);
  if (tie) return tie.held;
  requestMutex(decision, path, keyOf(plan.mutex.evaluate(scopeValues(state, scope, plan.mutex.reads))), plan.timeoutSeconds);
  return false;
}
/** The node asks for a mutex; `gate`: on behalf of work inside it that may not go on before. */
export function requestMutex(decision: Decision, path: string, key: string, timeoutSeconds?: number, gate?: true): void {
  const { state, emit, at } = decision;
  const ticket = state.seq + 1;
  const expiresAt = timeoutSeconds === undefined ? null : Math.ceil(at + timeoutSeconds * 1000);
  emit({ type: 'MutexRequested', path, key, ticket, expiresAt, ...(gate && { gate }) });
  decision.send(sharedId(state.org, 'mutex', key), {
    type: 'SharedAcquire',
    kind: 'mutex',
    key,
    claimant: claimantOf(state, path, ticket),
  });
}
/** After a retry or a fork: work that held a mutex asks for it again. While a container waits for its own, nothing inside it may go on. */
export function regainMutexes(decision: Decision): void {
  const { state, emit } = decision;
  const lost = [...state.ties.lost].filter(([path]) => state.active.has(path));
  const gates = lost.filter(([path]) => isContainer((state.nodes.get(path) as NodeState).plan));
  if (gates.length > 0) emit({ type: 'ExecutionPaused', reason: `waits for the mutex of ${gates.map(([path]) => path).join(', ')}` });
  for (const [path, key] of gates) requestMutex(decision, path, key, undefined, true);
  for (const [path, key] of lost) if (state.ties.lost.has(path)) requestMutex(decision, path, key);
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
  const gated = state.ties.gate.has(path);
  emit({ type: 'MutexAcquired', path, ticket });
  if (gated && state.ties.gate.size === 0) return resume({ type: 'Resume', by: 'engine' }, decision);
  if (holding(state)) return;
  const { scope, plan } = state.nodes.get(path) as NodeState;
  fire(decision, scope, plan, path);
}
