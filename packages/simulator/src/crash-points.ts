import { runSeed, type SeedResult } from './run-seed.js';
import { mix, type Rates } from './fault-plan.js';
import { referenceScenario } from './reference-workflow.js';

const NO_FAULTS: Rates = { before: 0, after: 0, slow: 0, twice: 0 };
export interface CrashPointsOptions {
  /** Random pairs of steps at which the process is killed twice. */
  readonly pairs: number;
  /** Steps at which it is killed once: all, or so many spread over the run. */
  readonly singles: number;
  readonly say: (text: string) => void;
  readonly seed?: number;
}
export interface CrashPointsResult {
  /** Steps of a run in which nothing is killed: each is a boundary. */
  readonly boundaries: number;
  readonly nodes: number;
  readonly runs: number;
  readonly crashes: number;
  readonly violations: number;
}
/** Kills the process of the reference workflow at every step of the scheduler once, and at random pairs of steps. */
export async function crashPoints({ pairs, singles, say, seed = 7 }: CrashPointsOptions): Promise<CrashPointsResult> {
  const run = (crashes: readonly number[]): Promise<SeedResult> =>
    runSeed(seed, { faults: { rates: NO_FAULTS, crashes }, loss: 'process', scenario: referenceScenario });
  const calm = await run([]);
  const boundaries = calm.healedAt;
  let [runs, crashes, violations] = [0, 0, 0];
  const judge = (result: SeedResult, at: readonly number[]): void => {
    runs++;
    crashes += result.crashes;
    const [first] = result.violations;
    if (!first) return;
    violations++;
    if (violations <= 10) say(`killed at [${at.join(', ')}] VIOLATES ${first.invariant}: ${first.detail.slice(0, 500)}`);
  };
  judge(calm, []);
  const stride = Math.max(1, Math.floor(boundaries / Math.min(singles, boundaries)));
  for (let at = 1; at <= boundaries; at += stride) judge(await run([at]), [at]);
  say(`${calm.events} events of ${calm.nodes} nodes in ${boundaries} steps; killed once at ${runs - 1} of them: ${violations} violations`);
  const before = runs;
  for (let n = 0; n < pairs; n++) {
    const at = [1 + (mix(seed, 2 * n) % boundaries), 1 + (mix(seed, 2 * n + 1) % (boundaries + 200))].sort((a, b) => a - b);
    judge(await run(at), at);
  }
  say(`killed at ${runs - before} random pairs of steps: ${violations} violations in all, ${crashes} processes killed`);
  return { boundaries, nodes: calm.nodes, runs, crashes, violations };
}
