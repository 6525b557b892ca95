import { createMetricsRegistry, readFigures } from '@agentflow/service-kit';
import { Gauge, type Registry } from 'prom-client';
import type { BreakerCounts } from './egress/circuit-breakers.js';
import type { WorkerStats } from './inbound/worker-loop.js';

/** The runtime's circuits for `/metrics`: numbers alone, because targets and orgs are nobody else's business. Counted when asked. */
export function createRuntimeRegistry(counts: () => BreakerCounts, stats: () => WorkerStats, slots: number): Registry {
  const registry = createMetricsRegistry('agent-runtime');
  new Gauge({
    name: 'agentflow_circuit_breakers',
    help: 'Circuits of (org, target) that are not closed',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { open, halfOpen } = counts();
      this.set({ state: 'open' }, open);
      this.set({ state: 'half_open' }, halfOpen);
    },
  });
  const { gauge, counter, counters } = readFigures(registry);
  counter('agentflow_circuit_breaker_opened_total', 'How often a circuit opened', () => counts().opened);
  counter('agentflow_circuit_breaker_closed_total', 'How often a circuit closed again', () => counts().closed);
  counter('agentflow_circuit_breaker_refused_total', 'Calls that an open circuit refused', () => counts().refused);
  gauge('agentflow_worker_slots', 'Tasks that this runtime runs at once at most', () => slots);
  gauge('agentflow_worker_tasks_running', 'Tasks that run here', () => stats().running);
  gauge('agentflow_worker_streams', 'Coordinators that this runtime has a stream to', () => stats().streams);
  gauge('agentflow_worker_unacknowledged', 'Steps and results that no coordinator has acknowledged yet', () => stats().unacked);
  counters('agentflow_worker_tasks_total', 'Attempts that ended here, by how', () => {
    const { completed, failed, cancelled } = stats();
    return Object.entries({ completed, failed, cancelled }).map(([outcome, count]) => [{ outcome }, count]);
  });
  return registry;
}
