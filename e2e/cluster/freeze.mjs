// The owner stands still for three leases and goes on:   node e2e/cluster/freeze.mjs [--rounds 3] [--per-second 5] [--lease-ms 3000]
// In each round an orchestrator that owns partitions is held by SIGSTOP for three lease times under load and let go again. Proven: others take its partitions over, and behind their epoch records there is
// not one commit of the former owner in MongoDB's log and not one call at the target that nobody but it can have sent; nothing is lost, no guarded effect repeated. Servers of its own. Exit status 0: proven.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { holdStill } from '../../infra/local/node-process.mjs';
import { signal } from '../../infra/local/process-identity.mjs';
import { createEffectLoad, spread } from './effect-load.mjs';
import { startEffectTarget } from './effect-target.mjs';
import { effectWorkflows } from './effect-workflows.mjs';
import { eventually } from '../expect.mjs';
import { conclude, say, startProofCluster } from './proof-cluster.mjs';
import { callsBehindEpochs, checkFencing, watchOwners } from './watch-owners.mjs';

const number = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({ options: { rounds: number(3), 'per-second': number(5), 'lease-ms': number(3_000) } });
const [rounds, perSecond, leaseMs] = [values.rounds, values['per-second'], values['lease-ms']].map(Number);
const LABELS = ['orchestrator-1', 'orchestrator-2'];
const SETTLE_MS = 60_000;

// Calls that take a while, so that many are under way whenever somebody stands still.
const target = await startEffectTarget({ busyMs: 1_500 });
const { guarded, across } = effectWorkflows(target.url);
const kinds = { guarded, across };
const env = { AGENTFLOW_EGRESS_ALLOW: target.host, AGENTFLOW_DEGRADATION: 'off' };
const cluster = await startProofCluster({ counts: { orchestrators: 2, runtimes: 2 }, env });
const owners = await watchOwners(cluster.environment.MONGODB_URL);
const load = createEffectLoad({ cluster, target, kinds, perSecond });
const problems = [];
const taken = [];
const logged = () => checkFencing(owners.db);
let openAtFreeze = 0;
let figures = {};
try {
  await load.start();
  await pause(2_000);
  for (let round = 0; round < rounds; round++) {
    const label = LABELS[round % 2];
    const kept = cluster.processes()[label];
    const member = await owners.memberOf(kept.url);
    await eventually(() => owners.ownedBy(member).length >= 16, `${label} owns partitions`, 30_000);
    const owned = owners.ownedBy(member);
    openAtFreeze += load.open.size;
    const since = performance.now();
    if (!(await holdStill(kept))) throw new Error(`${label} does not run`);
    await pause(Math.max(0, 3 * leaseMs - (performance.now() - since)));
    const times = owners.taken(owned, since);
    signal(kept, 'SIGCONT');
    taken.push(...times);
    const inTime = times.filter((ms) => ms < Infinity).length;
    if (inTime === 0) problems.push(`round ${round + 1}: nobody took over what ${label} owned`);
    say(
      `round ${round + 1}: ${label} stood still; ${inTime} of its ${owned.length} partitions taken over meanwhile; ${load.open.size} open`,
    );
    // It takes part again before the next one stands still.
    await pause(2_000);
  }
  await load.noMore();
  const settled = await load.settle(SETTLE_MS);
  const fencing = await logged();
  const stale = await callsBehindEpochs(owners.db, target.ledger);
  const verdict = load.verdict();
  figures = {
    rounds,
    openWhenFrozen: openAtFreeze,
    ...verdict.figures,
    takeOverMs: spread(taken.filter((ms) => ms < Infinity)),
    partitionsTakenOver: taken.filter((ms) => ms < Infinity).length,
    settledSeconds: Number((settled / 1000).toFixed(1)),
    log: { commits: fencing.commits, epochRecords: fencing.epochs, commitsOfStaleOwners: fencing.stale.length },
    target: { callsLookedAt: stale.calls, behindAnEpochRecord: stale.behind, ofStaleOwners: stale.problems.length },
  };
  problems.push(...verdict.problems, ...fencing.stale, ...stale.problems);
} catch (error) {
  problems.push(String(error.stack));
} finally {
  for (const label of LABELS) signal(cluster.processes()[label], 'SIGCONT');
  await load.stop();
  await owners.stop();
  target.close();
}
conclude(figures, problems, await cluster.end({ keep: problems.length > 0 }));
