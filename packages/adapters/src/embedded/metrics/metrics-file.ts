import type { MetricRecord, StatsQuery, StatsRow } from '@agentflow/ports';
import type { DbFile } from '../threads/db-worker.js';
import type { FileSpec } from '../threads/db-thread.js';
import { FaultError } from '../threads/fault.js';
import { atomically, closeSqlite, openSqlite, type Db } from '../threads/sqlite.js';
import { addMeasures, addRecord, formatCost, noMeasures, parseCost, percentiles, type Measures } from './measures.js';
import { splitRange, DAY_MS, HOUR_MS, type Stretch } from './split-range.js';

/**
 * Measurements, inside their thread: every record raw, and roll-ups per hour and per day (UTC) of what the lists group by. A query takes whole
 * days and hours from the roll-ups and only the edges from the raw records; single executions always from the raw ones. Costs are
 * whole picodollars as text, summed as bigint: never a float, and no limit.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS raw(org TEXT, id TEXT, kind TEXT, at INTEGER, execution_id TEXT, workflow_id TEXT, path TEXT, node_type TEXT, model TEXT, status TEXT,
    duration REAL, input INTEGER, output INTEGER, cost TEXT, trial INTEGER, extra TEXT, revision TEXT NOT NULL DEFAULT '', PRIMARY KEY(org, id));
  CREATE INDEX IF NOT EXISTS raw_time ON raw(org, kind, at);
  CREATE INDEX IF NOT EXISTS raw_execution ON raw(org, execution_id, kind);
  CREATE TABLE IF NOT EXISTS rollup(org TEXT, kind TEXT, span INTEGER, start INTEGER, workflow_id TEXT, model TEXT, status TEXT, node_type TEXT, revision TEXT,
    count INTEGER, failed INTEGER, input INTEGER, output INTEGER, cost TEXT, duration REAL, buckets TEXT,
    PRIMARY KEY(org, kind, span, start, workflow_id, model, status, node_type, revision)) WITHOUT ROWID;
`;
type RollupKey = readonly [
  org: string,
  kind: string,
  span: number,
  start: number,
  workflowId: string,
  model: string,
  status: string,
  nodeType: string,
  revision: string,
];
interface RollupEntry {
  readonly key: RollupKey;
  readonly sum: Measures;
}
type SumRow = readonly [count: number, failed: number, input: number, output: number, cost: string, duration: number, buckets: string];
/** What a group is made of: dimensions of a roll-up or of a raw record. */
interface Dimensions {
  readonly at: number;
  readonly workflow: string;
  readonly model: string;
  readonly status: string;
  readonly nodeType: string;
  readonly execution: string;
  readonly revision: string;
}

export function openMetricsFile({ path }: FileSpec): DbFile {
  const db = openSqlite(path, { synchronous: 'NORMAL', schema: SCHEMA });
  addRevisions(db);
  const addRaw = db.prepare('INSERT OR IGNORE INTO raw VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const KEY =
    'org = ? AND kind = ? AND span = ? AND start = ? AND workflow_id = ? AND model = ? AND status = ? AND node_type = ? AND revision = ?';
  const readRollup = db.prepare(`SELECT count, failed, input, output, cost, duration, buckets FROM rollup WHERE ${KEY}`).raw();
  const writeRollup = db.prepare('INSERT OR REPLACE INTO rollup VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');

  function insert(text: string): void {
    const sums = new Map<string, RollupEntry>();
    const entryOf = (key: RollupKey): RollupEntry => {
      const name = JSON.stringify(key);
      let entry = sums.get(name);
      if (!entry) sums.set(name, (entry = { key, sum: noMeasures() }));
      return entry;
    };
    // Records that follow each other are mostly of the same hour, workflow and status.
    let last: RollupEntry | undefined;
    atomically(db, () => {
      for (const record of JSON.parse(text) as MetricRecord[]) {
        const { org, id, kind, at, executionId, workflowId, status, durationMs, inputTokens, outputTokens, trial } = record;
        const { path: nodePath = '', nodeType = '', model = '', revision = '' } = record;
        const cost = parseCost(record.cost);
        if (cost === null) throw new FaultError('BAD_REQUEST', 'a cost must be a decimal string', { id, cost: String(record.cost) });
        const extra = record.extra === undefined ? null : JSON.stringify(record.extra);
        const values = [
          org,
          id,
          kind,
          at,
          executionId,
          workflowId,
          nodePath,
          nodeType,
          model,
          status,
          durationMs,
          inputTokens,
          outputTokens,
          String(cost),
        ];
        if (addRaw.run([...values, trial ? 1 : 0, extra, revision]).changes === 0) continue; // a repeat
        const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
        if (!last || !isOf(last.key, org, kind, hour, workflowId, model, status, nodeType, revision))
          last = entryOf([org, kind, HOUR_MS, hour, workflowId, model, status, nodeType, revision]);
        addRecord(last.sum, { status, durationMs, inputTokens, outputTokens, cost });
      }
      for (const { key, sum } of [...sums.values()]) {
        const [org, kind, , hour, ...rest] = key;
        addMeasures(entryOf([org, kind, DAY_MS, Math.floor(hour / DAY_MS) * DAY_MS, ...rest]).sum, sum);
      }
      for (const { key, sum } of sums.values()) {
        const row = readRollup.get([...key]) as unknown as SumRow | undefined;
        if (row) addMeasures(sum, toMeasures(row));
        const { count, failed, inputTokens, outputTokens, cost, durationSum, buckets } = sum;
        writeRollup.run([...key, count, failed, inputTokens, outputTokens, String(cost), durationSum, JSON.stringify([...buckets])]);
      }
    });
  }
  function query(org: string, asked: StatsQuery): readonly StatsRow[] {
    const { kind, groupBy, where = {} } = asked;
    const groups = new Map<string, { group: { [name: string]: string }; sum: Measures }>();
    const groupOf = (of: Dimensions): Measures => {
      const names = groupBy.map((name) => nameOf(name, of));
      const key = JSON.stringify(names);
      let found = groups.get(key);
      if (!found) groups.set(key, (found = { group: Object.fromEntries(groupBy.map((name, i) => [name, names[i]!])), sum: noMeasures() }));
      return found.sum;
    };
    const filters = (['workflowId', 'model', 'executionId'] as const).flatMap((name) =>
      where[name] === undefined ? [] : [[FILTERS[name], where[name]] as const],
    );
    const and = filters.map(([sql]) => ` AND ${sql}`).join('');
    const filterValues = filters.map(([, value]) => value);
    const rawOnly = groupBy.includes('execution') || where.executionId !== undefined;

    const addRawRows = ({ from, to }: Stretch): void => {
      const sql = `SELECT at, workflow_id, model, status, node_type, execution_id, revision, duration, input, output, cost FROM raw WHERE org = ? AND kind = ? AND at >= ? AND at < ?${and}`;
      const rows = db
        .prepare(sql)
        .raw()
        .iterate([org, kind, from, to, ...filterValues]) as IterableIterator<
        [number, string, string, string, string, string, string, number, number, number, string]
      >;
      for (const [at, workflow, model, status, nodeType, execution, revision, durationMs, inputTokens, outputTokens, cost] of rows) {
        addRecord(groupOf({ at, workflow, model, status, nodeType, execution, revision }), {
          status,
          durationMs,
          inputTokens,
          outputTokens,
          cost: BigInt(cost),
        });
      }
    };
    const addRollups = ({ span, from, to }: Stretch): void => {
      const sql = `SELECT start, workflow_id, model, status, node_type, revision, count, failed, input, output, cost, duration, buckets FROM rollup WHERE org = ? AND kind = ? AND span = ? AND start >= ? AND start < ?${and}`;
      const rows = db
        .prepare(sql)
        .raw()
        .iterate([org, kind, span, from, to, ...filterValues]) as IterableIterator<
        [number, string, string, string, string, string, ...SumRow]
      >;
      for (const [at, workflow, model, status, nodeType, revision, ...sums] of rows)
        addMeasures(groupOf({ at, workflow, model, status, nodeType, execution: '', revision }), toMeasures(sums));
    };
    const stretches = rawOnly
      ? [{ span: 0, from: asked.from, to: asked.to }]
      : splitRange(asked.from, asked.to, groupBy.includes('hour') ? [HOUR_MS] : [DAY_MS, HOUR_MS]);
    for (const stretch of stretches) (stretch.span === 0 ? addRawRows : addRollups)(stretch);
    return [...groups.values()]
      .sort((a, b) => compare(groupBy, a.group, b.group))
      .slice(0, asked.limit)
      .map(({ group, sum }) => ({ group, ...present(sum) }));
  }
  return { methods: { insert, query }, close: () => closeSqlite(db) };
}
/** Files of before know no revisions: what they have counts for none of them. */
function addRevisions(db: Db): void {
  const has = (table: string): boolean =>
    (db.prepare(`SELECT COUNT(*) FROM pragma_table_info('${table}') WHERE name = 'revision'`).raw().get() as unknown as [number])[0] > 0;
  atomically(db, () => {
    if (!has('raw')) db.exec(`ALTER TABLE raw ADD COLUMN revision TEXT NOT NULL DEFAULT ''`);
    if (has('rollup')) return;
    db.exec('ALTER TABLE rollup RENAME TO rollup_before');
    db.exec(SCHEMA);
    db.exec(
      `INSERT INTO rollup SELECT org, kind, span, start, workflow_id, model, status, node_type, '', count, failed, input, output, cost, duration, buckets FROM rollup_before`,
    );
    db.exec('DROP TABLE rollup_before');
  });
}
function isOf(
  key: RollupKey,
  org: string,
  kind: string,
  hour: number,
  workflow: string,
  model: string,
  status: string,
  nodeType: string,
  revision: string,
): boolean {
  return (
    key[3] === hour &&
    key[4] === workflow &&
    key[6] === status &&
    key[5] === model &&
    key[7] === nodeType &&
    key[8] === revision &&
    key[1] === kind &&
    key[0] === org
  );
}
const FILTERS = { workflowId: 'workflow_id = ?', model: 'model = ?', executionId: 'execution_id = ?' } as const;

function nameOf(name: StatsQuery['groupBy'][number], of: Dimensions): string {
  if (name === 'day') return new Date(of.at).toISOString().slice(0, 10);
  if (name === 'hour') return `${new Date(of.at).toISOString().slice(0, 13)}:00:00Z`;
  return of[name];
}
/** Days and hours newest first, so that a limit leaves the oldest out; everything else in the order of the alphabet. */
function compare(groupBy: StatsQuery['groupBy'], a: { [name: string]: string }, b: { [name: string]: string }): number {
  for (const name of groupBy) {
    if (a[name] === b[name]) continue;
    const rising = a[name]! < b[name]! ? -1 : 1;
    return name === 'day' || name === 'hour' ? -rising : rising;
  }
  return 0;
}
function toMeasures([count, failed, inputTokens, outputTokens, cost, durationSum, buckets]: SumRow): Measures {
  return {
    count,
    failed,
    inputTokens,
    outputTokens,
    cost: BigInt(cost),
    durationSum,
    buckets: new Map(JSON.parse(buckets) as [number, number][]),
  };
}
function present(sum: Measures): Omit<StatsRow, 'group'> {
  const [p50, p95, p99] = percentiles(sum, [0.5, 0.95, 0.99]) as [number, number, number];
  const { count, failed, inputTokens, outputTokens } = sum;
  return {
    count,
    failed,
    inputTokens,
    outputTokens,
    cost: formatCost(sum.cost),
    durationMs: { avg: Number((sum.durationSum / count).toFixed(3)), p50, p95, p99 },
  };
}
