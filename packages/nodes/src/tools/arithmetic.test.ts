import { isAppError } from '@agentflow/core';
import { calculate } from './arithmetic.js';

describe('the calculator', () => {
  it.each<[string, number]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['--3', 3],
    ['10 % 4 * 2', 4],
    ['7 / 2', 3.5],
    ['.5 + 1e3', 1000.5],
    ['max(1, 2, sqrt(16)) + min(3, -1)', 3],
    ['round(2.5) + round(-2.5)', 0],
    ['2 * pi', 2 * Math.PI],
    ['ln(e)', 1],
    [' ( 12+3 )*1.19 ', 17.849999999999998],
  ])('%s is %d', (text, value) => expect(calculate(text)).toBeCloseTo(value, 12));

  it.each([
    '',
    '1 +',
    '1 2',
    '(1',
    '1)',
    'foo',
    'foo(1)',
    'sqrt',
    'sqrt()',
    'sqrt(1,2)',
    '1;2',
    '1 = 1',
    'constructor',
    '__proto__(1)',
    'toString(1)',
    'process.exit()',
    '1..2',
    '$',
    '"a"',
    '\u0661',
    'e5x',
  ])('refuses %j, saying where', (text) => {
    expect(() => calculate(text)).toThrow(/position \d+/);
  });
  it.each(['1/0', '-1/0', '0/0', 'sqrt(-1)', '10^400', 'ln(0)'])('has no number for %s', (text) => {
    try {
      calculate(text);
      throw new Error('it had one');
    } catch (error) {
      expect(isAppError(error) && error.code).toBe('TOOL_FAILED');
    }
  });
  it('refuses nesting that would break the stack', () => {
    for (const text of ['('.repeat(400), '-'.repeat(900) + '1', 'abs('.repeat(200) + '1' + ')'.repeat(200)])
      expect(() => calculate(text)).toThrow('levels');
  });
});
