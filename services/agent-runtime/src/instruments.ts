import { createMetricsRegistry } from '@agentflow/service-kit';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { BreakerCounts } from './egress/circuit-breakers.js';

/** The runtime's circuits for `/metrics`: numbers alone, because targets and orgs are nobody else's business. Counted when asked. */
export function createRuntimeRegistry(counts: () => BreakerCounts): Registry {
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
  return registry;
}
