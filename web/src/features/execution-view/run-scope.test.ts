import { locate, runPrefix } from './run-scope.js';

describe('the way into bodies of an execution', () => {
  it('leads there and back', () => {
    const { scope, instances, id } = locate('each[3]/inner[1]/approve');
    expect({ scope, id }).toEqual({ scope: ['each', 'inner'], id: 'approve' });
    expect(runPrefix(scope, instances)).toBe('each[3]/inner[1]/');
  });
  it('is empty at the top', () => {
    expect(runPrefix([], {})).toBe('');
    expect(locate('end')).toEqual({ scope: [], instances: {}, id: 'end' });
  });
});
