import { advancedSections, sectionOf } from './advanced-sections.js';

const descriptor = (category: string) => ({ category }) as never;
describe('the advanced sections of a node', () => {
  it('are those that make sense for its type', () => {
    expect(advancedSections({ id: 'a', type: 'llm' }, descriptor('model'), 1)).toEqual([
      'errors',
      'retry',
      'effects',
      'budget',
      'order',
      'place',
    ]);
    expect(advancedSections({ id: 'a', type: 'condition' }, descriptor('control'), 1)).toEqual(['errors', 'order', 'place']);
  });
  it('show what is set although it is unusual', () => {
    expect(advancedSections({ id: 'a', type: 'condition', retry: { maxAttempts: 2 } }, descriptor('control'), 1)).toContain('retry');
  });
  it('know where a member is', () => {
    expect([sectionOf('timeoutSeconds'), sectionOf('cancels'), sectionOf('config')]).toEqual(['retry', 'order', undefined]);
  });
});
