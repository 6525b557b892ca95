import type { MetricsStore, StatsRow } from '@agentflow/ports';
import type { DbThread } from '../threads/db-thread.js';

/** The MetricsStore over `metrics.db`. */
export function createMetricsClient(thread: DbThread): MetricsStore {
  return {
    async insert(records) {
      if (records.length > 0) await thread.call('metrics', 'insert', JSON.stringify(records));
    },
    query: (org, query) => thread.call<StatsRow[]>('metrics', 'query', org, query),
  };
}
