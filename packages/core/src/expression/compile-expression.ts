import type { ParseResult } from '@marcbachmann/cel-js';
import { AppError } from '../errors/app-error.js';
import type { Json } from '../json.js';
import { access } from './access.js';
import type { AstNode } from './cel-ast.js';
import type { CompiledExpression, Read, Scope } from './compiled.js';
import { environment } from './environment.js';
import { ExpressionFault } from './expression-fault.js';
import { contextName, guard } from './guard.js';
import { MAX_EXPRESSION_BYTES, MAX_EXPRESSION_WORK } from './limits.js';
import { charge, createMeter, type Meter } from './meter.js';
import { toJson } from './to-json.js';

/** An expression with what is known of its result without running it. */
export interface CheckedExpression extends CompiledExpression {
  /** CEL's name of the result's type, `dyn` where it depends on data. */
  readonly resultType: string;
}

/**
 * Parses a CEL expression, refuses what may not be written, and type-checks what does not depend on data.
 *
 * Numbers: literals like `2` are 64-bit integers and divide as such (`5 / 2` is 2); numbers from data are doubles, and so is a mix (`input.n / 2` is 2.5).
 * @throws AppError EXPRESSION_FAILED; `details.offset` is the character at which it is wrong
 */
export function compileExpression(source: string): CheckedExpression {
  try {
    return compile(source);
  } catch (error) {
    throw asAppError(error, source);
  }
}

function compile(source: string): CheckedExpression {
  if (new TextEncoder().encode(source).length > MAX_EXPRESSION_BYTES)
    throw new ExpressionFault(`it is longer than ${MAX_EXPRESSION_BYTES} bytes`);
  if (source.trim() === '') throw new ExpressionFault('it is empty', 0);
  const meter = createMeter();
  const parsed = environment.parse(source);
  const ast = parsed.ast as unknown as AstNode;
  const reads = guard(ast, source, meter);
  const checked = parsed.check();
  if (!checked.valid) throw checked.error ?? new ExpressionFault('it is not valid');
  const path = literalPath(ast, source);
  const run = path ? readPath(path) : evaluator(parsed, reads, meter);
  return {
    source,
    reads,
    resultType: checked.type ?? 'dyn',
    evaluate(scope: Scope): Json {
      try {
        return run(scope);
      } catch (error) {
        throw asAppError(error, source);
      }
    },
  };
}

function evaluator(parsed: ParseResult, reads: readonly Read[], meter: Meter): (scope: Scope) => Json {
  const roots = [...new Set(reads.map((read) => read.root))];
  return (scope) => {
    const context = Object.create(null) as Record<string, unknown>;
    for (const root of roots) {
      const value = scope[root];
      if (value !== undefined) context[contextName(root)] = value;
    }
    meter.left = MAX_EXPRESSION_WORK;
    try {
      const result: unknown = parsed(context);
      charge(meter, 0); // an operator may have swallowed that the allowance was used up
      return toJson(result);
    } catch (error) {
      charge(meter, 0);
      throw error;
    }
  };
}

interface LiteralPath {
  readonly root: string;
  readonly steps: readonly { readonly key: string; readonly base: string; readonly offset: number }[];
}
/** Most templates only name a value: `a.b.c` is read without an evaluator, and what it finds is answered as it lies there. */
function literalPath(ast: AstNode, source: string): LiteralPath | undefined {
  const steps: { key: string; base: string; offset: number }[] = [];
  let node = ast;
  while (node.op === '.') {
    const [left, key] = node.args as [AstNode, string];
    steps.unshift({ key, base: source.slice(left.start, left.end), offset: node.end });
    node = left;
  }
  if (node.op !== 'id' || steps.length === 0) return undefined;
  return { root: (node.args as string).replace('$', ''), steps };
}

function readPath({ root, steps }: LiteralPath): (scope: Scope) => Json {
  return (scope) => {
    let value = scope[root];
    if (value === undefined) throw new ExpressionFault(`there is no "${root}" here`, 0, root);
    for (const step of steps) value = access(value, step.key, step.base, step.offset);
    return value as Json;
  };
}

/** The shape of the library's errors that we rely on. */
interface CelFault {
  readonly summary?: string;
  readonly code?: string;
  readonly range?: { readonly start: number };
}

function asAppError(error: unknown, source: string): AppError {
  const shown = source.length > 200 ? `${source.slice(0, 200)}…` : source;
  const { message, offset, key } = describe(error);
  const details = { expression: shown, ...(offset === undefined ? {} : { offset }), ...(key === undefined ? {} : { key }) };
  return new AppError('EXPRESSION_FAILED', `the expression "${shown}" failed: ${message}`, details, { cause: error });
}

function describe(error: unknown): { readonly message: string; readonly offset?: number | undefined; readonly key?: string | undefined } {
  if (error instanceof ExpressionFault) return error;
  if (error instanceof RangeError) return { message: 'it is nested too deeply, or builds a value that is too large' };
  const fault = error as CelFault & Error;
  const message = (fault.summary ?? fault.message).replaceAll(/dyn<([^<>]*)>/g, '$1').replace('Unknown variable: $', 'Unknown variable: ');
  const hint =
    fault.code === 'no_such_overload' && message.includes('string') && message.includes('+')
      ? ' (make a text of the other with string(...))'
      : '';
  return { message: `${message}${hint}`, offset: fault.range?.start };
}
