// SIGKILL of a random service every two seconds under load:   node e2e/cluster/kill.mjs [--seconds 24] [--every 2] [--per-second 10] [--seed 1] [--orchestrators 2] [--take-over-ms 5000]
// Clients start executions with guarded effects and with a node of another domain; whatever is killed is started again at once, and not killed again before it is ready. Proven: nothing acknowledged is lost, no guarded effect is repeated, 95 % of
// partitions have a new owner 5 s after their owner was killed, and all has ended 60 s after the last kill. Servers of its own (infra/local). Exit status 0: proven; 1: not.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { createEffectLoad, spread } from './effect-load.mjs';
import { startEffectTarget } from './effect-target.mjs';
import { effectWorkflows } from './effect-workflows.mjs';
import { conclude, readyOf, say, startProofCluster, supervise } from './proof-cluster.mjs';
import { checkFencing, watchOwners } from './watch-owners.mjs';

const number = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({
  options: {
    seconds: number(24),
    every: number(2),
    'per-second': number(10),
    seed: number(1),
    orchestrators: number(2),
    'take-over-ms': number(5_000),
  },
});
const [seconds, every, perSecond, orchestrators] = [values.seconds, values.every, values['per-second'], values.orchestrators].map(Number);
let seed = Number(values.seed);
const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x7fffffff;
const isOrchestrator = (label) => label.startsWith('orchestrator');
const takeOverMs = Number(values['take-over-ms']);
const END_MS = 60_000;

const target = await startEffectTarget({ random });
const { guarded, across } = effectWorkflows(target.url);
const kinds = { guarded, across };
// The machine is kept busy on purpose: that is not what the platform should step back for.
const env = { AGENTFLOW_EGRESS_ALLOW: target.host, AGENTFLOW_DEGRADATION: 'off' };
const cluster = await startProofCluster({ counts: { gateways: 2, orchestrators, runtimes: 2 }, env });
const owners = await watchOwners(cluster.environment.MONGODB_URL);
const load = createEffectLoad({ cluster, target, kinds, perSecond });
const supervisor = supervise(cluster);
const problems = [];
const killed = {};
const ownersKilled = [];
let figures = {};
try {
  await load.start();
  await pause(2_000);
  const labels = Object.keys(cluster.processes());
  const from = performance.now();
  for (let n = 0; n * every < seconds; n++) {
    await pause(Math.max(0, from + n * every * 1000 - performance.now()));
    const ready = await readyOf(cluster, labels);
    // Whoever takes over has to be there; and what is not back yet cannot be killed again.
    const may = ready.filter((label) => !isOrchestrator(label) || ready.filter(isOrchestrator).length > 1);
    if (may.length === 0) continue;
    const label = may[Math.floor(random() * may.length)];
    const { url } = cluster.processes()[label];
    const member = isOrchestrator(label) ? await owners.memberOf(url) : undefined;
    const owned = member ? owners.ownedBy(member) : [];
    cluster.kill(label);
    killed[label] = (killed[label] ?? 0) + 1;
    if (owned.length > 0) ownersKilled.push({ label, owned, since: performance.now() });
    if (n % 10 === 9) say(`${n + 1} kills; ${load.all.size} acknowledged, ${load.all.size - load.open.size} ended`);
  }
  const lastKill = performance.now();
  await load.noMore();
  await load.settle(END_MS - (performance.now() - lastKill));
  const settled = performance.now() - lastKill;
  await pause(500);
  const takeOver = ownersKilled.flatMap(({ owned, since }) => owners.taken(owned, since));
  const fencing = await checkFencing(owners.db);
  const verdict = load.verdict();
  const times = spread(takeOver);
  figures = {
    kills: Object.values(killed).reduce((a, b) => a + b, 0),
    killed,
    ...verdict.figures,
    perSecond: Number((load.all.size / ((lastKill - from) / 1000 + 2)).toFixed(1)),
    ownersKilled: ownersKilled.length,
    takeOverMs: times,
    endedAfterLastKillSeconds: Number((settled / 1000).toFixed(1)),
    log: { commits: fencing.commits, epochRecords: fencing.epochs, behindANewerEpoch: fencing.stale.length },
  };
  problems.push(...verdict.problems, ...fencing.stale);
  if (times.count > 0 && !(times.p95 <= takeOverMs)) problems.push(`p95 of take-over is ${times.p95} ms`);
  if (load.open.size > 0) problems.push(`${load.open.size} have not ended ${END_MS / 1000} s after the last kill`);
} catch (error) {
  problems.push(String(error.stack));
} finally {
  await load.stop();
  await supervisor.stop();
  await owners.stop();
  target.close();
}
conclude(figures, problems, await cluster.end({ keep: problems.length > 0 }));
