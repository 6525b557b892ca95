import { continueTrace, currentTraceparent, formatTraceparent, newTrace, parseTraceparent, withSpan } from './telemetry.js';

const valid = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
describe('traceparent', () => {
  it('is read and written back unchanged', () => {
    expect(formatTraceparent(parseTraceparent(valid)!)).toBe(valid);
  });
  it.each([
    undefined,
    '',
    'x',
    valid.slice(1),
    valid.replace('4bf9', '4BF9'),
    valid.replace(/^00/, 'ff'),
    `${valid}-more`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
  ])('refuses %s', (text) => expect(parseTraceparent(text)).toBeUndefined());
  it('accepts a later version that carries more', () => {
    expect(parseTraceparent(valid.replace(/^00/, '01') + '-what-comes')?.sampled).toBe(true);
  });
  it('continues the caller’s trace with a span of its own, or begins one', () => {
    const next = continueTrace(valid);
    expect(next.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(next.spanId).not.toBe('00f067aa0ba902b7');
    expect(continueTrace('garbage').traceId).not.toBe(newTrace().traceId);
    expect(parseTraceparent(currentTraceparent())).toBeDefined();
  });
});
describe('withSpan', () => {
  it('answers what the work answers and throws what it throws', async () => {
    expect(await withSpan('x', {}, async () => 7)).toBe(7);
    await expect(withSpan('x', { traceparent: valid }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
