import {
  createGrpcWorkerListener,
  createIdSource,
  createSystemClock,
  loadMasterKey,
  openClusterStores,
  startKeySecretOf,
} from '@agentflow/adapters';
import { MASTER_DOMAIN } from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import {
  composeLifecycle,
  createClusterService,
  createHeartbeat,
  createMemberClient,
  createPlanSource,
  measuredBus,
  runService,
  serveGrpc,
  SERVICES_STOP,
  thisMember,
  tracedBus,
} from '@agentflow/service-kit';
import { composeOrchestrator } from './compose.js';
import { composeRecovery } from './compose-recovery.js';
import { orchestratorProcessConfig } from './config.js';
import { createOrchestratorRegistry } from './instruments.js';

runService({
  name: 'orchestrator',
  schema: orchestratorProcessConfig,
  env: process.env,
  async start({ config, logger, httpUrl, onClose }) {
    const clock = createSystemClock();
    const ids = createIdSource();
    const masterKey = await loadMasterKey({ dataDir: '.', envValue: config.AGENTFLOW_MASTER_KEY.reveal() });
    const stores = await openClusterStores(config, ['executions', 'documents', 'membership', 'bus', 'objects', 'peers'], {
      service: 'orchestrator',
      clock,
      ids,
      logger,
    });
    onClose('stores', stores.close);
    const { executions, documents, membership, bus, objects, peers } = stores;
    const measured = measuredBus(tracedBus(bus, 'kafka'), 'orchestrator');
    const self = ids.next();
    const designer = createMemberClient('designer', 'designer', { membership, clock, address: config.AGENTFLOW_DESIGNER_ADDRESS });
    onClose('designer', designer.close);
    const plans = createPlanSource({ documents, nodes: createNodeCatalog() });
    const workers = createGrpcWorkerListener();
    const onFault = (err: unknown, about: string, where?: object): void =>
      logger.error({ err, about, ...where }, 'the orchestrator met a fault');
    const orchestrator = composeOrchestrator({
      config: { ...config, AGENTFLOW_DOMAIN: MASTER_DOMAIN },
      store: executions,
      objects,
      bus: measured.bus,
      plans,
      workers,
      clock,
      ids,
      findRelease: (org, workflow) => designer.service.freeze({ org, workflow }),
      startKeySecret: startKeySecretOf(masterKey),
      ownership: { membership, self, domains: config.AGENTFLOW_DOMAINS, peers },
      onFault,
    });
    const recovery = composeRecovery({
      coordinator: orchestrator.coordinator,
      store: executions,
      objects,
      documents,
      plans,
      clock,
      ids,
      retentionDays: config.AGENTFLOW_RETENTION_DAYS,
      onSweep: ({ looked, deleted, done }) => deleted > 0 && logger.info({ looked, deleted, done }, 'old executions are deleted'),
      onFault,
    });
    const grpc = serveGrpc({
      services: {
        execution: orchestrator.service,
        recovery: recovery.service,
        coordination: orchestrator.coordination,
        cluster: createClusterService({ membership, clock }),
      },
      workers: workers.handlers,
      host: config.AGENTFLOW_HOST,
      port: config.AGENTFLOW_GRPC_PORT,
      logger,
    });
    const member = thisMember(
      {
        id: self,
        service: 'orchestrator',
        config,
        httpUrl,
        grpcPort: grpc.port,
        domains: () => config.AGENTFLOW_DOMAINS,
        figures: () => orchestrator.ownership?.figures() ?? {},
      },
      clock.now(),
    );
    const heartbeat = createHeartbeat({ membership, member, clock, logger });
    return {
      // The doors open first and close last: what is handed over is still answered.
      lifecycle: composeLifecycle(
        'orchestrator',
        [stores.lifecycle, grpc, heartbeat, orchestrator.lifecycle, recovery.lifecycle],
        SERVICES_STOP,
      ),
      registries: [createOrchestratorRegistry(orchestrator.coordinator, { ownership: orchestrator.ownership }), measured.registry],
      leaving: heartbeat.leaving,
      urls: () => ({ grpc: grpc.address() }),
    };
  },
});
