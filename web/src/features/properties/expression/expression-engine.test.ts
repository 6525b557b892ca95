import { evaluate, faultsOf, rootsRead } from './expression-engine.js';

const scope = { input: { n: 4 }, ask: { output: { text: 'hi' }, error: null, status: 'completed', usage: null } };
describe('the preview of an expression', () => {
  it('is what the product itself would compute', () => {
    expect(evaluate('input.n * 2 + 1', false, scope)).toEqual({ value: 9 });
    expect(evaluate('{{ input.n }} times {{ ask.output.text }}', true, scope)).toEqual({ value: '4 times hi' });
    expect(evaluate('{{ input.n }}', true, scope)).toEqual({ value: 4 });
  });
  it('is an error in plain words, without the expression again', () => {
    expect(evaluate('input.m', false, scope)).toEqual({ error: 'input has no key "m"' });
    expect(evaluate('{{ nobody.output }}', true, scope)).toEqual({ error: 'there is no "nobody" here' });
  });
  it('is nothing for text without an expression', () => {
    expect(evaluate('just text', true, scope)).toBeNull();
    expect(evaluate(' ', false, scope)).toBeNull();
  });
});
describe('what is wrong with an expression', () => {
  it('is shown at its place', () => {
    expect(faultsOf('input.n >', false)).toMatchObject([{ severity: 'error' }]);
    const [fault] = faultsOf('Dear {{ input..n }}', true);
    expect(fault?.from).toBeGreaterThanOrEqual('Dear {{ '.length);
    expect(faultsOf('{{ open', true)[0]).toMatchObject({ from: 0, message: expect.stringContaining('never closed') });
    expect(faultsOf('input.n > 2', false)).toEqual([]);
  });
});
it('knows what a node reads', () => {
  expect([...rootsRead({ a: '{{ ask.output.text }}', b: ['{{ input.n }}'] }, ['classify.output > 2', 'bad ('])].sort()).toEqual([
    'ask',
    'classify',
    'input',
  ]);
});
