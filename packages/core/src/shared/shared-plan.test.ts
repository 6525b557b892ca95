import { builtInPlan, digestOfFirst, sharedPlan } from './shared-plan.js';

describe('the plan of a shared decider', () => {
  it('is one per kind, under a digest that no revision has', () => {
    expect(sharedPlan('mutex')).toBe(sharedPlan('mutex'));
    expect(builtInPlan('$mutex')).toBe(sharedPlan('mutex'));
    expect(builtInPlan('sha256:00')).toBeUndefined();
  });
  it('is told by the first event of its log', () => {
    expect(digestOfFirst({ type: 'SharedOpened', kind: 'signal', key: 'k', seq: 1 })).toBe('$signal');
    expect(digestOfFirst({ type: 'ExecutionPaused', reason: '', seq: 1 })).toBeUndefined();
    expect(digestOfFirst(undefined)).toBeUndefined();
  });
});
