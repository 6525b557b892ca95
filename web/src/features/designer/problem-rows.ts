/** Problems as the rows of a list: a heading for each severity that there is, errors first. */
import type { Problem } from '../../api/types.js';

export type ProblemRow = { readonly heading: Problem['severity']; readonly count: number } | { readonly problem: Problem };
export function problemRows(problems: readonly Problem[]): ProblemRow[] {
  return (['error', 'warning'] as const).flatMap((severity) => {
    const own = problems.filter((problem) => problem.severity === severity);
    return own.length === 0 ? [] : [{ heading: severity, count: own.length }, ...own.map((problem) => ({ problem }))];
  });
}
