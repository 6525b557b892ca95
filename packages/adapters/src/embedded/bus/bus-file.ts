import type { DbFile } from '../threads/db-worker.js';
import type { FileSpec } from '../threads/db-thread.js';
import { atomically, closeSqlite, openSqlite } from '../threads/sqlite.js';

/**
 * The bus, inside its thread: one row per publish of a topic, in the order of writing; a group's offset is the (row, slot) it handled last.
 * Rows that all groups of a topic have handled are dropped; a topic without groups keeps its newest KEPT_UNREAD publishes, and a group that
 * never comes back holds KEPT_AT_MOST of them: the bus is transport, the truth is in the log.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS published(id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS published_topic ON published(topic, id);
  CREATE TABLE IF NOT EXISTS offsets(topic TEXT, consumers TEXT, id INTEGER NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY(topic, consumers)) WITHOUT ROWID;
`;
const KEPT_UNREAD = 10_000;
const KEPT_AT_MOST = 500_000;
/** Trimming follows so many publishes. */
const TRIM_EVERY = 256;

export type PublishedRow = readonly [id: number, at: number, body: string];
export interface Offset {
  readonly id: number;
  /** How many messages of the row are handled. */
  readonly slot: number;
}

export function openBusFile({ path, durability }: FileSpec): DbFile {
  const db = openSqlite(path, { synchronous: durability === 'sync' ? 'FULL' : 'NORMAL', schema: SCHEMA });
  const insert = db.prepare('INSERT INTO published(topic, at, count, body) VALUES(?, ?, ?, ?)');
  const rows = db.prepare('SELECT id, at, body FROM published WHERE topic = ? AND id >= ? ORDER BY id LIMIT ?').raw();
  const offset = db.prepare('SELECT id, slot FROM offsets WHERE topic = ? AND consumers = ?').raw();
  const setOffset = db.prepare('INSERT INTO offsets VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET id = excluded.id, slot = excluded.slot');
  const lastId = db.prepare('SELECT max(id) FROM published WHERE topic = ?').raw();
  const ahead = db.prepare('SELECT coalesce(sum(count), 0) FROM published WHERE topic = ? AND id >= ?').raw();
  const slowest = db.prepare('SELECT min(id) FROM offsets WHERE topic = ?').raw();
  const trimHandled = db.prepare('DELETE FROM published WHERE topic = ? AND id < ?');
  const newest = db.prepare('SELECT id FROM published WHERE topic = ? ORDER BY id DESC LIMIT 1 OFFSET ?').raw();
  const sinceTrim = new Map<string, number>();

  const number = (row: unknown): number => (row as [number | null] | undefined)?.[0] ?? 0;
  /** Publishes of one flush, each `[topic, at, count, body]`; answers their ids. */
  function publish(publishes: readonly (readonly [topic: string, at: number, count: number, body: string])[]): readonly number[] {
    const ids = atomically(db, () => publishes.map((values) => Number(insert.run([...values]).lastInsertRowid)));
    for (const [topic] of publishes) {
      const count = (sinceTrim.get(topic) ?? 0) + 1;
      sinceTrim.set(topic, count % TRIM_EVERY);
      if (count === TRIM_EVERY) trim(topic);
    }
    return ids;
  }
  function join(topic: string, group: string, from: 'earliest' | 'latest'): Offset {
    const known = offset.get([topic, group]) as unknown as [number, number] | undefined;
    if (known) return { id: known[0], slot: known[1] };
    const id = from === 'earliest' ? 0 : number(lastId.get([topic])) + 1;
    setOffset.run([topic, group, id, 0]);
    return { id, slot: 0 };
  }
  function trim(topic: string): void {
    const [handled] = slowest.get([topic]) as unknown as [number | null];
    const floor = number(newest.get([topic, handled === null ? KEPT_UNREAD : KEPT_AT_MOST]));
    trimHandled.run([topic, Math.max(handled ?? 0, floor)]);
  }
  return {
    methods: {
      publish,
      join,
      read: (topic: string, from: number, limit: number) => rows.all([topic, from, limit]),
      commit(topic: string, group: string, { id, slot }: Offset) {
        setOffset.run([topic, group, id, slot]);
      },
      offset: (topic: string, group: string) => {
        const known = offset.get([topic, group]) as unknown as [number, number] | undefined;
        return known ? { id: known[0], slot: known[1] } : { id: 0, slot: 0 };
      },
      ahead: (topic: string, { id, slot }: Offset) => Math.max(0, number(ahead.get([topic, id])) - slot),
      /** For tests: what is kept of a topic. */
      kept: (topic: string) => number(db.prepare('SELECT coalesce(sum(count), 0) FROM published WHERE topic = ?').raw().get([topic])),
      trim,
    },
    close: () => closeSqlite(db),
  };
}
