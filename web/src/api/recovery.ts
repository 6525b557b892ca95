import { client, read, readAs } from './client.js';
import type { ExecutionView, Json } from './types.js';

export interface PlanChange {
  readonly path: string;
  readonly nodeId: string;
  readonly change: 'added' | 'removed' | 'type' | 'edges' | 'config';
  readonly effect: string;
}
/** What a retry does, or would do. */
export interface RetryOutlook {
  readonly fits: boolean;
  readonly changes: readonly PlanChange[];
  readonly problems: readonly string[];
  readonly paths: readonly string[];
  readonly effects: readonly { readonly path: string; readonly index: number; readonly name: string; readonly effect: string }[];
}
export interface RetryWish {
  readonly input?: Json;
  readonly revision?: number | 'draft';
  readonly confirm?: boolean;
}
export interface Replay {
  readonly identical: boolean;
  readonly events: number;
  readonly firstDifference?: { readonly seq: number; readonly expected: Json; readonly actual: Json };
}
const at = (id: string) => ({ params: { path: { id } } });

export const previewRetry = (id: string, wish: RetryWish): Promise<RetryOutlook> =>
  readAs(client.POST('/api/v1/executions/{id}/retry', { ...at(id), body: { ...wish, dryRun: true } }));
export const retryExecution = (id: string, wish: RetryWish) =>
  read(client.POST('/api/v1/executions/{id}/retry', { ...at(id), body: wish }));
export const forkExecution = (id: string, from: { path: string; step?: number }, input?: Json): Promise<ExecutionView> =>
  readAs(client.POST('/api/v1/executions/{id}/fork', { ...at(id), body: { from, ...(input === undefined ? {} : { input }) } }));
export const replayExecution = (id: string): Promise<Replay> => readAs(client.POST('/api/v1/executions/{id}/replay', at(id)));
export const exportUrl = (id: string): string => `/api/v1/executions/${encodeURIComponent(id)}/export`;
