import { readFile } from 'node:fs/promises';
import { AppError } from '@agentflow/core';
import type { ClickHouseClient } from '@clickhouse/client';
import { isMissing, translated } from './clickhouse-errors.js';
import { MIGRATIONS, TABLE, ttlOf } from './schema.js';

export interface ClickHouseOptions {
  /** `http(s)://user:password@host:port/database`. */
  readonly url: string;
  /** File of the authority that signed the server's certificate (PEM). */
  readonly tlsCa?: string;
  /** Days that records are kept; left out, what the table says is left alone. */
  readonly retentionDays?: number;
  /** How long a call may take; 10 s where left out. */
  readonly timeoutMs?: number;
  /** Told why the server could not be prepared at the start; it is tried again before each call. */
  readonly onFault?: (error: unknown, what: string) => void;
}
export interface ClickHouseLink {
  /** Calls with a database that is up to date. @throws AppError UNAVAILABLE, INTERNAL */
  run<T>(doing: string, call: (client: ClickHouseClient, signal: AbortSignal) => Promise<T>): Promise<T>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Opens the driver; a server that is not there yet is prepared when it comes. @throws AppError BAD_REQUEST when the options are wrong */
export async function openClickHouse({
  url,
  tlsCa,
  retentionDays,
  timeoutMs = 10_000,
  onFault = () => undefined,
}: ClickHouseOptions): Promise<ClickHouseLink> {
  const { address, database, username, password } = parse(url);
  if (retentionDays !== undefined && !(Number.isInteger(retentionDays) && retentionDays > 0 && retentionDays <= 36_500))
    throw new AppError('BAD_REQUEST', 'records are kept for a whole number of days, 1 to 36,500', { retentionDays });
  const ca = tlsCa === undefined ? undefined : await readCa(tlsCa);
  const { createClient, ClickHouseLogLevel } = await import('@clickhouse/client');
  const common = {
    url: address,
    username,
    password,
    application: 'agentflow',
    request_timeout: timeoutMs,
    log: { level: ClickHouseLogLevel.OFF }, // what goes wrong is thrown
    ...(ca !== undefined && { tls: { ca_cert: ca } }),
  };
  const client = createClient({ ...common, database });
  let prepared: Promise<void> | undefined;

  const limited = async <T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> => call(AbortSignal.timeout(timeoutMs));

  async function prepare(): Promise<void> {
    const server = createClient({ ...common, database: 'system' });
    try {
      const found = await limited(async (abort_signal) => {
        const answer = await server.query({
          query: 'SELECT name FROM system.databases WHERE name = {name:String}',
          query_params: { name: database },
          format: 'JSONEachRow',
          abort_signal,
        });
        return answer.json();
      });
      // Identifiers cannot be parameters of every statement; this one was checked letter by letter.
      if (found.length === 0)
        await limited((abort_signal) => server.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}`, abort_signal }));
    } finally {
      await server.close();
    }
    for (const query of MIGRATIONS) await limited((abort_signal) => client.command({ query, abort_signal }));
    if (retentionDays !== undefined) await keepFor(retentionDays);
  }
  async function keepFor(days: number): Promise<void> {
    const [table] = await limited(async (abort_signal) => {
      const answer = await client.query({
        query: 'SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = {table:String}',
        query_params: { table: TABLE },
        format: 'JSONEachRow',
        abort_signal,
      });
      return answer.json<{ engine_full: string }>();
    });
    if (table?.engine_full.includes(ttlOf(days))) return;
    // Old parts lose what is too old when they are merged next; to rewrite them all at once would stall the server.
    await limited((abort_signal) =>
      client.command({
        query: `ALTER TABLE ${TABLE} MODIFY TTL ${ttlOf(days)}`,
        clickhouse_settings: { materialize_ttl_after_modify: 0 },
        abort_signal,
      }),
    );
  }
  const ready = (): Promise<void> => {
    prepared ??= prepare().catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };
  await ready().catch((error: unknown) => onFault(error, 'preparing the database of measurements'));

  return {
    async run(doing, call) {
      try {
        await ready();
        return await limited((signal) => call(client, signal));
      } catch (error) {
        if (isMissing(error)) prepared = undefined;
        throw translated(error, doing);
      }
    },
    async ping() {
      // Not the answer that everybody gets: a server that does not let us in is of no use.
      const answer = await client.ping({ select: true });
      if (answer.success) return true;
      if (!isMissing(answer.error)) return false;
      // One that was wiped lets us in, and has no database: it is made anew at once.
      prepared = undefined;
      return ready().then(
        () => true,
        () => false,
      );
    },
    close: () => client.close(),
  };
}
function parse(text: string): {
  readonly address: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
} {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = url?.pathname.slice(1) ?? '';
  if (!url || !/^https?:$/.test(url.protocol) || !NAME.test(database))
    // the text may hold a password
    throw new AppError(
      'BAD_REQUEST',
      'ClickHouse is found at http(s)://user:password@host:port/database, the database a name of letters, digits and _',
    );
  return {
    address: url.origin,
    database,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
  };
}
async function readCa(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', `the authority's file ${file} cannot be read`, { file }, { cause });
  }
}
