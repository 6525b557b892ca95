import type { Json, OrgId } from '@agentflow/core';

/** One measured fact: an execution or a step that ended. `id` de-duplicates: the same record twice counts once. */
export interface MetricRecord {
  readonly id: string;
  readonly org: OrgId;
  readonly kind: 'execution' | 'node' | 'model-call';
  readonly at: number;
  readonly executionId: string;
  readonly workflowId: string;
  /** Of executions: the number of what they ran, or `draft`; left out where nobody said. */
  readonly revision?: string;
  readonly path?: string;
  readonly nodeType?: string;
  readonly model?: string;
  readonly status: string;
  readonly durationMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Decimal string in USD. */
  readonly cost: string;
  readonly trial: boolean;
  readonly extra?: Json;
}
export interface StatsQuery {
  readonly kind: MetricRecord['kind'];
  /** Epoch milliseconds, inclusive and exclusive. */
  readonly from: number;
  readonly to: number;
  readonly groupBy: readonly ('day' | 'hour' | 'workflow' | 'model' | 'status' | 'nodeType' | 'execution' | 'revision')[];
  readonly where?: { readonly workflowId?: string; readonly executionId?: string; readonly model?: string };
  readonly limit: number;
}
export interface StatsRow {
  readonly group: { readonly [name: string]: string };
  readonly count: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: string;
  readonly durationMs: { readonly avg: number; readonly p50: number; readonly p95: number; readonly p99: number };
}
/** Raw measurements and their roll-ups. */
export interface MetricsStore {
  insert(records: readonly MetricRecord[]): Promise<void>;
  query(org: OrgId, query: StatsQuery): Promise<readonly StatsRow[]>;
}
