// Whether a step costs the same however large its execution is: CPU per step of chains of 10 and 4,900 nodes, and of maps over 10 and 10,000 items.
// node bench/flat.mjs [--rounds 3]: ends with 1 where a large execution pays more than 1.3 times per step.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cpuMicros, median, request } from './load.mjs';
import { chainOf, fanOf, startPlatform } from './platform.mjs';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
/** As many steps in small executions as in the large one. */
const CASES = [
  { name: 'chain', small: 10, large: 4_900 },
  { name: 'map', small: 10, large: 10_000 },
];
const folder = fs.mkdtempSync(path.join(process.env.BENCH_TMP ?? os.tmpdir(), 'agentflow-flat-'));
const platform = await startPlatform(path.join(folder, 'data'));
try {
  for (const { name, small, large } of CASES) {
    const fan = name === 'map' ? await platform.publish(fanOf('map')) : undefined;
    const run = async (id, size) => {
      const input = fan ? { list: Array.from({ length: size }, (_, i) => i) } : {};
      const { text } = await request(`${platform.url}/api/v1/workflows/${id}/execute?wait=60`, {
        headers: platform.headers,
        body: JSON.stringify({ input }),
      });
      if (!text.includes('"status":"completed"')) throw new Error(text.slice(0, 300));
    };
    const ids = {
      small: fan ?? (await platform.publish(chainOf(small, 'short'))),
      large: fan ?? (await platform.publish(chainOf(large, 'long'))),
    };
    const perStep = async (id, size, times) => {
      const before = cpuMicros(platform.pid);
      for (let i = 0; i < times; i++) await run(id, size);
      return (cpuMicros(platform.pid) - before) / (size * times);
    };
    const figures = { small: [], large: [] };
    for (let round = 0; round <= Number(options.rounds); round++) {
      const one = { small: await perStep(ids.small, small, Math.ceil(large / small)), large: await perStep(ids.large, large, 2) };
      if (round > 0) for (const kind of ['small', 'large']) figures[kind].push(one[kind]); // the first warms up
    }
    const [few, many] = [median(figures.small), median(figures.large)];
    console.log(
      `${name}: ${few.toFixed(1)} us of CPU per step of ${small}, ${many.toFixed(1)} us of ${large}: ${(many / few).toFixed(2)} times`,
    );
    if (many / few > 1.3) process.exitCode = 1;
  }
} finally {
  await platform.stop();
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(process.exitCode ?? 0);
}
