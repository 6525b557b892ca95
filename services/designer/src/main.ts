import {
  createAesVault,
  createIdSource,
  createModelClients,
  createSystemClock,
  loadMasterKey,
  openClusterStores,
  readModelEnv,
  readModelPrices,
} from '@agentflow/adapters';
import { createNodeCatalog, toolViews } from '@agentflow/nodes';
import {
  composeLifecycle,
  createHeartbeat,
  createMemberClient,
  runService,
  serveGrpc,
  SERVICES_STOP,
  thisMember,
} from '@agentflow/service-kit';
import { composeDesigner } from './compose.js';
import { designerProcessConfig } from './config.js';

runService({
  name: 'designer',
  schema: designerProcessConfig,
  env: process.env,
  async start({ config, logger, httpUrl, onClose }) {
    const clock = createSystemClock();
    const ids = createIdSource();
    const masterKey = await loadMasterKey({ dataDir: '.', envValue: config.AGENTFLOW_MASTER_KEY.reveal() });
    const stores = await openClusterStores(config, ['documents', 'membership'], { service: 'designer', clock, ids, logger });
    onClose('stores', stores.close);
    const { documents, membership } = stores;
    const scheduler = createMemberClient('trigger', 'scheduler', { membership, clock, address: config.AGENTFLOW_SCHEDULER_ADDRESS });
    onClose('scheduler', scheduler.close);
    // asked which models there are, never for a model's word
    const models = createModelClients({
      clock,
      env: readModelEnv(process.env),
      prices: readModelPrices(process.env, new Date(clock.now()).toISOString().slice(0, 10)),
    });
    const designer = composeDesigner({
      documents,
      catalog: createNodeCatalog(),
      tools: toolViews,
      models: () => models.list(),
      sealer: createAesVault(masterKey),
      triggers: scheduler.service,
      clock,
      ids,
      logger,
      nameDomains: membership.nameDomains,
    });
    const grpc = serveGrpc({
      services: { designer: designer.service },
      host: config.AGENTFLOW_HOST,
      port: config.AGENTFLOW_GRPC_PORT,
      logger,
    });
    const member = thisMember({ id: ids.next(), service: 'designer', config, httpUrl, grpcPort: grpc.port }, clock.now());
    const heartbeat = createHeartbeat({ membership, member, clock, logger });
    return {
      lifecycle: composeLifecycle('designer', [stores.lifecycle, designer.lifecycle, grpc, heartbeat], SERVICES_STOP),
      leaving: heartbeat.leaving,
      urls: () => ({ grpc: grpc.address() }),
    };
  },
});
