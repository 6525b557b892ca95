import type { Clock, DocumentStore, ExecutionStore, IdSource, PlanSource, RecoveryService } from '@agentflow/ports';
import type { Coordinator } from './application/coordinator.js';
import { createRecoveryService } from './application/recovery/recovery-service.js';

export interface RecoveryDeps {
  readonly coordinator: Coordinator;
  readonly store: ExecutionStore;
  /** Where frozen revisions lie: exports take them along, imports bring them. */
  readonly documents: DocumentStore;
  readonly plans: PlanSource;
  readonly clock: Clock;
  readonly ids: IdSource;
}
/** Replay, export, import, fork, retry and snapshots of the executions that `coordinator` owns. */
export const composeRecovery = (deps: RecoveryDeps): RecoveryService => createRecoveryService(deps);
