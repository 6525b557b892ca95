import { createMetricsRegistry } from '@agentflow/service-kit';
import type { MetricRecord } from '@agentflow/ports';
import { Counter, Histogram } from 'prom-client';

/** Distinct models that get a label of their own: names come from definitions, and labels must stay few. */
const MODEL_LABELS = 100;

/** What the metrics service tells Prometheus. A repeated delivery may count twice here, never in the store. */
export function createInstruments() {
  const registry = createMetricsRegistry('metrics');
  const registers = [registry];
  const poison = new Counter({
    name: 'agentflow_metrics_poison_total',
    help: 'Events of the public stream that could not be counted and were skipped.',
    registers,
  });
  const records = new Counter({
    name: 'agentflow_metrics_records_total',
    help: 'Measurements taken from the public stream.',
    labelNames: ['kind'],
    registers,
  });
  const executions = new Counter({
    name: 'agentflow_executions_ended_total',
    help: 'Executions that ended, trials left out.',
    labelNames: ['status'],
    registers,
  });
  const duration = new Histogram({
    name: 'agentflow_execution_duration_seconds',
    help: 'Wall time from start to end of executions, trials left out.',
    labelNames: ['status'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800, 3_600, 86_400],
    registers,
  });
  const tokens = new Counter({
    name: 'agentflow_model_tokens_total',
    help: 'Tokens of model calls.',
    labelNames: ['model', 'direction'],
    registers,
  });
  const calls = new Counter({ name: 'agentflow_model_calls_total', help: 'Model calls.', labelNames: ['model', 'status'], registers });
  const models = new Set<string>();
  const modelLabel = (model: string): string => {
    if (models.size < MODEL_LABELS) models.add(model);
    return models.has(model) ? model : 'other';
  };
  /** Counters take a batch at once: finding a label costs more than adding to it. */
  const count = (rows: readonly MetricRecord[]): void => {
    const kinds = new Map<MetricRecord['kind'], number>();
    const ended = new Map<string, number>();
    for (const row of rows) {
      kinds.set(row.kind, (kinds.get(row.kind) ?? 0) + 1);
      if (row.kind === 'execution' && !row.trial) ended.set(row.status, (ended.get(row.status) ?? 0) + 1);
      observe(row);
    }
    for (const [kind, times] of kinds) records.inc({ kind }, times);
    for (const [status, times] of ended) executions.inc({ status }, times);
  };
  const observe = (row: MetricRecord): void => {
    if (row.kind === 'execution' && !row.trial) {
      duration.observe({ status: row.status }, row.durationMs / 1_000);
    }
    if (row.kind === 'model-call') {
      const model = modelLabel(row.model ?? 'unknown');
      calls.inc({ model, status: row.status });
      tokens.inc({ model, direction: 'input' }, row.inputTokens);
      tokens.inc({ model, direction: 'output' }, row.outputTokens);
    }
  };
  return { registry, poison, count };
}
export type Instruments = ReturnType<typeof createInstruments>;
