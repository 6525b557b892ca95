export { modelClientContract, type ModelClientCase, type ModelClientFixture } from './contracts/model-client.contract.js';
export { startModelServer, type ModelServer, type ModelServerAct, type SeenRequest } from './model-server.js';
export { createTestCatalog } from './node-catalog.js';
export { body, chain, edges, node, workflow } from './builders.js';
export { driveExecution, type ExecutionDriver } from './execution-driver.js';
export { randomWorkflow, seededRandom, type Random } from './random-workflow.js';
