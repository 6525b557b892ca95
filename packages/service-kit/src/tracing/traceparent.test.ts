import { formatTraceparent, parseTraceparent } from './traceparent.js';

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
});
