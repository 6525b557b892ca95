/** Upper bounds of the histogram's buckets, milliseconds; beyond the last one it is open. */
const BOUNDS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 4_000, 6_000, 8_000, 10_000, 12_000, 15_000, 20_000, 24_000, 30_000, 48_000, 60_000,
  120_000,
];
/** Different sources that a slice remembers by name: more than these are not needed to know that it is not one alone. */
const SOURCES = 8;

/** What the last span shows. */
export interface WindowReading {
  readonly count: number;
  readonly failed: number;
  /** Different sources, at most 8 a slice: how many there were, and how many of them failed at least once. */
  readonly sources: number;
  readonly failedSources: number;
  /** Samples that carried a duration, and their 99th percentile in milliseconds, interpolated within its bucket (0: none). */
  readonly timed: number;
  readonly p99Ms: number;
}
class Slice {
  tick = -1;
  count = 0;
  failed = 0;
  timed = 0;
  readonly histogram = new Uint32Array(BOUNDS.length + 1);
  /** The source added last: a run of one source costs no look-up. */
  last: string | undefined;
  readonly sources = new Set<string>();
  readonly failedSources = new Set<string>();

  reuse(tick: number): void {
    this.tick = tick;
    this.count = this.failed = this.timed = 0;
    this.histogram.fill(0);
    this.last = undefined;
    this.sources.clear();
    this.failedSources.clear();
  }
}

/**
 * Counts what happened in the last span of time (a minute) in slices: constant memory, no allocation per sample. Times are the caller's, in milliseconds that never go
 * back; a reading covers the slice of `at` and those before it, so between 59 and 60 seconds of 60.
 */
export class SampleWindow {
  readonly #slices: readonly Slice[];
  readonly #widthMs: number;

  constructor(spanMs = 60_000, slices = 60) {
    this.#slices = Array.from({ length: slices }, () => new Slice());
    this.#widthMs = spanMs / slices;
  }

  /** `source`: what it came from (a workflow, a route, a model); `ms`: how long it took, `null` where that says nothing. */
  record(at: number, failed: boolean, source: string, ms: number | null = null): void {
    const tick = Math.floor(at / this.#widthMs);
    const slice = this.#slices[tick % this.#slices.length] as Slice;
    if (slice.tick !== tick) slice.reuse(tick);
    slice.count++;
    if (source !== slice.last && slice.sources.size < SOURCES) slice.sources.add((slice.last = source));
    if (failed) {
      slice.failed++;
      if (slice.failedSources.size < SOURCES) slice.failedSources.add(source);
    }
    if (ms === null) return;
    slice.timed++;
    let bucket = 0;
    while (bucket < BOUNDS.length && ms > (BOUNDS[bucket] as number)) bucket++;
    slice.histogram[bucket] = (slice.histogram[bucket] as number) + 1;
  }

  read(at: number): WindowReading {
    const newest = Math.floor(at / this.#widthMs);
    const histogram = new Float64Array(BOUNDS.length + 1);
    const sources = new Set<string>();
    const failedSources = new Set<string>();
    let [count, failed, timed] = [0, 0, 0];
    for (const slice of this.#slices) {
      if (slice.count === 0 || slice.tick > newest || slice.tick <= newest - this.#slices.length) continue;
      count += slice.count;
      failed += slice.failed;
      timed += slice.timed;
      for (const source of slice.sources) sources.add(source);
      for (const source of slice.failedSources) failedSources.add(source);
      slice.histogram.forEach((number, bucket) => (histogram[bucket] = (histogram[bucket] as number) + number));
    }
    return { count, failed, timed, sources: sources.size, failedSources: failedSources.size, p99Ms: percentile(histogram, timed, 0.99) };
  }
}

function percentile(histogram: Float64Array, total: number, share: number): number {
  if (total === 0) return 0;
  let left = Math.ceil(total * share);
  for (let bucket = 0; bucket < BOUNDS.length; bucket++) {
    const here = histogram[bucket] as number;
    const from = bucket === 0 ? 0 : (BOUNDS[bucket - 1] as number);
    if (left <= here) return from + (((BOUNDS[bucket] as number) - from) * left) / here;
    left -= here;
  }
  return BOUNDS.at(-1) as number;
}
