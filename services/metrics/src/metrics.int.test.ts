import { AppError, orgId, PUBLIC_EVENTS_TOPIC } from '@agentflow/core';
import type { Clock, DeliveredMessage, EventBus, MetricRecord, MetricsStore, StatsQuery } from '@agentflow/ports';
import { silentLogger } from '@agentflow/service-kit';
import { composeMetrics } from './compose.js';

const usage = { inputTokens: 3, outputTokens: 5, cost: '0.000000000001' };
let seq = 0;
const event = (type: string, data: object, over: object = {}): string =>
  JSON.stringify({
    specversion: '1.0',
    id: `exe-1:${++seq}`,
    type: `agentflow.execution.${type}.v1`,
    source: '/orgs/default/workflows/wf-1',
    subject: 'exe-1',
    time: '2026-11-21T10:00:00Z',
    datacontenttype: 'application/json',
    data: { executionId: 'exe-1', workflowId: 'wf-1', durationMs: 12.5, usage, trial: false, ...data },
    ...over,
  });
const completed = (over: object = {}): string =>
  event('completed', { status: 'completed', startedAt: '2026-11-21T10:00:00Z', endedAt: '2026-11-21T10:00:01Z' }, over);

/** A bus that hands over what it is told to, and a store that keeps rows by id, as the real ones promise. */
function world(insert?: (records: readonly MetricRecord[]) => void) {
  const rows = new Map<string, MetricRecord>();
  let deliver: (batch: readonly DeliveredMessage[]) => Promise<void> = () => Promise.reject(new Error('nobody listens'));
  let closed = false;
  const bus: EventBus = {
    publish: async () => undefined,
    subscribe: async (topic, group, handler, options) => {
      expect([topic, group, options?.from]).toEqual([PUBLIC_EVENTS_TOPIC, 'metrics', 'earliest']);
      deliver = handler;
      return { close: async () => void (closed = true) };
    },
    lag: async () => 7,
  };
  const asked: StatsQuery[] = [];
  const metrics: MetricsStore = {
    insert: async (records) => {
      insert?.(records);
      for (const record of records) if (!rows.has(`${record.org} ${record.id}`)) rows.set(`${record.org} ${record.id}`, record);
    },
    query: async (_org, query) => (asked.push(query), []),
  };
  const clock: Clock = { now: () => 0, monotonic: () => 0, after: () => () => undefined };
  const parts = composeMetrics({ bus, metrics, clock, logger: silentLogger() });
  let position = 0;
  const send = (...values: string[]): Promise<void> =>
    deliver(values.map((value) => ({ topic: PUBLIC_EVENTS_TOPIC, key: 'exe-1', headers: {}, value, position: `0/${position++}`, at: 0 })));
  return { ...parts, rows, send, asked, closed: () => closed };
}
const text = async (parts: ReturnType<typeof world>): Promise<string> => parts.registry.metrics();

describe('the metrics service', () => {
  it('turns executions, nodes and model calls into measurements', async () => {
    const it = world();
    await it.lifecycle.start();
    await it.send(
      completed(),
      event('node-failed', {
        path: 'each[3]/call',
        nodeId: 'call',
        nodeType: 'http',
        attempt: 3,
        status: 'failed',
        usage: { ...usage, cost: '0' },
      }),
      event('model-called', { path: 'ask', model: 'openai/gpt-5-mini', status: 'completed' }),
    );
    const rows = [...it.rows.values()];
    expect(rows.map((row) => row.kind)).toEqual(['execution', 'node', 'model-call']);
    expect(rows[0]).toMatchObject({
      org: 'default',
      executionId: 'exe-1',
      workflowId: 'wf-1',
      status: 'completed',
      durationMs: 12.5,
      cost: '0.000000000001',
      at: Date.parse('2026-11-21T10:00:00Z'),
    });
    expect(rows[1]).toMatchObject({ path: 'each[3]/call', nodeType: 'http', status: 'failed' });
    expect(rows[2]).toMatchObject({ path: 'ask', model: 'openai/gpt-5-mini', inputTokens: 3, outputTokens: 5 });
  });
  it('counts an event once however often and in whatever batches it comes', async () => {
    const it = world();
    await it.lifecycle.start();
    const one = completed();
    const other = completed();
    await it.send(one, one, other);
    await it.send(other, one);
    expect(it.rows.size).toBe(2);
  });
  it('passes over poison without losing its neighbours, and counts it', async () => {
    const it = world();
    await it.lifecycle.start();
    const poison = [
      'not json',
      '[]',
      'null',
      completed({ specversion: '0.3' }),
      completed({ source: '/somewhere/else' }),
      completed({ source: '/orgs/%E0%A4%A/workflows/x' }),
      completed({ time: 'yesterday' }),
      completed({
        data: { executionId: 'e', workflowId: 'w', status: 'completed', durationMs: 1, usage: { ...usage, cost: '1e-9' }, trial: false },
      }),
      completed({ data: { executionId: 'e', workflowId: 'w', status: 'completed', durationMs: -1, usage, trial: false } }),
      completed({ data: null }),
    ];
    await it.send(completed(), ...poison, completed());
    expect(it.rows.size).toBe(2);
    expect(await text(it)).toContain(`agentflow_metrics_poison_total{service="metrics"} ${poison.length}`);
  });
  it('ignores types it does not know', async () => {
    const it = world();
    await it.lifecycle.start();
    await it.send(event('something-new', {}));
    expect(it.rows.size).toBe(0);
    expect(await text(it)).toContain('agentflow_metrics_poison_total{service="metrics"} 0');
  });
  it('passes over the one record that the store refuses for good', async () => {
    const it = world((records) => {
      if (records.some((record) => record.status === 'odd')) throw new AppError('BAD_REQUEST', 'no such status');
    });
    await it.lifecycle.start();
    await it.send(completed(), event('completed', { status: 'odd' }), completed());
    expect(it.rows.size).toBe(2);
  });
  it('fails the batch while the store is away, so that the bus brings it again', async () => {
    let away = true;
    const it = world(() => {
      if (away) throw new AppError('UNAVAILABLE', 'the store is away');
    });
    await it.lifecycle.start();
    const one = completed();
    await expect(it.send(one)).rejects.toThrow('away');
    away = false;
    await it.send(one);
    expect(it.rows.size).toBe(1);
  });
  it('keeps trials out of the gauges that operators alert on', async () => {
    const it = world();
    await it.lifecycle.start();
    await it.send(event('completed', { status: 'completed', trial: true }), completed());
    expect(await text(it)).toContain('agentflow_executions_ended_total{status="completed",service="metrics"} 1');
  });
  it('answers questions and refuses wrong ones, naming what is wrong', async () => {
    const it = world();
    const org = orgId('default');
    const query: StatsQuery = { kind: 'model-call', from: 0, to: 10, groupBy: ['day', 'model'], limit: 10 };
    expect(await it.service.query({ org, query })).toEqual({ rows: [] });
    expect(it.asked[0]).toEqual(query);
    for (const [over, pointer] of [
      [{ limit: 0 }, '/limit'],
      [{ limit: 100_000 }, '/limit'],
      [{ from: 10 }, '/from'],
      [{ groupBy: ['day', 'day'] }, '/groupBy'],
      [{ groupBy: ['moon'] }, '/groupBy/0'],
      [{ kind: 'money' }, '/kind'],
      [{ from: Number.NaN }, '/from'],
    ] as const) {
      await expect(it.service.query({ org, query: { ...query, ...over } as StatsQuery })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        problems: [{ pointer }],
      });
    }
    expect(await it.service.lag({ org })).toEqual({ events: 7 });
  });
  it('is ready once it follows the stream, and closes it when it stops', async () => {
    const it = world();
    expect((await it.lifecycle.ready()).ready).toBe(false);
    await it.lifecycle.start();
    expect(await it.lifecycle.ready()).toEqual({ ready: true, checks: { bus: 'ok' } });
    await it.lifecycle.stop();
    expect(it.closed()).toBe(true);
  });
});
