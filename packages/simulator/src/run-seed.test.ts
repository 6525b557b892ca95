import { INVARIANTS } from './check/violation.js';
import { isControl } from './fault-plan.js';
import { MUTANTS } from './mutants.js';
import { runSeed, type SeedResult } from './run-seed.js';
import { shrink } from './shrink.js';

/** In `npm test`; `npm run simulate -- --seeds 10000` runs the rest. */
const SEEDS = 160;
const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);

describe('the simulator', () => {
  it(`runs ${SEEDS} seeds of the real engine under faults and crashes, and everything holds that must`, async () => {
    const results: SeedResult[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) results.push(await runSeed(seed));
    const violations = results.flatMap(({ seed, violations: found }) =>
      found.map(({ invariant, detail }) => `seed ${seed}: ${INVARIANTS[invariant]}: ${detail}`),
    );
    expect(violations).toEqual([]);
    const faults = results.reduce((total, result) => total + sum(result.faults), 0);
    const crashes = results.reduce((total, result) => total + result.crashes, 0);
    const acknowledged = results.reduce((total, result) => total + result.acknowledged, 0);
    console.info(`${SEEDS} seeds: ${faults} faults and ${crashes} crashes injected, ${acknowledged} executions acknowledged`);
    expect(faults).toBeGreaterThan(SEEDS * 5);
    expect(crashes).toBeGreaterThan(SEEDS / 2);
    expect(acknowledged).toBeGreaterThan(SEEDS * 2);
    for (const { seed, faults: injected } of results) if (isControl(seed)) expect(injected).toEqual({});
  }, 120_000);

  it('runs the same seed to the same log, decision by decision', async () => {
    for (const seed of [3, 16, 21]) {
      const logs: string[][] = [[], []];
      const [first, second] = [
        await runSeed(seed, { log: (...line) => logs[0]?.push(line.join(' ')) }),
        await runSeed(seed, { log: (...line) => logs[1]?.push(line.join(' ')) }),
      ];
      expect(second.hash).toBe(first.hash);
      expect(logs[1]).toEqual(logs[0]);
      expect(logs[0]?.length).toBeGreaterThan(200);
      expect((await runSeed(seed + 1)).hash).not.toBe(first.hash);
    }
  }, 60_000);

  it('makes a failing seed small: fewer faults, an earlier heal, the same violation', async () => {
    const mutant = MUTANTS.find(({ name }) => name.startsWith('leaves an event out'));
    if (!mutant) throw new Error('there is such a mutant');
    for (let seed = 17; ; seed++) {
      const result = await runSeed(seed, { mutant });
      if (result.violations.length === 0 || result.ordinals.length < 5) continue;
      const small = await shrink(result, mutant);
      console.info(
        `seed ${seed}: ${result.ordinals.length} faults and ${result.healedAt} steps became ${small.faults.length} and ${small.until} in ${small.runs} runs`,
      );
      expect(small.invariant).toBe(result.violations[0]?.invariant);
      expect(small.faults.length).toBeLessThan(result.ordinals.length);
      expect(small.until).toBeLessThan(result.healedAt);
      return;
    }
  }, 60_000);
});
