import type { ExecutionHead, RESERVED } from '@agentflow/core';
import type { DbFile } from '../threads/db-worker.js';
import type { FileSpec } from '../threads/db-thread.js';
import { decodeCursor, encodeCursor } from '../threads/cursor.js';
import { breakSeal, checkSeal, removeDatabase, sealFile } from '../folder/file-sum.js';
import { atomically, closeSqlite, openSqlite } from '../threads/sqlite.js';

/**
 * The projection of the log that lists and take-overs read. Its own file and thread: it may lag and never delays a commit.
 * No index begins with the partition where every execution is in it: each write would dirty as many pages as there are partitions.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS heads(org TEXT, id TEXT, partition TEXT, version INTEGER, workflow_id TEXT, status TEXT, is_open INTEGER,
    created_at INTEGER, wake_at INTEGER, body TEXT, PRIMARY KEY(org, id));
  CREATE INDEX IF NOT EXISTS heads_created ON heads(org, created_at, id);
  CREATE INDEX IF NOT EXISTS heads_workflow ON heads(org, workflow_id, created_at, id);
  CREATE INDEX IF NOT EXISTS heads_status ON heads(org, status, created_at, id);
  CREATE INDEX IF NOT EXISTS heads_open_id ON heads(org, id) WHERE is_open = 1;
  CREATE INDEX IF NOT EXISTS heads_open_workflow ON heads(org, workflow_id) WHERE is_open = 1;
  CREATE INDEX IF NOT EXISTS heads_open_root ON heads(org, json_extract(body, '$.rootId')) WHERE is_open = 1;
  CREATE INDEX IF NOT EXISTS heads_wake ON heads(wake_at) WHERE is_open = 1 AND wake_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS tags(org TEXT, tag TEXT, created_at INTEGER, id TEXT, PRIMARY KEY(org, tag, created_at, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cursors(partition TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
  DROP INDEX IF EXISTS heads_open;
  DROP INDEX IF EXISTS heads_ended;
  DROP INDEX IF EXISTS heads_due;
`;
/** Shared deciders have heads for take-over and timers, but are no executions: no list shows them. */
const HIDDEN: typeof RESERVED = '$'; // by type alone: a database thread loads nothing of the core
const SHOWN = `substr(h.workflow_id, 1, 1) <> '${HIDDEN}'`;
const ENDED = new Set(['completed', 'failed', 'stopped']);
/** An instant after every other, and an id after every other: where a list from the newest begins. */
const LAST: ListKey = [Number.MAX_SAFE_INTEGER, '\uffff'];

type ListKey = readonly [createdAt: number, id: string];
type HeadRow = readonly [createdAt: number, id: string, body: string];
export interface HeadsQuery {
  readonly workflowId?: string;
  readonly status?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly tag?: string;
  readonly cursor?: string;
  readonly limit: number;
}
export interface TextPage {
  /** JSON texts. */
  readonly items: readonly string[];
  readonly nextCursor: string | null;
}

export function openHeadsFile({ path, durability }: FileSpec): DbFile {
  // Changed since it was closed: it is built anew from the log.
  if (checkSeal(path).state === 'changed') removeDatabase(path);
  breakSeal(path);
  const db = openSqlite(path, { synchronous: 'NORMAL', schema: SCHEMA, holdBack: durability === 'exit' });
  const upsert = db.prepare(`
    INSERT INTO heads(org, id, partition, version, workflow_id, status, is_open, created_at, wake_at, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(org, id) DO UPDATE SET partition = excluded.partition, version = excluded.version, workflow_id = excluded.workflow_id, status = excluded.status,
      is_open = excluded.is_open, created_at = excluded.created_at, wake_at = excluded.wake_at, body = excluded.body
    WHERE excluded.version > heads.version`);
  const tag = db.prepare('INSERT OR IGNORE INTO tags VALUES(?, ?, ?, ?)');
  const moveCursor = db.prepare('INSERT INTO cursors VALUES(?, ?) ON CONFLICT DO UPDATE SET position = max(position, excluded.position)');
  const one = db.prepare('SELECT body FROM heads WHERE org = ? AND id = ?').raw();
  const count = db.prepare('SELECT count(*) FROM heads WHERE org = ? AND workflow_id = ? AND is_open = 1').raw();
  const countOfRoot = db.prepare("SELECT count(*) FROM heads WHERE org = ? AND json_extract(body, '$.rootId') = ? AND is_open = 1").raw();
  const dropTag = db.prepare('DELETE FROM tags WHERE org = ? AND tag = ? AND created_at = ? AND id = ?');
  const dropHead = db.prepare('DELETE FROM heads WHERE org = ? AND id = ?');
  const statements = new Map<string, ReturnType<typeof db.prepare>>();
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql).raw()));
    return statement;
  };

  function project(texts: readonly string[], cursors: readonly (readonly [string, number])[]): void {
    atomically(db, () => {
      for (const text of texts) {
        const head = JSON.parse(text) as ExecutionHead;
        const { org, executionId, partition, version, workflowId, status, createdAt, wakeAt } = head;
        // Last in every list, where the filter meets them no sooner than it must.
        const at = workflowId.startsWith(HIDDEN) ? 0 : createdAt;
        upsert.run([org, executionId, partition, version, workflowId, status, ENDED.has(status) ? 0 : 1, at, wakeAt, text]);
        for (const name of head.tags) tag.run([org, name, createdAt, executionId]);
      }
      for (const [partition, position] of cursors) moveCursor.run([partition, position]);
    });
  }
  /** One status (or none) at a time is an index in order; several are merged by `list`. */
  function rowsOf(org: string, query: HeadsQuery, status: string | undefined, before: ListKey, limit: number): readonly HeadRow[] {
    const source = query.tag === undefined ? 'heads h' : 'tags t JOIN heads h ON h.org = t.org AND h.id = t.id';
    const by = query.tag === undefined ? 'h' : 't';
    const where = [SHOWN, `${by}.org = ?`, `(${by}.created_at, ${by}.id) < (?, ?)`];
    const values: unknown[] = [org, ...before];
    const filter = (sql: string, value: unknown): void => {
      if (value === undefined) return;
      where.push(sql);
      values.push(value);
    };
    filter('t.tag = ?', query.tag);
    filter('h.workflow_id = ?', query.workflowId);
    filter('h.status = ?', status);
    filter(`${by}.created_at >= ?`, query.from);
    filter(`${by}.created_at < ?`, query.to);
    const sql = `SELECT h.created_at, h.id, h.body FROM ${source} WHERE ${where.join(' AND ')} ORDER BY ${by}.created_at DESC, ${by}.id DESC LIMIT ?`;
    return prepared(sql).all([...values, limit]) as HeadRow[];
  }
  function list(org: string, query: HeadsQuery): TextPage {
    const before = query.cursor === undefined ? LAST : decodeCursor<ListKey>(query.cursor, ['number', 'string']);
    const statuses = query.status === undefined ? [undefined] : [...new Set(query.status)];
    const rows = statuses.flatMap((status) => rowsOf(org, query, status, before, query.limit + 1));
    if (statuses.length > 1) rows.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : 0));
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return { items: page.map((row) => row[2]), nextCursor: rows.length > query.limit && last ? encodeCursor([last[0], last[1]]) : null };
  }
  function headsOf(open: 0 | 1, partitions: readonly string[], cursor: string | null, limit: number): TextPage {
    const [org, id] = cursor === null ? ['', ''] : decodeCursor<[string, string]>(cursor, ['string', 'string']);
    const rows = prepared(
      `SELECT org, id, body FROM heads ${open ? 'INDEXED BY heads_open_id ' : ''}WHERE is_open = ${open} AND (org, id) > (?, ?)
         AND partition IN (SELECT value FROM json_each(?)) ORDER BY org, id LIMIT ?`,
    ).all([org, id, JSON.stringify(partitions), limit + 1]) as [string, string, string][];
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map((row) => row[2]), nextCursor: rows.length > limit && last ? encodeCursor([last[0], last[1]]) : null };
  }
  function remove(org: string, ids: readonly string[]): void {
    atomically(db, () => {
      for (const id of ids) {
        const text = (one.get([org, id]) as unknown as [string] | undefined)?.[0];
        if (text === undefined) continue;
        const { tags, createdAt } = JSON.parse(text) as ExecutionHead;
        for (const name of tags) dropTag.run([org, name, createdAt, id]);
        dropHead.run([org, id]);
      }
    });
  }
  return {
    methods: {
      project,
      list,
      open: (partitions: readonly string[], cursor: string | null, limit: number) => headsOf(1, partitions, cursor, limit),
      ended: (partitions: readonly string[], cursor: string | null, limit: number) => headsOf(0, partitions, cursor, limit),
      countOpenOfRoot: (org: string, rootId: string) => (countOfRoot.get([org, rootId]) as unknown as [number])[0],
      remove,
      head: (org: string, id: string) => (one.get([org, id]) as unknown as [string] | undefined)?.[0] ?? null,
      due: (partitions: readonly string[], at: number, limit: number) =>
        (
          prepared(
            'SELECT org, id FROM heads WHERE is_open = 1 AND wake_at IS NOT NULL AND wake_at <= ? AND partition IN (SELECT value FROM json_each(?)) ORDER BY wake_at LIMIT ?',
          ).all([at, JSON.stringify(partitions), limit]) as [string, string][]
        ).map(([org, executionId]) => ({ org, executionId })),
      countOpen: (org: string, workflowId: string) => (count.get([org, workflowId]) as unknown as [number])[0],
      cursors: () => db.prepare('SELECT partition, position FROM cursors').raw().all(),
      /** The log is shorter than what was projected (a power cut without `sync`, a log put back from a copy): all of it is read again. */
      clear: () => atomically(db, () => db.exec('DELETE FROM heads; DELETE FROM tags; DELETE FROM cursors')),
    },
    close() {
      closeSqlite(db);
      sealFile(path);
    },
  };
}
