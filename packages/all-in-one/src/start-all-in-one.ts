import { existsSync } from 'node:fs';
import { hkdfSync } from 'node:crypto';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  acquireFolderLock,
  createAesVault,
  createIdSource,
  createLocalWorkerLink,
  createModelClients,
  createSystemClock,
  ensureDataFormat,
  loadMasterKey,
  modelHosts,
  openEmbeddedStores,
  readModelEnv,
  readModelPrices,
} from '@agentflow/adapters';
import { agentRuntimeConfig, composeAgentRuntime, createEgress } from '@agentflow/agent-runtime';
import { composeDesigner } from '@agentflow/designer';
import { composeGateway, DEFAULT_ORG } from '@agentflow/gateway';
import { composeMetrics } from '@agentflow/metrics';
import { createNodeCatalog, toolViews } from '@agentflow/nodes';
import { composeOrchestrator, composeRecovery, orchestratorConfig } from '@agentflow/orchestrator';
import type { Clock, DesignerService, ModelClient, ObjectStore, Service } from '@agentflow/ports';
import { composeScheduler } from '@agentflow/scheduler';
import {
  composeLifecycle,
  createLogger,
  createPlanSource,
  holdStarts,
  parseConfig,
  readiness,
  type DegradationMonitor,
} from '@agentflow/service-kit';
import { allInOneConfig } from './config.js';
import { EXAMPLES_FOLDER, readExamples } from './examples.js';
import { removeInstance, writeInstance } from './instance-file.js';
import { createPlatformMetrics } from './platform-metrics.js';
import { seedExample } from './seed.js';
import { VERSION } from './version.js';
import { createWatch } from './watch.js';

export interface AllInOneOptions {
  readonly env: { readonly [name: string]: string | undefined };
  /** What start-up is doing, a line each. */
  readonly onProgress?: (line: string) => void;
  /** In place of what would be made, for tests of the whole: models, the workers' object store, the time of what watches the platform. */
  readonly seams?: {
    readonly models?: ModelClient;
    readonly objects?: (real: ObjectStore) => ObjectStore;
    readonly watchClock?: Clock;
  };
}
export interface AllInOne {
  readonly url: string;
  readonly dataDir: string;
  readonly mode: 'embedded';
  /** Logs its first user in as an admin; once, within ten minutes. */
  readonly loginUrl: string;
  /** What decides how far the platform steps back. */
  readonly degradation: DegradationMonitor;
  stop(): Promise<void>;
}
const WEB_ROOT = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/**
 * The six services in one process on one folder: no servers, no key, no account.
 * @throws AppError BAD_REQUEST (configuration), CONFLICT (folder in use, port taken), UNAVAILABLE (folder cannot be written)
 */
export async function startAllInOne({ env, onProgress = () => undefined, seams = {} }: AllInOneOptions): Promise<AllInOne> {
  const config = parseConfig(allInOneConfig, env);
  const runtimeConfig = parseConfig(agentRuntimeConfig, env);
  const orchestration = parseConfig(orchestratorConfig, env);
  const modelEnv = readModelEnv(env);
  const modelPrices = readModelPrices(env, new Date().toISOString().slice(0, 10));
  const dataDir = resolve(config.AGENTFLOW_DATA);
  const logger = createLogger({ name: 'agentflow', level: config.AGENTFLOW_LOG_LEVEL });
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.reverse()) await close().catch((err: unknown) => logger.error({ err }, 'closing failed'));
  };
  try {
    onProgress(`opening ${dataDir}`);
    const lock = await acquireFolderLock(dataDir);
    opened.push(() => lock.release());
    await ensureDataFormat(dataDir);
    const clock = createSystemClock();
    const ids = createIdSource();
    const masterKey = await loadMasterKey({ dataDir, envValue: config.AGENTFLOW_MASTER_KEY });
    const vault = createAesVault(masterKey);
    const stores = await openEmbeddedStores({ dataDir, durability: config.AGENTFLOW_DURABILITY, clock, ids });
    opened.push(() => stores.close());

    const catalog = createNodeCatalog();
    const plans = createPlanSource({ documents: stores.documents, nodes: catalog });
    const link = createLocalWorkerLink();
    const egress = createEgress({ config: runtimeConfig, clock, allowHosts: modelHosts(modelEnv) });
    const models = seams.models ?? createModelClients({ clock, env: modelEnv, fetch: egress.fetch, prices: modelPrices });
    let url = '';
    // Designer and orchestrator need each other too: a subflow may run what is released when it starts.
    let designer: DesignerService | undefined;
    const watch = createWatch({ config, orchestration, dataDir, clock: seams.watchClock ?? clock, logger, documents: stores.documents });
    opened.push(async () => watch.close());

    const orchestrator = composeOrchestrator({
      config: orchestration,
      store: stores.executions,
      objects: stores.objects,
      bus: stores.bus,
      plans,
      workers: link.listener,
      clock,
      ids,
      findRelease: (org, workflow) => (designer as DesignerService).freeze({ org, workflow }),
      startKeySecret: Buffer.from(hkdfSync('sha256', masterKey, '', 'start keys', 32)).toString('hex'),
      onFault: (err, about) => logger.error({ err, about }, 'the orchestrator met a fault'),
    });
    const recovery = composeRecovery({
      coordinator: orchestrator.coordinator,
      store: stores.executions,
      objects: stores.objects,
      documents: stores.documents,
      plans,
      clock,
      ids,
      retentionDays: orchestration.AGENTFLOW_RETENTION_DAYS,
      onSweep: ({ looked, deleted, done }) => deleted > 0 && logger.info({ looked, deleted, done }, 'old executions are deleted'),
      onFault: (err, about) => logger.error({ err, about }, 'recovery met a fault'),
    });
    const runtime = composeAgentRuntime({
      connector: link.connector,
      documents: stores.documents,
      objects: seams.objects?.(stores.objects) ?? stores.objects,
      plans,
      models,
      unsealer: vault,
      outbox: stores.outbox,
      egress,
      degradation: watch.monitor,
      samples: watch.monitor,
      clock,
      ids,
      config: runtimeConfig,
      filesDir: join(dataDir, 'files'),
      logger,
    });
    // Designer and scheduler need each other: publishing brings triggers up to date, a fire freezes a revision.
    const scheduler = composeScheduler({
      documents: stores.documents,
      keyValue: stores.keyValue,
      executions: holdStarts(orchestrator.service, watch.monitor),
      unsealer: vault,
      clock,
      ids,
      baseUrl: () => url,
      logger,
      freeze: (org, workflow, revision) => (designer as DesignerService).freeze({ org, workflow, revision }),
    });
    const drawing = composeDesigner({
      documents: stores.documents,
      catalog,
      tools: toolViews,
      models: () => models.list(),
      sealer: vault,
      triggers: scheduler.service,
      clock,
      ids,
      logger,
      soleWriter: true,
    });
    designer = drawing.service;
    const metrics = composeMetrics({ bus: stores.bus, metrics: stores.metrics, clock, logger });
    const services: readonly Service[] = [
      orchestrator.lifecycle,
      recovery.lifecycle,
      runtime.lifecycle,
      drawing.lifecycle,
      scheduler.lifecycle,
      metrics.lifecycle,
    ];
    let read: ReturnType<typeof readExamples> | undefined;
    const examples = () => (read ??= readExamples(EXAMPLES_FOLDER));
    watch.of(orchestrator.coordinator, () => readiness(services));
    const platformMetrics = createPlatformMetrics(orchestrator.coordinator, [
      scheduler.registry,
      metrics.registry,
      runtime.registry,
      watch.monitor.registry,
    ]);
    const gateway = composeGateway({
      config: {
        host: config.AGENTFLOW_HOST,
        port: config.AGENTFLOW_PORT,
        dataDir,
        mode: 'embedded',
        ...(config.AGENTFLOW_PUBLIC_URL === undefined ? {} : { publicUrl: config.AGENTFLOW_PUBLIC_URL }),
      },
      executions: orchestrator.service,
      recovery: recovery.service,
      designer,
      triggers: scheduler.service,
      stats: metrics.service,
      documents: stores.documents,
      keyValue: stores.keyValue,
      outbox: stores.outbox,
      clock,
      ids,
      templates: examples,
      webRoot: existsSync(WEB_ROOT) ? WEB_ROOT : null,
      readiness: () => readiness(services),
      metricsText: platformMetrics,
      degradation: watch.monitor,
      samples: watch.monitor,
      breakers: egress.breakers,
      logger,
      version: VERSION,
    });
    const platform = composeLifecycle('agentflow', [...services, watch.monitor.lifecycle, gateway.lifecycle]);
    onProgress('taking up open executions');
    opened.push(() => platform.stop());
    await platform.start();
    url = gateway.address().url;
    if (config.AGENTFLOW_SEED === 'on') {
      const seeded = await seedExample(
        { org: DEFAULT_ORG, documents: stores.documents, designer, executions: orchestrator.service, clock },
        examples,
      ).catch((err: unknown) => {
        logger.warn({ err }, 'the example could not be run');
        return false;
      });
      if (seeded) onProgress('ran an example, so that the first page is not empty');
    }
    const loginUrl = await gateway.createLoginLink(DEFAULT_ORG, 'admin');
    await writeInstance(dataDir, {
      url,
      pid: process.pid,
      mode: 'embedded',
      version: VERSION,
      startedAt: new Date(clock.now()).toISOString(),
    });
    opened.push(() => removeInstance(dataDir));
    return { url, dataDir, mode: 'embedded', loginUrl, degradation: watch.monitor, stop: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
