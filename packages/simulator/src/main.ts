import { ClusterWorld } from './cluster/cluster-world.js';
import { crashPoints } from './crash-points.js';
import { INVARIANTS } from './check/violation.js';
import { runSeed, type SeedOptions } from './run-seed.js';
import { shrink } from './shrink.js';

const USAGE = `npm run simulate -- --seeds N [--from S]      runs N seeds, prints what is violated
npm run simulate -- --seed N [--log]          runs one seed; --log prints every decision, fault and event in order
  --cluster with either: two or three orchestrators that share the partitions, two agent runtimes, and a router between them and the clients
npm run simulate -- --crash-points [--pairs N] [--singles N]   kills the reference workflow at every step once, and at N pairs of steps`;

const args = process.argv.slice(2);
const kind: SeedOptions = args.includes('--cluster') ? { world: (settings) => new ClusterWorld(settings) } : {};

const say = (text: string): void => void process.stdout.write(`${text}\n`);
function numberOf(args: readonly string[], name: string): number | undefined {
  const at = args.indexOf(name);
  if (at < 0) return undefined;
  const value = Number(args[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) {
    say(`${name} takes a whole number\n\n${USAGE}`);
    process.exit(2);
  }
  return value;
}

/** One seed, as a person reads it. */
async function one(seed: number, log: boolean): Promise<number> {
  const options: SeedOptions = log
    ? { ...kind, log: (step, time, what) => say(`${String(step).padStart(6)} ${String(time).padStart(8)} ms  ${what}`) }
    : kind;
  const result = await runSeed(seed, {
    ...options,
    inspect({ executions }) {
      if (!log) return;
      for (const [id, kept] of executions.executions)
        for (const { record, step } of kept)
          if (record.kind === 'commit')
            for (const event of record.events)
              say(`event ${id} v${record.version} durable at step ${step}  ${JSON.stringify(event).slice(0, 400)}`);
    },
  });
  say(
    `seed ${seed}: ${result.steps} steps, ${result.events} events, hash ${result.hash}; faults ${JSON.stringify(result.faults)}; ended ${JSON.stringify(result.ended)}`,
  );
  for (const { invariant, detail } of result.violations) say(`VIOLATED ${invariant} (${INVARIANTS[invariant]}): ${detail}`);
  return report(1, result.violations.length > 0 ? 1 : 0, sum(result.faults), result.crashes);
}
async function many(seeds: number, from: number): Promise<number> {
  let [violations, faults, crashes, acknowledged, events] = [0, 0, 0, 0, 0];
  const kinds: Record<string, number> = {};
  const ended: Record<string, number> = {};
  const started = process.cpuUsage();
  for (let seed = from; seed < from + seeds; seed++) {
    const result = await runSeed(seed, kind);
    faults += sum(result.faults);
    crashes += result.crashes;
    acknowledged += result.acknowledged;
    events += result.events;
    for (const [kind, count] of Object.entries(result.faults)) kinds[kind] = (kinds[kind] ?? 0) + count;
    for (const [kind, count] of Object.entries(result.ended)) ended[kind] = (ended[kind] ?? 0) + count;
    const [first] = result.violations;
    if (!first) continue;
    violations++;
    say(`seed ${seed} VIOLATES ${first.invariant} (${INVARIANTS[first.invariant]}): ${first.detail.slice(0, 600)}`);
    if (violations > 5) continue;
    const small = await shrink(result);
    say(
      `  shortest prefix: ${small.until} steps, ${small.faults.length} faults (${small.faults.join(', ')}), lost at [${small.crashes.join(', ')}], found in ${small.runs} runs`,
    );
    say(`  read it: npm run simulate -- --seed ${seed} --log`);
  }
  const { user, system } = process.cpuUsage(started);
  say(`${acknowledged} executions acknowledged, ${events} events, ended as ${JSON.stringify(ended)}`);
  say(`injected ${JSON.stringify(kinds)}; ${((user + system) / 1000 / seeds).toFixed(1)} ms of CPU a seed`);
  return report(seeds, violations, faults, crashes);
}
function report(seeds: number, violations: number, faults: number, crashes: number): number {
  say(JSON.stringify({ seeds, violations, faults, crashes }));
  return violations === 0 ? 0 : 1;
}
const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);

const seed = numberOf(args, '--seed');
const seeds = numberOf(args, '--seeds');
if (args.includes('--crash-points')) {
  const done = await crashPoints({
    pairs: numberOf(args, '--pairs') ?? 5_000,
    singles: numberOf(args, '--singles') ?? Number.POSITIVE_INFINITY,
    say,
  });
  process.exitCode = report(done.runs, done.violations, done.runs, done.crashes);
} else if (seed !== undefined) process.exitCode = await one(seed, args.includes('--log'));
else if (seeds !== undefined) process.exitCode = await many(seeds, numberOf(args, '--from') ?? 1);
else {
  say(USAGE);
  process.exitCode = 2;
}
