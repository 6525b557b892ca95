import { formatBytes, formatCost, formatCount, formatDuration, formatRelative } from './format.js';

describe('what people read', () => {
  it('says durations in the unit that fits', () => {
    expect([0, 420, 1530, 42_000, 63_000, 3_700_000, 200_000_000].map(formatDuration)).toEqual([
      '0 ms',
      '420 ms',
      '1.5 s',
      '42 s',
      '1 m 3 s',
      '1 h 1 m',
      '2 d 7 h',
    ]);
  });
  it('keeps small money visible', () =>
    expect(['0', '0.0004', '0.125', '3.5'].map(formatCost)).toEqual(['$0.00', '$0.00040', '$0.125', '$3.50']));
  it('shortens counts and sizes', () => {
    expect([12, 1234, 56_000, 1_200_000].map(formatCount)).toEqual(['12', '1.2k', '56k', '1.2M']);
    expect([10, 40_000, 3_000_000].map(formatBytes)).toEqual(['10 B', '39 KB', '2.9 MB']);
  });
  it('says how long ago', () => {
    expect(formatRelative(0, 300_000, 'en')).toBe('5 minutes ago');
    expect(formatRelative(0, 300_000, 'zh')).toBe('5分钟前');
  });
});
