import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareFolder, runCorruption } from './testing/corruption.js';

/** `npm run corruption` does a thousand. */
const CASES = 12;

describe('damaged data', () => {
  it(`of ${CASES} kinds is recovered from or refused by name, and nothing wrong is served`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'corruption-base-'));
    try {
      const truth = await prepareFolder(folder, 20);
      const { wrong, ...counts } = await runCorruption({ folder, truth, cases: CASES, seed: 7 });
      console.info(`${CASES} flips and truncations: ${JSON.stringify(counts)}, wrong: ${wrong.length}`);
      expect(wrong).toEqual([]);
      expect(counts.unused + counts.recovered + counts.refusedInPart + counts.refusedAtStart).toBe(CASES);
      expect(counts.recovered).toBeGreaterThan(0);
      expect(counts.refusedInPart + counts.refusedAtStart).toBeGreaterThan(0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
