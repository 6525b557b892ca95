import { AppError, type Cause, type Commit, type ExecutionId, type OrgId, type PartitionId } from '@agentflow/core';
import type { LogRecord } from '@agentflow/ports';
import { commitText, isPacked, type PackedCause } from './commit-text.js';

/**
 * A record of the log as one line of text:
 *   partition TAB position TAB executionId TAB version TAB epoch TAB commitId TAB org TAB json
 * JSON text holds no raw control characters, so neither a tab nor a newline can occur inside it; the ids are checked. What stands before
 * the JSON is all the log's thread ever looks at. An epoch record has an empty executionId, version 0 and `{ owner, at }`.
 */
const TABS = 6;
/** Whether nothing but the tabs between the seven fields is a control character. A loop: an expression takes thrice as long. */
function isSevenFields(head: string): boolean {
  let tabs = 0;
  for (let i = 0; i < head.length; i++) {
    const unit = head.charCodeAt(i);
    if (unit >= 32) continue;
    if (unit !== 9) return false;
    tabs++;
  }
  return tabs === TABS;
}

function unpackCause(packed: Cause | PackedCause): Cause {
  if (!isPacked(packed)) return packed;
  const [path, attempt, from, at, id, seed] = packed;
  return { command: { type: 'EndTask', path, attempt, from } as unknown as Cause['command'], at, id, seed };
}

/** @throws AppError BAD_REQUEST for ids that hold control characters */
export function encodeCommit(commit: Commit): string {
  const head = `${commit.partition}\t${commit.position}\t${commit.executionId}\t${commit.version}\t${commit.epoch}\t${commit.commitId}\t${commit.org}`;
  if (!isSevenFields(head)) {
    throw new AppError('BAD_REQUEST', 'the ids of a commit must not hold control characters', { executionId: commit.executionId });
  }
  return `${head}\t${commitText(commit)}`;
}
export function decodeRecord(line: string): LogRecord {
  const end = nthTab(line, 7);
  const [partition, position, executionId, version, epoch, commitId, org] = line.slice(0, end).split('\t') as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const body = JSON.parse(line.slice(end + 1)) as Pick<Commit, 'at' | 'causes' | 'events' | 'messages' | 'wakeAt' | 'imported'> & {
    owner: string;
  };
  if (executionId === '') {
    return {
      kind: 'epoch',
      partition: partition as PartitionId,
      position: Number(position),
      epoch: Number(epoch),
      owner: body.owner,
      at: body.at,
    };
  }
  return {
    kind: 'commit',
    org: org as OrgId,
    executionId: executionId as ExecutionId,
    version: Number(version),
    partition: partition as PartitionId,
    position: Number(position),
    epoch: Number(epoch),
    commitId,
    at: body.at,
    causes: body.causes.map(unpackCause),
    events: body.events,
    messages: body.messages,
    wakeAt: body.wakeAt,
    ...(body.imported === undefined ? {} : { imported: body.imported }),
  };
}
export function decodeCommit(line: string): Commit {
  const { kind: _, ...commit } = decodeRecord(line) as { kind: 'commit' } & Commit;
  return commit;
}
function nthTab(line: string, count: number): number {
  let at = -1;
  for (let i = 0; i < count; i++) at = line.indexOf('\t', at + 1);
  return at;
}
