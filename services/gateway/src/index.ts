export { composeGateway, DEFAULT_ORG, type Gateway, type GatewayDeps } from './compose.js';
export { gatewayEnvironment, gatewayProcessConfig, type GatewayConfig } from './config.js';
export type { GatewayLogger, TemplateView } from './application/gateway-services.js';
export { EXAMPLES_FOLDER, readExamples } from './examples/read-examples.js';
export { seedExample, type SeedPorts } from './examples/seed-example.js';
export { ensureAdminKey } from './application/admin-key.js';
export { createApiKeys, type ApiKeys } from './application/api-keys.js';
export { buildOpenApi } from './openapi/document.js';
export { ALL_ROUTES } from './inbound/http/routes/all-routes.js';
