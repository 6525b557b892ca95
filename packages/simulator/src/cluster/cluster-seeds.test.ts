import { INVARIANTS } from '../check/violation.js';
import { runSeed } from '../run-seed.js';
import { ClusterWorld } from './cluster-world.js';

const SEEDS = Number(process.env['CLUSTER_SEEDS'] ?? 24);
const FROM = Number(process.env['CLUSTER_FROM'] ?? 1);

describe('several orchestrators that share their partitions', () => {
  it('come, hang, end and die, and everything holds that must', async () => {
    const violations: string[] = [];
    const seen = { booted: 0, killed: 0, paused: 0, left: 0, takenOver: 0, staleDispatches: 0 };
    let [faults, crashes, acknowledged] = [0, 0, 0];
    for (let seed = FROM; seed < FROM + SEEDS; seed++) {
      const result = await runSeed(seed, {
        world: (settings) => new ClusterWorld(settings),
        inspect(world) {
          for (const [name, count] of Object.entries((world as ClusterWorld).seen)) seen[name as keyof typeof seen] += count;
        },
      });
      for (const { invariant, detail } of result.violations)
        violations.push(`seed ${seed}: ${INVARIANTS[invariant]}: ${detail.slice(0, 700)}`);
      faults += Object.values(result.faults).reduce((sum, count) => sum + count, 0);
      crashes += result.crashes;
      acknowledged += result.acknowledged;
    }
    console.info(
      `${SEEDS} seeds: ${faults} faults and ${crashes} losses, ${acknowledged} executions acknowledged; ${JSON.stringify(seen)}`,
    );
    expect(violations).toEqual([]);
  }, 300_000);
});
