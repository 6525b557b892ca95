import { budgetForRetry, reserveForChild } from '../budgets/child-budget.js';
import type { Decision } from '../decider.js';
import { fire } from '../settle.js';
import { isEnded, type NodeState } from '../state/state.js';
import type { TieCommand } from './tie-commands.js';
import type { ChildTie } from './ties.js';

type Of<T extends TieCommand['type']> = Extract<TieCommand, { type: T }>;

/** The child that the node had before its execution was retried goes on, with all that it has done and the keys of its effects. */
export function retryChild(decision: Decision, path: string, former: ChildTie, timeoutSeconds: number | undefined): void {
  const { state, emit, at } = decision;
  const { id, spent } = former;
  const expiresAt = timeoutSeconds === undefined ? null : Math.ceil(at + timeoutSeconds * 1000);
  emit({ type: 'ChildRetried', path, childId: id, expiresAt });
  const order = { path, n: state.seq };
  const node = state.nodes.get(path) as NodeState;
  const budget = former.segment === undefined ? budgetForRetry(decision, node, spent) : undefined;
  if (budget) reserveForChild(decision, node, id, budget.held);
  decision.send(id, { type: 'RetryExecution', by: state.id, confirm: false, order, ...(budget && { budget: budget.given }) });
}
/** It cannot: another child begins in its place. Silent where nobody waits for that answer any more. */
export function declineRetry({ path, childId, n, error }: Of<'DeclineRetry'>, decision: Decision): void {
  const { state, emit } = decision;
  const node = state.nodes.get(path);
  if (isEnded(state) || !state.ties.open.has(path) || node?.child?.id !== childId || n < (node.child.since ?? Infinity)) return;
  emit({ type: 'ChildDeclined', path, childId, error });
  if (state.phase === 'stopping') return emit({ type: 'NodeCancelled', path, ending: true });
  // While paused it counts as inline work that goes on with the resume.
  if (state.status === 'paused' || state.phase === 'pausing') return;
  fire(decision, node.scope, node.plan, path);
}
/** A child that nobody waits for could not be started: for the record. */
export function reportNotStarted({ path, childId, error }: Of<'ReportNotStarted'>, { state, emit }: Decision): void {
  const child = state.nodes.get(path)?.child;
  if (child?.id !== childId || child.begun === false) return;
  emit({ type: 'ChildNotStarted', path, childId, error });
}
