export { composeOrchestrator, type OrchestratorDeps } from './compose.js';
export { orchestratorConfig, type OrchestratorConfig } from './config.js';
export type { Coordinator } from './application/coordinator.js';
