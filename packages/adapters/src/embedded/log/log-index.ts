import { FaultError } from '../threads/fault.js';
import { atomically, type Db } from '../threads/sqlite.js';
import type { Deletion } from './deletion.js';
import { readHeads, type KnownExecution, type LineHead } from './line-heads.js';
import type { Place, Segments } from './segments.js';

/**
 * The newest part of the index is written down when it has so many entries (an execution or a partition each), or stands for so many commits.
 * A partition's entry dirties a page of its own, so more commits per seal are cheaper; more entries hold up the next flush for longer.
 */
const SEAL_ENTRIES = 1536;
const SEAL_COMMITS = 16_384;
/** ...or once nothing was added for this long, so that a start has little to read. */
const SEAL_IDLE_MS = 500;
/** Newest flushes kept in memory for those who follow the log. */
const CACHE_BYTES = 8 * 1024 * 1024;
/** Executions whose last version is remembered. */
const VERSIONS_KEPT = 50_000;
/** A read stops after so many bytes; the caller asks for the rest. */
const READ_BYTES = 4 * 1024 * 1024;

/** Index entries fetched per query: a reader that stops early has not paid for all of them. */
const RUNS_AT_ONCE = 8;

/**
 * What an index entry calls a flush: a row of the table that earlier versions wrote, or, from here on, a frame of the segments (its place is
 * what is beyond).
 */
export const FRAMES = 2 ** 40;
export const flushAt = (place: Place): number => FRAMES + place;
export const isRow = (flush: number): boolean => flush < FRAMES;

type Ref = readonly [flush: number, offset: number, length: number];
/** Where commits lie: by partition [flush, offset, length] from `first` on without a gap, by execution [version, flush, offset, length]. */
interface PartitionRun {
  readonly first: number;
  readonly refs: number[];
}
export interface LogIndex {
  add(flush: number, body: Buffer, heads: readonly LineHead[]): void;
  /** Sets `known` of these heads: one query for all executions that are not at hand. */
  learn(heads: readonly LineHead[]): void;
  commitIdAt(partition: string, position: number): string | null;
  lastPositions(): ReadonlyMap<string, number>;
  newestEpochs(): ReadonlyMap<string, number>;
  /** Lines of an execution after `version`, and whether there are more. */
  readExecution(org: string, executionId: string, version: number, limit: number): readonly [text: string, more: boolean];
  readPartition(partition: string, position: number, limit: number): readonly [text: string, more: boolean];
  seal(): void;
  /** Deletes whole executions of an org. */
  remove(org: string, ids: readonly string[]): void;
  /** One step of giving room back; `false`: nothing to do. */
  reclaim(): boolean;
  /** Stops its timer; what is not sealed is found again by the next start. */
  discard(): void;
}

/** The last sealed position of each partition, hopping from one partition to the next: the rows between are many and long. */
const LAST_POSITIONS = `
  WITH RECURSIVE known(name) AS (
    SELECT min(partition) FROM by_partition
    UNION ALL SELECT (SELECT min(partition) FROM by_partition WHERE partition > name) FROM known WHERE name IS NOT NULL)
  SELECT name, (SELECT last FROM by_partition WHERE partition = name ORDER BY first DESC LIMIT 1) FROM known WHERE name IS NOT NULL`;

export function createLogIndex(db: Db, segments: Segments, deletion: Deletion): LogIndex {
  const body = db.prepare('SELECT substr(body, ?, ?) FROM flush WHERE id = ?').raw();
  // From the run that holds what comes after the given position or version on: a long log is never walked from its beginning.
  const partitionRuns = db
    .prepare(
      `SELECT first, refs FROM by_partition WHERE partition = ?1 AND last > ?2
         AND first >= coalesce((SELECT max(first) FROM by_partition WHERE partition = ?1 AND first <= ?2 + 1), 0) ORDER BY first LIMIT ?3`,
    )
    .raw();
  const executionRuns = db
    .prepare(
      `SELECT refs FROM by_execution WHERE execution_id = ?1 AND org = ?2 AND last > ?3
         AND first >= coalesce((SELECT max(first) FROM by_execution WHERE execution_id = ?1 AND first <= ?3 + 1), 0) ORDER BY first LIMIT ?4`,
    )
    .raw();
  const runAt = db.prepare('SELECT first, refs FROM by_partition WHERE partition = ? AND first <= ? ORDER BY first DESC LIMIT 1').raw();
  const versionsOf = db
    .prepare(
      'SELECT j.value, (SELECT last FROM by_execution e WHERE e.execution_id = j.value ORDER BY first DESC LIMIT 1) FROM json_each(?) j',
    )
    .raw();
  const sealPartitions = db.prepare('INSERT INTO by_partition SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?)');
  const sealExecutions = db.prepare(
    'INSERT INTO by_execution SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?)',
  );
  const sealUpTo = db.prepare('INSERT INTO sealed VALUES(1, ?) ON CONFLICT DO UPDATE SET flush = excluded.flush');

  const byPartition = new Map<string, PartitionRun[]>();
  /** Executions with commits that are not sealed, and all that are at hand: those heard of first go first. */
  let open: KnownExecution[] = [];
  const executions = new Map<string, KnownExecution>();
  const epochs = new Map<string, number>();
  const cache = new Map<number, Buffer>();
  let cacheBytes = 0;
  let unsealed = 0;
  let nextSeal = SEAL_COMMITS;
  let lastFlush = 0;
  let idle: NodeJS.Timeout | undefined;

  function note(flush: number, heads: readonly LineHead[]): void {
    lastFlush = flush;
    for (const { partition, position, executionId, version, epoch, org, offset, length, known } of heads) {
      if (deletion.any && deletion.isDead(executionId, flush)) continue;
      const runs = byPartition.get(partition);
      const run = runs === undefined ? undefined : runs[runs.length - 1];
      if (run !== undefined && run.first + run.refs.length / 3 === position) run.refs.push(flush, offset, length);
      else if (runs !== undefined) runs.push({ first: position, refs: [flush, offset, length] });
      else byPartition.set(ownText(partition), [{ first: position, refs: [flush, offset, length] }]);
      if (executionId === '') {
        epochs.set(ownText(partition), epoch);
        continue;
      }
      const execution = known ?? executions.get(executionId) ?? remember(ownText(executionId), 0);
      execution.last = version;
      if (execution.run !== null) execution.run.refs.push(version, flush, offset, length);
      else {
        execution.run = { org: ownText(org), refs: [version, flush, offset, length] };
        open.push(execution);
      }
    }
    unsealed += heads.length;
  }
  function remember(id: string, last: number): KnownExecution {
    const execution: KnownExecution = { id, last, run: null };
    executions.set(id, execution);
    return execution;
  }
  /** Those heard of first; one that is not sealed is read from here, and goes after the next seal. */
  function letGo(): void {
    for (const { id, run } of executions.values()) {
      if (executions.size <= VERSIONS_KEPT || run !== null) return;
      executions.delete(id);
    }
  }
  function keep(flush: number, bytes: Buffer): void {
    cache.set(flush, bytes);
    cacheBytes += bytes.length;
    for (const [oldest, old] of cache) {
      if (cacheBytes <= CACHE_BYTES) break;
      cache.delete(oldest);
      cacheBytes -= old.length;
    }
  }
  function line(flush: number, offset: number, length: number): string {
    let bytes = cache.get(flush);
    if (!bytes && !isRow(flush)) keep(flush, (bytes = segments.read(flush - FRAMES)));
    if (bytes) return bytes.toString('utf8', offset, offset + length);
    const row = body.get([offset + 1, length, flush]) as unknown as [Buffer] | undefined;
    if (!row) throw new FaultError('LOG_CORRUPT', `the index of the log names flush ${flush}, which is not there`, { flush });
    return Buffer.from(row[0]).toString('utf8');
  }
  function collect(refs: Iterable<Ref>, limit: number): readonly [string, boolean] {
    const lines: string[] = [];
    let bytes = 0;
    for (const [flush, offset, length] of refs) {
      if (lines.length >= limit || bytes > READ_BYTES) return [lines.join('\n'), true];
      lines.push(line(flush, offset, length));
      bytes += length;
    }
    return [lines.join('\n'), false];
  }
  function* partitionRefs(partition: string, position: number): Generator<Ref> {
    for (;;) {
      const runs = partitionRuns.all([partition, position, RUNS_AT_ONCE]) as [number, string][];
      for (const [first, text] of runs) {
        const refs = JSON.parse(text) as number[];
        yield* refsAfter({ first, refs }, position);
        position = Math.max(position, first + refs.length / 3 - 1);
      }
      if (runs.length < RUNS_AT_ONCE) break;
    }
    for (const run of inOrder(byPartition.get(partition))) yield* refsAfter(run, position);
  }
  function* living(refs: Iterable<Ref>): Generator<Ref> {
    for (const ref of refs) {
      if (ref[0] === 0) continue;
      if (deletion.any && deletion.isDead(readHeads(line(...ref))[0]!.executionId, ref[0])) continue;
      yield ref;
    }
  }
  function* executionRefs(org: string, executionId: string, version: number): Generator<Ref> {
    for (;;) {
      const runs = executionRuns.all([executionId, org, version, RUNS_AT_ONCE]) as [string][];
      for (const [text] of runs) {
        const refs = JSON.parse(text) as number[];
        for (let i = 0; i < refs.length; i += 4) {
          if (refs[i]! <= version) continue;
          version = refs[i]!;
          yield [refs[i + 1]!, refs[i + 2]!, refs[i + 3]!];
        }
      }
      if (runs.length < RUNS_AT_ONCE) break;
    }
    const run = executions.get(executionId)?.run;
    if (!run || run.org !== org) return;
    for (let i = 0; i < run.refs.length; i += 4) if (run.refs[i]! > version) yield [run.refs[i + 1]!, run.refs[i + 2]!, run.refs[i + 3]!];
  }
  function seal(): void {
    clearTimeout(idle);
    idle = undefined;
    if (unsealed === 0) return;
    const partitions = [...byPartition].flatMap(([name, runs]) =>
      runs.map(({ first, refs }) => [name, first, first + refs.length / 3 - 1, JSON.stringify(refs)]),
    );
    const sealed = open.map(({ id, run }) => {
      const { org, refs } = run!;
      return [id, refs[0], refs[refs.length - 4], org, JSON.stringify(refs)];
    });
    atomically(db, () => {
      sealPartitions.run([JSON.stringify(partitions)]);
      sealExecutions.run([JSON.stringify(sealed)]);
      sealUpTo.run([lastFlush]);
    });
    byPartition.clear();
    for (const execution of open) execution.run = null;
    open = [];
    unsealed = 0;
  }

  function sealedFlush(): number {
    const [sealed] = (db.prepare('SELECT flush FROM sealed').raw().get() as unknown as [number] | undefined) ?? [0];
    if (isRow(sealed) || segments.isWhole(sealed - FRAMES)) return sealed;
    // The index knows more than the log (a power cut without `sync`, an end with `exit`): it is built anew.
    atomically(db, () => db.exec('DELETE FROM by_partition; DELETE FROM by_execution; DELETE FROM sealed'));
    return 0;
  }
  function noteFrom(sealed: number): void {
    lastFlush = sealed;
    if (isRow(sealed)) {
      const rows = db.prepare('SELECT id, body FROM flush WHERE id > ? ORDER BY id').raw().iterate([sealed]);
      for (const [id, bytes] of rows as IterableIterator<[number, ArrayBuffer]>) note(id, readHeads(Buffer.from(bytes).toString('utf8')));
    }
    for (const [place, bytes] of segments.scan(Math.max(deletion.begin, segments.first, isRow(sealed) ? 0 : sealed - FRAMES)))
      if (flushAt(place) > sealed) note(flushAt(place), readHeads(bytes.toString('utf8')));
  }

  /** The commits are durable already: an index that cannot be written now is written later, or rebuilt by the next start. */
  function trySeal(): void {
    try {
      seal();
      nextSeal = SEAL_COMMITS;
    } catch {
      nextSeal = unsealed + SEAL_COMMITS;
    }
  }

  // What was written after the last seal is read from the log itself.
  noteFrom(sealedFlush());
  const sealedLast = db.prepare(LAST_POSITIONS).raw().all() as [string, number][];
  const lastPositions = new Map<string, number>(sealedLast);
  for (const [partition, runs] of byPartition)
    for (const { first, refs } of runs)
      lastPositions.set(partition, Math.max(lastPositions.get(partition) ?? 0, first + refs.length / 3 - 1));

  return {
    add(flush, bytes, heads) {
      note(flush, heads);
      letGo();
      keep(flush, bytes);
      if (unsealed >= nextSeal || open.length >= SEAL_ENTRIES) trySeal();
      else idle ??= setTimeout(trySeal, SEAL_IDLE_MS);
    },
    learn(heads) {
      let unknown: string[] | undefined;
      for (const head of heads) {
        head.known = executions.get(head.executionId) ?? null;
        if (head.known === null) (unknown ??= []).push(head.executionId);
      }
      if (!unknown) return;
      for (const [id, last] of versionsOf.all([JSON.stringify(unknown)]) as [string, number | null][])
        if (!executions.has(id)) remember(id, last ?? 0);
      for (const head of heads) head.known ??= executions.get(head.executionId)!;
    },
    commitIdAt(partition, position) {
      let at = inOrder(byPartition.get(partition)).findLast(({ first }) => first <= position);
      if (!at) {
        const row = runAt.get([partition, position]) as unknown as [number, string] | undefined;
        if (row) at = { first: row[0], refs: JSON.parse(row[1]) as number[] };
      }
      const [ref] = at ? refsAfter(at, position - 1) : [];
      return ref && ref[0] !== 0 ? readHeads(line(...ref))[0]!.commitId : null;
    },
    lastPositions: () => lastPositions,
    newestEpochs: () => epochs,
    readExecution: (org, executionId, version, limit) => collect(executionRefs(org, executionId, version), limit),
    readPartition: (partition, position, limit) => collect(living(partitionRefs(partition, position)), limit),
    remove(org, ids) {
      seal();
      deletion.remove(org, ids, lastFlush);
      for (const id of ids) executions.delete(id);
    },
    reclaim() {
      seal();
      return deletion.reclaim();
    },
    seal,
    discard: () => clearTimeout(idle),
  };
}
/** A slice of a text keeps the whole of it in memory: what is kept for longer is copied. */
const ownText = (slice: string): string => Buffer.from(slice).toString();
/** Runs that were built anew from rows come in the order of their executions. */
function inOrder(runs: readonly PartitionRun[] | undefined): readonly PartitionRun[] {
  if (runs === undefined || runs.length < 2) return runs ?? [];
  return [...runs].sort((a, b) => a.first - b.first);
}
/** The refs of a run after `position`. */
function* refsAfter({ first, refs }: PartitionRun, position: number): Generator<Ref> {
  for (let i = Math.max(0, position + 1 - first) * 3; i < refs.length; i += 3) yield [refs[i]!, refs[i + 1]!, refs[i + 2]!];
}
