import type { OrgId } from '@agentflow/core';
import type { StatsQuery, StatsRow } from '../metrics-store.js';

/** Usage, cost and latency, from the metrics service. */
export interface StatsService {
  query(request: { readonly org: OrgId; readonly query: StatsQuery }): Promise<{ readonly rows: readonly StatsRow[] }>;
  /** How far behind the event stream the figures are, in events. */
  lag(request: { readonly org: OrgId }): Promise<{ readonly events: number }>;
}
