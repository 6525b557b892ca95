import { AppError, type Commit, type ExecutionId, type OrgId, type PartitionId } from '@agentflow/core';
import type { LogRecord } from '@agentflow/ports';
import type { mongo } from 'mongoose';
import { plainId } from '../plain-text.js';

export const LOG = 'log';
/** MongoDB takes 16 MiB; a commit is split long before (DESIGN 5.2). */
const MAX_BODY_BYTES = 15 * 1024 * 1024;

/** Where a record lies: the key of the collection, so that a partition's records lie in order and no two share a position. */
export interface Place {
  readonly partition: PartitionId;
  readonly position: number;
}
/**
 * A record of the log. A commit keeps what is looked for in fields and all else as JSON text: keys of any name and their order survive, and
 * one string costs the server less than a tree. An epoch record has an owner, what is left of a deleted last commit has `dead`.
 */
export interface LogDocument {
  readonly _id: Place;
  readonly epoch: number;
  readonly org?: OrgId;
  readonly executionId?: ExecutionId;
  readonly version?: number;
  readonly commitId?: string;
  readonly body?: string;
  readonly owner?: string;
  readonly at?: number;
  readonly dead?: true;
}
export interface CommitDocument extends LogDocument {
  readonly org: OrgId;
  readonly executionId: ExecutionId;
  readonly version: number;
  readonly commitId: string;
  readonly body: string;
}
export const logOf = (db: mongo.Db): mongo.Collection<LogDocument> => db.collection<LogDocument>(LOG);
/** The key has the same order of fields everywhere: MongoDB compares embedded documents field by field. */
export const placeOf = (partition: PartitionId, position: number): Place => ({ partition, position });
/** Places of a partition after `position`. */
export const placesAfter = (partition: PartitionId, position: number) => ({
  $gt: placeOf(partition, position),
  $lte: placeOf(partition, Number.MAX_SAFE_INTEGER),
});

/** @throws AppError BAD_REQUEST for ids that hold control characters, PAYLOAD_TOO_LARGE */
export function toDocument(commit: Commit): CommitDocument {
  const { at, causes, events, messages, wakeAt, imported } = commit;
  const body = JSON.stringify({ at, causes, events, messages, wakeAt, imported });
  // A UTF-16 unit is at most three bytes: only what may be too large is counted.
  if (body.length * 3 > MAX_BODY_BYTES && Buffer.byteLength(body) > MAX_BODY_BYTES)
    throw new AppError('PAYLOAD_TOO_LARGE', 'a commit is larger than the store takes', { executionId: commit.executionId });
  return {
    _id: placeOf(plainId(commit.partition, 'a partition') as PartitionId, commit.position),
    org: plainId(commit.org, 'an org') as OrgId,
    executionId: plainId(commit.executionId, 'the id of an execution') as ExecutionId,
    version: commit.version,
    epoch: commit.epoch,
    commitId: plainId(commit.commitId, 'the id of a commit'),
    body,
  };
}
type Body = Pick<Commit, 'at' | 'causes' | 'events' | 'messages' | 'wakeAt' | 'imported'>;
export function toCommit(document: LogDocument): Commit {
  const { _id, org, executionId, version, epoch, commitId, body } = document as CommitDocument;
  const { at, causes, events, messages, wakeAt, imported } = JSON.parse(body) as Body;
  return {
    org,
    executionId,
    version,
    partition: _id.partition,
    position: _id.position,
    epoch,
    commitId,
    at,
    causes,
    events,
    messages,
    wakeAt,
    ...(imported === undefined ? {} : { imported }),
  };
}
export function toRecord(document: LogDocument): LogRecord {
  if (document.body !== undefined) return { kind: 'commit', ...toCommit(document) };
  const { _id, epoch, owner = '', at = 0 } = document;
  return { kind: 'epoch', partition: _id.partition, position: _id.position, epoch, owner, at };
}
