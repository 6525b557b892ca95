import { MUTANTS } from './mutants.js';
import { runSeed } from './run-seed.js';

/** Within so many seeds each has to be found. */
const SEEDS = 500;

describe('the simulator finds an engine that', () => {
  for (const mutant of MUTANTS) {
    it(
      mutant.name,
      async () => {
        for (let seed = 1; seed <= SEEDS; seed++) {
          const { violations } = await runSeed(seed, { mutant });
          const found = violations.find(({ invariant }) => mutant.breaks.includes(invariant));
          if (!found) continue;
          console.info(`${mutant.name}: seed ${seed} violates ${found.invariant}: ${found.detail.slice(0, 160)}`);
          return;
        }
        throw new Error(`${SEEDS} seeds have not found it`);
      },
      120_000,
    );
  }
});
