import { AppError, type Json, type Problem } from '@agentflow/core';

/** A definition nests bodies 16 deep, and schemas some more; what is deeper was not written by hand. */
const MAX_DEPTH = 200;

/** Refuses what would overflow the stack of anything recursive. Iterative itself. @throws AppError INVALID_INPUT */
export function requireShallow(value: Json, what: string): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > MAX_DEPTH) {
      const problem: Problem = {
        pointer: '',
        code: 'NESTED_TOO_DEEP',
        severity: 'error',
        message: `${what} is nested deeper than ${MAX_DEPTH} levels`,
      };
      throw new AppError('INVALID_INPUT', problem.message, {}, { problems: [problem] });
    }
    for (const item of Object.values(next.value)) open.push({ value: item, depth: next.depth + 1 });
  }
}
