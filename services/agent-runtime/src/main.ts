import { tmpdir } from 'node:os';
import {
  createAesVault,
  createGrpcWorkerConnector,
  createIdSource,
  createModelClients,
  createSystemClock,
  loadMasterKey,
  modelHosts,
  openClusterStores,
  peerSecretOf,
  readModelEnv,
  readModelPrices,
} from '@agentflow/adapters';
import { createNodeCatalog } from '@agentflow/nodes';
import {
  composeLifecycle,
  createDegradationMonitor,
  createHeartbeat,
  createPlanSource,
  createResourceReader,
  degradationSettings,
  grpcDefinition,
  runService,
  SERVICES_STOP,
  thisMember,
} from '@agentflow/service-kit';
import { composeAgentRuntime } from './compose.js';
import { agentRuntimeProcessConfig } from './config.js';
import { createEgress } from './egress/create-egress.js';
import { memberCoordinators } from './inbound/coordinators.js';

runService({
  name: 'agent-runtime',
  schema: agentRuntimeProcessConfig,
  env: process.env,
  async start({ config, logger, httpUrl, onClose }) {
    const clock = createSystemClock();
    const ids = createIdSource();
    const masterKey = await loadMasterKey({ dataDir: '.', envValue: config.AGENTFLOW_MASTER_KEY.reveal() });
    const modelEnv = readModelEnv(process.env);
    const stores = await openClusterStores(config, ['documents', 'membership', 'objects', 'outbox', 'peers'], {
      service: 'agent-runtime',
      clock,
      ids,
      logger,
    });
    onClose('stores', stores.close);
    const { documents, membership, objects, outbox, peers } = stores;
    const egress = createEgress({ config, clock, allowHosts: modelHosts(modelEnv) });
    const resources = createResourceReader(tmpdir());
    onClose('resources', () => resources.close());
    const monitor = createDegradationMonitor({
      clock,
      logger,
      documents,
      settings: degradationSettings(config),
      automatic: config.AGENTFLOW_DEGRADATION === 'auto',
      resources: () => resources.read(),
    });
    const connector = memberCoordinators({
      membership,
      domains: config.AGENTFLOW_DOMAINS,
      connect: (address) => createGrpcWorkerConnector({ definition: () => grpcDefinition('worker'), address }),
      clock,
      onFault: (err) => logger.warn({ err }, 'the orchestrators cannot be looked for'),
    });
    const runtime = composeAgentRuntime({
      connector,
      documents,
      objects,
      plans: createPlanSource({ documents, nodes: createNodeCatalog() }),
      models: createModelClients({
        clock,
        env: modelEnv,
        fetch: egress.fetch,
        prices: readModelPrices(process.env, new Date(clock.now()).toISOString().slice(0, 10)),
      }),
      unsealer: createAesVault(masterKey),
      outbox,
      peers,
      peerSecret: peerSecretOf(masterKey),
      egress,
      degradation: monitor,
      samples: monitor,
      clock,
      ids,
      config,
      filesDir: null,
      logger,
    });
    const figures = (): { running: number; slots: number } => ({ running: runtime.stats().running, slots: config.AGENTFLOW_WORKER_SLOTS });
    const domains = (): readonly string[] => config.AGENTFLOW_DOMAINS;
    const member = thisMember({ id: ids.next(), service: 'agent-runtime', config, httpUrl, domains, figures }, clock.now());
    const heartbeat = createHeartbeat({ membership, member, clock, logger });
    return {
      lifecycle: composeLifecycle('agent-runtime', [stores.lifecycle, monitor.lifecycle, heartbeat, runtime.lifecycle], SERVICES_STOP),
      registries: [runtime.registry, monitor.registry],
      leaving: heartbeat.leaving,
    };
  },
});
