import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, NodeDefinition } from '@agentflow/core';
import type { ModelClient, ModelRequest, ObjectStore } from '@agentflow/ports';
import { createFakeClock, node, workflow } from '@agentflow/testkit';
import { startAllInOne } from './start-all-in-one.js';

/** All of the platform on a folder, with time of its own for what watches it, a provider of models, and a switch that makes storing values fail. */
async function startPlatform() {
  const dataDir = await mkdtemp(join(tmpdir(), 'agentflow-degradation-'));
  const watchClock = createFakeClock();
  const broken = { objects: false, refused: 0 };
  const objects = (real: ObjectStore): ObjectStore => ({
    ...real,
    put: (key, bytes) => {
      if (!broken.objects) return real.put(key, bytes);
      broken.refused++;
      return Promise.reject(new Error('the disk is gone'));
    },
  });
  const asked: ModelRequest[] = [];
  const models: ModelClient = {
    async *stream(request) {
      await Promise.resolve();
      asked.push(request);
      const text = request.script === undefined ? `${request.model} after ${request.messages.length}` : 'by rules';
      yield { type: 'done', text, toolCalls: [], finish: 'stop', usage: { inputTokens: 1, outputTokens: 1, cost: '0' } };
    },
    list: () =>
      Promise.resolve([{ name: 'far/large', provider: 'far', title: 'Large', available: true, streams: true, tools: true, price: null }]),
    quote: () => Promise.resolve({ cost: '0', tokens: 1, maxTokens: 1 }),
  };
  const env = {
    AGENTFLOW_DATA: dataDir,
    AGENTFLOW_PORT: '0',
    AGENTFLOW_LOG_LEVEL: 'silent',
    AGENTFLOW_SEED: 'off',
    AGENTFLOW_DURABILITY: 'buffered',
  };
  const platform = await startAllInOne({ env, seams: { models, objects, watchClock } });
  const { url, degradation: monitor } = platform;
  const key = (await readFile(join(dataDir, 'admin.key'), 'utf8')).trim();
  const api = async (method: string, path: string, json?: object) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(json && { 'content-type': 'application/json' }) },
      ...(json && { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never as { readonly [name: string]: never } };
  };
  return {
    api,
    asked,
    broken,
    monitor,
    /** Lets time pass for what watches, in steps shorter than its patience with those it asks: they answer in real time. */
    async pass(seconds: number) {
      for (let at = 0; at < seconds; at++) {
        watchClock.advance(1_000);
        await monitor.look();
      }
    },
    async stop() {
      await platform.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
type Platform = Awaited<ReturnType<typeof startPlatform>>;

const big = 'export default () => "x".repeat(40_000)';
const TURNS = ['one', 'two', 'three', 'four'].map((content) => ({ role: 'user', content }));
const talk = (id: string): NodeDefinition => node(id, 'llm', { model: 'far/large', messages: TURNS, fallbackModel: 'far/small' });

describe('a platform that fails and recovers', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  }, 30_000);
  afterAll(() => platform.stop());

  async function publish(key: string, nodes: readonly NodeDefinition[], more: object = {}): Promise<void> {
    const definition = { ...workflow(nodes, [['start', ...nodes.map(({ id }) => id), 'end'].join(' -> ')]), name: key, ...more };
    const made = await platform.api('POST', '/api/v1/workflows', { key, definition });
    expect([key, made.status]).toEqual([key, 201]);
    const published = await platform.api('POST', `/api/v1/workflows/${key}/publish`, {});
    expect([key, published.status, published.status === 201 ? '' : JSON.stringify(published.body).slice(0, 600)]).toEqual([key, 201, '']);
  }
  const start = async (key: string, wait = 20) => {
    const { status, body } = await platform.api('POST', `/api/v1/workflows/${key}/execute?wait=${wait}`, {});
    return { status, execution: body as never as ExecutionView };
  };
  const run = (key: string, count: number) => Promise.all(Array.from({ length: count }, () => start(key)));
  const answer = (id: string, path: string) => platform.api('POST', `/api/v1/executions/${id}/inputs/${path}`, { value: {} });
  /** Waits for an execution to stand still: ended or waiting for a person. */
  async function settled(id: string): Promise<ExecutionView> {
    for (;;) {
      const { body } = await platform.api('GET', `/api/v1/executions/${id}`);
      const view = body as never as ExecutionView;
      if (!['pending', 'running'].includes(view.status)) return view;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const level = async (): Promise<number> => (await platform.api('GET', '/api/v1/degradation')).body['level'] as never;

  it('goes through all levels with the effect of each, and comes back step by step', async () => {
    const { broken, monitor, asked } = platform;
    for (const key of ['big-a', 'big-b', 'big-c', 'big-d']) await publish(key, [node('make', 'code', { source: big, arguments: {} })]);
    await publish('small', [node('make', 'code', { source: 'export default () => 1', arguments: {} })]);
    await publish('chat', [talk('ask')]);
    const held = [node('wait', 'human', { prompt: 'Go on?', schema: { type: 'object' } })];
    await publish('ask-then-chat', [...held, talk('ask')], { settings: { rules: [{ reply: { text: 'by rules' } }] } });
    for (const key of ['ask-big-a', 'ask-big-b', 'ask-big-c'])
      await publish(key, [...held, node('make', 'code', { source: big, arguments: {} })]);
    const waiting = await Promise.all(
      ['ask-then-chat', ...Array.from({ length: 60 }, (_, i) => `ask-big-${'abc'[i % 3] as string}`)].map(
        async (key) => (await start(key, 0)).execution.id,
      ),
    );
    await Promise.all(waiting.map(settled));

    await publish('hooked', [node('make', 'set', { values: { a: 1 } })], {
      triggers: [{ id: 'door', type: 'webhook', config: { auth: 'none', respond: 'accepted' }, input: {} }],
    });
    const { items: triggers } = (await platform.api('GET', '/api/v1/triggers')).body as never as { items: { hookUrl: string }[] };
    const hook = () => platform.api('POST', new URL(triggers[0]?.hookUrl ?? '', 'http://x').pathname, {});
    expect((await hook()).status).toBeLessThan(300);

    // 0: user errors and one broken workflow move nothing
    await publish('wrong', [
      node('fail', 'code', { source: 'export default () => { throw new Error("mine") }', arguments: {} }, { retry: { maxAttempts: 1 } }),
    ]);
    const wrong = await run('wrong', 60);
    expect(new Set(wrong.map(({ status, execution }) => `${status} ${execution.status}`))).toEqual(new Set(['200 failed']));
    await platform.pass(20);
    expect(await level()).toBe(0);
    const normal = (await start('chat')).execution;
    expect(normal.status).toBe('completed');
    await platform.pass(62);

    // 1: a share of the platform's own failures
    await run('small', 60);
    broken.objects = true;
    for (const key of ['big-a', 'big-b', 'big-c', 'big-d']) expect((await start(key)).execution.error?.code).toBe('INTERNAL');
    broken.objects = false;
    await platform.pass(2);
    const faults1 = broken.refused;
    expect([await level(), monitor.reasons[0]?.signal]).toEqual([1, 'errors:tasks']);
    asked.length = 0;
    const reduced = (await start('chat')).execution;
    expect(reduced.status).toBe('completed');
    expect(asked.map(({ model, messages }) => [model, messages.length])).toEqual([['far/small', 2]]);
    const { body: detail } = await platform.api('GET', `/api/v1/executions/${reduced.id}/nodes/ask`);
    expect(JSON.stringify(detail)).toContain('"asked":"far/large"');

    // 2: more of them
    broken.objects = true;
    await Promise.all(['big-a', 'big-b', 'big-c', 'big-d'].map((key) => run(key, 14)));
    broken.objects = false;
    await platform.pass(2);
    const faults2 = broken.refused;
    const second = await level();
    expect(second).toBeGreaterThanOrEqual(2);
    expect((await start('chat')).status).toBe(503);
    const turnedAway = await hook();
    expect([turnedAway.status, turnedAway.body['code']]).toEqual([503, 'DEGRADED']);
    expect((await platform.api('GET', '/api/v1/workflows')).status).toBe(200);

    // 3: half of what goes on fails; what runs goes on, with rules
    await platform.pass(60);
    broken.objects = true;
    await Promise.all(waiting.slice(1).map((id) => answer(id, 'wait')));
    const ended = await Promise.all(waiting.slice(1).map(settled));
    expect(ended.every(({ status }) => status === 'failed')).toBe(true);
    broken.objects = false;
    await platform.pass(2);
    const faults3 = broken.refused;
    expect(await level()).toBe(3);
    asked.length = 0;
    await answer(waiting[0] as string, 'wait');
    const byRules = await settled(waiting[0] as string);
    expect([byRules.status, asked.map(({ model }) => model)]).toEqual(['completed', ['scripted/rules']]);

    // 4: by an operator
    expect((await platform.api('PUT', '/api/v1/degradation', { level: 4, reason: 'drill' })).status).toBe(200);
    expect((await platform.api('GET', '/api/v1/workflows')).status).toBe(503);
    expect((await platform.api('GET', '/health')).status).toBe(200);

    // and back, one step a calm minute
    await platform.api('PUT', '/api/v1/degradation', { level: 'auto' });
    const seen: number[] = [];
    const stop = monitor.subscribe((now) => void seen.push(now));
    await platform.pass(400);
    stop();
    expect(seen).toEqual([3, 2, 1, 0]);
    asked.length = 0;
    const again = (await start('chat')).execution;
    expect([again.status, asked[0]?.model, asked[0]?.messages.length]).toEqual(['completed', 'far/large', 4]);
    expect((await hook()).status).toBeLessThan(300);
    const { history } = monitor.report();
    console.log(
      `degradation: ${faults1} writes refused for level 1, ${faults2} by level ${second}, ${faults3} by level 3; ` +
        `levels ${[...history]
          .reverse()
          .map(({ to }) => to)
          .join(' ')}`,
    );
    const metrics = await monitor.registry.metrics();
    expect(metrics).toContain('agentflow_degradation_level{service="degradation"} 0');
    expect(metrics).toContain('agentflow_degradation_transitions_total{from="1",to="0",service="degradation"} 1');
  }, 90_000);
});
