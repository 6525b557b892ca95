import fc from 'fast-check';
import {
  DEGRADATION_DEFAULTS,
  decideDegradation,
  degradationSignals,
  initialDegradation,
  isDegradationLevel,
  SampleWindow,
  type DegradationDecision,
  type DegradationLevel,
  type DegradationOverride,
  type DegradationSignal,
  type PlatformReading,
} from '../index.js';

const SETTINGS = { calmMs: 60_000, release: 0.8 };
const signal = (level: DegradationLevel, value: number, holdMs = 0, name = 'errors'): DegradationSignal => ({
  signal: name,
  level,
  value,
  threshold: 10,
  holdMs,
  message: `${name} is ${value}`,
});
const override = (level: DegradationLevel): DegradationOverride => ({ level, reason: 'drill', by: 'ops', at: 0 });
/** Decides every `stepMs` with what `signalsAt` says, and tells the level after each. */
function run(from: DegradationDecision, start: number, end: number, stepMs: number, signals: readonly DegradationSignal[]) {
  const levels: number[] = [];
  let state = from;
  for (let at = start; at <= end; at += stepMs) {
    state = decideDegradation(state, signals, null, at, SETTINGS);
    levels.push(state.level);
  }
  return { state, levels };
}

describe('the level', () => {
  it('goes up at once by as many levels as the worst signal asks for, and says why', () => {
    const state = decideDegradation(
      initialDegradation(0),
      [signal(1, 11), signal(3, 11, 0, 'latency'), signal(4, 9)],
      null,
      1_000,
      SETTINGS,
    );
    expect([state.level, state.since]).toEqual([3, 1_000]);
    expect(state.reasons.map(({ signal: name, level }) => [name, level])).toEqual([
      ['latency', 3],
      ['errors', 1],
    ]);
  });
  it('comes down one level after each calm minute', () => {
    const up = decideDegradation(initialDegradation(0), [signal(3, 11)], null, 0, SETTINGS);
    const { levels, state } = run(up, 10_000, 200_000, 10_000, [signal(3, 0)]);
    expect(levels).toEqual([3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(state.reasons).toEqual([]);
  });
  it('says while it recovers how long it has been calm', () => {
    const up = decideDegradation(initialDegradation(0), [signal(2, 11)], null, 0, SETTINGS);
    const { state } = run(up, 10_000, 40_000, 10_000, []);
    expect(state.reasons).toEqual([expect.objectContaining({ signal: 'recovery', level: 2, value: 30_000, threshold: 60_000 })]);
  });
  it('waits out the hold of a signal, and a gap in it starts anew', () => {
    const held = [signal(2, 11, 15_000)];
    const first = run(initialDegradation(0), 0, 10_000, 5_000, held).state;
    const gap = decideDegradation(first, [signal(2, 10, 15_000)], null, 12_000, SETTINGS);
    expect([first.level, gap.level, gap.over.size]).toEqual([0, 0, 0]);
    expect(run(gap, 15_000, 30_000, 5_000, held).levels).toEqual([0, 0, 0, 2]);
  });
  it('is left at one go by what has a calm time of its own, and no sooner by the rest', () => {
    const lost = { ...signal(4, 11, 0, 'dependency'), calmMs: 5_000 };
    const up = decideDegradation(initialDegradation(0), [lost, signal(1, 11)], null, 0, SETTINGS);
    expect(up.level).toBe(4);
    expect(up.reasons[0]).not.toHaveProperty('calmMs');
    const back = run(up, 1_000, 8_000, 1_000, []);
    expect(back.levels).toEqual([4, 4, 4, 4, 1, 1, 1, 1]);
    expect(run(back.state, 9_000, 69_000, 10_000, []).levels.at(-1)).toBe(0);
    const flapping = run(up, 4_000, 40_000, 4_000, [lost]);
    expect(run(flapping.state, 41_000, 44_000, 1_000, []).levels).toEqual([4, 4, 4, 4]);
    const lesser = run(up, 1_000, 20_000, 1_000, [{ ...lost, level: 2 }]);
    expect([lesser.levels[3], lesser.levels.at(-1)]).toEqual([4, 2]);
  });
  it('is held by a signal until it falls below its release', () => {
    const up = decideDegradation(initialDegradation(0), [signal(1, 11)], null, 0, SETTINGS);
    expect(run(up, 10_000, 600_000, 10_000, [signal(1, 9)]).levels.every((level) => level === 1)).toBe(true);
    expect(run(up, 10_000, 600_000, 10_000, [signal(1, 8)]).state.level).toBe(0);
  });
  it('is what an operator says, up and down, and leaves that step by step', () => {
    const signals = [signal(2, 11)];
    const forced = decideDegradation(initialDegradation(0), signals, override(4), 0, SETTINGS);
    const lowered = decideDegradation(forced, signals, override(0), 1_000, SETTINGS);
    expect([forced.level, lowered.level]).toEqual([4, 0]);
    expect(forced.reasons[0]).toEqual(expect.objectContaining({ signal: 'operator', message: 'set by ops: drill' }));
    expect(forced.reasons).toHaveLength(2);
    expect(decideDegradation(lowered, signals, null, 2_000, SETTINGS).level).toBe(2);
    expect(run(forced, 10_000, 190_000, 60_000, []).levels).toEqual([4, 3, 2, 1]);
  });

  const shown = ({ over, ...rest }: DegradationDecision) => ({ ...rest, over: [...over] });
  const value = fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 7, max: 20 }) });
  const schedules = fc.array(
    fc.record({
      gapMs: fc.integer({ min: 1, max: 90_000 }),
      values: fc.array(value, { minLength: 4, maxLength: 4 }),
      override: fc.oneof({ weight: 30, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }) }),
    }),
    { minLength: 60, maxLength: 120 },
  );
  it('never falls by more than one, never sooner than a calm period after it was last asked for or moved, and is the same for the same past', () => {
    let [runs, ups, downs] = [0, 0, 0];
    fc.assert(
      fc.property(schedules, (steps) => {
        runs++;
        const play = (): DegradationDecision[] => {
          let at = 0;
          let state = initialDegradation(0);
          return steps.map((step) => {
            at += step.gapMs;
            const signals = step.values.map((value, index) => signal((index + 1) as DegradationLevel, value, index * 5_000));
            const said = step.override === null ? null : override(step.override as DegradationLevel);
            return (state = decideDegradation(state, signals, said, at, SETTINGS));
          });
        };
        const states = play();
        if (JSON.stringify(play().map(shown)) !== JSON.stringify(states.map(shown))) throw new Error('the same past gave another state');
        let at = 0;
        let busyUntil = 0; // when the level was last asked for, set or changed
        let before: DegradationLevel = 0;
        steps.forEach((step, index) => {
          at += step.gapMs;
          const { level, over } = states[index] as DegradationDecision;
          const asked = Math.max(0, ...[...over].filter(([, { asks }]) => asks).map(([key]) => Number(key.split('@')[1])));
          const must = (holds: boolean, what: string): void => {
            if (!holds) throw new Error(`${what}: from ${before} to ${level} at ${at}, asked ${asked}, busy until ${busyUntil}`);
          };
          if (step.override !== null) must(level === step.override, 'an operator was not heeded');
          else {
            must(level >= asked, 'a signal was not heeded');
            if (level < before) {
              downs++;
              must(before - level === 1, 'fell by more than one');
              must(at - busyUntil >= SETTINGS.calmMs, 'fell too soon');
            }
            if (level > before) {
              ups++;
              must(level === asked, 'rose beyond what was asked');
            }
          }
          if (step.override !== null || level !== before || asked >= level) busyUntil = at;
          before = level;
        });
      }),
      { numRuns: 300, seed: 7 },
    );
    console.log(`degradation: ${runs} histories, ${ups} rises, ${downs} falls`);
    expect(downs).toBeGreaterThan(100);
    expect(ups).toBeGreaterThan(100);
  });
});

describe('a window of samples', () => {
  it('counts the last minute and forgets what is older', () => {
    const window = new SampleWindow();
    for (let i = 0; i < 100; i++) window.record(i * 1_000, i % 10 === 0, `w${i % 3}`, 10);
    expect(window.read(99_999)).toMatchObject({ count: 60, failed: 6, timed: 60, sources: 3, failedSources: 3 });
    expect(window.read(130_000).count).toBe(29);
    expect(window.read(200_000)).toEqual({ count: 0, failed: 0, sources: 0, failedSources: 0, timed: 0, p99Ms: 0 });
  });
  it('gives a percentile within the bucket that holds it, and no time where none was told', () => {
    const window = new SampleWindow();
    for (let i = 0; i < 98; i++) window.record(0, false, 'a', 3);
    window.record(0, false, 'a');
    expect(window.read(0).p99Ms).toBeGreaterThan(2);
    expect(window.read(0).p99Ms).toBeLessThanOrEqual(5);
    window.record(0, false, 'a', 11_000);
    window.record(0, false, 'a', 11_000);
    expect(window.read(0).p99Ms).toBeGreaterThan(10_000);
    for (let i = 0; i < 20; i++) window.record(0, false, 'a', 900_000);
    expect(window.read(0).p99Ms).toBe(120_000);
  });
  it('remembers a few sources, however many there are', () => {
    const window = new SampleWindow();
    for (let i = 0; i < 1_000; i++) window.record(0, true, `w${i}`);
    expect(window.read(0)).toMatchObject({ count: 1_000, failed: 1_000, sources: 8, failedSources: 8 });
  });
});

describe('the signals', () => {
  const quiet = new SampleWindow().read(0);
  const reading = (over: Partial<PlatformReading> = {}): PlatformReading => ({
    tasks: quiet,
    requests: quiet,
    latency: quiet,
    models: quiet,
    resources: [],
    dependencies: [],
    ...over,
  });
  const levelOf = (given: PlatformReading, at = 0): number =>
    [at, at + 5_000, at + 10_000, at + 15_000].reduce(
      (state, now) => decideDegradation(state, degradationSignals(given, DEGRADATION_DEFAULTS), null, now, DEGRADATION_DEFAULTS),
      initialDegradation(at),
    ).level;
  const work = (count: number, failed: number, failedSources: number) => ({ ...quiet, count, failed, sources: 9, failedSources });

  it('ask for nothing when nothing is wrong, or when it is too little to tell', () => {
    expect(levelOf(reading())).toBe(0);
    expect(levelOf(reading({ tasks: work(3, 1, 1) }))).toBe(0);
    expect(levelOf(reading({ tasks: work(39, 39, 5), models: work(39, 39, 5), latency: { ...quiet, timed: 39, p99Ms: 60_000 } }))).toBe(0);
  });
  it.each([
    ['errors up to 5 %', { tasks: work(100, 5, 3) }, 0],
    ['errors beyond 5 %', { tasks: work(100, 6, 2) }, 1],
    ['errors beyond 25 %', { tasks: work(100, 26, 3) }, 2],
    ['errors beyond 50 %', { tasks: work(100, 51, 3) }, 3],
    ['failing requests beyond 25 %', { requests: work(100, 26, 3) }, 2],
    ['failing requests and tasks that are few of all', { requests: work(100, 5, 3), tasks: work(100, 5, 3) }, 0],
    ['errors of one workflow alone', { tasks: work(100, 100, 1) }, 0],
    ['errors of two workflows alone', { tasks: work(100, 100, 2) }, 1],
    ['a p99 of 10 s', { latency: { ...quiet, timed: 100, p99Ms: 10_000 } }, 0],
    ['a p99 beyond 10 s', { latency: { ...quiet, timed: 100, p99Ms: 10_001 } }, 1],
    ['a p99 beyond 30 s', { latency: { ...quiet, timed: 100, p99Ms: 31_000 } }, 2],
    ['models out of reach', { models: work(100, 100, 2) }, 1],
    ['one model out of reach', { models: work(100, 100, 1) }, 0],
    ['models that think for 70 s', { models: { ...work(100, 0, 0), p99Ms: 70_000 } }, 1],
    ['models that think for 20 s', { models: { ...work(100, 0, 0), p99Ms: 20_000 } }, 0],
    ['a resource at 90 %', { resources: [{ name: 'heap', used: 0.9, level: 2 }] }, 0],
    ['a resource beyond 90 %', { resources: [{ name: 'heap', used: 0.91, level: 2 }] }, 2],
    ['a dependency down', { dependencies: [{ name: 'store', state: 'does not take writes', level: 2 }] }, 2],
    ['a dependency up', { dependencies: [{ name: 'store', state: 'ok', level: 4 }] }, 0],
  ] as const)('make %s a level', (_what, over, level) => {
    expect(levelOf(reading(over as Partial<PlatformReading>))).toBe(level);
  });
  it('know a level when they see one', () => {
    expect([0, 4, 5, -1, 1.5, '1'].map(isDegradationLevel)).toEqual([true, true, false, false, false, false]);
  });
});
