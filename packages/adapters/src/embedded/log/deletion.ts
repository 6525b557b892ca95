import { atomically, type Db } from '../threads/sqlite.js';
import { readHeads, type LineHead } from './line-heads.js';
import { FRAMES, isRow } from './log-index.js';
import type { Place, Segments } from './segments.js';

/*
 * What is deleted leaves the index at once and its room later: the log's files are given back one after the other, oldest first, once half of what
 * lies in them is dead. What still lives in such a file moves into the table `flush`, a row per execution, so that a row goes with its execution.
 *
 * I1  A line is dead when its execution was deleted after it was written (`deleted`): an index that is built anew leaves it out.
 * I2  Frames before `reclaimed` have been moved or are dead; a file goes only after that is on the disk.
 * I3  A partition's last position is never forgotten: where its line is dead, the index keeps the number.
 */
export const DELETION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS deleted(execution_id TEXT PRIMARY KEY, flush INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dead(flush INTEGER PRIMARY KEY, bytes INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS reclaimed(one INTEGER PRIMARY KEY CHECK(one = 1), place INTEGER NOT NULL);
`;
/** Log read and rewritten in one step: commits wait no longer than for this. */
const STEP_BYTES = 512 * 1024;
const HEADER = 16;
/** Stands in a run for a position whose line is gone. */
const GONE = [0, 0, 0] as const;

export interface Deletion {
  /** Whether a line in this flush belongs to a deleted execution. */
  isDead(executionId: string, flush: number): boolean;
  readonly any: boolean;
  /** Deletes whole executions of an org; others are left alone. The index must be sealed. */
  remove(org: string, ids: readonly string[], lastFlush: number): void;
  /** One step of giving room back. `false`: there is nothing to do. The index must be sealed. */
  reclaim(): boolean;
  /** Before this nothing is read any more. */
  readonly begin: Place;
}
interface Line extends LineHead {
  readonly flush: number;
  readonly text: string;
}

export function createDeletion(db: Db, segments: Segments, segmentSize: number): Deletion {
  const runsOf = db.prepare('SELECT refs FROM by_execution WHERE execution_id = ? AND org = ?').raw();
  const dropRuns = db.prepare('DELETE FROM by_execution WHERE execution_id = ? AND org = ?');
  const bury = db.prepare('INSERT INTO deleted VALUES(?, ?) ON CONFLICT DO UPDATE SET flush = excluded.flush');
  const addDead = db.prepare('INSERT INTO dead VALUES(?, ?) ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes');
  const deadRow = db.prepare('SELECT f.id FROM dead d JOIN flush f ON f.id = d.flush WHERE d.flush = ? AND d.bytes > length(f.body)').raw();
  const moveTo = db.prepare('INSERT INTO reclaimed VALUES(1, ?) ON CONFLICT DO UPDATE SET place = excluded.place');
  const insertRow = db.prepare('INSERT INTO flush(id, body) VALUES((SELECT coalesce(max(id), 0) + 1 FROM flush), ?)');
  const deleted = new Map(db.prepare('SELECT execution_id, flush FROM deleted').raw().all() as [string, number][]);
  let begin = (db.prepare('SELECT place FROM reclaimed').raw().get() as unknown as [Place] | undefined)?.[0] ?? 0;

  const isDead = (executionId: string, flush: number): boolean => (deleted.get(executionId) ?? -1) >= flush;
  /** Under what dead bytes are counted: the row, or the first byte of the file. */
  const holderOf = (flush: number): number => (isRow(flush) ? flush : FRAMES + segmentOf(flush - FRAMES));
  const segmentOf = (place: Place): Place => place - (place % segmentSize);

  function remove(org: string, ids: readonly string[], lastFlush: number): void {
    const gone: string[] = [];
    atomically(db, () => {
      const bytes = new Map<number, number>();
      for (const id of ids) {
        const runs = runsOf.all([id, org]) as [string][];
        if (runs.length === 0) continue;
        for (const [text] of runs) {
          const refs = JSON.parse(text) as number[];
          for (let i = 0; i < refs.length; i += 4) {
            const holder = holderOf(refs[i + 1]!);
            bytes.set(holder, (bytes.get(holder) ?? 0) + refs[i + 3]! + 1);
          }
        }
        dropRuns.run([id, org]);
        bury.run([id, lastFlush]);
        gone.push(id);
      }
      for (const [holder, count] of bytes) addDead.run([holder, count]);
      for (const holder of bytes.keys()) if (isRow(holder) && deadRow.get([holder])) dropRow(holder);
    });
    for (const id of gone) deleted.set(id, lastFlush);
  }
  function dropRow(id: number): void {
    const [body] = db.prepare('SELECT body FROM flush WHERE id = ?').raw().get([id]) as unknown as [Buffer];
    const text = Buffer.from(body).toString('utf8');
    const lines = readHeads(text).map((head): Line => ({ ...head, flush: id, text: '' }));
    for (const group of byPartition(lines).values()) followPartition(group, new Map());
    db.prepare('DELETE FROM flush WHERE id = ?').run([id]);
    db.prepare('DELETE FROM dead WHERE flush = ?').run([id]);
  }

  /** The oldest file, if enough of it, or of all that were left behind, is dead. */
  function worthIt(): boolean {
    const oldest = segments.first;
    const newest = segmentOf(segments.end);
    if (oldest >= newest) return false;
    if (begin > oldest) return true; // half done
    const rows = db
      .prepare('SELECT flush, bytes FROM dead WHERE flush >= ? AND flush < ?')
      .raw()
      .all([FRAMES, FRAMES + newest]) as [number, number][];
    const here = rows.find(([flush]) => flush === FRAMES + oldest)?.[1] ?? 0;
    const all = rows.reduce((sum, [, bytes]) => sum + bytes, 0);
    return here * 2 >= segmentSize || all * 2 >= newest - oldest;
  }
  function reclaim(): boolean {
    if (!worthIt()) return false;
    const oldest = segments.first;
    const from = Math.max(begin, oldest);
    const lines: Line[] = [];
    let next = from;
    for (const [place, body] of segments.scan(from)) {
      next = place;
      if (segmentOf(place) > oldest || place - from > STEP_BYTES) break;
      const text = body.toString('utf8');
      for (const head of readHeads(text)) lines.push({ ...head, flush: FRAMES + place, text: text.slice(head.start, head.end) });
      next = place + HEADER + body.length;
    }
    const done = segmentOf(next) > oldest;
    atomically(db, () => {
      move(lines);
      moveTo.run([next]);
      if (done) {
        db.prepare('DELETE FROM dead WHERE flush = ?').run([FRAMES + oldest]);
        db.prepare('DELETE FROM deleted WHERE flush < ?').run([FRAMES + next]);
      }
    });
    begin = next;
    if (!done) return true;
    for (const [id, flush] of deleted) if (flush < FRAMES + next) deleted.delete(id);
    // What was moved is on the disk before its file goes (I2).
    db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    segments.drop(oldest);
    return true;
  }

  /** Living lines go into rows, a row per execution; the index follows. */
  function move(lines: readonly Line[]): void {
    const epochs = new Map(db.prepare('SELECT partition, epoch FROM ownership').raw().all() as [string, number][]);
    const living = lines.filter(({ executionId, flush, partition, epoch }) =>
      executionId === '' ? epochs.get(partition) === epoch : !isDead(executionId, flush),
    );
    const moved = new Map<Line, readonly [flush: number, offset: number, length: number]>();
    for (const group of byExecution(living).values()) {
      const { lastInsertRowid } = insertRow.run([Buffer.from(group.map(({ text }) => text).join('\n'), 'utf8')]);
      let offset = 0;
      for (const line of group) {
        moved.set(line, [Number(lastInsertRowid), offset, line.length]);
        offset += line.length + 1;
      }
      if (group[0]!.executionId !== '') followExecution(group, moved);
    }
    for (const group of byPartition(lines).values()) followPartition(group, moved);
  }
  function followExecution(lines: readonly Line[], moved: ReadonlyMap<Line, readonly number[]>): void {
    const { executionId } = lines[0]!;
    const places = new Map(lines.map((line) => [line.version, moved.get(line)!]));
    const rows = db
      .prepare('SELECT first, refs FROM by_execution WHERE execution_id = ? AND last >= ? AND first <= ?')
      .raw()
      .all([executionId, Math.min(...places.keys()), Math.max(...places.keys())]) as [number, string][];
    for (const [first, text] of rows) {
      const refs = JSON.parse(text) as number[];
      for (let i = 0; i < refs.length; i += 4) {
        const place = places.get(refs[i]!);
        if (place) refs.splice(i + 1, 3, ...place);
      }
      db.prepare('UPDATE by_execution SET refs = ? WHERE execution_id = ? AND first = ?').run([JSON.stringify(refs), executionId, first]);
    }
  }
  /** Runs hold positions without a gap: where lines are gone they are split. */
  function followPartition(lines: readonly Line[], moved: ReadonlyMap<Line, readonly number[]>): void {
    const { partition } = lines[0]!;
    const places = new Map(lines.map((line) => [line.position, moved.get(line) ?? null]));
    const rows = db
      .prepare('SELECT first, last, refs FROM by_partition WHERE partition = ? AND last >= ? AND first <= ?')
      .raw()
      .all([partition, Math.min(...places.keys()), Math.max(...places.keys())]) as [number, number, string][];
    const [last] = db.prepare('SELECT max(last) FROM by_partition WHERE partition = ?').raw().get([partition]) as unknown as [number];
    for (const [first, , text] of rows) {
      const refs = JSON.parse(text) as number[];
      db.prepare('DELETE FROM by_partition WHERE partition = ? AND first = ?').run([partition, first]);
      let run: number[] = [];
      let start = first;
      const close = (end: number): void => {
        if (run.length > 0) db.prepare('INSERT INTO by_partition VALUES(?, ?, ?, ?)').run([partition, start, end, JSON.stringify(run)]);
        run = [];
      };
      for (let i = 0; i < refs.length; i += 3) {
        const position = first + i / 3;
        const place = places.get(position);
        if (place === null && position !== last) {
          close(position - 1);
          continue;
        }
        if (run.length === 0) start = position;
        run.push(...(place === undefined ? refs.slice(i, i + 3) : (place ?? GONE)));
      }
      close(first + refs.length / 3 - 1);
    }
  }
  return {
    isDead,
    get any() {
      return deleted.size > 0;
    },
    remove,
    reclaim,
    get begin() {
      return begin;
    },
  };
}
function byExecution(lines: readonly Line[]): Map<string, Line[]> {
  return grouped(lines, ({ executionId }) => executionId);
}
function byPartition(lines: readonly Line[]): Map<string, Line[]> {
  return grouped(lines, ({ partition }) => partition);
}
function grouped(lines: readonly Line[], keyOf: (line: Line) => string): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group) group.push(line);
    else groups.set(keyOf(line), [line]);
  }
  return groups;
}
