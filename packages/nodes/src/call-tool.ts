import { AppError, type Json } from '@agentflow/core';
import type { Tool } from './define-tool.js';
import type { ToolContext } from './node-context.js';
import { problemsOf } from './problems-of.js';

/**
 * Checks the arguments and calls the tool; answers at once where the tool does.
 * @throws AppError INVALID_INPUT with problems, and what the tool throws
 */
export function callTool(tool: Tool, args: Json, context: ToolContext): Json | Promise<Json> {
  const parsed = tool.arguments.safeParse(args);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error);
    throw new AppError(
      'INVALID_INPUT',
      `the arguments of ${tool.name} are wrong: ${problems.map(({ pointer, message }) => `${pointer || '/'} ${message}`).join('; ')}`,
      { tool: tool.name },
      { problems },
    );
  }
  return tool.execute({ arguments: parsed.data, context });
}
