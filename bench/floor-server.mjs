// The floor: the smallest durable chain of ten steps in Node. One file, records written and fdatasync'ed in groups, node:http. What no engine on this machine and runtime can beat.
import fs from 'node:fs';
import http from 'node:http';

const file = fs.openSync(process.argv[2], 'a');
let queue = [];
let busy = false;
function append(record) {
  return new Promise((resolve) => {
    queue.push([Buffer.from(`${JSON.stringify(record)}\n`), resolve]);
    if (busy) return;
    busy = true;
    setImmediate(flush);
  });
}
function flush() {
  const batch = queue;
  queue = [];
  const bytes = Buffer.concat(batch.map(([buffer]) => buffer));
  fs.write(file, bytes, 0, bytes.length, null, () =>
    fs.fdatasync(file, () => {
      for (const [, resolve] of batch) resolve();
      if (queue.length > 0) setImmediate(flush);
      else busy = false;
    }),
  );
}
let count = 0;
async function chain(input) {
  const run = `run-${count++}`;
  await append({ run, type: 'started', input });
  let sum = 0;
  for (let step = 0; step < 10; step++) await append({ run, type: 'step', step: `s${step}`, result: (sum += step) });
  return { sum };
}
async function fan(input) {
  const run = `run-${count++}`;
  await append({ run, type: 'started', input });
  const results = await Promise.all(
    Array.from({ length: 100 }, async (_, step) => (await append({ run, type: 'step', step: `f${step}`, result: step }), step)),
  );
  return { sum: results.reduce((a, b) => a + b, 0) };
}
async function start(input) {
  const run = `run-${count++}`;
  await append({ run, type: 'started', input });
  return { run };
}
const routes = { '/chain': chain, '/fan': fan, '/start': start };
http
  .createServer((req, res) => {
    let body = '';
    req.on('data', (part) => (body += part));
    req.on('end', async () => res.end(JSON.stringify(await routes[req.url](JSON.parse(body)))));
  })
  .listen(0, '127.0.0.1', function () {
    process.send({ port: this.address().port });
  });
