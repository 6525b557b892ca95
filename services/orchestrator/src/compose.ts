import type {
  Clock,
  EventBus,
  ExecutionService,
  ExecutionStore,
  IdSource,
  ObjectStore,
  PlanSource,
  Service,
  WorkerListener,
} from '@agentflow/ports';
import { createCoordinator, type Coordinator } from './application/coordinator.js';
import type { FindRelease } from './application/prepare-message.js';
import { createExecutionService } from './application/execution-service.js';
import { orgLimitsOf, type OrchestratorConfig } from './config.js';

export interface OrchestratorDeps {
  readonly config: OrchestratorConfig;
  readonly store: ExecutionStore;
  readonly objects: ObjectStore;
  readonly bus: EventBus;
  readonly plans: PlanSource;
  readonly workers: WorkerListener;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** From which ids of executions that start under a key are derived. */
  readonly startKeySecret: string;
  readonly onFault: (error: unknown, about: string) => void;
  /** What a subflow runs that names no revision: the designer's answer. */
  readonly findRelease?: FindRelease;
  /** How a mailbox waits for its turn; `setImmediate` where left out. */
  readonly nextTurn?: (call: () => void) => void;
}
/** The orchestrator: owns partitions and runs executions. */
export function composeOrchestrator(deps: OrchestratorDeps): {
  readonly service: ExecutionService;
  readonly lifecycle: Service;
  readonly coordinator: Coordinator;
} {
  const { config, store, plans, ids, clock, startKeySecret } = deps;
  const orgLimits = orgLimitsOf(config);
  const coordinator = createCoordinator(deps, {
    domain: config.AGENTFLOW_DOMAIN,
    owner: ids.next(),
    maxHotNodes: config.AGENTFLOW_MAX_HOT_NODES,
    maxWaitingCommands: config.AGENTFLOW_MAX_WAITING_COMMANDS,
    ...(orgLimits && { orgLimits }),
  });
  const service = createExecutionService(coordinator, store, plans, ids, clock, startKeySecret);
  const lifecycle: Service = {
    name: 'orchestrator',
    start: () => coordinator.start(),
    stop: () => coordinator.stop(),
    ready: async () => {
      const { closed } = coordinator.log;
      const checks = {
        store: closed === null ? 'ok' : 'does not take writes',
        workers: coordinator.dispatch.workers > 0 ? 'ok' : 'none connected',
      };
      return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
    },
  };
  return { service, lifecycle, coordinator };
}
