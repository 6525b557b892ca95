import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ExecutionId, OrgId } from '@agentflow/core';
import { openOtlpReceiver, type OtlpReceiver } from '@agentflow/testkit';
import { createServiceClient } from '../grpc-client.js';
import { startTelemetry, type Telemetry } from '../telemetry.js';
import { inSpan } from './spans.js';

/** A process of its own that serves one call, within which it does something worth a span. */
const CHILD = `
import { inSpan, serveGrpc, silentLogger, startTelemetry } from '@agentflow/service-kit';
const telemetry = await startTelemetry({ service: 'callee', env: process.env });
const deliver = () => inSpan('inside', {}, async () => undefined);
const server = serveGrpc({ services: { coordination: { deliver } }, host: '127.0.0.1', port: 0, logger: silentLogger() });
await server.start();
process.on('SIGTERM', async () => { await server.stop(); await telemetry.stop(); process.exit(0); });
console.log(server.address());
`;
let collector: OtlpReceiver;
let telemetry: Telemetry;
let child: ChildProcess;
let address: string;
beforeAll(async () => {
  collector = await openOtlpReceiver();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  telemetry = await startTelemetry({ service: 'caller', env });
  child = spawn(process.execPath, ['--input-type=module', '-e', CHILD], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)));
  });
}, 60_000);
afterAll(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  await telemetry.stop();
  await collector.close();
});

it('goes on in another process that is called by gRPC', async () => {
  const client = createServiceClient('coordination', address);
  const [from, to] = ['a', 'b'] as ExecutionId[];
  const request = { org: 'o' as OrgId, from: from!, message: { to: to!, command: { type: 'Wake' as const } } };
  await inSpan('outside', {}, () => client.service.deliver(request));
  // nobody traces this one: nothing of it is told
  await client.service.deliver(request);
  client.close();
  const spans = await collector.until((all) => ['outside', 'inside'].every((name) => all.some((span) => span.name === name)));
  const outside = spans.find(({ name }) => name === 'outside')!;
  const [called, served] = [3, 2].map((kind) => spans.find((span) => span.kind === kind)!) as [(typeof spans)[0], (typeof spans)[0]];
  const inside = spans.find(({ name }) => name === 'inside')!;
  expect(new Set([outside, called, served].map(({ traceId }) => traceId)).size).toBe(1);
  expect([called.parentSpanId, served.parentSpanId]).toEqual([outside.spanId, called.spanId]);
  expect([called.service, served.service, inside.service]).toEqual(['caller', 'callee', 'callee']);
  expect(served.attributes).toMatchObject({ 'rpc.system': 'grpc', 'rpc.method': 'Deliver' });
  expect(spans.filter(({ parentSpanId }) => parentSpanId === served.spanId).map(({ name }) => name)).toEqual(['inside']);
  expect(spans.filter(({ kind }) => kind === 2)).toHaveLength(1);
});
