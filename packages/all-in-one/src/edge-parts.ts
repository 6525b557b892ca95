/** What people, clients and triggers speak to: loaded once open executions have been taken up. */
export { composeDesigner } from '@agentflow/designer';
export { composeGateway, DEFAULT_ORG } from '@agentflow/gateway';
export { composeMetrics } from '@agentflow/metrics';
export { composeScheduler } from '@agentflow/scheduler';
export { EXAMPLES_FOLDER, readExamples } from './examples.js';
export { createPlatformMetrics } from './platform-metrics.js';
export { seedExample } from './seed.js';
