/**
 * The parts of @marcbachmann/cel-js's syntax tree that we read and instrument. They are not in its published types: the version is pinned exactly,
 * and `compile-expression.test.ts` fails when one of them changes.
 */
export interface AstNode {
  readonly op: string;
  args: unknown;
  readonly start: number;
  readonly end: number;
  readonly meta: AstMeta;
  setMeta(key: string, value: unknown): AstNode;
  /** Set by the type check. */
  left: AstNode;
  right: AstNode;
  receiverWithArgs: readonly AstNode[];
  handle(...args: unknown[]): unknown;
  check(checker: Checker, ast: AstNode, context: unknown): unknown;
}
export interface AstMeta {
  readonly alternate?: AstNode;
  readonly macro?: { readonly var?: string; readonly val?: AstNode; readonly exp?: AstNode };
  readonly check: (checker: Checker, ast: AstNode, context: unknown) => unknown;
  readonly evaluate: Evaluate;
}
export type Evaluate = (evaluator: Evaluator, ast: AstNode, context: unknown) => unknown;
export interface Evaluator {
  run(ast: AstNode, context: unknown): unknown;
}
export interface Checker {
  check(ast: AstNode, context: unknown): unknown;
  getType(name: string): unknown;
  readonly dynType: unknown;
}
/** Arguments of a `comprehension`, which `map`, `filter`, `all`, `exists` and `exists_one` expand to. */
export interface Comprehension {
  readonly iterable: AstNode;
  readonly iterVarName: string;
  readonly step: AstNode;
}
export const isAstNode = (value: unknown): value is AstNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'meta' in value;
