import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { calculate } from './arithmetic.js';

export const calculator = defineTool({
  name: 'calculator',
  title: 'Calculator',
  description:
    'Computes an arithmetic expression: + - * / % ^, brackets, the constants pi and e, and abs, ceil, floor, round, trunc, sign, sqrt, cbrt, exp, ln, log10, log2, sin, cos, tan, pow, min, max.',
  effect: 'none',
  arguments: z.strictObject({
    expression: z
      .string()
      .max(1_000)
      .meta({ title: 'Expression', description: 'For example (12 + 3) * 1.19', examples: ['(12 + 3) * 1.19'] }),
  }),
  output: z.object({ result: z.number() }),
  execute: ({ arguments: { expression } }) => ({ result: calculate(expression) }),
});
