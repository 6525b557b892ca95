import type { ExecutionId, OrgId, PartitionId } from '../../ids.js';
import type { ExecutionCommand } from './commands.js';
import type { ExecutionEvent } from './events.js';
import type { ExecutionPhase, ExecutionStatus, Usage } from '../views/views.js';

/** The command that led to events, as replay needs it. */
export interface Cause {
  readonly command: ExecutionCommand;
  /** Epoch milliseconds at which it was decided. */
  readonly at: number;
  readonly id: string;
  readonly seed: number;
}
/** What one drain made durable: atomic, at most 1 MiB, unique on (partition, position) and on (executionId, version). */
export interface Commit {
  readonly org: OrgId;
  readonly executionId: ExecutionId;
  /** 1..n within the execution. */
  readonly version: number;
  readonly partition: PartitionId;
  /** 1..n within the partition, epoch records included. */
  readonly position: number;
  readonly epoch: number;
  readonly commitId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly causes: readonly Cause[];
  readonly events: readonly ExecutionEvent[];
  /** Messages to other executions (delegation, signals): delivered after the commit is durable. */
  readonly messages: readonly ExecutionMessage[];
  /** When the execution wants to be woken next, epoch milliseconds. */
  readonly wakeAt: number | null;
  /** Recorded by another installation: evidence, never acted upon here. The messages it had are kept for replay, not delivered. */
  readonly imported?: { readonly messages: readonly ExecutionMessage[] };
}
/** To another execution. Kinds come with subflows and signals. */
export interface ExecutionMessage {
  readonly to: ExecutionId;
  readonly command: ExecutionCommand;
}
/** The projection of an execution that lists, take-over and timers read. */
export interface ExecutionHead {
  readonly org: OrgId;
  readonly executionId: ExecutionId;
  readonly partition: PartitionId;
  readonly version: number;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number | 'draft';
  readonly digest: string;
  readonly status: ExecutionStatus;
  readonly phase: ExecutionPhase;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly wakeAt: number | null;
  readonly trial: boolean;
  readonly tags: readonly string[];
  readonly priority: number;
  readonly trigger: unknown;
  readonly parentId: string | null;
  readonly rootId: string;
  readonly error: { readonly code: string; readonly message: string; readonly path: string | null } | null;
  readonly usage: Usage;
  readonly nodesTotal: number;
  readonly waitingCount: number;
  /** It runs, but waits for its subflows alone: nothing of it has to be taken up. */
  readonly idle?: true;
}
