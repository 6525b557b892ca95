/** What people, clients and triggers speak to: loaded once open executions have been taken up. */
export { composeDesigner } from '@agentflow/designer';
export { composeGateway, DEFAULT_ORG, EXAMPLES_FOLDER, readExamples, seedExample } from '@agentflow/gateway';
export { composeMetrics } from '@agentflow/metrics';
export { composeScheduler, schedulerConfig } from '@agentflow/scheduler';
