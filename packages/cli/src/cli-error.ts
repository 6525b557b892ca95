import type { Problem } from '@agentflow/core';
import { EXIT, type ExitCode } from './exit-codes.js';

/** Ends a command with a sentence, and another that says what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];
  constructor(
    message: string,
    more: {
      readonly exitCode?: ExitCode;
      readonly code?: string;
      readonly hint?: string | undefined;
      readonly problems?: readonly Problem[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.exitCode = more.exitCode ?? EXIT.failed;
    this.code = more.code ?? 'CLI';
    this.hint = more.hint;
    this.problems = more.problems ?? [];
  }
}
/** The command was used wrongly. */
export const usageError = (message: string, hint?: string): CliError =>
  new CliError(message, { exitCode: EXIT.problems, code: 'USAGE', hint });
