import { createMetricsRegistry } from '@agentflow/service-kit';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { BreakerCounts } from './egress/circuit-breakers.js';
import type { WorkerStats } from './inbound/worker-loop.js';

/** The runtime's circuits for `/metrics`: numbers alone, because targets and orgs are nobody else's business. Counted when asked. */
export function createRuntimeRegistry(counts: () => BreakerCounts, stats: () => WorkerStats, slots: number): Registry {
  const registry = createMetricsRegistry('agent-runtime');
  const registers = [registry];
  new Gauge({
    name: 'agentflow_circuit_breakers',
    help: 'Circuits of (org, target) that are not closed',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, halfOpen } = counts();
      this.set({ state: 'open' }, open);
      this.set({ state: 'half_open' }, halfOpen);
    },
  });
  const counter = (name: string, help: string, value: (now: BreakerCounts) => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value(counts()));
      },
    });
  };
  counter('agentflow_circuit_breaker_opened_total', 'How often a circuit opened', ({ opened }) => opened);
  counter('agentflow_circuit_breaker_closed_total', 'How often a circuit closed again', ({ closed }) => closed);
  counter('agentflow_circuit_breaker_refused_total', 'Calls that an open circuit refused', ({ refused }) => refused);
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  };
  gauge('agentflow_worker_slots', 'Tasks that this runtime runs at once at most', () => slots);
  gauge('agentflow_worker_tasks_running', 'Tasks that run here', () => stats().running);
  gauge('agentflow_worker_streams', 'Coordinators that this runtime has a stream to', () => stats().streams);
  gauge('agentflow_worker_unacknowledged', 'Steps and results that no coordinator has acknowledged yet', () => stats().unacked);
  new Counter({
    name: 'agentflow_worker_tasks_total',
    help: 'Attempts that ended here, by how',
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset();
      const { completed, failed, cancelled } = stats();
      for (const [outcome, count] of Object.entries({ completed, failed, cancelled })) this.inc({ outcome }, count);
    },
  });
  return registry;
}
