import type { DegradationLevel, DegradationSignal } from '@agentflow/core';
import { Counter, Gauge, type Registry } from 'prom-client';
import { createMetricsRegistry } from '../health.js';

export interface DegradationInstruments {
  readonly registry: Registry;
  signals(signals: readonly DegradationSignal[]): void;
  moved(from: DegradationLevel, to: DegradationLevel): void;
}
export function createDegradationInstruments(): DegradationInstruments {
  const registry = createMetricsRegistry('degradation');
  const registers = [registry];
  const level = new Gauge({
    name: 'agentflow_degradation_level',
    help: '0 normal, 1 reduced, 2 read-only, 3 rules, 4 maintenance',
    registers,
  });
  const transitions = new Counter({
    name: 'agentflow_degradation_transitions_total',
    help: 'Changes of the level',
    labelNames: ['from', 'to'],
    registers,
  });
  const ratio = new Gauge({
    name: 'agentflow_degradation_signal_ratio',
    help: 'What is watched, as a share of the threshold beyond which it asks for its level',
    labelNames: ['signal', 'level'],
    registers,
  });
  level.set(0);
  return {
    registry,
    signals(signals) {
      for (const { signal, level: asked, value, threshold } of signals) ratio.set({ signal, level: asked }, value / threshold);
    },
    moved(from, to) {
      level.set(to);
      transitions.inc({ from, to });
    },
  };
}
