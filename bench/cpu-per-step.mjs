// What a step costs in CPU time, which other work on the machine hardly changes: node bench/cpu-per-step.mjs [--root checkout]... [--kinds effects,pure,start,fan-out] [--clients 64] [--rounds 8]
// Several checkouts (each built) run side by side and take turns of `--seconds`; without `--root`, this one. Read the least and the median of the rounds.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { closedLoop, median, memoryMiB } from './load.mjs';
import { STEPS, startAgentFlow } from './subjects.mjs';

const { values: options } = parseArgs({
  options: {
    root: { type: 'string', multiple: true, default: [fileURLToPath(new URL('..', import.meta.url))] },
    kinds: { type: 'string', default: 'effects,pure' },
    clients: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '0.6' },
    warm: { type: 'string', default: '2' },
  },
});
const seconds = Number(options.seconds);
const folder = fs.mkdtempSync(path.join(process.env.BENCH_TMP ?? os.tmpdir(), 'agentflow-cpu-'));
const subjects = [];
for (const root of options.root) subjects.push({ root, ...(await startAgentFlow(folder, { name: `p${subjects.length}`, root })) });

/** CPU of each thread so far, in microseconds, by thread id; the process id is the main thread. */
function threads(pid) {
  const micros = new Map();
  for (const id of fs.readdirSync(`/proc/${pid}/task`)) {
    try {
      micros.set(id, Number(fs.readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]) / 1000);
    } catch {
      // it has ended meanwhile
    }
  }
  return micros;
}
/** @returns per step: CPU of the main thread, of all threads, and of the busiest other one; workflows per second */
async function round({ platform: { pid } }, call, steps, load) {
  const before = threads(pid);
  const { calls, perSecond, p50 } = await closedLoop(call, { ...load, warmSeconds: 0 });
  const used = [...threads(pid)].map(([id, micros]) => [id, (micros - (before.get(id) ?? 0)) / calls / steps]);
  const others = used.filter(([id]) => id !== String(pid)).map(([, micros]) => micros);
  const main = used.find(([id]) => id === String(pid))[1];
  return { main, all: main + others.reduce((sum, one) => sum + one, 0), second: Math.max(...others), perSecond, p50 };
}
try {
  console.log(
    '| kind, clients | build | main thread, us: least, median | all threads, us: least, median | second thread, us | workflows/s | p50 ms |\n|---|---|---|---|---|---|---|',
  );
  for (const kind of options.kinds.split(',')) {
    const [work] = Object.entries(subjects[0].works).find(([, calls]) => kind in calls) ?? [];
    if (work === undefined) throw new Error(`no kind ${kind}: effects, pure, start or fan-out`);
    const of = (subject) => subject.works[work][kind];
    for (const clients of options.clients.split(',').map(Number)) {
      for (const subject of subjects) await closedLoop(of(subject), { clients, seconds: Number(options.warm), warmSeconds: 0 });
      const figures = subjects.map(() => []);
      for (let n = 0; n < Number(options.rounds); n++)
        for (const [i, subject] of subjects.entries())
          figures[i].push(await round(subject, of(subject), STEPS[work], { clients, seconds }));
      for (const [i, { root }] of subjects.entries()) {
        const show = (name) =>
          `${Math.min(...figures[i].map((one) => one[name])).toFixed(1)}, ${median(figures[i].map((one) => one[name])).toFixed(1)}`;
        const least = (name, digits) => Math.min(...figures[i].map((one) => one[name])).toFixed(digits);
        console.log(
          `| ${kind}, ${clients} | ${path.basename(root)} | ${show('main')} | ${show('all')} | ${least('second', 1)} | ${median(figures[i].map((one) => one.perSecond)).toFixed(0)} | ${least('p50', 2)} |`,
        );
      }
    }
  }
  for (const { root, platform } of subjects) console.log(`${path.basename(root)}: ${memoryMiB(platform.pid)} MiB`);
} finally {
  for (const subject of subjects) await subject.stop();
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(process.exitCode ?? 0);
}
