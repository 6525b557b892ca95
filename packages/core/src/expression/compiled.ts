import type { Json } from '../json.js';

/** A reference that an expression may read: root identifier and the member names that follow it literally, e.g. `['classify', 'output', 'json']`. */
export interface Read {
  readonly root: string;
  readonly path: readonly string[];
}
/** Root identifiers and their values. A node reads as `{ output, error, status, usage }`; `null` for what was skipped. Only roots named in `reads` are looked up. */
export type Scope = { readonly [root: string]: unknown };

/** A CEL expression, parsed once. */
export interface CompiledExpression {
  readonly source: string;
  readonly reads: readonly Read[];
  /** @throws AppError EXPRESSION_FAILED with the source and what was wrong */
  evaluate(scope: Scope): Json;
}
/** A JSON value whose strings may hold `{{ CEL }}`, parsed once. Text that comes from data is never evaluated. */
export interface CompiledTemplate {
  readonly source: Json;
  readonly reads: readonly Read[];
  /** `true` when there is nothing to evaluate: `render` answers `source` itself. */
  readonly constant: boolean;
  /** @throws AppError EXPRESSION_FAILED with the JSON pointer of the string inside the template */
  render(scope: Scope): Json;
}
