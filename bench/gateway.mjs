/**
 * What the HTTP edge alone can do: POST /workflows/{id}/execute against an execution service that answers at once, from a client in a process of its own.
 * node bench/gateway.mjs [--connections 64] [--seconds 4]; needs the built gateway. Last line: JSON.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BODY = '{"input":{"x":1}}';
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? fallback : Number(process.argv[at + 1]);
};

if (process.argv[2] === 'client') await drive(JSON.parse(process.argv[3]));
else await measure();

async function measure() {
  const { startTestGateway } = await import('../services/gateway/dist/testing/test-gateway.js');
  const server = await startTestGateway({ executions: answeringAtOnce(), designer: freezingAtOnce() });
  const options = { url: server.url, key: server.adminKey, connections: option('connections', 64), seconds: option('seconds', 4) };
  const results = [];
  for (const round of [1, 2, 3]) {
    const cpuBefore = process.cpuUsage();
    const client = fork(fileURLToPath(import.meta.url), ['client', JSON.stringify(options)]);
    const result = await new Promise((resolve) => client.once('message', resolve));
    const { user, system } = process.cpuUsage(cpuBefore);
    result.cpuMicros = Number(((user + system) / result.total).toFixed(1));
    results.push(result);
    console.log(
      `round ${round}: ${result.perSecond} requests/s, p50 ${result.p50} ms, p99 ${result.p99} ms, ${result.cpuMicros} us of the server's CPU each, ${result.failed} failed`,
    );
  }
  await server.stop();
  console.log(
    JSON.stringify({ connections: options.connections, perSecond: Math.max(...results.map((one) => one.perSecond)), rounds: results }),
  );
}

function answeringAtOnce() {
  const usage = { inputTokens: 0, outputTokens: 0, cost: '0' };
  const at = '2026-11-21T12:00:00.000Z';
  const view = (input) => ({
    id: '01K',
    workflowId: 'w1',
    revision: 1,
    digest: 'sha256:0',
    status: 'running',
    phase: null,
    input,
    output: null,
    error: null,
    createdAt: at,
    startedAt: at,
    endedAt: null,
    trigger: null,
    trial: false,
    parentId: null,
    rootId: '01K',
    tags: [],
    priority: 0,
    usage,
    nodes: [],
    nodesTotal: 3,
    waiting: [],
    version: 1,
  });
  return { start: async ({ input }) => ({ execution: view(input), created: true }) };
}
function freezingAtOnce() {
  const frozen = Promise.resolve({ workflowId: 'w1', workflowName: 'w', revision: 1, digest: 'sha256:0', inputs: { type: 'object' } });
  return { freeze: () => frozen };
}

/** Keeps `connections` requests under way, each on a connection of its own. Raw sockets, so that the client is not what is measured. */
async function drive({ url, key, connections, seconds }) {
  const net = await import('node:net');
  const { hostname, port, host } = new URL(url);
  const text = `POST /api/v1/workflows/w1/execute HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;
  const latencies = [];
  let failed = 0;
  let total = 0;
  let until = Infinity;
  const connection = () =>
    new Promise((resolve) => {
      const socket = net.connect(Number(port), hostname).setNoDelay(true).setEncoding('latin1');
      let received = '';
      let sentAt = 0;
      const send = () => {
        sentAt = performance.now();
        socket.write(text);
      };
      socket.on('connect', send);
      socket.on('data', (chunk) => {
        received += chunk;
        const end = received.indexOf('\r\n\r\n');
        if (end === -1) return;
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
        if (received.length < end + 4 + length) return;
        if (!received.startsWith('HTTP/1.1 202')) failed++;
        received = '';
        total++;
        const now = performance.now();
        if (counting) latencies.push(now - sentAt);
        if (now > until) socket.end(() => resolve());
        else send();
      });
      socket.on('error', () => {
        failed++;
        resolve();
      });
    });
  let counting = false;
  const all = Array.from({ length: connections }, connection);
  await new Promise((resolve) => setTimeout(resolve, 1000)); // warm-up
  counting = true;
  const from = performance.now();
  until = from + seconds * 1000;
  await Promise.all(all);
  const took = performance.now() - from;
  latencies.sort((a, b) => a - b);
  const at = (share) => Number(latencies[Math.floor(latencies.length * share)]?.toFixed(2));
  process.send({ perSecond: Math.round(latencies.length / (took / 1000)), p50: at(0.5), p99: at(0.99), failed, total });
  process.disconnect();
}
