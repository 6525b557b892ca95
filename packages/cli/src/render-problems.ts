import type { Problem } from '@agentflow/core';
import type { Colors } from './io.js';

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
