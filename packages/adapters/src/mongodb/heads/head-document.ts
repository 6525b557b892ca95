import { RESERVED, type ExecutionHead, type ExecutionId, type OrgId, type PartitionId } from '@agentflow/core';
import type { mongo } from 'mongoose';

export const HEADS = 'heads';
export const CURSORS = 'cursors';
/** What lists, take-over and timers look for, and the head itself as JSON text. */
export interface HeadDocument {
  readonly _id: HeadKey;
  readonly version: number;
  readonly partition: PartitionId;
  readonly open: boolean;
  /** Shared deciders have heads for take-over and timers, but are no executions: no list shows them. */
  readonly shown: boolean;
  readonly workflowId: string;
  readonly rootId: string;
  readonly status: string;
  readonly createdAt: number;
  /** Left out where there are none: they need no place in the index. */
  readonly tags?: readonly string[];
  /** Left out where the execution waits for no instant, or has ended. */
  readonly wakeAt?: number;
  readonly body: string;
}
export interface HeadKey {
  readonly org: OrgId;
  readonly id: ExecutionId;
}
export interface CursorDocument {
  readonly _id: PartitionId;
  readonly position: number;
}
export const headsOf = (db: mongo.Db): mongo.Collection<HeadDocument> => db.collection<HeadDocument>(HEADS);
export const cursorsOf = (db: mongo.Db): mongo.Collection<CursorDocument> => db.collection<CursorDocument>(CURSORS);
export const keyOf = (org: OrgId, id: ExecutionId): HeadKey => ({ org, id });

const ENDED = new Set<string>(['completed', 'failed', 'stopped']);
export function toHeadDocument(head: ExecutionHead): HeadDocument {
  const { org, executionId, version, partition, workflowId, rootId, status, createdAt, tags, wakeAt } = head;
  const open = !ENDED.has(status);
  return {
    _id: keyOf(org, executionId),
    version,
    partition,
    open,
    shown: !workflowId.startsWith(RESERVED),
    workflowId,
    rootId,
    status,
    createdAt,
    ...(tags.length > 0 ? { tags } : {}),
    ...(open && wakeAt !== null ? { wakeAt } : {}),
    body: JSON.stringify(head),
  };
}
export const toHead = ({ body }: Pick<HeadDocument, 'body'>): ExecutionHead => JSON.parse(body) as ExecutionHead;
