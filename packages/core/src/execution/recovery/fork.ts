import { AppError } from '../../errors/app-error.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { ExecutionCommand } from '../events/commands.js';
import { advance } from '../containers/containers.js';
import type { Decision } from '../decider.js';
import type { ExecutionEventBody } from '../events/events.js';
import { holding } from '../state/evolve.js';
import { resume } from '../lifecycle.js';
import { regainMutexes } from '../nodes/mutex-node.js';
import { deliverAllSignals } from '../signals/signals.js';
import { pathIn, scopeKey, type ExecutionState } from '../state/state.js';

type Of<T extends ExecutionCommand['type']> = Extract<ExecutionCommand, { type: T }>;

/** What may be said to an execution that is not its own master: while its prefix is copied, or because it was recorded elsewhere. @throws AppError EXECUTION_IMPORTED, UNAVAILABLE */
export function refuseUnlessOwn(command: ExecutionCommand, state: ExecutionState): void {
  const { type } = command;
  if (type === 'StartExecution') return;
  if (state.imported && type !== 'ImportExecution')
    throw new AppError('EXECUTION_IMPORTED', 'this execution was imported: it can be read, replayed and forked, never run on', {
      executionId: state.id,
    });
  if (state.copying && type !== 'CopyEvents' && type !== 'FinishFork' && type !== 'Stop')
    throw new AppError('UNAVAILABLE', 'the execution is being forked', { executionId: state.id }, { retryAfterSeconds: 1 });
}

/** A part of another execution's history, taken as given. Each event carries its own time. */
export function copyEvents({ events }: Of<'CopyEvents'>, { state, emit }: Decision): void {
  if (state.seq > 0 && !state.copying) throw new AppError('CONFLICT', 'the execution has begun already', { executionId: state.id });
  for (const { seq: _seq, ...body } of events) emit(body as ExecutionEventBody);
}
/** The prefix is whole: what had become ready in it begins, containers go on. */
export function finishFork({ by, path, step }: Of<'FinishFork'>, decision: Decision): void {
  const { state, emit } = decision;
  if (!state.copying) throw new AppError('CONFLICT', 'the execution is no fork that is being made', { executionId: state.id });
  emit({ type: 'ExecutionForked', by, path, ...(step === undefined ? {} : { step }) });
  if (holding(state)) resume({ type: 'Resume', by }, decision);
  regainMutexes(decision);
  goOn(decision);
}

/** Looks at everything that may be ready: nodes whose edges were decided and that have not begun, bodies without a token, containers. For forks and retries only: it costs what the execution is large. */
export function goOn(decision: Decision): void {
  const { state } = decision;
  for (const path of [...state.active]) advance(decision, path);
  for (const scope of state.scopes.values()) {
    const key = scopeKey(scope);
    for (let index = 0; index < scope.body.nodes.length; index++) {
      if ((scope.taken[index] as number) + (scope.dead[index] as number) === 0) continue;
      if (!state.nodes.has(pathIn(scope, (scope.body.nodes[index] as NodePlan).id))) decision.ready.push({ scope: key, node: index });
    }
    if (scope.open === 0 && scope.base === scope) decision.scopes.add(key);
  }
  deliverAllSignals(decision);
}
