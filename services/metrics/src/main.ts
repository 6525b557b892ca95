import { createIdSource, createSystemClock, openClusterStores } from '@agentflow/adapters';
import {
  composeLifecycle,
  createHeartbeat,
  measuredBus,
  runService,
  serveGrpc,
  SERVICES_STOP,
  thisMember,
  tracedBus,
} from '@agentflow/service-kit';
import { composeMetrics } from './compose.js';
import { metricsProcessConfig } from './config.js';

runService({
  name: 'metrics',
  schema: metricsProcessConfig,
  env: process.env,
  async start({ config, logger, httpUrl, onClose }) {
    const clock = createSystemClock();
    const ids = createIdSource();
    const stores = await openClusterStores(config, ['membership', 'bus', 'metrics'], { service: 'metrics', clock, ids, logger });
    onClose('stores', stores.close);
    const { bus, registry } = measuredBus(tracedBus(stores.bus, 'kafka'), 'metrics');
    const metrics = composeMetrics({ bus, metrics: stores.metrics, clock, logger });
    const grpc = serveGrpc({ services: { stats: metrics.service }, host: config.AGENTFLOW_HOST, port: config.AGENTFLOW_GRPC_PORT, logger });
    const member = thisMember({ id: ids.next(), service: 'metrics', config, httpUrl, grpcPort: grpc.port }, clock.now());
    const heartbeat = createHeartbeat({ membership: stores.membership, member, clock, logger });
    return {
      lifecycle: composeLifecycle('metrics', [stores.lifecycle, metrics.lifecycle, grpc, heartbeat], SERVICES_STOP),
      registries: [metrics.registry, registry],
      leaving: heartbeat.leaving,
      urls: () => ({ grpc: grpc.address() }),
    };
  },
});
