export { createModelClients, type ModelClientsDeps, type ModelEnv } from './create-model-clients.js';
export type { Fetch as ModelFetch } from './driver.js';
export { createPrices, type BilledTokens, type Prices } from './prices.js';
export { PRICE_TABLE, type ModelPrice, type PriceTable } from './price-table.js';
export { modelHosts, readModelEnv, readModelPrices } from './read-model-env.js';
