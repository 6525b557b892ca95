// From agentflow/execution/v1/recovery.proto

import type { SnapshotView as _agentflow_execution_v1_SnapshotView, SnapshotView__Output as _agentflow_execution_v1_SnapshotView__Output } from '../../../agentflow/execution/v1/SnapshotView.js';

/**
 * A page of snapshots.
 */
export interface SnapshotsAnswer {
  /**
   * Of one execution newest first.
   */
  'items'?: (_agentflow_execution_v1_SnapshotView)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

/**
 * A page of snapshots.
 */
export interface SnapshotsAnswer__Output {
  /**
   * Of one execution newest first.
   */
  'items'?: (_agentflow_execution_v1_SnapshotView__Output)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
}
