// Says which ratio to the floor got worse by more than 20 %, and ends with 1 if any did:
//   npm run bench:compare                        this build against bench/baseline.json
//   npm run bench:compare -- --against <folder>  this build against another checkout (built, with its dependencies), both in one run
//   npm run bench:compare -- old.json new.json   two reports of bench/run.mjs or bench/compare.mjs --out
// [--rounds 5] [--seconds 2] [--out report.json] [--save: this run becomes the baseline]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure, printTable, summarize } from './measure.mjs';
import { startAgentFlow, startFloor } from './subjects.mjs';

const TOLERANCE = 0.2;
const BASELINE = fileURLToPath(new URL('./baseline.json', import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    against: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    out: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).results;
if (positionals.length === 2) verdict(read(positionals[0]), read(positionals[1]));
else {
  const roots = options.against ? [path.resolve(options.against), undefined] : [undefined];
  const summaries = await run(roots);
  const own = summaries.at(-1);
  printTable(own);
  const report = {
    at: new Date().toISOString(),
    node: process.version,
    cpu: os.cpus()[0]?.model,
    cpus: os.cpus().length,
    load: os.loadavg(),
    results: own,
  };
  if (options.out) fs.writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  if (options.save) fs.writeFileSync(BASELINE, `${JSON.stringify(report, null, 2)}\n`);
  else if (options.against) verdict(summaries[0], own);
  else if (fs.existsSync(BASELINE)) verdict(read(BASELINE), own);
  else
    console.log(
      '\nThere is no bench/baseline.json to compare with: --save makes this run the baseline, --against compares with another checkout.',
    );
}
process.exit(process.exitCode ?? 0);

/** Floor and builds in turn, round by round: what else the machine does meets all of them. */
async function run(roots) {
  const folder = fs.mkdtempSync(path.join(process.env.BENCH_TMP ?? os.tmpdir(), 'agentflow-compare-'));
  const floor = await startFloor(folder);
  const builds = [];
  for (const [i, root] of roots.entries()) builds.push(await startAgentFlow(folder, { name: `build-${i}`, root }));
  const results = builds.map(() => ({}));
  try {
    for (let round = 1; round <= Number(options.rounds); round++) {
      console.error(`round ${round} of ${options.rounds}`);
      for (const [work, counts] of Object.entries({ chain: [1, 16, 64, 256], start: [64], fan: [1, 16] })) {
        for (const clients of counts) {
          const item = `${work}, ${clients} clients`;
          const load = { clients, seconds: Number(options.seconds), warmSeconds: 0.3 };
          const least = await measure(floor, work, floor.works[work].floor, load);
          for (const [i, build] of builds.entries()) {
            const own = (results[i][item] ??= {});
            (own.floor ??= []).push(least);
            for (const [kind, call] of Object.entries(build.works[work])) (own[kind] ??= []).push(await measure(build, work, call, load));
          }
        }
      }
    }
    return results.map(summarize);
  } finally {
    for (const subject of [floor, ...builds]) await subject.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
function verdict(before, after) {
  const worse = [];
  console.log(
    '\n| what | subject | ratio before | ratio now | change | CPU per step before, now | synced writes before, now |\n|---|---|---|---|---|---|---|',
  );
  for (const [item, kinds] of Object.entries(after)) {
    for (const [kind, now] of Object.entries(kinds)) {
      const then = before[item]?.[kind];
      if (kind === 'floor' || !then) continue;
      const change = now.ratio / then.ratio - 1;
      const regressed = change < -TOLERANCE;
      if (regressed) worse.push(`${item}, ${kind}: ${then.ratio.toFixed(2)} -> ${now.ratio.toFixed(2)} of the floor`);
      const pair = (name, digits) =>
        then[name] === undefined || now[name] === undefined ? '-' : `${then[name].toFixed(digits)}, ${now[name].toFixed(digits)}`;
      console.log(
        `| ${item} | ${kind} | ${then.ratio.toFixed(2)} | ${now.ratio.toFixed(2)} | ${change >= 0 ? '+' : ''}${(change * 100).toFixed(0)} %${regressed ? ' **worse**' : ''} | ${pair('cpuPerStep', 1)} | ${pair('flushes', 2)} |`,
      );
    }
  }
  if (worse.length === 0) return console.log(`\nNo ratio to the floor is worse by more than ${TOLERANCE * 100} %.`);
  console.log(`\nREGRESSED by more than ${TOLERANCE * 100} %:\n${worse.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = 1;
}
