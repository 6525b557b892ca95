import type { ExecutionView, Json } from '@agentflow/core';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Io } from './io.js';

/** A value for a person: text as it is, anything else as JSON. */
export const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

export const exitCodeOf = ({ status }: Pick<ExecutionView, 'status'>): ExitCode =>
  status === 'completed' ? EXIT.completed : status === 'failed' || status === 'stopped' ? EXIT.failed : EXIT.waiting;

/** Prints how an execution ended, or what it waits for: the output to stdout, all else to stderr; with `json` one document to stdout. */
export function reportExecution(io: Io, view: ExecutionView, output: Json, { json }: { readonly json: boolean }): ExitCode {
  const code = exitCodeOf(view);
  const { id, status, error, usage, waiting } = view;
  if (json) {
    io.out(`${JSON.stringify({ id, status, output, error, usage, ...(code === EXIT.waiting ? { waiting } : {}) })}\n`);
    return code;
  }
  const { red, yellow, bold } = io.colors;
  if (code === EXIT.completed) io.out(`${shown(output)}\n`);
  else if (code === EXIT.failed) {
    io.err(`${red(status)}${error ? ` ${error.code}${error.path ? ` at ${bold(error.path)}` : ''}: ${error.message}` : ''}\n`);
    io.err(`look closer: agentflow executions show ${id}\n`);
  } else {
    io.err(
      `${yellow(status)}: ${waiting.map(({ path, kind, prompt }) => `${bold(path)} (${kind})${prompt === undefined ? '' : ` ${prompt.trim().replace(/\s+/g, ' ')}`}`).join('; ') || 'nothing goes on by itself'}\n`,
    );
    const next = waiting.find(({ kind }) => kind === 'human');
    if (status === 'paused') io.err(`go on: agentflow executions resume ${id}\n`);
    else if (next) io.err(`answer: agentflow executions answer ${id} ${next.path} '<json>'\n`);
  }
  return code;
}
