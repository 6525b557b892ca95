/** What executes: loaded while the stores open, so that open executions go on before anybody can ask for them. */
export { agentRuntimeConfig, composeAgentRuntime, createEgress } from '@agentflow/agent-runtime';
export { createNodeCatalog, toolViews } from '@agentflow/nodes';
export { composeOrchestrator, composeRecovery, createOrchestratorRegistry, figuresOf, orchestratorConfig } from '@agentflow/orchestrator';
export { createWatch } from './watch.js';
