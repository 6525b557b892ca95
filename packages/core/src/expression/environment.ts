import { Environment } from '@marcbachmann/cel-js';
import { ExpressionFault } from './expression-fault.js';
import { registerFunctions } from './functions.js';

type Scalar = number | bigint;
/** JSON numbers are doubles and literals like `2` are integers: CEL itself refuses to mix them. A mix is computed as doubles. */
const MIXED: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
];

function createEnvironment(): Environment {
  const env = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
  const operator = (signature: string, compute: (a: never, b: never) => unknown): void => {
    env.registerOperator(signature, compute as (a: unknown, b: unknown) => unknown);
  };
  for (const [op, compute] of MIXED) {
    const mixed = (a: Scalar, b: Scalar): number => divisible(op, compute, Number(a), Number(b));
    operator(`int ${op} double: double`, mixed);
    operator(`double ${op} int: double`, mixed);
  }
  operator('double % double: double', (a: number, b: number) => divisible('%', (x, y) => x % y, a, b));
  operator('int == double: bool', (a: bigint, b: number) => Number(a) === b);
  registerFunctions(env);
  return env;
}

function divisible(op: string, compute: (a: number, b: number) => number, a: number, b: number): number {
  if (b === 0 && (op === '/' || op === '%')) throw new ExpressionFault('division by zero');
  return compute(a, b);
}

/** Where all expressions are parsed: one for the process, never changed after this line. */
export const environment: Environment = createEnvironment();
