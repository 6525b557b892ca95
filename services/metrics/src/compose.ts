import { PUBLIC_EVENTS_TOPIC } from '@agentflow/core';
import type { Clock, EventBus, MetricsStore, Service, StatsService, Subscription } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { Registry } from 'prom-client';
import { createProjection } from './application/project-events.js';
import { createStatsService, METRICS_GROUP } from './application/query-stats.js';
import { createInstruments } from './instruments.js';

export interface MetricsDeps {
  readonly bus: EventBus;
  readonly metrics: MetricsStore;
  readonly clock: Clock;
  readonly logger: Logger;
}
export interface MetricsParts {
  readonly service: StatsService;
  readonly lifecycle: Service;
  /** For `/metrics`. */
  readonly registry: Registry;
}
/** Messages handled at once: one write of the store each. */
const BATCH = 500;
/** How often readiness asks the bus anew at most, milliseconds. */
const ASK_EVERY_MS = 1_000;

/** Follows the public event stream into the MetricsStore, and answers from it. */
export function composeMetrics({ bus, metrics, clock, logger }: MetricsDeps): MetricsParts {
  const instruments = createInstruments();
  const service = createStatsService({ metrics, bus });
  const project = createProjection({ metrics, instruments, logger });
  let subscription: Subscription | undefined;
  let asked: { at: number; answer: Promise<string> } | undefined;
  const busCheck = (): Promise<string> => {
    if (!asked || clock.monotonic() - asked.at >= ASK_EVERY_MS) {
      asked = {
        at: clock.monotonic(),
        answer: bus.lag(PUBLIC_EVENTS_TOPIC, METRICS_GROUP).then(
          () => 'ok',
          () => 'no answer',
        ),
      };
    }
    return asked.answer;
  };
  const lifecycle: Service = {
    name: 'metrics',
    async start() {
      subscription = await bus.subscribe(PUBLIC_EVENTS_TOPIC, METRICS_GROUP, project, { from: 'earliest', batchSize: BATCH });
    },
    async stop() {
      await subscription?.close();
      subscription = undefined;
    },
    async ready() {
      if (!subscription) return { ready: false, checks: { bus: 'not subscribed' } };
      const check = await busCheck();
      return { ready: check === 'ok', checks: { bus: check } };
    },
  };
  return { service, lifecycle, registry: instruments.registry };
}
