import assert from 'node:assert/strict';
import { orgId } from '@agentflow/core';
import type { MetricRecord, MetricsStore, StatsQuery } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { rejectsWith, same } from './assertions.js';

const ORG = orgId('default');
const OTHER = orgId('other');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 1);
const record = (id: string, more: Partial<MetricRecord> = {}): MetricRecord => ({
  id,
  org: ORG,
  kind: 'model-call',
  at: START,
  executionId: 'E1',
  workflowId: 'W1',
  path: 'classify',
  nodeType: 'llm',
  model: 'scripted/echo',
  status: 'completed',
  durationMs: 10,
  inputTokens: 100,
  outputTokens: 10,
  cost: '0.001',
  trial: false,
  ...more,
});
const query = (more: Partial<StatsQuery> = {}): StatsQuery => ({
  kind: 'model-call',
  from: START,
  to: START + 30 * DAY,
  groupBy: [],
  limit: 100,
  ...more,
});
/** A sketch may be off by 2 %. */
const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) <= expected * 0.02, `${actual} is not about ${expected}`);

const cases: ContractCase<MetricsStore>[] = [
  {
    name: 'sums counts, tokens and money exactly',
    async run({ port }) {
      await port.insert(
        Array.from({ length: 300 }, (_, i) =>
          record(`r${i}`, { cost: '0.000000123457', at: START + i * HOUR, status: i % 3 ? 'completed' : 'failed' }),
        ),
      );
      const [row] = await port.query(ORG, query());
      same([row!.count, row!.failed, row!.inputTokens, row!.outputTokens, row!.cost], [300, 100, 30_000, 3000, '0.0000370371']);
      same(row!.group, {});
    },
  },
  {
    name: 'counts the same record once, in one insert and in many',
    async run({ port }) {
      await port.insert([record('a'), record('a'), record('b')]);
      await Promise.all([port.insert([record('a')]), port.insert([record('b'), record('c')])]);
      const [row] = await port.query(ORG, query({ groupBy: ['day'] }));
      same([row!.count, row!.cost], [3, '0.003']);
    },
  },
  {
    name: 'groups by day and hour, newest first, and by what was measured',
    async run({ port }) {
      await port.insert([
        record('a', { model: 'm1', at: START + 5 * HOUR }),
        record('b', { model: 'm2', at: START + 5 * HOUR + 1, cost: '1.5' }),
        record('c', { model: 'm1', at: START + 2 * DAY, nodeType: 'agent', executionId: 'E2', workflowId: 'W2' }),
        record('d', { kind: 'node', at: START }),
      ]);
      const groups = async (groupBy: StatsQuery['groupBy'], more: Partial<StatsQuery> = {}) =>
        (await port.query(ORG, query({ groupBy, ...more }))).map((row) => [...groupBy.map((name) => row.group[name]), row.count].join(' '));
      same(await groups(['day']), ['2026-03-03 1', '2026-03-01 2']);
      same(await groups(['hour']), ['2026-03-03T00:00:00Z 1', '2026-03-01T05:00:00Z 2']);
      same(await groups(['day', 'model']), ['2026-03-03 m1 1', '2026-03-01 m1 1', '2026-03-01 m2 1']);
      same(await groups(['workflow']), ['W1 2', 'W2 1']);
      same(await groups(['nodeType', 'status']), ['agent completed 1', 'llm completed 2']);
      same(await groups(['execution']), ['E1 2', 'E2 1']);
      same(await groups(['model'], { where: { workflowId: 'W1' } }), ['m1 1', 'm2 1']);
      same(await groups(['workflow'], { where: { model: 'm2' } }), ['W1 1']);
      same(await groups(['model'], { where: { executionId: 'E2' } }), ['m1 1']);
      same(await groups(['day'], { limit: 1 }), ['2026-03-03 1']);
      same(await groups(['day'], { kind: 'execution' }), []);
    },
  },
  {
    name: 'tells revisions of a workflow apart, over days, hours and moments',
    async run({ port }) {
      const ended = (id: string, revision: string | undefined, at: number, more: Partial<MetricRecord> = {}): MetricRecord =>
        record(id, { kind: 'execution', at: START + at, ...(revision === undefined ? {} : { revision }), ...more });
      await port.insert([
        ended('a', '1', 5, { durationMs: 100 }),
        ended('b', '1', DAY + 7, { durationMs: 300, status: 'failed' }),
        ended('c', '2', 2 * DAY + 3 * HOUR + 1, { durationMs: 50, cost: '0.5' }),
        ended('d', 'draft', 2 * DAY),
        ended('e', undefined, 2 * DAY),
        ended('f', '2', DAY, { workflowId: 'W2' }),
      ]);
      const rows = await port.query(
        ORG,
        query({ kind: 'execution', groupBy: ['revision'], where: { workflowId: 'W1' }, from: START + 1, to: START + 3 * DAY + 1 }),
      );
      same(
        rows.map(({ group, count, failed }) => [group['revision'], count, failed].join(' ')),
        [' 1 0', '1 2 1', '2 1 0', 'draft 1 0'],
      );
      same(rows.find(({ group }) => group['revision'] === '2')?.cost, '0.5');
      const day = await port.query(ORG, query({ kind: 'execution', groupBy: ['day', 'revision'], where: { workflowId: 'W1' } }));
      same(day.length, 5);
    },
  },
  {
    name: 'counts from the first instant up to and without the last, at any instant',
    async run({ port }) {
      const times = [0, 1, HOUR - 1, HOUR, 30 * HOUR + 17, 2 * DAY, 2 * DAY + 1, 3 * DAY - 1, 3 * DAY];
      await port.insert(times.map((at, i) => record(`r${i}`, { at: START + at })));
      for (const from of times) {
        for (const to of times) {
          const [row] = await port.query(ORG, query({ from: START + from, to: START + to }));
          assert.equal(row?.count ?? 0, times.filter((at) => at >= from && at < to).length, `from ${from} to ${to}`);
        }
      }
    },
  },
  {
    name: 'tells how long things took, raw and rolled up alike',
    async run({ port }) {
      const durations = Array.from({ length: 1000 }, (_, i) => i + 1);
      await port.insert(durations.map((durationMs, i) => record(`r${i}`, { durationMs, at: START + (i % 48) * HOUR })));
      for (const more of [{}, { where: { executionId: 'E1' } }]) {
        const [row] = await port.query(ORG, query(more));
        assert.equal(row!.durationMs.avg, 500.5);
        near(row!.durationMs.p50, 500);
        near(row!.durationMs.p95, 950);
        near(row!.durationMs.p99, 990);
      }
      await port.insert([record('zero', { durationMs: 0, kind: 'node' })]);
      same((await port.query(ORG, query({ kind: 'node' })))[0]!.durationMs, { avg: 0, p50: 0, p95: 0, p99: 0 });
    },
  },
  {
    name: 'shows an org nothing of another, also under the same ids',
    async run({ port }) {
      await port.insert([record('a'), record('a', { org: OTHER, cost: '7' })]);
      assert.equal((await port.query(ORG, query()))[0]!.cost, '0.001');
      assert.equal((await port.query(OTHER, query()))[0]!.cost, '7');
      same(await port.query(orgId('third'), query()), []);
    },
  },
  {
    name: 'refuses a cost that is no decimal, and writes nothing of that insert',
    async run({ port }) {
      for (const cost of ['1e3', 'free', '', '0x1', 'NaN'])
        await rejectsWith('BAD_REQUEST', port.insert([record('good'), record('bad', { cost })]));
      same(await port.query(ORG, query()), []);
    },
  },
  {
    name: 'keeps measurements over a restart, and repeats stay repeats',
    needsReopen: true,
    async run({ port, reopen }) {
      await port.insert([record('a'), record('b', { at: START + DAY })]);
      const again = await reopen!();
      await again.insert([record('a'), record('c', { at: START + DAY })]);
      same(
        (await again.query(ORG, query({ groupBy: ['day'] }))).map((row) => row.count),
        [2, 1],
      );
    },
  },
];
/** Measurements and what lists and charts ask of them. */
export const metricsStoreContract: Contract<MetricsStore> = { port: 'MetricsStore', cases };
