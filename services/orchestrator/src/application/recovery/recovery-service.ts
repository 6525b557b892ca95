import type { Clock, DocumentStore, ExecutionStore, IdSource, PlanSource, RecoveryService } from '@agentflow/ports';
import type { Coordinator } from '../coordinator.js';
import { durable } from '../live-execution.js';
import { liveOf } from '../read-execution.js';
import { exportExecution } from './export-execution.js';
import { createFork } from './fork-execution.js';
import { createImport } from './import-execution.js';
import { replayExecution } from './replay-execution.js';
import { createSnapshot, restoreSnapshot } from './restore-snapshot.js';
import { createRetry } from './retry-execution.js';

export interface RecoveryPorts {
  readonly coordinator: Coordinator;
  readonly store: ExecutionStore;
  readonly documents: DocumentStore;
  readonly plans: PlanSource;
  readonly ids: IdSource;
  readonly clock: Clock;
}
/** The door for people who repair (ports/services/recovery-service): each method is one use case of this folder. */
export function createRecoveryService(ports: RecoveryPorts): RecoveryService {
  const { coordinator, store, documents, plans, clock } = ports;
  const { values, snapshots } = coordinator;
  const bringIn = createImport(ports);
  /** The execution, once all that was decided for it is in the log. */
  const settled = async (org: Parameters<typeof liveOf>[1], id: string) => {
    const live = await liveOf(coordinator, org, id);
    if (live.pending || live.inFlight) await durable(live);
    return live.state.id;
  };
  return {
    async replay({ org, executionId }) {
      return replayExecution({ store, plans, values }, org, await settled(org, executionId));
    },
    async *export({ org, executionId }) {
      const id = await settled(org, executionId);
      yield* exportExecution({ store, documents, values }, org, id, new Date(clock.now()).toISOString());
    },
    import: ({ org, text, by }) => bringIn(org, text, by),
    fork: createFork(ports),
    retry: createRetry(coordinator, plans),
    async snapshots({ org, executionId, cursor, limit }) {
      if (executionId === undefined) return snapshots.page(org, cursor, limit);
      const live = await liveOf(coordinator, org, executionId);
      return { items: await snapshots.list(org, live.state.id), nextCursor: null };
    },
    createSnapshot: ({ org, executionId }) => createSnapshot(coordinator, org, executionId),
    restoreSnapshot: ({ org, executionId, version }) => restoreSnapshot(coordinator, org, executionId, version),
  };
}
