import { INVARIANTS } from '../check/violation.js';
import { runSeed } from '../run-seed.js';
import { ClusterWorld } from './cluster-world.js';

const SEEDS = Number(process.env['CLUSTER_SEEDS'] ?? 12);
const FROM = Number(process.env['CLUSTER_FROM'] ?? 1);

describe('several orchestrators that share their partitions', () => {
  it('come, hang, end and die, and everything holds that must', async () => {
    const violations: string[] = [];
    const seen = { booted: 0, killed: 0, paused: 0, left: 0, staleDispatches: 0 };
    let [faults, crashes, acknowledged, goneOn, missed] = [0, 0, 0, 0, 0];
    for (let seed = FROM; seed < FROM + SEEDS; seed++) {
      const result = await runSeed(seed, {
        world: (settings) => new ClusterWorld(settings),
        inspect(world) {
          for (const kept of world.executions.executions.values()) if (new Set(kept.map(({ record }) => record.epoch)).size > 1) goneOn++;
          for (const { coordinator } of (world as ClusterWorld).nodes)
            missed += coordinator.taskCheck.counts.notWithWorker + coordinator.taskCheck.counts.withNobody;
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
      `${SEEDS} seeds: ${faults} faults and ${crashes} losses, ${acknowledged} executions acknowledged, ${goneOn} gone on with by another owner, ${missed} tasks found where nobody looked for them; ${JSON.stringify(seen)}`,
    );
    expect(violations).toEqual([]);
  }, 300_000);
});
