import type { ExecutionView, Json, PlanChange, ReplayDifference } from '@agentflow/core';
import type { ExecutionRef } from './execution-service.js';

export interface ReplayAnswer {
  readonly identical: boolean;
  readonly firstDifference?: ReplayDifference;
  /** Events that were decided again. */
  readonly events: number;
}
/** One snapshot of an execution's state. A cache: refused ones are rebuilt from the log. */
export interface SnapshotView {
  /** `<executionId>.<version>`. */
  readonly id: string;
  readonly executionId: string;
  /** Commits of the execution it contains. */
  readonly version: number;
  /** Bytes. */
  readonly size: number;
  readonly createdAt: string;
  readonly status: 'ok' | 'refused';
  /** Why it is refused. */
  readonly reason: string | null;
  readonly sha256: string | null;
}
export interface RestoreAnswer {
  /** Whether the state rebuilt from the snapshot and the tail of the log equals the fold of the whole log. */
  readonly identical: boolean;
  /** Of the execution, after the restore. */
  readonly version: number;
  /** Events of the tail that were folded onto the snapshot. */
  readonly events: number;
}
/** What a retry does, or with `dryRun` would do. */
export interface RetryAnswer {
  readonly fits: boolean;
  readonly changes: readonly PlanChange[];
  readonly problems: readonly string[];
  /** Work that begins again. */
  readonly paths: readonly string[];
  /** Recorded calls that would be made again, because what they are asked changes: they need `confirm`. */
  readonly effects: readonly { readonly path: string; readonly index: number; readonly name: string; readonly effect: string }[];
  /** As the retry left it; `null` after a dry run. */
  readonly execution: ExecutionView | null;
}
export interface RevisionChoice {
  readonly revision: number | 'draft';
  readonly digest: string;
}
/** The orchestrator's door for people who repair (CONTRACT 2): replay, export, import, fork, retry, snapshots. @throws AppError EXECUTION_NOT_FOUND in all that take a ref */
export interface RecoveryService {
  /** Decides the recorded history again, without network and workers, and compares. */
  replay(request: ExecutionRef): Promise<ReplayAnswer>;
  /** Lines of newline-delimited JSON, each without its newline; the last one seals those before it. */
  export(request: ExecutionRef): AsyncIterable<{ readonly line: string }>;
  /** `created` false: it was there already, the same. @throws AppError EXPORT_INVALID, ALREADY_EXISTS */
  import(request: {
    readonly org: ExecutionRef['org'];
    /** What `export` gave: lines with newlines. */
    readonly text: string;
    readonly by: string;
  }): Promise<{ readonly execution: ExecutionView; readonly created: boolean }>;
  /** @throws AppError NODE_NOT_FOUND, INVALID_INPUT, REVISION_DOES_NOT_FIT, CONFLICT */
  fork(
    request: ExecutionRef & {
      readonly from: { readonly path: string; readonly step?: number };
      readonly input?: Json;
      readonly revision?: RevisionChoice;
      readonly by: string;
    },
  ): Promise<ExecutionView>;
  /** @throws AppError NOT_RETRYABLE, ALREADY_COMPENSATED, EXECUTION_IMPORTED, REVISION_DOES_NOT_FIT, CONFIRM_NEEDED */
  retry(
    request: ExecutionRef & {
      readonly input?: Json;
      readonly revision?: RevisionChoice;
      readonly dryRun: boolean;
      readonly confirm: boolean;
      readonly by: string;
    },
  ): Promise<RetryAnswer>;
  /** Of one execution, newest first; without one, of the org, in order of their ids. */
  snapshots(request: {
    readonly org: ExecutionRef['org'];
    readonly executionId?: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ readonly items: readonly SnapshotView[]; readonly nextCursor: string | null }>;
  createSnapshot(request: ExecutionRef): Promise<SnapshotView>;
  /** Drops the state in memory and rebuilds it from this snapshot and the tail of the log. @throws AppError SNAPSHOT_NOT_FOUND, SNAPSHOT_REFUSED */
  restoreSnapshot(request: ExecutionRef & { readonly version: number }): Promise<RestoreAnswer>;
}
