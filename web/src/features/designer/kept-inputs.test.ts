import { withInput } from './kept-inputs.js';

describe('the inputs kept for a workflow', () => {
  it('are the newest, each once, a few', () => {
    let kept = withInput([], { n: 0 }, 1);
    for (let n = 1; n < 20; n++) kept = withInput(kept, { n: n % 10 }, n + 1);
    expect(kept.map((one) => one.input)).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map((n) => ({ n })));
    expect(withInput(kept, { n: 5 }, 99).map((one) => one.input)).toEqual([5, 9, 8, 7, 6, 4, 3, 2].map((n) => ({ n })));
  });
  it('never take more room than they may', () => {
    const large = 'x'.repeat(150_000);
    let kept = withInput([], large, 1);
    for (let n = 0; n < 5; n++) kept = withInput(kept, large + String(n), n);
    expect(kept).toHaveLength(2);
    expect(kept[0]?.input).toBe(`${large}4`);
  });
});
