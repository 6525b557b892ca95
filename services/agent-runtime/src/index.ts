export { composeAgentRuntime, type AgentRuntimeDeps, type AgentRuntimeParts, type AgentRuntimeStats } from './compose.js';
export { memberCoordinators, theCoordinator, type Coordinators, type MemberCoordinatorsDeps } from './inbound/coordinators.js';
export { agentRuntimeConfig, agentRuntimeProcessConfig, type AgentRuntimeConfig } from './config.js';
export {
  createEgress,
  type Egress,
  type EgressAnswer,
  type EgressOptions,
  type EgressRequest,
  type Fetch,
} from './egress/create-egress.js';
export type { Sandbox } from './sandbox/create-sandbox.js';
export { MEMORY_COLLECTION } from './outward/workflow-memory.js';
