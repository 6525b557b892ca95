import { context, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { node, resources } from '@opentelemetry/sdk-node';
import { PRODUCT_VERSION } from '../version.js';
import type { Telemetry } from '../telemetry.js';
import type { TracingConfig } from './tracing-config.js';
import { setTracing, takeChosenSpanId } from './tracing-state.js';

const { AlwaysOffSampler, AlwaysOnSampler, BatchSpanProcessor, NodeTracerProvider, ParentBasedSampler, RandomIdGenerator } = node;
type Sampler = node.Sampler;

/** How long spans gather, and how many of them at most before some are dropped. */
const BATCH = { scheduledDelayMillis: 1_000, maxQueueSize: 8_192, maxExportBatchSize: 512, exportTimeoutMillis: 5_000 };
const STOP_MS = 2_000;

/** The tracer of the process: batches to an OTLP collector, contexts that follow promises and callbacks. */
export function openSdk(config: TracingConfig, service: string, version = PRODUCT_VERSION): Telemetry {
  const exporter = new OTLPTraceExporter({ url: config.url, headers: { ...config.headers }, timeoutMillis: BATCH.exportTimeoutMillis });
  const own = resources.resourceFromAttributes({
    ...config.resource,
    'service.name': config.resource['service.name'] ?? service,
    'service.namespace': config.resource['service.namespace'] ?? 'agentflow',
    'service.version': version,
  });
  const provider = new NodeTracerProvider({
    resource: resources.defaultResource().merge(own),
    sampler: samplerOf(config),
    idGenerator: new ChosenIds(),
    spanProcessors: [new BatchSpanProcessor(exporter, BATCH)],
  });
  provider.register();
  setTracing(true);
  let stopping: Promise<void> | undefined;
  return {
    on: true,
    stop: () =>
      (stopping ??= (async () => {
        setTracing(false);
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_MS)));
        // A collector that is away is no reason to stay, nor to complain: it is what is traced that matters.
        await Promise.race([provider.shutdown().catch(() => undefined), late]);
        clearTimeout(timer);
        // Whoever starts telemetry again, in this process, finds the place free.
        trace.disable();
        context.disable();
      })()),
  };
}
/** Random ids, but for spans that others know by an id already. */
class ChosenIds implements node.IdGenerator {
  readonly #random = new RandomIdGenerator();
  generateTraceId = (): string => this.#random.generateTraceId();
  generateSpanId = (): string => takeChosenSpanId() ?? this.#random.generateSpanId();
}
function samplerOf({ sampler, ratio }: TracingConfig): Sampler {
  const isParentBased = sampler.startsWith('parentbased_');
  const root = rootSampler(isParentBased ? sampler.slice('parentbased_'.length) : sampler, ratio);
  return isParentBased ? new ParentBasedSampler({ root }) : root;
}
function rootSampler(name: string, ratio: number): Sampler {
  if (name === 'always_on') return new AlwaysOnSampler();
  return name === 'always_off' ? new AlwaysOffSampler() : new node.TraceIdRatioBasedSampler(ratio);
}
