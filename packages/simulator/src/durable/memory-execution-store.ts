import {
  AppError,
  ENDED,
  RESERVED,
  type Commit,
  type ExecutionHead,
  type ExecutionId,
  type OrgId,
  type PartitionId,
} from '@agentflow/core';
import type { AppendAnswer, ExecutionStore, HeadQuery, LogRecord, Ownership } from '@agentflow/ports';

export interface Kept {
  readonly record: LogRecord;
  readonly text: string;
  /** What the scheduler had counted when it became durable. */
  readonly step: number;
  /** Virtual time at which it became durable. */
  readonly time: number;
}
interface PartitionLog {
  readonly records: Kept[];
  /** Positions of deleted commits. */
  readonly holes: Set<number>;
  epoch: number;
  owner: string | null;
  expiresAt: number;
}
const BAD_ID = /[\u0000-\u001f]/; // eslint-disable-line no-control-regex -- that is the point

/*
 * I1  A commit is stored only at the next position of its partition, in the partition's present epoch, with a version its execution does not have yet.
 * I2  All commits of a partition in one append, or none.
 * I3  What is stored is text: nothing that the writer does later changes it.
 */
/** Logs, owners and heads in memory. Its methods answer without waiting; what they wrote is durable when they return. */
export class MemoryExecutions {
  readonly partitions = new Map<PartitionId, PartitionLog>();
  /** Commits of an execution in order. */
  readonly executions = new Map<ExecutionId, Kept[]>();
  /** By {@link headKey}: two orgs may hold the same id. */
  readonly heads = new Map<string, string>();
  readonly #versions = new Set<string>();
  readonly #cursors = new Map<PartitionId, number>();
  appends = 0;

  constructor(
    private readonly now: () => number,
    private readonly step: () => number = () => 0,
  ) {}

  append(commits: readonly { readonly commit: Commit; readonly text: string }[]): Map<PartitionId, AppendAnswer> {
    this.appends++;
    const answers = new Map<PartitionId, AppendAnswer>();
    const byPartition = new Map<PartitionId, { readonly commit: Commit; readonly text: string }[]>();
    for (const each of commits) {
      if (BAD_ID.test(each.commit.executionId)) throw new AppError('BAD_REQUEST', 'an id has no control characters', {});
      const list = byPartition.get(each.commit.partition);
      if (list) list.push(each);
      else byPartition.set(each.commit.partition, [each]);
    }
    for (const [partition, list] of byPartition) answers.set(partition, this.#appendTo(this.#log(partition), list));
    return answers;
  }
  #appendTo(log: PartitionLog, commits: readonly { readonly commit: Commit; readonly text: string }[]): AppendAnswer {
    const fresh: { readonly commit: Commit; readonly text: string }[] = [];
    const versions = new Set<string>();
    let next = log.records.length + 1;
    for (const each of commits) {
      const { commit } = each;
      const known = log.records[commit.position - 1]?.record;
      if (known) {
        if (known.kind === 'commit' && known.commitId === commit.commitId) continue;
        return 'ownership-lost';
      }
      const version = `${commit.executionId}\n${commit.version}`;
      if (commit.position !== next || commit.epoch !== log.epoch) return 'ownership-lost';
      if (this.#versions.has(version) || versions.has(version)) return 'ownership-lost';
      next++;
      versions.add(version);
      fresh.push(each);
    }
    for (const { commit, text } of fresh) {
      const kept: Kept = { record: { ...(JSON.parse(text) as Commit), kind: 'commit' }, text, step: this.step(), time: this.now() };
      log.records.push(kept);
      this.#versions.add(`${commit.executionId}\n${commit.version}`);
      const list = this.executions.get(commit.executionId);
      if (list) list.push(kept);
      else this.executions.set(commit.executionId, [kept]);
    }
    return 'durable';
  }
  read(org: OrgId, id: ExecutionId, version: number, limit: number): Commit[] {
    const found: Commit[] = [];
    for (const { record, text } of this.executions.get(id) ?? []) {
      if (record.kind === 'commit' && record.org === org && record.version > version) found.push(JSON.parse(text) as Commit);
      if (found.length === limit) break;
    }
    return found;
  }
  tail(partition: PartitionId, position: number, limit: number): LogRecord[] {
    const log = this.partitions.get(partition);
    if (!log || log.records.length <= position) return [];
    return log.records
      .slice(position)
      .filter(({ record }) => !log.holes.has(record.position))
      .slice(0, limit)
      .map(({ record, text }) => (record.kind === 'commit' ? { ...(JSON.parse(text) as Commit), kind: 'commit' as const } : record));
  }
  claim(partitions: readonly PartitionId[], owner: string, leaseMs: number): Ownership[] {
    const got: Ownership[] = [];
    const at = this.now();
    for (const partition of partitions) {
      const log = this.#log(partition);
      if (log.owner !== null && log.owner !== owner && log.expiresAt > at) continue;
      log.epoch++;
      log.owner = owner;
      log.expiresAt = leaseMs === 0 ? 0 : at + leaseMs;
      const position = log.records.length + 1;
      log.records.push({
        record: { kind: 'epoch', partition, position, epoch: log.epoch, owner, at },
        text: '',
        step: this.step(),
        time: at,
      });
      got.push({ partition, epoch: log.epoch, owner, expiresAt: log.expiresAt, position });
    }
    return got;
  }
  renew(owned: readonly Ownership[], leaseMs: number): PartitionId[] {
    return owned
      .filter(({ partition, owner, epoch }) => {
        const log = this.partitions.get(partition);
        if (!log || log.owner !== owner || log.epoch !== epoch) return false;
        log.expiresAt = leaseMs === 0 ? 0 : this.now() + leaseMs;
        return true;
      })
      .map(({ partition }) => partition);
  }
  release(owned: readonly Ownership[]): void {
    for (const { partition, owner, epoch } of owned) {
      const log = this.partitions.get(partition);
      if (log?.owner === owner && log.epoch === epoch) log.owner = null;
    }
  }
  project(heads: readonly { readonly head: ExecutionHead; readonly text: string }[], cursors: ReadonlyMap<PartitionId, number>): void {
    for (const { head, text } of heads) {
      const known = this.head(head.org, head.executionId);
      if (!known || known.version <= head.version) this.heads.set(headKey(head.org, head.executionId), text);
    }
    for (const [partition, position] of cursors) this.#cursors.set(partition, Math.max(position, this.#cursors.get(partition) ?? 0));
  }
  cursors(partitions: readonly PartitionId[]): Map<PartitionId, number> {
    return new Map(partitions.map((partition) => [partition, this.#cursors.get(partition) ?? 0]));
  }
  /** Whole executions go; their positions stay, as holes. */
  delete(org: OrgId, ids: readonly ExecutionId[]): void {
    for (const id of ids) {
      const kept = this.executions.get(id);
      const first = kept?.[0]?.record;
      if (first?.kind === 'commit' && first.org === org) {
        for (const { record } of kept ?? []) {
          const log = this.partitions.get(record.partition) as PartitionLog;
          log.holes.add(record.position);
          if (record.kind === 'commit') this.#versions.delete(`${id}\n${record.version}`);
        }
        this.executions.delete(id);
      }
      this.heads.delete(headKey(org, id));
    }
  }
  ended(partitions: readonly PartitionId[], cursor: string | null, limit: number): { items: ExecutionHead[]; nextCursor: string | null } {
    const all = this.#all()
      .filter((head) => ENDED.has(head.status) && partitions.includes(head.partition) && (cursor === null || head.executionId > cursor))
      .sort((a, b) => (a.executionId < b.executionId ? -1 : 1));
    const items = all.slice(0, limit);
    return { items, nextCursor: all.length > limit ? (items.at(-1)?.executionId ?? null) : null };
  }
  countOpenOfRoot(org: OrgId, rootId: string): number {
    return this.#all().filter((head) => head.org === org && head.rootId === rootId && !ENDED.has(head.status)).length;
  }
  head(org: OrgId, id: ExecutionId): ExecutionHead | null {
    const text = this.heads.get(headKey(org, id));
    return text === undefined ? null : (JSON.parse(text) as ExecutionHead);
  }
  list(org: OrgId, query: HeadQuery): Awaited<ReturnType<ExecutionStore['list']>> {
    const after = query.cursor === undefined ? null : readCursor(query.cursor);
    const found = this.#all()
      .filter((head) => head.org === org && !head.workflowId.startsWith(RESERVED) && matches(head, query))
      .sort(newestFirst)
      .filter((head) => after === null || newestFirst(head, after) > 0);
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > query.limit ? writeCursor(last) : null };
  }
  open(partitions: readonly PartitionId[], cursor: string | null, limit: number): Awaited<ReturnType<ExecutionStore['open']>> {
    const found = this.#all()
      .filter((head) => partitions.includes(head.partition) && !ENDED.has(head.status) && (cursor === null || head.executionId > cursor))
      .sort((a, b) => (a.executionId < b.executionId ? -1 : 1));
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1) as ExecutionHead).executionId : null };
  }
  due(partitions: readonly PartitionId[], at: number, limit: number): { readonly org: OrgId; readonly executionId: ExecutionId }[] {
    return this.#all()
      .filter((head) => partitions.includes(head.partition) && !ENDED.has(head.status) && head.wakeAt !== null && head.wakeAt <= at)
      .slice(0, limit)
      .map(({ org, executionId }) => ({ org, executionId }));
  }
  countOpen(org: OrgId, workflowId: string): number {
    return this.#all().filter((head) => head.org === org && head.workflowId === workflowId && !ENDED.has(head.status)).length;
  }
  #log(partition: PartitionId): PartitionLog {
    let log = this.partitions.get(partition);
    if (!log) this.partitions.set(partition, (log = { records: [], holes: new Set(), epoch: 0, owner: null, expiresAt: 0 }));
    return log;
  }
  #all(): ExecutionHead[] {
    return [...this.heads.values()].map((text) => JSON.parse(text) as ExecutionHead);
  }
}
const headKey = (org: OrgId, id: ExecutionId): string => `${org}\n${id}`;

function matches(head: ExecutionHead, { workflowId, status, from, to, tag }: HeadQuery): boolean {
  return (
    (workflowId === undefined || head.workflowId === workflowId) &&
    (status === undefined || status.includes(head.status)) &&
    (from === undefined || head.createdAt >= from) &&
    (to === undefined || head.createdAt < to) &&
    (tag === undefined || head.tags.includes(tag))
  );
}
type Place = Pick<ExecutionHead, 'createdAt' | 'executionId'>;
const newestFirst = (a: Place, b: Place): number =>
  b.createdAt - a.createdAt || (a.executionId < b.executionId ? 1 : a.executionId > b.executionId ? -1 : 0);
const writeCursor = ({ createdAt, executionId }: Place): string =>
  Buffer.from(JSON.stringify([createdAt, executionId])).toString('base64url');
function readCursor(cursor: string): Place {
  try {
    const [createdAt, executionId] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number, ExecutionId];
    if (typeof createdAt === 'number' && typeof executionId === 'string') return { createdAt, executionId };
  } catch {
    // told below
  }
  throw new AppError('BAD_REQUEST', 'this cursor is none of ours', { cursor });
}
