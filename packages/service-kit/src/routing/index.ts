export { idFromStartKey } from './start-key-id.js';
export { createOwnerDirectory, type OwnerDirectory } from './owner-directory.js';
export {
  createExecutionRouter,
  ROUTE_MS,
  type ExecutionRouter,
  type ExecutionRouterDeps,
  type OrchestratorDoors,
} from './execution-router.js';
