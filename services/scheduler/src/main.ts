import { createAesVault, createIdSource, createSystemClock, loadMasterKey, openClusterStores, startKeySecretOf } from '@agentflow/adapters';
import {
  composeLifecycle,
  createDegradationMonitor,
  createExecutionRouter,
  createHeartbeat,
  createMemberClient,
  degradationSettings,
  holdStarts,
  measuredBus,
  runService,
  serveGrpc,
  SERVICES_STOP,
  thisMember,
  tracedBus,
} from '@agentflow/service-kit';
import { composeScheduler } from './compose.js';
import { schedulerProcessConfig } from './config.js';
import { createGatewayUrl } from './gateway-url.js';

runService({
  name: 'scheduler',
  schema: schedulerProcessConfig,
  env: process.env,
  async start({ config, logger, httpUrl, onClose }) {
    const clock = createSystemClock();
    const ids = createIdSource();
    const masterKey = await loadMasterKey({ dataDir: '.', envValue: config.AGENTFLOW_MASTER_KEY.reveal() });
    const stores = await openClusterStores(config, ['documents', 'membership', 'keyValue', 'bus'], {
      service: 'scheduler',
      clock,
      ids,
      logger,
    });
    onClose('stores', stores.close);
    const { documents, membership, keyValue, bus } = stores;
    const measured = measuredBus(tracedBus(bus, 'kafka'), 'scheduler');
    const orchestrators = createExecutionRouter({ membership, clock, ids, startKeySecret: startKeySecretOf(masterKey) });
    onClose('orchestrators', orchestrators.close);
    const designer = createMemberClient('designer', 'designer', { membership, clock, address: config.AGENTFLOW_DESIGNER_ADDRESS });
    onClose('designer', designer.close);
    const monitor = createDegradationMonitor({
      clock,
      logger,
      documents,
      settings: degradationSettings(config),
      automatic: config.AGENTFLOW_DEGRADATION === 'auto',
    });
    const gatewayUrl = createGatewayUrl({ membership, clock, publicUrl: config.AGENTFLOW_PUBLIC_URL });
    const scheduler = composeScheduler({
      documents,
      keyValue,
      executions: holdStarts(orchestrators.executions, monitor),
      bus: measured.bus,
      eventTopics: config.AGENTFLOW_TRIGGER_TOPICS,
      unsealer: createAesVault(masterKey),
      clock,
      ids,
      baseUrl: gatewayUrl.url,
      shared: true,
      logger,
      freeze: (org, workflow, revision) => designer.service.freeze({ org, workflow, revision }),
    });
    const grpc = serveGrpc({
      services: { trigger: scheduler.service },
      host: config.AGENTFLOW_HOST,
      port: config.AGENTFLOW_GRPC_PORT,
      logger,
    });
    const member = thisMember({ id: ids.next(), service: 'scheduler', config, httpUrl, grpcPort: grpc.port }, clock.now());
    const heartbeat = createHeartbeat({ membership, member, clock, logger });
    return {
      lifecycle: composeLifecycle(
        'scheduler',
        [stores.lifecycle, monitor.lifecycle, gatewayUrl.lifecycle, scheduler.lifecycle, grpc, heartbeat],
        SERVICES_STOP,
      ),
      registries: [scheduler.registry, measured.registry, monitor.registry],
      leaving: heartbeat.leaving,
      urls: () => ({ grpc: grpc.address() }),
    };
  },
});
