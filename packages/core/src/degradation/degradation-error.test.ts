import { degradationError } from './degradation-error.js';

describe('what is told to whoever asks for something that is not done now', () => {
  it.each([
    [2, 'DEGRADED', 30, 'nothing new is started'],
    [3, 'DEGRADED', 30, 'level 3'],
    [4, 'MAINTENANCE', 60, 'under maintenance'],
  ] as const)('at level %i it is %s, and when to ask again', (level, code, retryAfterSeconds, words) => {
    const error = degradationError(level);
    expect(error).toMatchObject({ code, retryAfterSeconds, details: { level, sent: false } });
    expect(error.message).toContain(words);
  });
});
