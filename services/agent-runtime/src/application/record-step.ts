import { createHash } from 'node:crypto';
import {
  AppError,
  canonicalJson,
  isAppError,
  isErrorCode,
  isRef,
  NO_USAGE,
  type ErrorCode,
  type Json,
  type StepRecord,
  type Task,
  type TaskError,
  type Usage,
} from '@agentflow/core';
import type { StepCall } from '@agentflow/nodes';
import type { Clock } from '@agentflow/ports';
import { isTracing } from '@agentflow/service-kit';
import type { AttemptLink } from './attempt-link.js';
import type { CallerBudget } from './outward.js';
import { toTaskError } from './task-error.js';
import { inStepSpan } from './trace-attempt.js';
import type { ValueStore } from './value-store.js';

/*
 * I1  Calls are numbered in program order at call start. The same number with another request is STEP_MISMATCH, never a silent call.
 * I2  A call that an earlier attempt recorded is not made again; its answer, or the error the program went on from, is given as it was.
 * I3  Nothing leaves the process while a step before it is not durable: every live call waits for the acknowledgement of the steps before. What only computes need not
 *     wait, and the result travels behind the steps in order, so a chain of calls costs one flush each.
 * I4  The hash is of what the program asked, the record of what was sent: a call that was made otherwise while the platform was degraded is not made again after.
 * I5  An `at_most_once` call begins only after its start is durable. If it then ends without an answer its outcome is unknown: nothing is recorded, the attempt ends.
 */

/** The part of a step that its caller hands to the call. */
export interface LiveCall {
  readonly index: number;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /** Counts tokens and money, also of a call that fails then. */
  spent(usage: Usage): void;
  /** Something else was sent than was asked: the step records it under this name. What decides whether a later attempt asks the same stays what was asked. */
  became(name: string, request: Json): void;
  /** Where a budget covers the task: leave has to be asked for what is paid for. */
  readonly budget?: CallerBudget;
}
export interface StepRecorderDeps {
  readonly clock: Clock;
  readonly values: ValueStore;
}
/** Errors after which nobody knows whether the other side acted, unless the error says that nothing was sent. */
const NO_ANSWER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'TIMED_OUT',
  'TASK_CANCELLED',
  'HTTP_UNAVAILABLE',
  'MAIL_FAILED',
  'MODEL_UNAVAILABLE',
  'INTERNAL',
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
]);

export class StepRecorder {
  #next = 0;
  #durable: Promise<unknown> | undefined;
  #critical: number | undefined;
  readonly #recorded: ReadonlyMap<number, StepRecord>;
  readonly #last: number;

  constructor(
    private readonly task: Task,
    private readonly link: AttemptLink,
    private readonly deps: StepRecorderDeps,
    private readonly signal: AbortSignal,
  ) {
    this.#recorded = new Map(task.steps.map((step) => [step.index, step]));
    this.#last = Math.max(-1, ...this.#recorded.keys());
  }

  /** The `at_most_once` call that has begun and not ended. */
  get critical(): number | undefined {
    return this.#critical;
  }

  /** @throws what the call throws or threw; AppError STEP_MISMATCH; details `{ uncertain: true, index }` when the outcome is unknown */
  async run(call: StepCall, live: (call: LiveCall) => Promise<Json>, observed: boolean): Promise<Json> {
    const index = this.#next++;
    const requestHash = hashRequest(call);
    const known = this.#recorded.get(index);
    if (known) {
      if (known.requestHash !== requestHash) {
        throw new AppError(
          'STEP_MISMATCH',
          `call ${index} of ${this.task.path} asks ${call.kind} ${call.name} something else than the attempt before did`,
          { index, name: call.name },
        );
      }
      if (known.response)
        return isRef(known.response) ? this.deps.values.load(this.task.org, this.task.executionId, known.response) : known.response.value;
      // The error that ended the attempt before is what this attempt is for; one that the program went on from is part of its way.
      if (known.error && (known.effect === 'at_most_once' || index < this.#last)) throw fromRecord(known.error);
    }
    return this.#live(index, requestHash, call, live, observed);
  }

  async #live(
    index: number,
    requestHash: string,
    call: StepCall,
    live: (call: LiveCall) => Promise<Json>,
    observed: boolean,
  ): Promise<Json> {
    if (this.#durable) await this.#durable;
    throwIfAborted(this.signal);
    const { clock } = this.deps;
    const key = idempotencyKey(this.task, index);
    const once = call.effect === 'at_most_once';
    // A model is reserved for when it is known which one will answer; a tool that a model calls, at once: before its start, so that a refusal leaves nothing uncertain.
    const budget = this.#budgetOf(index);
    if (budget && observed && call.kind === 'tool') {
      await budget.reserve({ name: call.name, route: 'only', cost: '0', tokens: 0, calls: 1 });
      throwIfAborted(this.signal);
    }
    if (once) {
      await this.link.start({ index, name: call.name, key, requestHash });
      throwIfAborted(this.signal); // the start is recorded, nothing was sent: the coordinator parks it, which is true to what it can know
      this.#critical = index;
    }
    let usage: Usage = NO_USAGE;
    let sent: StepCall = call;
    const startedAt = clock.now();
    const signal = withTimeout(this.signal, call.timeoutMs, clock);
    const ended = { startedAt, requestHash, usage: () => usage };
    let answered = false;
    try {
      const given: LiveCall = {
        index,
        idempotencyKey: key,
        signal: signal.signal,
        spent: (spent) => void (usage = spent),
        became: (name, request) => void (sent = { ...call, name, request }),
        ...(budget && { budget }),
      };
      const answer = this.task.trace !== null && isTracing() ? inStepSpan(call, given, live) : live(given);
      const value = await (signal.expired ? Promise.race([answer, signal.expired]) : answer);
      answered = true;
      await this.#record(index, sent, ended, { response: value });
      return value;
    } catch (thrown) {
      const error = signal.signal.aborted ? signal.signal.reason : thrown;
      if (once && isUnknown(error)) {
        throw new AppError(
          codeOf(error),
          `${call.name} began and gave no answer: its outcome is unknown (${messageOf(error)})`,
          { uncertain: true, index },
          { retryable: false, cause: error },
        );
      }
      // The call was answered, and the answer could not be kept just now: to record a failure of the call would be untrue. The next attempt makes it again, under its key.
      if (answered && isAppError(error) && error.retryable) throw error;
      if (this.signal.aborted || isVoid(error)) throw error; // nobody waits for this attempt's records any more
      const final =
        once && isAppError(error) ? new AppError(error.code, error.message, error.details, { retryable: false, cause: error }) : error;
      await this.#record(index, sent, ended, { error: toTaskError(final) });
      if (!observed && isAppError(final) && final.code === 'OUTPUT_INVALID') discard.set(final, index);
      throw final;
    } finally {
      signal.dispose();
      this.#critical = undefined;
    }
  }

  #budgetOf(index: number): CallerBudget | undefined {
    const { budgeted } = this.task;
    return budgeted && { ...budgeted, reserve: (call) => this.link.reserve({ index, ...call }) };
  }

  /** Sends the record. The attempt goes on computing; the next live call waits (I3). */
  async #record(
    index: number,
    call: StepCall,
    { startedAt, requestHash, usage }: { readonly startedAt: number; readonly requestHash: string; readonly usage: () => Usage },
    answer: { readonly response: Json } | { readonly error: TaskError },
  ): Promise<void> {
    const { org, executionId, generation, attempt } = this.task;
    const { values, clock } = this.deps;
    const endedAt = clock.now();
    const spent = usage();
    const request = await values.hold(org, executionId, call.request);
    const durable = this.link.step({
      index,
      generation,
      kind: call.kind,
      name: call.name,
      effect: call.effect,
      requestHash,
      request,
      ...('response' in answer ? { response: await values.hold(org, executionId, answer.response) } : { error: answer.error }),
      ...(spent !== NO_USAGE && { usage: spent }),
      ...(call.compensation && { compensation: call.compensation }),
      attempt,
      startedAt,
      endedAt,
    });
    durable.catch(() => undefined); // met by whoever waits for it
    if (call.effect !== 'none') this.#durable = this.#durable ? Promise.all([this.#durable, durable]) : durable;
  }
}

/** Steps to be dropped before the next attempt, by the error that says so: an answer that did not fit its schema is asked again, under another key. */
const discard = new WeakMap<AppError, number>();
export const discardFrom = (error: unknown): number | undefined => (isAppError(error) ? discard.get(error) : undefined);

export const hashRequest = ({ kind, name, request }: StepCall): string =>
  createHash('sha256').update(canonicalJson({ kind, name, request })).digest('hex');
/** The same for every attempt of a call: what targets and the effect ledger know it by. */
export const idempotencyKey = ({ org, executionId, path, generation }: Task, index: number): string =>
  createHash('sha256')
    .update(JSON.stringify([org, executionId, path, index, generation]))
    .digest('hex');

const fromRecord = ({ code, message, retryable, details }: TaskError): AppError =>
  new AppError(isErrorCode(code) ? code : 'INTERNAL', message, details ?? {}, { retryable });
const isUnknown = (error: unknown): boolean => !isAppError(error) || (NO_ANSWER.has(error.code) && error.details['sent'] !== false);
/** The coordinator has said that the attempt is void. */
const isVoid = (error: unknown): boolean => isAppError(error) && error.code === 'TASK_CANCELLED';
const codeOf = (error: unknown): ErrorCode => (isAppError(error) && error.code === 'TIMED_OUT' ? 'TIMED_OUT' : 'HTTP_UNAVAILABLE');
const messageOf = (error: unknown): string => (isAppError(error) ? error.message : 'an unexpected error');

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason;
}
export interface TimedSignal {
  readonly signal: AbortSignal;
  /** Rejects when the time is up: a call that does not heed its signal is not waited for. */
  readonly expired?: Promise<never>;
  dispose(): void;
}
/** `outer`, or TIMED_OUT after `ms`. */
export function withTimeout(outer: AbortSignal, ms: number | undefined, clock: Clock): TimedSignal {
  if (ms === undefined) return { signal: outer, dispose: () => undefined };
  const controller = new AbortController();
  const relay = (): void => controller.abort(outer.reason);
  outer.addEventListener('abort', relay, { once: true });
  let cancel!: () => void;
  const expired = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(ms, () => {
      const reason = new AppError('TIMED_OUT', `the call took longer than ${ms} ms`, { timeoutMs: ms });
      controller.abort(reason);
      reject(reason);
    });
  });
  expired.catch(() => undefined); // met by the race, if by anyone
  return {
    signal: controller.signal,
    expired,
    dispose() {
      cancel();
      outer.removeEventListener('abort', relay);
    },
  };
}
