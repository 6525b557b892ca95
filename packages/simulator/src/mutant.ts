import type { Clock, EventBus, ExecutionService, ExecutionStore, ObjectStore } from '@agentflow/ports';
import type { Coordinator } from '@agentflow/orchestrator';
import type { LinkTaps } from './ports/sim-link.js';
import type { World } from './world.js';

/** A protection taken away: wraps a port, a door or a stream of each process that starts. Proves that the simulator can fail. */
export interface Mutant {
  readonly name: string;
  /** The invariants of which one must be found violated. */
  readonly breaks: readonly string[];
  readonly executions?: (store: ExecutionStore, world: World) => ExecutionStore;
  readonly objects?: (store: ObjectStore, world: World) => ObjectStore;
  readonly bus?: (bus: EventBus, world: World) => EventBus;
  readonly clock?: (clock: Clock, world: World) => Clock;
  readonly service?: (service: ExecutionService, coordinator: Coordinator, world: World) => ExecutionService;
  readonly taps?: (world: World) => LinkTaps;
  /** Once, before the first process starts. */
  readonly world?: (world: World) => void;
}
