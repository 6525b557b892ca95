import { atInstance, locate, runPrefix } from './run-scope.js';

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
it('finds the same place in another iteration', () => {
  expect(atInstance('each[3]/ask', 'each', 7)).toBe('each[7]/ask');
  expect(atInstance('each[3]/inner[1]/ask', 'each[3]/inner', 12)).toBe('each[3]/inner[12]/ask');
  expect(atInstance('each[3]/inner[1]/ask', 'each', 0)).toBe('each[0]/inner[1]/ask');
  expect(atInstance('other', 'each', 7)).toBe('other');
});
