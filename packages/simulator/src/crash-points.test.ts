import { crashPoints } from './crash-points.js';

describe('the reference workflow', () => {
  it('comes to the same end whenever its process is killed: a sample of single steps and of pairs', async () => {
    const said: string[] = [];
    const done = await crashPoints({ singles: 60, pairs: 40, say: (text) => said.push(text) });
    console.info(said.join('\n'));
    expect({ violations: done.violations, said: done.violations > 0 ? said : [] }).toEqual({ violations: 0, said: [] });
    expect(done.nodes).toBeGreaterThanOrEqual(12);
    expect(done.runs).toBeGreaterThan(100);
    expect(done.crashes).toBeGreaterThan(100);
  }, 120_000);
});
