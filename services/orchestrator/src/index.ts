export { composeOrchestrator, type OrchestratorDeps } from './compose.js';
export { figuresOf, type AttachedOwnership, type OwnershipDeps } from './compose-ownership.js';
export { composeRecovery, type RecoveryDeps } from './compose-recovery.js';
export { orchestratorConfig, orchestratorProcessConfig, type OrchestratorConfig } from './config.js';
export { createOrchestratorRegistry } from './instruments.js';
export type { Coordinator } from './application/coordinator.js';
