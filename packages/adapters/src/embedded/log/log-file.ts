import type { DbFile } from '../threads/db-worker.js';
import type { FileSpec } from '../threads/db-thread.js';
import { breakSeal, checkSeal, removeDatabase, sealFile } from '../folder/file-sum.js';
import { FaultError } from '../threads/fault.js';
import { atomically, closeSqlite, openSqlite, type Db } from '../threads/sqlite.js';
import { createDeletion, DELETION_SCHEMA } from './deletion.js';
import { createLogIndex, flushAt, type LogIndex } from './log-index.js';
import { readHeads, type KnownExecution, type LineHead } from './line-heads.js';
import { openSegments, SEGMENT } from './segments.js';

/**
 * The execution log, inside its thread. The truth are the segments, a frame per flush in the order of writing (segments.ts); the ways to a
 * commit (by partition and position, by execution and version) are an index that is kept in memory for the newest flushes and written in bulk
 * into `log.db` for the others (log-index.ts). Flushes that earlier versions wrote stay where they are: rows of `flush`.
 *
 * I1  A flush is one frame: all of its commits are durable, or none is.
 * I2  A partition's positions are 1..n without a gap: what does not fit at the end is refused.
 * I3  Memory follows the disk: nothing below is changed before the frame is written, and a failed write reads everything anew.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS flush(id INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS by_partition(partition TEXT, first INTEGER, last INTEGER, refs TEXT, PRIMARY KEY(partition, first)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS by_execution(execution_id TEXT, first INTEGER, last INTEGER, org TEXT, refs TEXT, PRIMARY KEY(execution_id, first)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sealed(one INTEGER PRIMARY KEY CHECK(one = 1), flush INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS ownership(partition TEXT PRIMARY KEY, epoch INTEGER NOT NULL, owner TEXT NOT NULL, expires_at INTEGER NOT NULL);
  ${DELETION_SCHEMA}
`;
/** Stands for "no expiry": embedded mode has one owner and no time-outs. */
const NEVER = Number.MAX_SAFE_INTEGER;

interface Partition {
  epoch: number;
  last: number;
  /** While a flush is looked at: its last position so far; else 0. */
  planned: number;
  owner: string;
  expiresAt: number;
}
export interface OwnershipRow {
  readonly partition: string;
  readonly epoch: number;
  readonly owner: string;
  readonly expiresAt: number;
  readonly position: number;
}
/** Calls of a flush (by their place in it) whose commits in a partition were refused. */
export type Refusal = readonly [call: number, partition: string];

export function openLogFile({ path, durability, segmentBytes = SEGMENT }: FileSpec): DbFile {
  const seal = checkSeal(path);
  if (seal.state === 'changed') salvage(path, seal.note?.['onlyIndex'] === true);
  // The index and the owners can be told from the segments: `log.db` need not be synced.
  const db = openSqlite(path, { synchronous: 'NORMAL', schema: SCHEMA, holdBack: durability === 'exit' });
  const segments = openSegments(path.replace(/\.db$/, ''), durability, undefined, segmentBytes);
  const closedAt = seal.note?.['end'];
  if (typeof closedAt === 'number' && segments.end < closedAt) {
    const { end } = segments;
    const onlyIndex = holdsOnlyIndex(db);
    segments.abandon();
    closeSqlite(db);
    sealFile(path, { ...seal.note, onlyIndex });
    throw new FaultError(
      'LOG_CORRUPT',
      `the log ends at byte ${end}, but was closed at ${closedAt}: put log/ back from a copy, or delete ${path}.sum to go on with what is there`,
      { end, expected: closedAt },
    );
  }
  breakSeal(path);
  const own = db.prepare(
    'INSERT INTO ownership VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET epoch = excluded.epoch, owner = excluded.owner, expires_at = excluded.expires_at',
  );
  const openIndex = (): LogIndex => createLogIndex(db, segments, createDeletion(db, segments, segmentBytes));
  let index = openIndex();
  let partitions: Map<string, Partition>;
  let preparing = false;
  learn();

  function reload(): void {
    index.discard();
    index = openIndex();
    learn();
  }
  function learn(): void {
    partitions = new Map();
    for (const [partition, last] of index.lastPositions())
      partitions.set(partition, { epoch: 0, last, planned: 0, owner: '', expiresAt: 0 });
    const rows = db.prepare('SELECT partition, epoch, owner, expires_at FROM ownership').raw().all() as [string, number, string, number][];
    for (const [name, epoch, owner, expiresAt] of rows) Object.assign(partitionOf(name), { epoch, owner, expiresAt });
    // With `buffered`, a power cut may leave an older ownership row than the log's newest epoch record: the log is right.
    for (const [name, epoch] of index.newestEpochs()) partitionOf(name).epoch = Math.max(partitionOf(name).epoch, epoch);
  }
  function partitionOf(name: string): Partition {
    let found = partitions.get(name);
    if (!found) partitions.set(name, (found = { epoch: 0, last: 0, planned: 0, owner: '', expiresAt: 0 }));
    return found;
  }
  function write(text: string, heads: readonly LineHead[], alsoWrite?: () => void): void {
    let written: ReturnType<typeof segments.append> | undefined;
    try {
      if (alsoWrite) {
        atomically(db, () => {
          db.exec('UPDATE ownership SET epoch = epoch WHERE 0'); // takes the lock: a prepared statement that met a busy file would stay open
          alsoWrite();
          written = segments.append(text);
        });
      } else written = segments.append(text);
    } catch (error) {
      reload();
      throw error;
    }
    const { place, body } = written!;
    index.add(flushAt(place), body, heads);
    if (segments.isShort && !preparing) {
      preparing = true;
      setImmediate(prepare);
    }
    for (const head of heads) partitionOf(head.partition).last = head.position;
  }

  function prepare(): void {
    preparing = false;
    try {
      segments.prepare();
    } catch {
      // no room ahead: the flush that needs it says so
    }
  }

  /** `text`: one line per commit (log-line.ts); `counts`: how many of them belong to each call. Answers what was refused. */
  function append(text: string, counts: readonly number[]): readonly Refusal[] | null {
    const heads = readHeads(text);
    index.learn(heads);
    if (allFit(heads, partitionOf)) {
      write(text, heads);
      return null;
    }
    const plan = planFlush(heads, counts, partitionOf, index);
    if (plan.accepted.length === heads.length) write(text, heads);
    else if (plan.accepted.length > 0) {
      const kept = plan.accepted.map((head) => text.slice(head.start, head.end)).join('\n');
      const left = readHeads(kept);
      index.learn(left);
      write(kept, left);
    }
    return plan.refused.length > 0 ? plan.refused : null;
  }
  function claim(names: readonly string[], owner: string, leaseMs: number, now: number): readonly OwnershipRow[] {
    const free = [...new Set(names)].filter((name) => {
      const partition = partitionOf(name);
      return partition.owner === '' || partition.owner === owner || partition.expiresAt <= now;
    });
    if (free.length === 0) return [];
    const expiresAt = leaseMs === 0 ? NEVER : now + leaseMs;
    const record = JSON.stringify({ at: now, owner });
    const taken = free.map((name) => {
      const { epoch, last } = partitionOf(name);
      return { partition: name, epoch: epoch + 1, owner, expiresAt, position: last + 1 };
    });
    const text = taken.map((row) => `${row.partition}\t${row.position}\t\t0\t${row.epoch}\t\t\t${record}`).join('\n');
    write(text, readHeads(text), () => taken.forEach((row) => own.run([row.partition, row.epoch, owner, expiresAt])));
    for (const { partition, epoch } of taken) Object.assign(partitionOf(partition), { epoch, owner, expiresAt });
    return taken;
  }
  /** Sets owner and expiry of the rows still held in these epochs; answers their partitions. */
  function change(rows: readonly OwnershipRow[], owner: (row: OwnershipRow) => string, expiresAt: number): readonly string[] {
    const held = rows.filter((row) => partitionOf(row.partition).epoch === row.epoch && partitionOf(row.partition).owner === row.owner);
    atomically(db, () => held.forEach((row) => own.run([row.partition, row.epoch, owner(row), expiresAt])));
    for (const row of held) Object.assign(partitionOf(row.partition), { owner: owner(row), expiresAt });
    return held.map((row) => row.partition);
  }
  return {
    methods: {
      append,
      claim,
      renew: (rows: readonly OwnershipRow[], leaseMs: number, now: number) =>
        change(rows, (row) => row.owner, leaseMs === 0 ? NEVER : now + leaseMs),
      release: (rows: readonly OwnershipRow[]) => change(rows, () => '', 0),
      /** Whoever held the folder before is gone: the folder's lock says so. */
      releaseAll() {
        db.exec("UPDATE ownership SET owner = '', expires_at = 0");
        for (const partition of partitions.values()) Object.assign(partition, { owner: '', expiresAt: 0 });
      },
      read: (org: string, id: string, version: number, limit: number) => index.readExecution(org, id, version, limit),
      tail: (partition: string, position: number, limit: number) => index.readPartition(partition, position, limit),
      positions: () => [...partitions].map(([name, { last }]) => [name, last]),
      remove: (org: string, ids: readonly string[]) => index.remove(org, ids),
      reclaim: () => index.reclaim(),
      seal: () => index.seal(),
    },
    close() {
      index.seal();
      index.discard();
      const { end } = segments;
      const onlyIndex = holdsOnlyIndex(db);
      segments.close();
      closeSqlite(db);
      sealFile(path, { end, onlyIndex });
    },
  };
}

/** Whether nothing lies in `log.db` that could not be told from the log: no flushes that were moved there, no deletions. */
function holdsOnlyIndex(db: Db): boolean {
  const counts = '(SELECT count(*) FROM flush) + (SELECT count(*) FROM deleted) + (SELECT count(*) FROM reclaimed)';
  const [count] = db.prepare(`SELECT ${counts}`).raw().get() as unknown as [number];
  return count === 0;
}
/** `log.db` was changed since it was closed. An index alone is built anew; anything else has to be put back. */
function salvage(path: string, onlyIndex: boolean): void {
  if (onlyIndex) return removeDatabase(path);
  throw new FaultError('LOG_CORRUPT', `${path} was changed since it was closed: put it back from a copy`, { file: path });
}
/** Whether all lines fit, as nearly always: one look at each. */
function allFit(heads: readonly LineHead[], partitionOf: (name: string) => Partition): boolean {
  const touched: Partition[] = [];
  const versions = new Map<KnownExecution, number>();
  let fits = true;
  for (const { partition, position, epoch, version, known } of heads) {
    const at = partitionOf(partition);
    if (at.planned === 0) {
      at.planned = at.last;
      touched.push(at);
    }
    if (position !== at.planned + 1 || epoch < at.epoch || version <= (versions.get(known!) ?? known!.last)) {
      fits = false;
      break;
    }
    at.planned = position;
    versions.set(known!, version);
  }
  for (const partition of touched) partition.planned = 0;
  return fits;
}
/** Which lines fit. Commits of one call and one partition stand or fall together; a line that repeats a stored commit counts as done and is left out. */
function planFlush(heads: readonly LineHead[], counts: readonly number[], partitionOf: (name: string) => Partition, index: LogIndex) {
  const accepted: LineHead[] = [];
  const refused: Refusal[] = [];
  const lastOf = new Map<string, number>();
  const versionOf = new Map<string, number>();
  const commitAt = new Map<string, string>();
  let from = 0;
  counts.forEach((count, call) => {
    for (const group of byPartition(heads, from, from + count)) {
      const { partition } = group[0]!;
      const { epoch, last } = partitionOf(partition);
      let next = (lastOf.get(partition) ?? last) + 1;
      const fresh: LineHead[] = [];
      const versions = new Map<string, number>();
      const fits = group.every((head) => {
        if (head.position < next)
          return (commitAt.get(`${partition}\t${head.position}`) ?? index.commitIdAt(partition, head.position)) === head.commitId;
        const version = versions.get(head.executionId) ?? versionOf.get(head.executionId) ?? head.known!.last;
        if (head.position !== next || head.epoch < epoch || head.version <= version) return false;
        next++;
        versions.set(head.executionId, head.version);
        fresh.push(head);
        return true;
      });
      if (!fits) {
        refused.push([call, partition]);
        continue;
      }
      lastOf.set(partition, next - 1);
      for (const [id, version] of versions) versionOf.set(id, version);
      for (const head of fresh) {
        commitAt.set(`${partition}\t${head.position}`, head.commitId);
        accepted.push(head);
      }
    }
    from += count;
  });
  return { accepted, refused };
}
function byPartition(heads: readonly LineHead[], from: number, to: number): readonly LineHead[][] {
  if (to - from === 1) return [[heads[from]!]];
  const groups = new Map<string, LineHead[]>();
  for (let i = from; i < to; i++) {
    const head = heads[i]!;
    const group = groups.get(head.partition);
    if (group) group.push(head);
    else groups.set(head.partition, [head]);
  }
  return [...groups.values()];
}
