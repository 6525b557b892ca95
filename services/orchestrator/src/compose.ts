import type {
  Clock,
  CoordinationService,
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
import type { FaultPlace } from './application/fault-place.js';
import type { FindRelease } from './application/prepare-message.js';
import { createExecutionService } from './application/execution-service.js';
import { READS } from './application/read-execution.js';
import { admitCalls } from './application/ownership/admit-calls.js';
import { composeOwnership, createCoordinationService, type AttachedOwnership, type OwnershipDeps } from './compose-ownership.js';
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
  readonly onFault: (error: unknown, about: string, where?: FaultPlace) => void;
  /** What a subflow runs that names no revision: the designer's answer. */
  readonly findRelease?: FindRelease;
  /** How a mailbox waits for its turn; `setImmediate` where left out. */
  readonly nextTurn?: (call: () => void) => void;
  /** Where others own partitions, too. Left out: all are this process's alone. */
  readonly ownership?: OwnershipDeps;
}
/** The orchestrator: owns partitions and runs executions. */
export function composeOrchestrator(deps: OrchestratorDeps): {
  readonly service: ExecutionService;
  readonly lifecycle: Service;
  readonly coordinator: Coordinator;
  /** The door for other coordinators. */
  readonly coordination: CoordinationService;
  /** How ownership stands; `undefined` where nothing is shared. */
  readonly ownership: AttachedOwnership | undefined;
} {
  const { config, store, plans, ids, clock, startKeySecret } = deps;
  const composed = deps.ownership && composeOwnership(deps.ownership, deps);
  const orgLimits = orgLimitsOf(config);
  const coordinator = createCoordinator(
    { ...deps, ...(composed && { shared: composed.shared }) },
    {
      domain: config.AGENTFLOW_DOMAIN,
      owner: ids.next(),
      maxHotNodes: config.AGENTFLOW_MAX_HOT_NODES,
      maxWaitingCommands: config.AGENTFLOW_MAX_WAITING_COMMANDS,
      ...(orgLimits && { orgLimits }),
    },
  );
  const ownership = composed?.attach(coordinator);
  const own = createExecutionService(coordinator, store, plans, ids, clock, startKeySecret);
  const kinds = { anywhere: ['list', 'countOpen', 'budgets'], streams: ['watch'], reads: READS };
  const service = ownership ? admitCalls(own, kinds, coordinator.admit) : own;
  const lifecycle: Service = {
    name: 'orchestrator',
    async start() {
      await coordinator.start();
      await ownership?.start();
    },
    async stop() {
      await ownership?.leave();
      await coordinator.stop();
    },
    ready: async () => {
      const { closed } = coordinator.log;
      const checks = {
        store: closed === null ? 'ok' : 'does not take writes',
        workers: coordinator.dispatch.workers > 0 ? 'ok' : 'none connected',
        ...(ownership && { ownership: ownership.state() }),
      };
      return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
    },
  };
  return { service, lifecycle, coordinator, coordination: createCoordinationService(coordinator), ownership };
}
