import { runSeed, type SeedOptions, type SeedResult } from './run-seed.js';
import { faultsOf } from './fault-plan-of.js';
import type { FaultSettings } from './fault-plan.js';
import type { Mutant } from './mutant.js';
import type { Invariant } from './check/violation.js';

/** A failing seed, made small: few faults, and the shortest fault phase that still fails. */
export interface Shrunk {
  readonly seed: number;
  readonly invariant: Invariant;
  readonly detail: string;
  /** Ordinals of the faults that it takes. */
  readonly faults: readonly number[];
  /** Steps at which something is lost. */
  readonly crashes: readonly number[];
  /** Steps of the scheduler before everything heals. */
  readonly until: number;
  readonly runs: number;
}
/** Runs that a shrink may take. */
const RUNS = 160;

/**
 * Takes faults and crashes away, in halves and then one by one, and lets everything heal earlier and earlier, as long as the same invariant is violated.
 * The order of what happens changes with every fault that is gone, so the smallest plan is not promised: a small one is.
 */
export async function shrink(result: SeedResult, mutant?: Mutant): Promise<Shrunk> {
  const { seed } = result;
  const { rates } = faultsOf(seed);
  const wanted = (result.violations[0] as SeedResult['violations'][number]).invariant;
  let runs = 0;
  let best = result;
  let faults: readonly number[] = result.ordinals;
  let crashes: readonly number[] = result.crashSteps;
  let until = Math.max(result.healedAt, 1);
  const attempt = async (only: readonly number[], at: readonly number[], end: number): Promise<boolean> => {
    if (runs >= RUNS) return false;
    runs++;
    const settings: FaultSettings = { rates, crashes: at, only: new Set(only) };
    const options: SeedOptions = { faults: settings, until: end, ...(mutant && { mutant }) };
    const tried = await runSeed(seed, options);
    const fails = tried.violations.some(({ invariant }) => invariant === wanted);
    if (fails) best = tried;
    return fails;
  };
  if (crashes.length > 0 && (await attempt(faults, [], until))) crashes = [];
  else
    for (const step of [...crashes]) {
      const fewer = crashes.filter((other) => other !== step);
      if (await attempt(faults, fewer, until)) crashes = fewer;
    }
  // Delta debugging in its simplest form: chunks of half the plan, then of a quarter, down to single faults.
  for (let size = Math.ceil(faults.length / 2); size >= 1 && faults.length > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < faults.length;) {
      const fewer = [...faults.slice(0, from), ...faults.slice(from + size)];
      if (await attempt(fewer, crashes, until)) faults = fewer;
      else from += size;
    }
  }
  for (let low = 0, high = until; high - low > 1;) {
    const middle = (low + high) >> 1;
    if (await attempt(faults, crashes, middle)) until = high = middle;
    else low = middle;
  }
  const first = best.violations.find(({ invariant }) => invariant === wanted);
  return { seed, invariant: wanted, detail: first?.detail ?? '', faults, crashes, until, runs };
}
