import type { MetricRecord, MetricsStore, StatsRow } from '@agentflow/ports';
import { openClickHouse, type ClickHouseOptions } from './clickhouse-link.js';
import { rowOf } from './record-row.js';
import { TABLE } from './schema.js';
import { statsStatement, type StatsAnswer } from './stats-sql.js';

/*
 * I1  An insert is answered once the server has written it into the table: whoever waits for that before moving an offset on loses nothing with a server's process. (The
 *     server leaves the moment of fsync to the system; the stream can be read again.)
 * I2  A record counts once however often it comes: its repeats have the same key.
 * I3  Values reach the server as parameters or as rows, never as text of a statement.
 */
export interface ClickHouseMetricsStore extends MetricsStore {
  ready(): Promise<{ readonly ready: boolean; readonly detail: string }>;
  close(): Promise<void>;
}
/** Rows of one insert at most. */
const MOST_ROWS = 20_000;
interface Waiting {
  readonly rows: readonly { readonly [column: string]: unknown }[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Measurements in ClickHouse. Opens without the server, too: what fails says UNAVAILABLE until it is there. @throws AppError BAD_REQUEST when the options are wrong */
export async function createClickHouseMetricsStore(options: ClickHouseOptions): Promise<ClickHouseMetricsStore> {
  const link = await openClickHouse(options);
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  const write = (rows: Waiting['rows']): Promise<unknown> =>
    link.run('an insert', (client, abort_signal) =>
      client.insert({
        table: TABLE,
        values: rows,
        format: 'JSONEachRow',
        abort_signal,
        // The server gathers the inserts of all processes into one part, and answers when that is written.
        clickhouse_settings: { async_insert: 1, wait_for_async_insert: 1, date_time_input_format: 'best_effort' },
      }),
    );
  /** One insert at a time: what comes meanwhile gathers for the next. */
  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      let size = 0;
      const batch: Waiting[] = [];
      while (waiting.length > 0 && (batch.length === 0 || size + waiting[0]!.rows.length <= MOST_ROWS)) {
        size += waiting[0]!.rows.length;
        batch.push(waiting.shift()!);
      }
      try {
        await write(batch.flatMap(({ rows }) => rows));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = undefined;
  }
  return {
    async insert(records: readonly MetricRecord[]) {
      const rows = records.map(rowOf); // all of them before any is sent
      if (rows.length === 0) return;
      const written = new Promise<void>((resolve, reject) => void waiting.push({ rows, resolve, reject }));
      writing ??= drain();
      await written;
    },
    async query(org, query) {
      const statement = statsStatement(org, query);
      const rows = await link.run('a query', async (client, abort_signal) => {
        const answer = await client.query({
          ...statement,
          format: 'JSONEachRow',
          abort_signal,
          // A key lies in one partition, so that each may be looked through on its own.
          clickhouse_settings: { do_not_merge_across_partitions_select_final: '1' as never },
        });
        return answer.json<StatsAnswer>();
      });
      return rows.map((row) => statsRow(row, query.groupBy));
    },
    async ready() {
      const ready = await link.ping();
      return { ready, detail: ready ? 'ok' : 'no answer' };
    },
    async close() {
      await writing;
      waiting = [];
      await link.close();
    },
  };
}
function statsRow(row: StatsAnswer, groupBy: readonly string[]): StatsRow {
  const [p50, p95, p99] = row.shares.map((share) => Number(share.toPrecision(4))) as [number, number, number];
  return {
    group: Object.fromEntries(groupBy.map((name) => [name, row[`by_${name}`]!])),
    count: Number(row.records),
    failed: Number(row.failed),
    inputTokens: Number(row.input),
    outputTokens: Number(row.output),
    cost: row.money,
    durationMs: { avg: Number(row.mean.toFixed(3)), p50, p95, p99 },
  };
}
