import { AppError } from '@agentflow/core';

interface Known {
  readonly arity: number | 'many';
  readonly of: (...values: number[]) => number;
}
const FUNCTIONS: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['abs', { arity: 1, of: Math.abs }],
  ['cbrt', { arity: 1, of: Math.cbrt }],
  ['ceil', { arity: 1, of: Math.ceil }],
  ['cos', { arity: 1, of: Math.cos }],
  ['exp', { arity: 1, of: Math.exp }],
  ['floor', { arity: 1, of: Math.floor }],
  ['ln', { arity: 1, of: Math.log }],
  ['log10', { arity: 1, of: Math.log10 }],
  ['log2', { arity: 1, of: Math.log2 }],
  ['max', { arity: 'many', of: Math.max }],
  ['min', { arity: 'many', of: Math.min }],
  ['pow', { arity: 2, of: Math.pow }],
  ['round', { arity: 1, of: (value: number) => Math.sign(value) * Math.round(Math.abs(value)) }],
  ['sign', { arity: 1, of: Math.sign }],
  ['sin', { arity: 1, of: Math.sin }],
  ['sqrt', { arity: 1, of: Math.sqrt }],
  ['tan', { arity: 1, of: Math.tan }],
  ['trunc', { arity: 1, of: Math.trunc }],
]);
const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);
const MAX_DEPTH = 100;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z][A-Za-z0-9]*/y;

/**
 * The value of an arithmetic expression; recursive descent, no evaluation of anything else. `^` binds tighter than a sign and from the right, as on paper: -2^2 is -4.
 * @throws AppError INVALID_INPUT naming the position of what is wrong; TOOL_FAILED when the result is no finite number
 */
export function calculate(text: string): number {
  let at = 0;
  let depth = 0;
  const fail = (what: string): never => {
    throw new AppError('INVALID_INPUT', `the expression is wrong at position ${at + 1}: ${what}`, {
      expression: text.slice(0, 200),
      position: at + 1,
    });
  };
  const skip = (): void => {
    while (at < text.length && (text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r')) at++;
  };
  const take = (symbol: string): boolean => {
    skip();
    if (text[at] !== symbol) return false;
    at++;
    return true;
  };
  const match = (pattern: RegExp): string | undefined => {
    skip();
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const nested = <T>(parse: () => T): T => {
    if (++depth > MAX_DEPTH) fail(`more than ${MAX_DEPTH} levels`);
    const value = parse();
    depth--;
    return value;
  };
  const sum = (): number => {
    let value = product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('-')) value -= product();
      else return value;
    }
  };
  const product = (): number => {
    let value = signed();
    for (;;) {
      if (take('*')) value *= signed();
      else if (take('/')) value /= signed();
      else if (take('%')) value %= signed();
      else return value;
    }
  };
  const signed = (): number => nested(() => (take('-') ? -signed() : take('+') ? signed() : power()));
  const power = (): number => {
    const base = atom();
    return take('^') ? base ** signed() : base;
  };
  const atom = (): number => {
    if (take('(')) {
      const value = nested(sum);
      return take(')') ? value : fail('a closing bracket is missing');
    }
    const number = match(NUMBER);
    if (number !== undefined) return Number(number);
    const start = at;
    const name = match(NAME);
    if (name === undefined) return fail(at >= text.length ? 'it ends too early' : `unexpected ${JSON.stringify(text[at])}`);
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return constant;
    const known = FUNCTIONS.get(name);
    if (!known) {
      at = start;
      return fail(`unknown name ${name}; known are ${[...CONSTANTS.keys(), ...FUNCTIONS.keys()].join(', ')}`);
    }
    return known.of(...operands(name, known.arity));
  };
  const operands = (name: string, arity: number | 'many'): number[] => {
    if (!take('(')) fail(`${name} needs brackets`);
    const values = [nested(sum)];
    while (take(',')) values.push(nested(sum));
    if (!take(')')) fail('a closing bracket is missing');
    if (arity !== 'many' && values.length !== arity) fail(`${name} takes ${arity} value${arity === 1 ? '' : 's'}, not ${values.length}`);
    return values;
  };
  const value = sum();
  skip();
  if (at < text.length) fail(`unexpected ${JSON.stringify(text[at])}`);
  if (!Number.isFinite(value)) throw new AppError('TOOL_FAILED', `the result is not a finite number: ${text.slice(0, 200)}`);
  return value;
}
