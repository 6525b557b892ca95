import { useQuery } from '@tanstack/react-query';
import { at, http } from './http.js';
import type { ExecutionSummary, ExecutionView, HistoryItem, Json, Listing, NodeDetailView, NodeView } from './types.js';

export const executionKeys = {
  all: ['executions'] as const,
  list: (filter: ExecutionFilter) => ['executions', 'list', filter] as const,
  one: (id: string) => ['executions', 'one', id] as const,
  nodes: (id: string) => ['executions', 'nodes', id] as const,
  node: (id: string, path: string) => ['executions', 'node', id, path] as const,
  history: (id: string) => ['executions', 'history', id] as const,
};
export interface ExecutionFilter {
  readonly workflow?: string;
  readonly status?: readonly string[];
  readonly cursor?: string;
  readonly page_size?: number;
}
const base = (id: string): string => `/executions${at(id)}`;
export const fetchExecutions = (filter: ExecutionFilter) =>
  http.get<Listing<ExecutionSummary>>('/executions', { ...filter, status: filter.status ?? [] });
export const useExecutions = (filter: ExecutionFilter, refetchInterval: number | false = 3000) =>
  useQuery({ queryKey: executionKeys.list(filter), queryFn: () => fetchExecutions(filter), refetchInterval, placeholderData: (previous) => previous });
export const fetchExecution = (id: string) => http.get<ExecutionView>(base(id));

/** All nodes of an execution with input and usage, page by page, at most `limit`. */
export async function fetchNodes(id: string, limit = 2000): Promise<NodeView[]> {
  const items: NodeView[] = [];
  let cursor: string | null = null;
  do {
    const page: Listing<NodeView> = await http.get<Listing<NodeView>>(`${base(id)}/nodes`, { page_size: 200, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < limit);
  return items;
}
export const useNodeDetail = (id: string, path: string | undefined, stamp: string) =>
  useQuery({
    queryKey: [...executionKeys.node(id, path ?? ''), stamp],
    queryFn: () => http.get<NodeDetailView>(`${base(id)}/nodes${at(path ?? '')}`),
    enabled: path !== undefined,
    placeholderData: (previous: NodeDetailView | undefined) => (previous?.path === path ? previous : undefined),
    retry: false,
  });
export const fetchHistory = (id: string, cursor?: string) => http.get<Listing<HistoryItem>>(`${base(id)}/history`, { page_size: 200, ...(cursor ? { cursor } : {}) });
export const fetchValue = (id: string, digest: string) => http.get<Json>(`${base(id)}/values${at(digest)}`);
export const stopExecution = (id: string) => http.post<ExecutionView>(`${base(id)}/stop`);
export const pauseExecution = (id: string) => http.post<ExecutionView>(`${base(id)}/pause`);
export const resumeExecution = (id: string) => http.post<ExecutionView>(`${base(id)}/resume`);
export const answerInput = (id: string, path: string, value: Json) => http.post<ExecutionView>(`${base(id)}/inputs${at(path)}`, { value });
export type Resolution = 'done' | 'not_done' | 'repeat';
export const resolveUncertain = (id: string, path: string, resolution: Resolution, output?: Json) =>
  http.post<ExecutionView>(`${base(id)}/uncertain${at(path)}`, output === undefined ? { resolution } : { resolution, output });
export const eventsUrl = (id: string): string => `/api/v1${base(id)}/events`;
