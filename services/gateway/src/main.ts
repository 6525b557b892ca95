import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createIdSource, createSystemClock, loadMasterKey, openClusterStores, startKeySecretOf } from '@agentflow/adapters';
import {
  advertisedHost,
  composeLifecycle,
  createClusterHealth,
  createClusterService,
  createDegradationMonitor,
  createExecutionRouter,
  createHeartbeat,
  createMemberClient,
  createResourceReader,
  degradationSettings,
  dependenciesOf,
  PRODUCT_VERSION,
  readiness,
  runService,
  SERVICES_STOP,
  thisMember,
  urlHost,
} from '@agentflow/service-kit';
import type { Service } from '@agentflow/ports';
import { composeGateway, DEFAULT_ORG } from './compose.js';
import { gatewayProcessConfig } from './config.js';
import { EXAMPLES_FOLDER, readExamples } from './examples/read-examples.js';
import { seedExample } from './examples/seed-example.js';

const WEB_ROOT = fileURLToPath(new URL('../../../web/dist', import.meta.url));
/** What the gateway cannot do without; what else is missing is shown, and asks for a step back. */
const OTHERS = ['orchestrator', 'designer', 'scheduler', 'agent-runtime', 'metrics'] as const;

runService({
  name: 'gateway',
  schema: gatewayProcessConfig,
  env: process.env,
  async start({ config, logger, metricsText, onClose }) {
    const clock = createSystemClock();
    const ids = createIdSource();
    const stores = await openClusterStores(config, ['documents', 'membership', 'keyValue', 'outbox'], {
      service: 'gateway',
      clock,
      ids,
      logger,
    });
    onClose('stores', stores.close);
    const { documents, membership, keyValue, outbox } = stores;
    const client = <N extends 'designer' | 'trigger' | 'stats'>(name: N, service: (typeof OTHERS)[number], address?: string) => {
      const made = createMemberClient(name, service, { membership, clock, address });
      onClose(service, made.close);
      return made;
    };
    const masterKey = await loadMasterKey({ dataDir: '.', envValue: config.AGENTFLOW_MASTER_KEY.reveal() });
    const orchestrators = createExecutionRouter({ membership, clock, ids, startKeySecret: startKeySecretOf(masterKey) });
    onClose('orchestrators', orchestrators.close);
    const { executions, recovery } = orchestrators;
    const designer = client('designer', 'designer', config.AGENTFLOW_DESIGNER_ADDRESS);
    const triggers = client('trigger', 'scheduler', config.AGENTFLOW_SCHEDULER_ADDRESS);
    const stats = client('stats', 'metrics', config.AGENTFLOW_METRICS_ADDRESS);
    const health = createClusterHealth({ membership, services: OTHERS, clock });
    const resources = createResourceReader(tmpdir());
    onClose('resources', () => resources.close());
    const monitor = createDegradationMonitor({
      clock,
      logger,
      documents,
      settings: degradationSettings(config),
      automatic: config.AGENTFLOW_DEGRADATION === 'auto',
      resources: () => resources.read(),
      dependencies: async () => {
        const [own, others] = await Promise.all([readiness([stores.lifecycle]), health.settled()]);
        return [...dependenciesOf(own), ...dependenciesOf(others)];
      },
    });
    /** What a request needs in any case. */
    const needed: Service = {
      name: 'services',
      start: async () => undefined,
      stop: async () => undefined,
      ready: async () => {
        const [orchestrator, drawing] = await Promise.all([orchestrators.state(), designer.state()]);
        return { ready: orchestrator === 'ok' && drawing === 'ok', checks: { orchestrator, designer: drawing } };
      },
    };
    let read: ReturnType<typeof readExamples> | undefined;
    const examples = (): ReturnType<typeof readExamples> => (read ??= readExamples(EXAMPLES_FOLDER));
    const gateway = composeGateway({
      config: {
        host: config.AGENTFLOW_HOST,
        port: config.AGENTFLOW_PORT,
        dataDir: config.AGENTFLOW_ADMIN_KEY === undefined ? config.AGENTFLOW_DATA : null,
        adminKey: config.AGENTFLOW_ADMIN_KEY?.reveal(),
        mode: 'cluster',
        allowedHosts: config.AGENTFLOW_ALLOWED_HOSTS,
        publicUrl: config.AGENTFLOW_PUBLIC_URL,
      },
      executions,
      recovery,
      designer: designer.service,
      triggers: triggers.service,
      stats: stats.service,
      cluster: createClusterService({ membership, clock }),
      documents,
      keyValue,
      outbox,
      clock,
      ids,
      templates: examples,
      webRoot: existsSync(WEB_ROOT) ? WEB_ROOT : null,
      readiness: () => readiness([stores.lifecycle, needed]),
      metricsText,
      degradation: monitor,
      samples: monitor,
      logger,
      version: PRODUCT_VERSION,
    });
    const httpUrl = (): string => `http://${urlHost(advertisedHost(config))}:${gateway.address().port}`;
    const member = thisMember({ id: ids.next(), service: 'gateway', config, httpUrl }, clock.now());
    const heartbeat = createHeartbeat({ membership, member, clock, logger });
    const seeding: Service = {
      name: 'example',
      async start() {
        if (config.AGENTFLOW_SEED === 'off') return;
        const ports = { org: DEFAULT_ORG, documents, designer: designer.service, executions, clock };
        void seedExample(ports, examples).catch((err: unknown) => logger.warn({ err }, 'the example could not be run'));
      },
      stop: async () => undefined,
      ready: async () => ({ ready: true, checks: {} }),
    };
    return {
      lifecycle: composeLifecycle(
        'gateway',
        [stores.lifecycle, needed, monitor.lifecycle, gateway.lifecycle, heartbeat, seeding],
        SERVICES_STOP,
      ),
      registries: [monitor.registry],
      leaving: heartbeat.leaving,
      urls: () => ({ http: gateway.address().url }),
    };
  },
});
