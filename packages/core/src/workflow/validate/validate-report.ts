import { MAX_PROBLEMS } from '../format/document-limits.js';
import type { Position } from '../format/positions.js';
import type { CodedProblem, ProblemCode } from './problem-codes.js';
import type { Problem } from './problem.js';

const OF_SHAPE: ReadonlySet<string> = new Set(['INVALID_SHAPE', 'INVALID_CONFIG', 'UNKNOWN_FIELD']);
const isWithin = (pointer: string, around: string): boolean => pointer === around || pointer.startsWith(`${around}/`);

/** Collects problems: each once, with its place in the text where that is known. */
export class Report {
  private readonly found = new Map<string, Problem>();
  private readonly claimed: string[] = [];
  constructor(private readonly locate: (pointer: string) => Position | undefined) {}

  error(code: ProblemCode, pointer: string, message: string, nodeId?: string): void {
    this.add({ code, pointer, message, severity: 'error', ...(nodeId === undefined ? {} : { nodeId }) });
  }
  warning(code: ProblemCode, pointer: string, message: string, nodeId?: string): void {
    this.add({ code, pointer, message, severity: 'warning', ...(nodeId === undefined ? {} : { nodeId }) });
  }
  /** What lies at the pointer has been understood and judged: that its shape is not that of the format is no news. */
  claim(pointer: string): void {
    this.claimed.push(pointer);
  }
  add(problem: CodedProblem): void {
    if (OF_SHAPE.has(problem.code) && this.claimed.some((pointer) => isWithin(problem.pointer, pointer))) return;
    if (this.found.size < MAX_PROBLEMS) this.found.set(`${problem.code} ${problem.pointer} ${problem.message}`, problem);
  }
  /** In the order of the text where lines are known, else in the order found. */
  problems(): Problem[] {
    const located = [...this.found.values()].map((problem) => ({ ...problem, ...this.locate(problem.pointer) }));
    return located.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  }
}
