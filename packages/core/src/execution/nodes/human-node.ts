import { AppError } from '../../errors/app-error.js';
import { createSchemaCheck } from '../../workflow/definition/schema-check.js';
import { isRef } from '../../json.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import { answerBudget, budgetQuestion } from '../budgets/budget-question.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { render } from './inline-nodes.js';
import { valueOf } from '../hold.js';
import { followNode } from '../settle.js';
import { isEnded, type ScopeState } from '../state/state.js';

/** Asks a person: the question is durable, and answered by `AnswerInput` or its time-out. */
export function requestInput(decision: Decision, scope: ScopeState, plan: NodePlan & { kind: 'human' }, path: string): void {
  const prompt = String(render(decision, scope, plan.prompt));
  const timeout = plan.answerTimeoutSeconds === undefined ? null : render(decision, scope, plan.answerTimeoutSeconds);
  if (timeout !== null && (typeof timeout !== 'number' || !(timeout >= 0))) {
    throw new AppError('EXPRESSION_FAILED', `\`timeoutSeconds\` must be a number of 0 or more, but is ${JSON.stringify(timeout)}`);
  }
  const assignees = plan.assignees === undefined ? null : render(decision, scope, plan.assignees);
  decision.emit({
    type: 'InputRequested',
    path,
    prompt,
    schema: plan.schema,
    expiresAt: timeout === null ? null : Math.ceil(decision.at + timeout * 1000),
    assignees,
  });
}

/** @throws AppError NODE_NOT_FOUND, INPUT_NOT_WAITING, ALREADY_ANSWERED, INVALID_INPUT with every problem of the answer */
export function answerInput(command: Extract<ExecutionCommand, { type: 'AnswerInput' }>, decision: Decision): void {
  const { state, emit } = decision;
  const { path } = command;
  const node = state.nodes.get(path);
  if (node?.human == null) {
    if (node?.plan.kind === 'human' && node.status === 'completed')
      throw new AppError('ALREADY_ANSWERED', `${path} has been answered already`, { path });
    if (isEnded(state)) throw new AppError('EXECUTION_ENDED', `the execution has already ${state.status}`, { executionId: state.id });
    throw new AppError('INPUT_NOT_WAITING', `${path} does not wait for an answer`, { path });
  }
  if (state.phase === 'stopping') throw new AppError('INPUT_NOT_WAITING', 'the execution is stopping', { path });
  const problems =
    isRef(command.value) && !state.loaded.has(command.value.ref) ? [] : createSchemaCheck(node.human.schema)(valueOf(state, command.value));
  if (problems.length > 0) throw new AppError('INVALID_INPUT', `the answer does not fit what ${path} asks for`, { path }, { problems });
  const question = budgetQuestion(state, path);
  if (question) return answerBudget(command, question, decision);
  emit({ type: 'NodeCompleted', path, output: command.value, handles: ['out'] });
  followNode(decision, path);
}
