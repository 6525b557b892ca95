import { readValue, writeValue } from './any-value.js';

describe('a field for any value', () => {
  it('reads back what it wrote', () => {
    for (const value of [
      'text',
      'two\nlines',
      '{{ input.a }}',
      'a {{ b }}',
      '12',
      'true',
      '',
      ' x',
      'a: b',
      12,
      false,
      null,
      [1, 'x'],
      { a: { b: '{{ c }}' } },
    ])
      expect([value, readValue(writeValue(value))]).toEqual([value, value === '' ? { value: '' } : { value }]);
  });
  it('shows plain text and templates without quotes, and what only looks like a number with them', () => {
    expect(writeValue('{{ input.request }}')).toBe('{{ input.request }}');
    expect(writeValue('hello')).toBe('hello');
    expect(writeValue('12')).toBe('"12"');
  });
  it('says why it cannot be read', () => expect(readValue('a: [')).toHaveProperty('problem'));
  it('takes nothing for nothing', () => expect(readValue('  ')).toEqual({ value: undefined }));
});
