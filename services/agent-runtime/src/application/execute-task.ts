import { AppError, isAppError, isRef, type Json, type Plan, type Task, type TaskOutcome } from '@agentflow/core';
import type { PlanSource } from '@agentflow/ports';
import { Attempt, type AttemptDeps } from './attempt.js';
import type { AttemptLink } from './attempt-link.js';
import { parseConfig, preparedCall, preparedNode, type PreparedNode } from './prepared-node.js';
import { discardFrom } from './record-step.js';
import { scopeOf } from './scope-of.js';
import { toTaskError } from './task-error.js';

/*
 * I1  A task that does not wait for anything ends before this returns: no promise, no timer, no turn of the event loop.
 * I2  A task always ends in exactly one outcome; what is thrown becomes one.
 */
export interface ExecuteTaskDeps extends AttemptDeps {
  readonly plans: PlanSource;
  /** Told of errors that are our own fault. */
  readonly onInternal: (error: unknown, task: Task) => void;
}
/** An attempt that waits for something. */
export interface UnderWay {
  readonly outcome: Promise<TaskOutcome>;
  cancel(graceMs: number): void;
}
export type ExecuteTask = (task: Task, link: AttemptLink) => TaskOutcome | UnderWay;
export const isUnderWay = (result: TaskOutcome | UnderWay): result is UnderWay => 'outcome' in result;

/** Loads the plan, renders and parses the node's configuration, runs its type, and says how it ended. */
export function createExecuteTask(deps: ExecuteTaskDeps): ExecuteTask {
  const { plans, values, clock } = deps;

  const complete = (task: Task, value: Json): TaskOutcome | Promise<TaskOutcome> => {
    const held = values.hold(task.org, task.executionId, value ?? null);
    return held instanceof Promise ? held.then((output) => ({ status: 'completed', output })) : { status: 'completed', output: held };
  };
  const fail = (task: Task, attempt: Attempt, error: unknown): TaskOutcome => {
    if (!isAppError(error)) deps.onInternal(error, task);
    const { critical } = attempt;
    const said = toTaskError(error);
    if (critical !== undefined) {
      return {
        status: 'failed',
        error: {
          ...said,
          code: said.code === 'TIMED_OUT' ? 'TIMED_OUT' : 'HTTP_UNAVAILABLE',
          retryable: false,
          details: { uncertain: true, index: critical },
        },
      };
    }
    if (said.code === 'TASK_CANCELLED') return { status: 'cancelled' };
    const from = discardFrom(error);
    return { status: 'failed', error: said, ...(from !== undefined && { discardFrom: from }) };
  };
  const underWay = (task: Task, attempt: Attempt, work: Promise<TaskOutcome>): UnderWay => {
    const disarm =
      task.deadline === null
        ? undefined
        : clock.after(Math.max(0, task.deadline - clock.now()), () =>
            attempt.abort(new AppError('TIMED_OUT', `${task.path} did not end within its time`, { path: task.path })),
          );
    const outcome = Promise.race([work, attempt.aborted()])
      .catch((error: unknown) => fail(task, attempt, error))
      .finally(disarm);
    return { outcome, cancel: (graceMs) => attempt.cancel(graceMs) };
  };

  const run = (task: Task, attempt: Attempt, node: PreparedNode, config: unknown): TaskOutcome | Promise<TaskOutcome> => {
    attempt.node = node;
    const value = node.type.execute({ config, context: attempt });
    return value instanceof Promise ? value.then((settled) => complete(task, settled)) : complete(task, value);
  };
  const begin = (task: Task, attempt: Attempt, plan: Plan): TaskOutcome | Promise<TaskOutcome> => {
    if (task.call) return beginCall(task, attempt, plan, task.call);
    const node = preparedNode(plan, task);
    attempt.models = plan.models;
    if (node.constant) return run(task, attempt, node, node.constant.config);
    const scope = scopeOf(task, node.reads, values);
    const render = (given: Awaited<typeof scope>): TaskOutcome | Promise<TaskOutcome> =>
      run(task, attempt, node, parseConfig(node.type, node.template.render(given), task.path));
    return scope instanceof Promise ? scope.then(render) : render(scope);
  };

  const beginCall = (
    task: Task,
    attempt: Attempt,
    plan: Plan,
    { tool, arguments: held }: NonNullable<Task['call']>,
  ): TaskOutcome | Promise<TaskOutcome> => {
    const node = preparedCall(plan, task);
    const call = (args: Json) => run(task, attempt, node, parseConfig(node.type, { tool, arguments: args }, task.path));
    return isRef(held) ? values.load(task.org, task.executionId, held).then(call) : call(held.value);
  };

  return (task, link) => {
    const attempt = new Attempt(task, link, deps);
    try {
      const plan = plans.cached(task.org, task.revisionDigest);
      const result =
        plan === undefined
          ? plans.load(task.org, task.revisionDigest).then((loaded) => begin(task, attempt, loaded))
          : begin(task, attempt, plan);
      return result instanceof Promise ? underWay(task, attempt, result) : result;
    } catch (error) {
      return fail(task, attempt, error);
    }
  };
}
