import { runSeed } from './run-seed.js';
const args = process.argv.slice(2);
const at = (name: string): string | undefined => args[args.indexOf(name) + 1];
if (args.includes('--seed')) {
  const result = await runSeed(Number(at('--seed')), { log: (step, time, what) => console.log(`${step}\t${time}\t${what}`) });
  console.log(JSON.stringify(result, null, 1));
} else {
  const seeds = Number(at('--seeds') ?? 100);
  let violations = 0, faults = 0, crashes = 0, steps = 0, acked = 0;
  const t = Date.now();
  for (let seed = 1; seed <= seeds; seed++) {
    const result = await runSeed(seed);
    if (result.violations.length) { violations++; console.log(seed, result.violations.map((v) => `${v.invariant}: ${v.detail.slice(0, 300)}`).slice(0, 2).join(' | ')); }
    faults += Object.values(result.faults).reduce((a, b) => a + b, 0);
    crashes += result.crashes; steps += result.steps; acked += result.acknowledged;
  }
  console.log((Date.now() - t) / seeds, 'ms per seed', steps / seeds, 'steps per seed', acked, 'acknowledged');
  console.log(JSON.stringify({ seeds, violations, faults, crashes }));
}
