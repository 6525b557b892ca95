import { AppError } from '../../errors/app-error.js';
import { isRef, type JsonObject, type JsonSchema } from '../../json.js';
import { createSchemaCheck } from '../../workflow/definition/schema-check.js';
import { addAmount, excess, fits, isNothing, NOTHING, type Amount } from './budget-amount.js';
import type { BudgetExceeded } from './budget-events.js';
import type { BudgetQuestion } from './budget-state.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { failNode } from '../failure.js';
import { breachText, budgetsOver, limitOf, nameOf, standing, type BudgetOver } from './budgets-over.js';
import type { ExecutionState, NodeState } from '../state/state.js';
import { rescheduleTask } from '../nodes/task-node.js';

const added = (title: string, schema: JsonObject): JsonObject => ({ title, description: 'Added to the budget', ...schema });
/** What a person answers when a budget is used up. */
export const BUDGET_ANSWER: JsonSchema = {
  type: 'object',
  required: ['approve'],
  properties: {
    approve: { type: 'boolean', title: 'Go on', description: 'No: the node fails with BUDGET_EXCEEDED' },
    cost: added('USD', { type: 'string', pattern: '^\\d{1,15}(\\.\\d{1,12})?$' }),
    tokens: added('Tokens', { type: 'integer', minimum: 0, maximum: 1e15 }),
    calls: added('Calls', { type: 'integer', minimum: 0, maximum: 1e15 }),
  },
  additionalProperties: false,
};

/** The attempt is over, its recorded steps are kept, and the node waits for a person. */
export function askForBudget({ emit }: Decision, event: BudgetExceeded): void {
  const { path } = event;
  const prompt = `${breachText(event)}. Go on? What you give is added to ${nameOf(event.account)}; without an amount, just what this call needs.`;
  emit({ type: 'InputRequested', path, prompt, schema: BUDGET_ANSWER, expiresAt: null, assignees: null });
  emit(event);
}
export const budgetQuestion = (state: ExecutionState, path: string): BudgetQuestion | undefined => state.budget?.questions.get(path);

/** Approved: the limit is raised, and every node whose question this settles goes on. Refused: the node fails. @throws AppError INVALID_INPUT */
export function answerBudget(
  { path, value, by }: Extract<ExecutionCommand, { type: 'AnswerInput' }>,
  question: BudgetQuestion,
  decision: Decision,
): void {
  const { state, emit } = decision;
  const problems = isRef(value)
    ? [{ pointer: '', code: 'INVALID_INPUT', severity: 'error' as const, message: 'is too large' }]
    : createSchemaCheck(BUDGET_ANSWER)(value.value);
  if (problems.length > 0) throw new AppError('INVALID_INPUT', `the answer does not fit what ${path} asks for`, { path }, { problems });
  const answer = (value as { readonly value: unknown }).value as { readonly approve: boolean } & Partial<Amount>;
  const over = budgetsOver(state, state.nodes.get(path) as NodeState).find(({ account }) => account === question.account) as BudgetOver;
  if (!answer.approve) {
    const message = `${by} did not let ${path} spend more than ${nameOf(question.account)} allows`;
    return failNode(decision, path, { code: 'BUDGET_EXCEEDED', message });
  }
  const given: Amount = { ...NOTHING, ...pick(answer) };
  const amount = isNothing(given) ? excess(standing(state, over.account, question.asked).after, limitOf(state, over)) : given;
  if (!isNothing(amount)) emit({ type: 'BudgetRaised', path: over.account, node: path, added: amount, by });
  goOn(decision, path, over);
}
const pick = ({ cost, tokens, calls }: Partial<Amount>): Partial<Amount> => ({
  ...(cost !== undefined && { cost }),
  ...(tokens !== undefined && { tokens }),
  ...(calls !== undefined && { calls }),
});
/** The node that was answered goes on, and in the order of asking those whose calls fit into the same budget now: nobody has to say yes twenty times. */
function goOn(decision: Decision, path: string, over: BudgetOver): void {
  const { state } = decision;
  const asked = budgetQuestion(state, path)?.asked ?? NOTHING;
  rescheduleTask(decision, path);
  let wanted = asked;
  for (const [other, question] of [...(state.budget?.questions ?? [])]) {
    if (question.account !== over.account) continue;
    const more = addAmount(wanted, question.asked);
    if (!fits(standing(state, over.account, more).after, limitOf(state, over))) continue;
    wanted = more;
    rescheduleTask(decision, other);
  }
}
