export { composeOrchestrator, type OrchestratorDeps } from './compose.js';
export { composeRecovery, type RecoveryDeps } from './compose-recovery.js';
export { orchestratorConfig, type OrchestratorConfig } from './config.js';
export type { Coordinator } from './application/coordinator.js';
