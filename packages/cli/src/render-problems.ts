import type { Problem } from '@agentflow/core';
import type { Colors, Io } from './io.js';

/** One line per problem: `file:line:column severity CODE sentence (pointer)`. */
export function renderProblems(problems: readonly Problem[], file: string, colors: Colors): string {
  return problems
    .map(({ line, column, severity, code, message, pointer, nodeId }) => {
      const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
      const paint = severity === 'error' ? colors.red : colors.yellow;
      const where = nodeId !== undefined ? ` (node ${nodeId})` : pointer === '' || line !== undefined ? '' : ` (${pointer})`;
      return `${place} ${paint(severity)} ${code} ${message}${where}`;
    })
    .join('\n');
}
export const hasErrors = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === 'error');
/** Says on stderr what does not keep a workflow from running, but from doing all that it says. */
export function tellWarnings(io: Io, problems: readonly Problem[], file: string): void {
  if (problems.length > 0) io.err(`${renderProblems(problems, file, io.colors)}\n`);
}
