import { existsSync } from 'node:fs';
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
  peerSecretOf,
  readModelEnv,
  readModelPrices,
  startKeySecretOf,
} from '@agentflow/adapters';
import type { Clock, DesignerService, ModelClient, ObjectStore, Service } from '@agentflow/ports';
import {
  composeLifecycle,
  createClusterService,
  createLogger,
  createPlanSource,
  holdStarts,
  measuredBus,
  parseConfig,
  readiness,
  renderMetrics,
  soleMembers,
  startTelemetry,
  tracedBus,
  type DegradationMonitor,
} from '@agentflow/service-kit';
import { allInOneConfig } from './config.js';
import { removeInstance, writeInstance } from './instance-file.js';
import { VERSION } from './version.js';

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
 * The six services in one process on one folder: no servers, no key, no account. Loading code is most of a start, so it is loaded in the order in which it is needed:
 * while the stores open in their threads, what executes; open executions are taken up then, and go on while the rest, what people and clients speak to, is loaded.
 * @throws AppError BAD_REQUEST (configuration), CONFLICT (folder in use, port taken), UNAVAILABLE (folder cannot be written)
 */
export async function startAllInOne({ env, onProgress = () => undefined, seams = {} }: AllInOneOptions): Promise<AllInOne> {
  const config = parseConfig(allInOneConfig, env);
  const modelEnv = readModelEnv(env);
  const modelPrices = readModelPrices(env, new Date().toISOString().slice(0, 10));
  const dataDir = resolve(config.AGENTFLOW_DATA);
  const logger = createLogger({ name: 'agentflow', level: config.AGENTFLOW_LOG_LEVEL });
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.reverse()) await close().catch((err: unknown) => logger.error({ err }, 'closing failed'));
  };
  try {
    const telemetry = await startTelemetry({ service: 'agentflow', env, version: VERSION });
    opened.push(() => telemetry.stop());
    onProgress(`opening ${dataDir}`);
    const lock = await acquireFolderLock(dataDir);
    opened.push(() => lock.release());
    await ensureDataFormat(dataDir);
    const clock = createSystemClock();
    const ids = createIdSource();
    const masterKey = await loadMasterKey({ dataDir, envValue: config.AGENTFLOW_MASTER_KEY });
    const vault = createAesVault(masterKey);
    const [opening, engineCode] = await Promise.allSettled([
      openEmbeddedStores({ dataDir, durability: config.AGENTFLOW_DURABILITY, clock, ids }),
      import('./engine-parts.js'),
    ]);
    if (opening.status === 'rejected') throw opening.reason;
    const measured = measuredBus(tracedBus(opening.value.bus, 'agentflow'), 'agentflow');
    const stores = { ...opening.value, bus: measured.bus };
    opened.push(() => opening.value.close());
    if (engineCode.status === 'rejected') throw engineCode.reason;
    const engineParts = engineCode.value;
    const { agentRuntimeConfig, composeAgentRuntime, createEgress, createNodeCatalog, toolViews } = engineParts;
    const { composeOrchestrator, composeRecovery, createOrchestratorRegistry, createWatch, figuresOf, orchestratorConfig } = engineParts;
    const runtimeConfig = parseConfig(agentRuntimeConfig, env);
    const orchestration = parseConfig(orchestratorConfig, env);

    const catalog = createNodeCatalog();
    const plans = createPlanSource({ documents: stores.documents, nodes: catalog });
    const link = createLocalWorkerLink();
    const egress = createEgress({ config: runtimeConfig, clock, allowHosts: modelHosts(modelEnv) });
    const models = seams.models ?? createModelClients({ clock, env: modelEnv, fetch: egress.fetch, prices: modelPrices });
    let url = '';
    // Designer and orchestrator need each other: a subflow may run what is released when it starts. It waits for the designer then.
    const drawn = later<DesignerService>();
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
      findRelease: async (org, workflow) => (await drawn.promise).freeze({ org, workflow }),
      startKeySecret: startKeySecretOf(masterKey),
      onFault: (err, about, where) => logger.error({ err, about, ...where }, 'the orchestrator met a fault'),
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
      peers: stores.peers,
      peerSecret: peerSecretOf(masterKey),
      egress,
      degradation: watch.monitor,
      samples: watch.monitor,
      clock,
      ids,
      config: runtimeConfig,
      filesDir: join(dataDir, 'files'),
      logger,
    });
    const engine = composeLifecycle('engine', [watch.monitor.lifecycle, orchestrator.lifecycle, recovery.lifecycle, runtime.lifecycle]);
    const services: Service[] = [orchestrator.lifecycle, recovery.lifecycle, runtime.lifecycle];
    watch.of(orchestrator.coordinator, () => readiness(services));
    onProgress('taking up open executions');
    opened.push(() => engine.stop());
    await engine.start();

    const edgeParts = await import('./edge-parts.js');
    const { composeDesigner, composeGateway, composeMetrics, composeScheduler, DEFAULT_ORG, schedulerConfig } = edgeParts;
    const { EXAMPLES_FOLDER, readExamples, seedExample } = edgeParts;
    // Designer and scheduler need each other: publishing brings triggers up to date, a fire freezes a revision.
    const scheduler = composeScheduler({
      documents: stores.documents,
      keyValue: stores.keyValue,
      executions: holdStarts(orchestrator.service, watch.monitor),
      bus: stores.bus,
      eventTopics: parseConfig(schedulerConfig, env).AGENTFLOW_TRIGGER_TOPICS,
      unsealer: vault,
      clock,
      ids,
      baseUrl: () => url,
      logger,
      freeze: async (org, workflow, revision) => (await drawn.promise).freeze({ org, workflow, revision }),
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
    const designer = drawing.service;
    drawn.resolve(designer);
    const metrics = composeMetrics({ bus: stores.bus, metrics: stores.metrics, clock, logger });
    const edges: readonly Service[] = [drawing.lifecycle, scheduler.lifecycle, metrics.lifecycle];
    services.push(...edges);
    let read: ReturnType<typeof readExamples> | undefined;
    const examples = () => (read ??= readExamples(EXAMPLES_FOLDER));
    const registries = [
      createOrchestratorRegistry(orchestrator.coordinator, { process: true }),
      scheduler.registry,
      metrics.registry,
      runtime.registry,
      watch.monitor.registry,
      measured.registry,
    ];
    const self = { id: 'embedded', version: VERSION, startedAt: clock.now(), figures: () => figuresOf(orchestrator.coordinator) };
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
      cluster: createClusterService({ membership: soleMembers({ ...self, httpUrl: () => url }), clock }),
      documents: stores.documents,
      keyValue: stores.keyValue,
      outbox: stores.outbox,
      clock,
      ids,
      templates: examples,
      webRoot: existsSync(WEB_ROOT) ? WEB_ROOT : null,
      readiness: () => readiness(services),
      metricsText: () => renderMetrics(registries),
      degradation: watch.monitor,
      samples: watch.monitor,
      breakers: egress.breakers,
      logger,
      version: VERSION,
    });
    const platform = composeLifecycle('agentflow', [engine, ...edges, gateway.lifecycle]);
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
/** A value that comes once what makes it is there. */
function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
