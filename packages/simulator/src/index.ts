export { runSeed, type Scenario, type SeedOptions, type SeedResult } from './run-seed.js';
export { shrink, type Shrunk } from './shrink.js';
export { crashPoints, type CrashPointsOptions, type CrashPointsResult } from './crash-points.js';
export { INVARIANTS, type Invariant, type Violation } from './check/violation.js';
export { MUTANTS } from './mutants.js';
export type { Mutant } from './mutant.js';
