import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, Json, NodeDefinition } from '@agentflow/core';
import { node, openOtlpReceiver, workflow, type OtlpReceiver, type ReceivedSpan } from '@agentflow/testkit';
import { startAllInOne, type AllInOne } from './start-all-in-one.js';

let data: string;
let instance: AllInOne;
let key: string;
let collector: OtlpReceiver;
let target: Server;
let targetUrl: string;
const heard: (string | undefined)[] = [];
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'agentflow-traces-'));
  collector = await openOtlpReceiver();
  target = createServer((request, response) => {
    heard.push(request.headers['traceparent'] as string | undefined);
    response.end('{}');
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { port } = target.address() as AddressInfo;
  targetUrl = `http://127.0.0.1:${port}/secret-path?token=abc`;
  const env = { AGENTFLOW_DATA: data, AGENTFLOW_PORT: '0', AGENTFLOW_SEED: 'off', AGENTFLOW_LOG_LEVEL: 'silent' };
  instance = await startAllInOne({
    env: { ...env, AGENTFLOW_EGRESS_ALLOW: `127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  });
  key = (await readFile(join(data, 'admin.key'), 'utf8')).trim();
  await call('PUT', '/models/scripted/poet', { script: [{ reply: { text: 'a rose is a rose' } }] });
}, 60_000);
afterAll(async () => {
  await instance?.stop();
  await collector?.close();
  await new Promise((resolve) => target.close(resolve));
  await rm(data, { recursive: true, force: true });
});

interface Answer<T> {
  readonly value: T;
  readonly headers: Headers;
}
async function ask<T>(method: string, path: string, json?: unknown, headers: { [name: string]: string } = {}): Promise<Answer<T>> {
  const response = await fetch(`${instance.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { value: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
}
const call = async <T>(method: string, path: string, json?: unknown): Promise<T> => (await ask<T>(method, path, json)).value;
let count = 0;
async function publish(nodes: readonly NodeDefinition[], chains: readonly string[]): Promise<string> {
  const { id } = await call<{ id: string }>('POST', '/workflows', {
    definition: { ...workflow(nodes, chains), name: `traced ${++count}` },
  });
  await call('POST', `/workflows/${id}/publish`);
  return id;
}
const SAMPLED = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const execute = (id: string, traceparent: string | undefined, input: Json = {}) =>
  ask<ExecutionView>('POST', `/workflows/${id}/execute?wait=30`, { input }, traceparent === undefined ? {} : { traceparent });
const ofTrace = (traceId: string | undefined): ReceivedSpan[] => collector.spans.filter((span) => span.traceId === traceId);
const named = (spans: readonly ReceivedSpan[], name: string): ReceivedSpan => {
  const found = spans.find((span) => span.name === name);
  if (!found) throw new Error(`no span ${name} among ${spans.map((span) => span.name).join(', ')}`);
  return found;
};
const whole = async (traceId: string | undefined, workflowName = 'invoke_workflow'): Promise<ReceivedSpan[]> => {
  await collector.until(() => ofTrace(traceId).some(({ name }) => name.startsWith(workflowName)));
  return ofTrace(traceId);
};

it('tells of an execution as one trace: the request, the execution, its commits, its attempts, the model and the target', async () => {
  const id = await publish(
    [
      node('write', 'llm', { model: 'scripted/poet', prompt: 'of a secret flower' }),
      node('tell', 'http', { method: 'POST', url: targetUrl }),
    ],
    ['start -> write -> tell -> end'],
  );
  heard.length = 0;
  const { value: view, headers } = await execute(id, undefined);
  expect(view.status).toBe('completed');
  expect(headers.get('traceparent')).toMatch(new RegExp(`^00-${view.traceId}-[0-9a-f]{16}-01$`));
  const spans = await whole(view.traceId);

  const server = named(spans, 'POST /api/v1/workflows/{id}/execute');
  const execution = spans.find(({ name }) => name.startsWith('invoke_workflow'))!;
  const attempt = named(spans, 'attempt write');
  const dispatch = named(spans, 'dispatch write');
  const model = named(spans, 'chat poet');
  const target = named(spans, 'POST');
  expect(server).toMatchObject({ kind: 2, parentSpanId: '', attributes: { 'http.route': '/api/v1/workflows/{id}/execute' } });
  expect(execution).toMatchObject({ parentSpanId: server.spanId, attributes: { 'gen_ai.operation.name': 'invoke_workflow' } });
  expect(named(spans, 'commit')).toMatchObject({ parentSpanId: execution.spanId, attributes: { 'agentflow.execution.id': view.id } });
  expect(dispatch).toMatchObject({ kind: 4, parentSpanId: execution.spanId });
  expect(attempt).toMatchObject({ kind: 5, parentSpanId: dispatch.spanId, attributes: { 'agentflow.node.path': 'write' } });
  expect(model).toMatchObject({
    kind: 3,
    parentSpanId: attempt.spanId,
    attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'scripted', 'gen_ai.request.model': 'poet' },
  });
  expect(model.attributes['gen_ai.usage.output_tokens']).toBeGreaterThan(0);
  expect(target).toMatchObject({ kind: 3, parentSpanId: named(spans, 'attempt tell').spanId });
  expect(heard).toEqual([`00-${view.traceId}-${target.spanId}-01`]);
  // nothing that people, models or addresses say
  expect(JSON.stringify(spans.map(({ attributes, events }) => ({ attributes, events })))).not.toMatch(/flower|a rose|secret-path|abc/);
});
it('goes on in the trace of its caller, and says so', async () => {
  const id = await publish([node('write', 'llm', { model: 'scripted/poet', prompt: 'x' })], ['start -> write -> end']);
  const { value: view, headers } = await execute(id, SAMPLED);
  expect(headers.get('traceparent')).toBe(SAMPLED);
  expect(view.traceId).toBe(SAMPLED.slice(3, 35));
  const spans = await whole(view.traceId);
  expect(named(spans, 'POST /api/v1/workflows/{id}/execute').parentSpanId).toBe(SAMPLED.slice(36, 52));
  named(spans, 'chat poet');
  // what it tells the world carries its trace: who works on that is linked to it
  await collector.until((all) => all.some(({ kind, links }) => kind === 5 && links.some(({ traceId }) => traceId === view.traceId)));
});
it('keeps its trace over the resume of somebody else, to whom the commit is linked', async () => {
  const id = await publish([node('ask', 'human', { prompt: 'well?', schema: { type: 'object' } })], ['start -> ask -> end']);
  const { value: begun } = await ask<ExecutionView>('POST', `/workflows/${id}/execute`, { input: {} });
  await call('POST', `/executions/${begun.id}/pause`);
  const resumed = await ask('POST', `/executions/${begun.id}/resume`);
  const other = resumed.headers.get('traceparent')!.slice(3, 35);
  expect(other).not.toBe(begun.traceId);
  await call('POST', `/executions/${begun.id}/inputs/ask`, { value: {} });
  const spans = await whole(begun.traceId);
  const commits = spans.filter(({ name }) => name === 'commit');
  const resume = commits.find(({ attributes }) => (attributes['agentflow.commit.commands'] as string[]).includes('Resume'));
  expect(resume?.links.map(({ traceId }) => traceId)).toEqual([other]);
});
it('takes what it starts into its trace', async () => {
  const inner = await publish([node('write', 'llm', { model: 'scripted/poet', prompt: 'x' })], ['start -> write -> end']);
  const outer = await publish([node('call', 'subflow', { workflow: inner })], ['start -> call -> end']);
  const { value: view } = await execute(outer, undefined);
  expect(view.status).toBe('completed');
  await collector.until(() => ofTrace(view.traceId).filter(({ name }) => name.startsWith('invoke_workflow')).length === 2);
  const [child, parent] = ['execution.parent_id', ''].map((mark) =>
    ofTrace(view.traceId).find(
      ({ name, attributes }) => name.startsWith('invoke_workflow') && 'agentflow.execution.parent_id' in attributes === (mark !== ''),
    ),
  );
  expect(child?.parentSpanId).toBe(parent?.spanId);
  expect(named(ofTrace(view.traceId), 'attempt write').attributes['agentflow.execution.id']).toBe(
    child?.attributes['agentflow.execution.id'],
  );
});
interface Tracer {
  startSpan(name: string, ...rest: readonly unknown[]): unknown;
}
/** Which spans are begun from now on, recorded or not. */
function countSpans(): { readonly names: readonly string[]; stop(): void } {
  const api = (globalThis as unknown as Record<symbol, { trace: { getTracer(name: string): { _getTracer(): Tracer } } }>)[
    Symbol.for('opentelemetry.js.api.1')
  ]!;
  const tracer = api.trace.getTracer('agentflow');
  const real = '_getTracer' in tracer ? tracer._getTracer() : (tracer as unknown as Tracer);
  const prototype = Object.getPrototypeOf(real) as Tracer;
  const { startSpan } = prototype;
  const names: string[] = [];
  prototype.startSpan = function (this: Tracer, name, ...rest) {
    names.push(name);
    return Reflect.apply(startSpan, this, [name, ...rest]) as unknown;
  };
  return { names, stop: () => void (prototype.startSpan = startSpan) };
}
it('makes nothing of an execution whose caller does not record', async () => {
  const id = await publish([node('write', 'llm', { model: 'scripted/poet', prompt: 'x' })], ['start -> write -> end']);
  const made = countSpans();
  const unsampled = SAMPLED.replace('4bf9', 'aaaa').replace(/01$/, '00');
  const { value: view, headers } = await execute(id, unsampled);
  made.stop();
  expect(view.status).toBe('completed');
  // the request, to know that nobody records it; nothing for commits, tasks, attempts and calls
  expect(made.names).toEqual(['POST /api/v1/workflows/{id}/execute']);
  expect(view.traceId).toBeUndefined();
  expect(headers.get('traceparent')).toBe(unsampled);
});
