import Database from 'libsql';

export type Db = InstanceType<typeof Database>;
export type Durability = 'sync' | 'buffered' | 'exit';
export interface OpenOptions {
  /** FULL: a commit is on the disk when it answers. NORMAL: it survives the end of the process, not a power cut. */
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly schema: string;
  /** Keep everything in one open transaction that is committed by `closeSqlite` only. */
  readonly holdBack?: boolean;
}

/** Opens (or creates) a database file in WAL mode. libsql has no `pragma()`: SQL says the same. */
export function openSqlite(path: string, options: OpenOptions): Db {
  const db = new Database(path);
  db.exec('PRAGMA page_size=8192');
  db.prepare('PRAGMA busy_timeout=1000').get();
  db.prepare('PRAGMA journal_mode=WAL').get();
  db.exec(`PRAGMA synchronous=${options.synchronous}`);
  db.prepare('PRAGMA wal_autocheckpoint=512').get();
  db.exec('PRAGMA temp_store=MEMORY');
  db.exec(`BEGIN; ${options.schema} COMMIT`);
  if (options.holdBack) db.exec('BEGIN');
  return db;
}
/** Runs `work` as one transaction, or as one savepoint where a transaction is open; undone as a whole when it throws. */
export function atomically<T>(db: Db, work: () => T): T {
  db.exec('SAVEPOINT atomically');
  try {
    const result = work();
    db.exec('RELEASE atomically');
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK TO atomically; RELEASE atomically');
    throw error;
  }
}
export function closeSqlite(db: Db): void {
  if (db.inTransaction) db.exec('COMMIT');
  // All of it into the file itself: a statement that is still held would put that off until after the close.
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  db.close();
}
/** One row as an array, or `undefined`. (`get` of a raw statement: without it libsql adds a field of its own to the row.) */
export type RawRow = readonly unknown[];
