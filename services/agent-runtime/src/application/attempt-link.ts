import type { StepRecord } from '@agentflow/core';
import type { LogLevel } from '@agentflow/nodes';
import type { CallToReserve } from './outward.js';

/** An attempt's way to its coordinator. */
export interface AttemptLink {
  /** Asks leave for an `at_most_once` call; resolves once the start is durable. @throws AppError TASK_CANCELLED when it is refused: the attempt is void */
  start(call: { readonly index: number; readonly name: string; readonly key: string; readonly requestHash: string }): Promise<void>;
  /** Asks leave for a call under a budget; resolves once what it may use is durably held for it. @throws AppError BUDGET_EXCEEDED, TASK_CANCELLED when the attempt is void */
  reserve(call: CallToReserve & { readonly index: number }): Promise<'reserved' | 'cheaper'>;
  /** Resolves once the step is durable. @throws AppError TASK_CANCELLED when the attempt is void */
  step(step: StepRecord): Promise<void>;
  /** Text as it streams; lossy. */
  delta(index: number, text: string): void;
  log(level: LogLevel, message: string): void;
}
