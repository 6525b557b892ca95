import type { Clock, DocumentStore, ExecutionStore, IdSource, ObjectStore, PlanSource, RecoveryService, Service } from '@agentflow/ports';
import type { Coordinator } from './application/coordinator.js';
import { admitCalls } from './application/ownership/admit-calls.js';
import { createRecoveryService } from './application/recovery/recovery-service.js';
import { createRetention, type Retention, type SweepProgress } from './application/recovery/retention.js';

export interface RecoveryDeps {
  readonly coordinator: Coordinator;
  readonly store: ExecutionStore;
  readonly objects: ObjectStore;
  /** Where frozen revisions lie: exports take them along, imports bring them. */
  readonly documents: DocumentStore;
  readonly plans: PlanSource;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Days after which ended executions of workflows that say nothing are deleted; left out: never. */
  readonly retentionDays?: number | undefined;
  readonly onSweep?: (progress: SweepProgress) => void;
  readonly onFault: (error: unknown, about: string) => void;
}
/** Replay, export, import, fork, retry and snapshots of the executions that `coordinator` owns, and the deletion of old ones. */
export function composeRecovery(deps: RecoveryDeps): {
  readonly service: RecoveryService;
  readonly retention: Retention;
  readonly lifecycle: Service;
} {
  const { coordinator, retentionDays, onSweep = () => undefined, onFault } = deps;
  const retention = createRetention({
    ...deps,
    partitions: () => coordinator.log.owned().map(({ partition }) => partition),
    defaultDays: retentionDays,
    onProgress: onSweep,
    onFault: (error) => onFault(error, 'retention'),
  });
  const lifecycle: Service = {
    name: 'retention',
    start: async () => retention.start(),
    stop: () => retention.stop(),
    ready: async () => ({ ready: true, checks: {} }),
  };
  // An import brings its id in its text, and a page of snapshots is anybody's: the first meets the log, the second no owner.
  const service = admitCalls(
    createRecoveryService(deps),
    { anywhere: ['import'], streams: ['export'] },
    (id) => id !== undefined && coordinator.admit(id),
  );
  return { service, retention, lifecycle };
}
