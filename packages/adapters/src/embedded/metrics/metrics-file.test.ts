import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { MetricRecord, StatsRow } from '@agentflow/ports';
import { openMetricsFile } from './metrics-file.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 1);
const ended = (id: string, at: number, more: Partial<MetricRecord> = {}): object => ({
  id,
  org: 'default',
  kind: 'execution',
  at: START + at,
  executionId: id,
  workflowId: 'W1',
  status: 'completed',
  durationMs: 10,
  inputTokens: 1,
  outputTokens: 1,
  cost: '0.5',
  trial: false,
  ...more,
});
const ask = { kind: 'execution', from: START, to: START + 10 * DAY, groupBy: ['revision'], limit: 10 };

describe('a file of measurements from before revisions were counted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentflow-metrics-'));
  const path = join(folder, 'metrics.db');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps its figures, counts them for no revision, and counts new ones by theirs', () => {
    const old = new Database(path);
    old.exec(`CREATE TABLE raw(org TEXT, id TEXT, kind TEXT, at INTEGER, execution_id TEXT, workflow_id TEXT, path TEXT, node_type TEXT, model TEXT, status TEXT,
        duration REAL, input INTEGER, output INTEGER, cost TEXT, trial INTEGER, extra TEXT, PRIMARY KEY(org, id));
      CREATE TABLE rollup(org TEXT, kind TEXT, span INTEGER, start INTEGER, workflow_id TEXT, model TEXT, status TEXT, node_type TEXT,
        count INTEGER, failed INTEGER, input INTEGER, output INTEGER, cost TEXT, duration REAL, buckets TEXT,
        PRIMARY KEY(org, kind, span, start, workflow_id, model, status, node_type)) WITHOUT ROWID;
      INSERT INTO raw VALUES('default', 'old', 'execution', ${START}, 'old', 'W1', '', '', '', 'completed', 10, 1, 1, '500000000000', 0, NULL);
      INSERT INTO rollup VALUES('default', 'execution', 3600000, ${START}, 'W1', '', 'completed', '', 1, 0, 1, 1, '500000000000', 10, '[[350,1]]');
      INSERT INTO rollup VALUES('default', 'execution', ${DAY}, ${START}, 'W1', '', 'completed', '', 1, 0, 1, 1, '500000000000', 10, '[[350,1]]');`);
    old.close();
    for (let opened = 0; opened < 2; opened++) {
      const file = openMetricsFile({ path } as never);
      const methods = file.methods as unknown as { insert(text: string): void; query(org: string, asked: object): readonly StatsRow[] };
      methods.insert(
        JSON.stringify([ended('old', 0), ended('new', 1, { revision: '2' }), ended('other', 5 * DAY, { revision: '2', status: 'failed' })]),
      );
      const rows = methods.query('default', ask).map(({ group, count, failed, cost }) => [group['revision'], count, failed, cost]);
      expect(rows).toEqual([
        ['', 1, 0, '0.5'],
        ['2', 2, 1, '1'],
      ]);
      file.close();
    }
  });
});
