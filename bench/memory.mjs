// Whether memory stays flat under load: node bench/memory.mjs [--minutes 10] [--clients 64] [--most 250]
// Ends with 1 when the process takes more MiB than `--most`, or its last third takes 10 % more than its middle third.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { closedLoop, median, memoryMiB, request } from './load.mjs';
import { chainOf, startPlatform } from './platform.mjs';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    clients: { type: 'string', default: '64' },
    most: { type: 'string', default: '250' },
  },
});
const seconds = Number(options.minutes) * 60;
const folder = fs.mkdtempSync(path.join(process.env.BENCH_TMP ?? os.tmpdir(), 'agentflow-memory-'));
const platform = await startPlatform(path.join(folder, 'data'));
try {
  const id = await platform.publish(chainOf(10, 'chain of effects', 'at_least_once'));
  const samples = [];
  const sampling = setInterval(() => samples.push(memoryMiB(platform.pid)), Math.max(1_000, (seconds * 1000) / 120));
  const { calls } = await closedLoop(
    async () => {
      const { text } = await request(`${platform.url}/api/v1/workflows/${id}/execute?wait=30`, { headers: platform.headers });
      if (!text.includes('"status":"completed"')) throw new Error(text.slice(0, 300));
    },
    { clients: Number(options.clients), seconds, warmSeconds: 0 },
  );
  clearInterval(sampling);
  const third = Math.floor(samples.length / 3);
  const [first, middle, last] = [samples.slice(0, third), samples.slice(third, 2 * third), samples.slice(2 * third)].map(median);
  console.log(
    `${calls} workflows in ${seconds} s: ${first} MiB in the first third, ${middle} in the middle, ${last} in the last; most ${Math.max(...samples)}`,
  );
  if (Math.max(...samples) > Number(options.most) || last > middle * 1.1) process.exitCode = 1;
} finally {
  await platform.stop();
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(process.exitCode ?? 0);
}
