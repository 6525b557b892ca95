import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource, createSystemClock, openEmbeddedStores, type EmbeddedStores } from '@agentflow/adapters';
import {
  orgId,
  PUBLIC_EVENT_TYPES,
  PUBLIC_EVENTS_TOPIC,
  publicEventSource,
  type ExecutionEndedData,
  type ModelCalledData,
  type PublicEvent,
} from '@agentflow/core';
import type { BusMessage } from '@agentflow/ports';
import { silentLogger } from '@agentflow/service-kit';
import { eventually } from '@agentflow/testkit';
import { composeMetrics, type MetricsParts } from './compose.js';

const org = orgId('default');
const DAY = Date.UTC(2026, 10, 21);
const clock = createSystemClock();
const usage = { inputTokens: 10, outputTokens: 1, cost: '0.1' };
const message = (event: PublicEvent): BusMessage => ({ key: event.subject, headers: {}, value: JSON.stringify(event) });
const envelope = (executionId: string, seq: number, at: number) =>
  ({
    specversion: '1.0',
    id: `${executionId}:${seq}`,
    source: publicEventSource(org, 'wf/ü'),
    subject: executionId,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
  }) as const;
const ended = (executionId: string, data: Partial<ExecutionEndedData> = {}): BusMessage =>
  message({
    ...envelope(executionId, 9, DAY + 1_000),
    type: PUBLIC_EVENT_TYPES.executionCompleted,
    data: {
      executionId,
      workflowId: 'wf/ü',
      revision: 3,
      status: 'completed',
      startedAt: new Date(DAY).toISOString(),
      endedAt: new Date(DAY + 1_000).toISOString(),
      durationMs: 1_000,
      usage,
      trial: false,
      ...data,
    },
  });
const called = (executionId: string, seq: number, data: Partial<ModelCalledData> = {}, at = DAY): BusMessage =>
  message({
    ...envelope(executionId, seq, at),
    type: PUBLIC_EVENT_TYPES.modelCalled,
    data: { executionId, workflowId: 'wf/ü', path: 'ask', model: 'scripted/echo', durationMs: 5, status: 'completed', usage, ...data },
  });

describe('metrics on the embedded stores', () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentflow-metrics-'));
  let stores: EmbeddedStores;
  let parts: MetricsParts;
  const open = async (): Promise<void> => {
    stores = await openEmbeddedStores({ dataDir: folder, durability: 'buffered', clock, ids: createIdSource() });
    parts = composeMetrics({ bus: stores.bus, metrics: stores.metrics, clock, logger: silentLogger() });
    await parts.lifecycle.start();
  };
  const close = async (): Promise<void> => {
    await parts.lifecycle.stop();
    await stores.close();
  };
  const caughtUp = (): Promise<void> => eventually(async () => (await parts.service.lag({ org })).events === 0);
  beforeAll(open);
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts 500 executions and 1,000 model calls once, though each is published three times among poison', async () => {
    const messages = Array.from({ length: 500 }, (_, i) => [ended(`exe-${i}`), called(`exe-${i}`, 3), called(`exe-${i}`, 5)]).flat();
    const poison: BusMessage = { key: 'x', headers: {}, value: '{"specversion":' };
    for (let round = 0; round < 3; round++) await stores.bus.publish(PUBLIC_EVENTS_TOPIC, [...messages, poison]);
    await caughtUp();
    const { rows } = await parts.service.query({
      org,
      query: { kind: 'execution', from: DAY, to: DAY + 86_400_000, groupBy: ['day', 'workflow'], limit: 10 },
    });
    expect(rows).toMatchObject([
      {
        group: { day: '2026-11-21', workflow: 'wf/ü' },
        count: 500,
        failed: 0,
        inputTokens: 5_000,
        cost: '50',
        durationMs: { avg: 1_000 },
      },
    ]);
    const calls = await parts.service.query({
      org,
      query: { kind: 'model-call', from: DAY, to: DAY + 86_400_000, groupBy: ['model'], limit: 10 },
    });
    expect(calls.rows).toMatchObject([{ group: { model: 'scripted/echo' }, count: 1_000, outputTokens: 1_000, cost: '100' }]);
    console.log(
      `${messages.length * 3} deliveries and 3 poisoned ones, ${rows[0]!.count} executions, ${calls.rows[0]!.count} model calls counted`,
    );
  });
  it('adds money without losing a digit', async () => {
    const at = DAY + 2 * 86_400_000;
    await stores.bus.publish(PUBLIC_EVENTS_TOPIC, [
      called('money', 1, { usage: { ...usage, cost: '0.1' }, model: 'm' }, at),
      called('money', 2, { usage: { ...usage, cost: '0.2' }, model: 'm' }, at),
      called('money', 3, { usage: { ...usage, cost: '9007.93' }, model: 'm' }, at),
      called('money', 4, { usage: { ...usage, cost: '0.000000000001' }, model: 'm' }, at),
    ]);
    await caughtUp();
    const { rows } = await parts.service.query({ org, query: { kind: 'model-call', from: at, to: at + 1, groupBy: ['model'], limit: 10 } });
    expect(rows).toMatchObject([{ count: 4, cost: '9008.230000000001' }]);
  });
  it('shows one org nothing of another', async () => {
    const query = { kind: 'execution', from: 0, to: DAY * 2, groupBy: [], limit: 10 } as const;
    const others = await parts.service.query({ org: orgId('other'), query });
    expect(others.rows.reduce((sum, row) => sum + row.count, 0)).toBe(0);
  });
  it('goes on where it stopped, and takes what came meanwhile', async () => {
    await parts.lifecycle.stop();
    await stores.bus.publish(PUBLIC_EVENTS_TOPIC, [ended('late-1'), ended('late-2', { status: 'failed' })]);
    await stores.close();
    await open();
    await caughtUp();
    const { rows } = await parts.service.query({
      org,
      query: { kind: 'execution', from: DAY, to: DAY + 86_400_000, groupBy: ['workflow'], limit: 10 },
    });
    expect(rows).toMatchObject([{ count: 502 }]);
  });
});
