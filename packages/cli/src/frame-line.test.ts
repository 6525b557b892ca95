import picocolors from 'picocolors';
import { duration, frameLine } from './frame-line.js';

describe('frameLine', () => {
  const plain = picocolors.createColors(false);
  it('says each kind of frame in a line, and nothing of what is shown elsewhere', () => {
    expect(
      frameLine({ type: 'node_failed', payload: { path: 'a', retryable: true, error: { code: 'HTTP_STATUS', message: '503' } } }, plain),
    ).toBe('↻ a will be tried again: HTTP_STATUS: 503');
    expect(frameLine({ type: 'node_skipped', payload: { path: 'a', cancelled: true } }, plain)).toBe('○ a cancelled');
    expect(frameLine({ type: 'log', payload: { path: 'a', level: 'warn', message: 'hm' } }, plain)).toBe('│ a warn: hm');
    expect(frameLine({ type: 'execution_paused', payload: { reason: 'lunch' } }, plain)).toBe('‖ paused: lunch');
    expect(frameLine({ type: 'node_completed', payload: { path: 'start', node_type: 'start' } }, plain)).toBeUndefined();
    expect(frameLine({ type: 'node_output_delta', payload: { path: 'a', text: 'x' } }, plain)).toBeUndefined();
  });
  it('colours where colours are wanted', () => {
    expect(frameLine({ type: 'execution_completed', payload: { status: 'failed' } }, picocolors.createColors(true))).toContain(
      '\u001b[31m',
    );
  });
  it('writes durations as people read them', () => {
    expect([0.4, 999, 1_000, 59_949, 61_000].map(duration)).toEqual(['0 ms', '999 ms', '1.0 s', '59.9 s', '1 min 1 s']);
  });
});
