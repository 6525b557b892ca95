import { access } from './access.js';
import type { AstNode, Checker, Comprehension, Evaluate, Evaluator } from './cel-ast.js';
import { ExpressionFault } from './expression-fault.js';
import { MAX_TEXT_LENGTH, UNSAFE_KEYS } from './limits.js';
import { charge, chargeDeep, costOf, occurrences, type Meter } from './meter.js';
import { isPlain } from './to-json.js';

/** @throws ExpressionFault */
export function refuseUnsafe(name: string, offset: number): void {
  if (UNSAFE_KEYS.has(name)) throw new ExpressionFault(`the key "${name}" may not be used`, offset, name);
}

/** A branch may be `null` or of another type: what comes out is JSON, which has no static types. */
export const looseTernary =
  (check: (checker: Checker, ast: AstNode, context: unknown) => unknown) =>
  (checker: Checker, ast: AstNode, context: unknown): unknown => {
    try {
      return check(checker, ast, context);
    } catch (error) {
      if ((error as { readonly code?: string }).code === 'incompatible_ternary_branches') return checker.dynType;
      throw error;
    }
  };

export const safeAccess =
  (base: string): Evaluate =>
  (evaluator, ast, context) => {
    const left = evaluator.run(ast.left, context);
    const key = ast.op === '.' ? ast.right : evaluator.run(ast.right, context);
    return access(left, key, base, ast.end);
  };

/** `has(a.b)`: whether `a` has its own member `b`; `false` of `null`. */
export function safeHas(field: AstNode): { typeCheck: unknown; evaluate: unknown } {
  const [base, name] = field.args as [AstNode, string];
  return {
    typeCheck: (checker: Checker, _macro: unknown, context: unknown): unknown => {
      checker.check(base, context);
      return checker.getType('bool');
    },
    evaluate: (evaluator: Evaluator, _macro: unknown, context: unknown): boolean => {
      const value = evaluator.run(base, context);
      return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value) && Object.hasOwn(value, name);
    },
  };
}

export const safeMap: Evaluate = (evaluator, ast, context) => {
  const result: Record<string, unknown> = {};
  for (const [keyNode, valueNode] of ast.args as [AstNode, AstNode][]) {
    const key = evaluator.run(keyNode, context);
    if (typeof key === 'object') throw new ExpressionFault('the keys of a map are texts, numbers or booleans', keyNode.start);
    const name = String(key);
    refuseUnsafe(name, keyNode.start);
    result[name] = evaluator.run(valueNode, context);
  }
  return result;
};

export const meteredOperator =
  (meter: Meter, op: string): Evaluate =>
  (evaluator, ast, context) => {
    const left = evaluator.run(ast.left, context);
    const right = evaluator.run(ast.right, context);
    charge(meter, 1 + costOf(left) + costOf(right));
    if (typeof left === 'object' && left !== null && (op === '==' || op === '!=')) chargeDeep(meter, left);
    if (typeof left === 'object' && left !== null && op === 'in' && Array.isArray(right)) for (const item of right) chargeDeep(meter, item);
    const result = ast.handle(left, right, ast, evaluator);
    costOf(result); // refuses a text that grew too long
    return result;
  };

export const meteredCall =
  (meter: Meter, name: string): Evaluate =>
  (evaluator, ast, context) => {
    const args = (ast.args as [string, AstNode[]])[1].map((arg) => evaluator.run(arg, context));
    chargeArguments(meter, name, args);
    return chargeResult(meter, ast.handle(args, ast, evaluator));
  };

export const meteredMethod =
  (meter: Meter, name: string): Evaluate =>
  (evaluator, ast, context) => {
    const args = ast.receiverWithArgs.map((arg) => evaluator.run(arg, context));
    chargeArguments(meter, name, args);
    return chargeResult(meter, ast.handle(args, evaluator, ast));
  };

/** What an error costs that an operator swallows: making one takes far longer than a step. */
const SWALLOWED_ERROR_WORK = 50;

/** `||` (`stop` is true) and `&&` (false): as CEL has it, either side may decide alone, even if the other fails. */
export const meteredLogic =
  (meter: Meter, stop: boolean): Evaluate =>
  (evaluator, ast, context) => {
    let left: unknown;
    let failed: { readonly error: unknown } | undefined;
    try {
      left = evaluator.run(ast.left, context);
    } catch (error) {
      charge(meter, SWALLOWED_ERROR_WORK);
      failed = { error };
    }
    if (left === stop) return stop;
    const right = evaluator.run(ast.right, context);
    if (right === stop) return stop;
    if (failed) throw failed.error;
    for (const value of [left, right]) {
      if (typeof value !== 'boolean') throw new ExpressionFault(`${stop ? '||' : '&&'} requires bool on both sides`, ast.start);
    }
    return !stop;
  };

/** One turn of `all` or `exists`, which go on after an error. */
export const meteredStep =
  (meter: Meter, step: Evaluate): Evaluate =>
  (evaluator, ast, context) => {
    try {
      return step(evaluator, ast, context);
    } catch (error) {
      charge(meter, SWALLOWED_ERROR_WORK);
      throw error;
    }
  };

/** The whole loop is paid for before it begins: whatever swallows errors inside cannot go on without allowance. */
export const meteredComprehension =
  (meter: Meter): Evaluate =>
  (evaluator, ast, context) => {
    const items = evaluator.run((ast.args as Comprehension).iterable, context);
    const count = Array.isArray(items) ? items.length : typeof items === 'object' && items !== null ? Object.keys(items).length : 0;
    charge(meter, 1 + count);
    return ast.handle(items, ast.args, evaluator, context);
  };

function chargeArguments(meter: Meter, name: string, args: readonly unknown[]): void {
  const [first, second] = args;
  if (name === 'size') return charge(meter, 1 + (typeof first === 'string' ? costOf(first) : 0));
  let units = 1;
  for (const arg of args) units += costOf(arg);
  if (typeof first === 'string' && typeof second === 'string') {
    if (name === 're') units += Math.ceil((first.length * (16 + second.length)) / 64);
    if (name === 'split') units += occurrences(first, second);
    if (name === 'replace') {
      const count = occurrences(first, second);
      refuseLongText(first.length + count * String(args[2]).length);
      units += count;
    }
  }
  charge(meter, units);
  if (name === 'join' && Array.isArray(first)) chargeJoin(meter, first, typeof second === 'string' ? second : '');
  if (name === 'json') chargeDeep(meter, first);
}

function chargeJoin(meter: Meter, list: readonly unknown[], separator: string): void {
  let length = separator.length * list.length;
  for (const item of list) {
    if (typeof item === 'string') length += item.length;
    else chargeDeep(meter, item);
  }
  refuseLongText(length);
}

function refuseLongText(length: number): void {
  if (length > MAX_TEXT_LENGTH) throw new ExpressionFault(`it builds a text of over ${MAX_TEXT_LENGTH} characters`);
}

function chargeResult(meter: Meter, result: unknown): unknown {
  charge(meter, costOf(result));
  return result;
}
