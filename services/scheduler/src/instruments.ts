import { createMetricsRegistry } from '@agentflow/service-kit';
import { Counter, Histogram } from 'prom-client';

/** What the scheduler tells Prometheus. */
export function createInstruments() {
  const registry = createMetricsRegistry('scheduler');
  const registers = [registry];
  return {
    registry,
    fires: new Counter({
      name: 'agentflow_trigger_fires_total',
      help: 'Fires of triggers by how they went.',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    missed: new Counter({ name: 'agentflow_schedule_missed_total', help: 'Times that planned instants had passed unwatched.', registers }),
    lateness: new Histogram({
      name: 'agentflow_schedule_lateness_seconds',
      help: 'From the planned instant to the answered start.',
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300, 3_600],
      registers,
    }),
  };
}
export type Instruments = ReturnType<typeof createInstruments>;
