import { chooseRevision, isInShare, startSample, type Releasable } from './canary.js';

const released: Releasable = { workflowId: 'W1', revision: 1, digest: 'd1', inputs: true };
const withCanary = (percent: number, revision = 2): Releasable => ({
  ...released,
  canary: { revision, digest: `d${revision}`, inputs: { type: 'object' }, percent },
});
const ULID = '01JD8Z3K7Q4W5R6T8Y9V0B1N2';
const samples: Readonly<Record<string, readonly string[]>> = {
  'ids that follow each other': Array.from({ length: 10_000 }, (_, i) => `${ULID}${i.toString(36).toUpperCase().padStart(3, '0')}`),
  'start keys that people make': Array.from({ length: 10_000 }, (_, i) => startSample({ source: 'workflow:W1', key: `mail-${i}` })),
  'instants of a schedule': Array.from({ length: 10_000 }, (_, i) =>
    startSample({ source: 'schedule:W1.tick', key: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString() }),
  ),
};
const shareOf = (list: readonly string[], percent: number, seed = 'W1.2'): number =>
  list.filter((sample) => isInShare(seed, sample, percent)).length / list.length;

describe('the share of a canary', () => {
  it.each(Object.entries(samples))('is what was asked for, of 10,000 %s', (_name, list) => {
    for (const percent of [1, 10, 50, 99]) {
      const p = percent / 100;
      // five standard deviations of so many fair draws
      expect(Math.abs(shareOf(list, percent) - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / list.length));
    }
  });
  it('is the same for the same sample, and only grows when the percentage does', () => {
    for (const sample of samples['start keys that people make']!.slice(0, 150)) {
      let before = false;
      for (let percent = 1; percent <= 99; percent++) {
        const now = isInShare('W1.2', sample, percent);
        expect(isInShare('W1.2', sample, percent)).toBe(now);
        expect(before && !now).toBe(false);
        before = now;
      }
    }
  });
  it('draws others for another revision and another workflow', () => {
    const list = samples['ids that follow each other']!;
    for (const seed of ['W1.3', 'W2.2']) {
      const both = list.filter((sample) => isInShare('W1.2', sample, 50) && isInShare(seed, sample, 50)).length;
      expect(Math.abs(both / list.length - 0.25)).toBeLessThan(0.025);
    }
  });
});

describe('what a new execution runs', () => {
  const runs = (release: Releasable, sample: string) => chooseRevision(release, sample);
  it('is what is released where there is no canary', () => {
    for (const sample of ['a', 'b', '']) expect(runs(released, sample)).toEqual(released);
  });
  it('is one or the other, each whole: number, digest and inputs go together', () => {
    const found = new Set(
      samples['start keys that people make']!.slice(0, 200).map((sample) => JSON.stringify(runs(withCanary(50), sample))),
    );
    expect([...found].sort()).toEqual(
      [
        { workflowId: 'W1', revision: 1, digest: 'd1', inputs: true },
        { workflowId: 'W1', revision: 2, digest: 'd2', inputs: { type: 'object' } },
      ].map((one) => JSON.stringify(one)),
    );
  });
});
