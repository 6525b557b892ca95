// What executions that wait cost: bytes of memory each, and CPU while nothing happens.
// node bench/waiting.mjs [--count 100000] [--idle 10]: ends with 1 where one costs 1 KB or more.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cpuMicros, memoryMiB, request } from './load.mjs';
import { startPlatform, waitOf } from './platform.mjs';

const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, idle: { type: 'string', default: '10' } },
});
const count = Number(options.count);
const idleMs = Number(options.idle) * 1000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const folder = fs.mkdtempSync(path.join(process.env.BENCH_TMP ?? os.tmpdir(), 'agentflow-waiting-'));
const platform = await startPlatform(path.join(folder, 'data'));
try {
  const id = await platform.publish(waitOf('waiting'));
  const start = async (times) => {
    let left = times;
    await Promise.all(
      Array.from({ length: 64 }, async () => {
        while (left-- > 0) {
          const { status, text } = await request(`${platform.url}/api/v1/workflows/${id}/execute`, {
            headers: platform.headers,
            body: '{}',
          });
          if (status !== 202) throw new Error(`${status} ${text.slice(0, 300)}`);
        }
      }),
    );
  };
  const idle = async () => {
    await sleep(2_000);
    const before = cpuMicros(platform.pid);
    await sleep(idleMs);
    return { memory: memoryMiB(platform.pid), cpu: (cpuMicros(platform.pid) - before) / idleMs / 10 };
  };
  await start(10_000); // everything is compiled and every buffer has its size
  const before = await idle();
  const began = performance.now();
  await start(count);
  const took = (performance.now() - began) / 1000;
  const after = await idle();
  const each = ((after.memory - before.memory) * 1024 * 1024) / count;
  console.log(`${count} executions began to wait in ${took.toFixed(1)} s (${(count / took).toFixed(0)}/s)`);
  console.log(`memory ${before.memory} MiB before, ${after.memory} MiB with them: ${each.toFixed(0)} bytes each`);
  console.log(`CPU while they wait: ${after.cpu.toFixed(2)} % of a core (${before.cpu.toFixed(2)} % before)`);
  if (each >= 1024) process.exitCode = 1;
} finally {
  await platform.stop();
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(process.exitCode ?? 0);
}
