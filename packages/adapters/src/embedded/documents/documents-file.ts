import type { DbFile } from '../threads/db-worker.js';
import type { FileSpec } from '../threads/db-thread.js';
import { FaultError } from '../threads/fault.js';
import { atomically, closeSqlite, openSqlite } from '../threads/sqlite.js';
import { createDocumentList, type ListRequest } from './document-list.js';
import { fold, type DocumentRow } from './document-row.js';

/**
 * JSON documents, inside their thread. Every name a caller gives (collection, index, unique value) is a bound value, never part of SQL text.
 * What is written here is set up by people: always synchronous FULL, whatever the executions' durability.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS documents(org TEXT, collection TEXT, id TEXT, version INTEGER, created_at INTEGER, updated_at INTEGER, value TEXT, PRIMARY KEY(org, collection, id));
  CREATE INDEX IF NOT EXISTS documents_scan ON documents(collection, org, id);
  CREATE TABLE IF NOT EXISTS uniques(org TEXT, collection TEXT, name TEXT, value TEXT, id TEXT, PRIMARY KEY(org, collection, name, value)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS uniques_of ON uniques(org, collection, id);
  CREATE TABLE IF NOT EXISTS entries(org TEXT, collection TEXT, id TEXT, name TEXT, value, folded TEXT, PRIMARY KEY(org, collection, id, name)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS entries_value ON entries(org, collection, name, value, id);
`;
export interface PutRequest {
  readonly org: string;
  readonly collection: string;
  readonly id: string;
  /** JSON text. */
  readonly value: string;
  readonly ifVersion?: number | 'absent';
  readonly unique?: { readonly [name: string]: string };
  readonly index?: { readonly [name: string]: string | number };
  readonly now: number;
}
export function openDocumentsFile({ path }: FileSpec): DbFile {
  const db = openSqlite(path, { synchronous: 'FULL', schema: SCHEMA });
  const one = db
    .prepare('SELECT id, version, created_at, updated_at, value FROM documents WHERE org = ? AND collection = ? AND id = ?')
    .raw();
  const byUnique = db
    .prepare(
      `SELECT d.id, d.version, d.created_at, d.updated_at, d.value FROM uniques u JOIN documents d ON d.org = u.org AND d.collection = u.collection AND d.id = u.id
       WHERE u.org = ? AND u.collection = ? AND u.name = ? AND u.value = ?`,
    )
    .raw();
  const upsert = db.prepare(
    `INSERT INTO documents(org, collection, id, version, created_at, updated_at, value) VALUES(?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(org, collection, id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at, value = excluded.value`,
  );
  const holder = db.prepare('SELECT id FROM uniques WHERE org = ? AND collection = ? AND name = ? AND value = ?').raw();
  const addUnique = db.prepare('INSERT INTO uniques VALUES(?, ?, ?, ?, ?)');
  const addEntry = db.prepare('INSERT INTO entries VALUES(?, ?, ?, ?, ?, ?)');
  const dropUniques = db.prepare('DELETE FROM uniques WHERE org = ? AND collection = ? AND id = ?');
  const dropEntries = db.prepare('DELETE FROM entries WHERE org = ? AND collection = ? AND id = ?');
  const drop = db.prepare('DELETE FROM documents WHERE org = ? AND collection = ? AND id = ?');
  const lastVersion = db.prepare('SELECT version FROM documents WHERE org = ? AND collection = ? AND id = ?').raw();
  const list = createDocumentList(db);
  const page = db
    .prepare(
      'SELECT org, id, version, created_at, updated_at, value FROM documents WHERE collection = ? AND (org, id) > (?, ?) ORDER BY org, id LIMIT ?',
    )
    .raw();

  function checkVersion(known: number | undefined, expected: number | 'absent' | undefined, id: string): void {
    if (expected === undefined) return;
    if (expected === 'absent') {
      if (known !== undefined)
        throw new FaultError('ALREADY_EXISTS', 'there is a document with this id already', { name: 'id', value: id });
    } else if (known !== expected) {
      throw new FaultError('VERSION_CONFLICT', 'the document has changed since it was read', { expected, actual: known ?? null });
    }
  }
  function put({ org, collection, id, value, ifVersion, unique, index, now }: PutRequest): DocumentRow {
    return atomically(db, () => {
      const known = one.get([org, collection, id]) as unknown as DocumentRow | undefined;
      checkVersion(known?.[1], ifVersion, id);
      if (unique) {
        dropUniques.run([org, collection, id]);
        for (const [name, wanted] of Object.entries(unique)) {
          if (holder.get([org, collection, name, wanted]))
            throw new FaultError('ALREADY_EXISTS', `the ${name} "${wanted}" is taken`, { name, value: wanted });
          addUnique.run([org, collection, name, wanted, id]);
        }
      }
      if (index) {
        dropEntries.run([org, collection, id]);
        for (const [name, entry] of Object.entries(index)) addEntry.run([org, collection, id, name, entry, fold(String(entry))]);
      }
      const row: DocumentRow = [id, (known?.[1] ?? 0) + 1, known?.[2] ?? now, now, value];
      upsert.run([org, collection, ...row]);
      return row;
    });
  }
  function remove(org: string, collection: string, id: string, ifVersion?: number): boolean {
    return atomically(db, () => {
      const known = lastVersion.get([org, collection, id]) as unknown as [number] | undefined;
      checkVersion(known?.[0], ifVersion, id);
      if (!known) return false;
      for (const statement of [dropUniques, dropEntries, drop]) statement.run([org, collection, id]);
      return true;
    });
  }
  return {
    methods: {
      get: (org: string, collection: string, id: string) => one.get([org, collection, id]) ?? null,
      getByUnique: (org: string, collection: string, name: string, value: string) => byUnique.get([org, collection, name, value]) ?? null,
      put,
      delete: remove,
      list: (request: ListRequest) => list(request),
      scan: (collection: string, org: string, id: string, limit: number) => page.all([collection, org, id, limit]),
    },
    close: () => closeSqlite(db),
  };
}
