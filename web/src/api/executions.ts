import { useQuery } from '@tanstack/react-query';
import { client, read, readAs } from './client.js';
import type { ExecutionSummary, ExecutionView, HistoryItem, Json, Listing, NodeDetailView, NodeView, WorkflowDefinition } from './types.js';

export const executionKeys = {
  all: ['executions'] as const,
  list: (filter: ExecutionFilter) => ['executions', 'list', filter] as const,
  one: (id: string) => ['executions', 'one', id] as const,
  node: (id: string, path: string) => ['executions', 'node', id, path] as const,
  history: (id: string) => ['executions', 'history', id] as const,
};
export interface ExecutionFilter {
  readonly workflow?: string;
  readonly status?: readonly string[];
  /** RFC 3339. */
  readonly from?: string;
  readonly to?: string;
  readonly tag?: string;
  readonly cursor?: string;
  readonly page_size?: number;
}
const at = <P extends object>(path: P) => ({ params: { path } });

export const fetchExecutions = ({ status, ...filter }: ExecutionFilter): Promise<Listing<ExecutionSummary>> =>
  readAs(client.GET('/api/v1/executions', { params: { query: { ...filter, status: status?.length ? status.join(',') : undefined } } }));
export const useExecutions = (filter: ExecutionFilter, refetchInterval: number | false = 3000) =>
  useQuery({
    queryKey: executionKeys.list(filter),
    queryFn: () => fetchExecutions(filter),
    refetchInterval,
    placeholderData: (previous) => previous,
  });
export const fetchExecution = (id: string): Promise<ExecutionView> => readAs(client.GET('/api/v1/executions/{id}', at({ id })));

/** What it ran, drawn as it was: also where the draft has gone on since. */
export const fetchExecutedDefinition = async (id: string): Promise<WorkflowDefinition> =>
  (await readAs<{ definition: WorkflowDefinition }>(client.GET('/api/v1/executions/{id}/definition', at({ id })))).definition;

/** The nodes of an execution with input and usage, page by page, at most `limit`. */
export async function fetchNodes(id: string, limit = 2000): Promise<NodeView[]> {
  const items: NodeView[] = [];
  let cursor: string | null = null;
  do {
    const page: Listing<NodeView> = await readAs(
      client.GET('/api/v1/executions/{id}/nodes', { params: { path: { id }, query: { page_size: 200, ...(cursor ? { cursor } : {}) } } }),
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < limit);
  return items;
}
/** One node in full; `stamp` changes whenever there may be more to read. */
export const useNodeDetail = (id: string, path: string | undefined, stamp: string) =>
  useQuery({
    queryKey: [...executionKeys.node(id, path ?? ''), stamp],
    queryFn: () => readAs<NodeDetailView>(client.GET('/api/v1/executions/{id}/nodes/{path}', at({ id, path: path ?? '' }))),
    enabled: path !== undefined,
    placeholderData: (previous: NodeDetailView | undefined) => (previous?.path === path ? previous : undefined),
    retry: false,
  });
export const fetchHistory = (id: string, cursor?: string): Promise<Listing<HistoryItem>> =>
  readAs(
    client.GET('/api/v1/executions/{id}/history', { params: { path: { id }, query: { page_size: 200, ...(cursor ? { cursor } : {}) } } }),
  );
export const fetchValue = (id: string, digest: string): Promise<Json> =>
  readAs(client.GET('/api/v1/executions/{id}/values/{digest}', at({ id, digest })));
export const stopExecution = (id: string) => read(client.POST('/api/v1/executions/{id}/stop', { ...at({ id }), body: {} }));
export const pauseExecution = (id: string) => read(client.POST('/api/v1/executions/{id}/pause', { ...at({ id }), body: {} }));
export const resumeExecution = (id: string) => read(client.POST('/api/v1/executions/{id}/resume', { ...at({ id }), body: {} }));
export const compensateExecution = (id: string) => read(client.POST('/api/v1/executions/{id}/compensate', { ...at({ id }), body: {} }));
export const answerInput = (id: string, path: string, value: Json) =>
  read(client.POST('/api/v1/executions/{id}/inputs/{path}', { ...at({ id, path }), body: { value } }));
export type Resolution = 'done' | 'not_done' | 'repeat' | 'compensate';
export const resolveUncertain = (id: string, path: string, resolution: Resolution, output?: Json) =>
  read(
    client.POST('/api/v1/executions/{id}/uncertain/{path}', {
      ...at({ id, path }),
      body: output === undefined ? { resolution } : { resolution, output },
    }),
  );
export const sendSignal = (id: string, name: string, payload: Json) =>
  read(client.POST('/api/v1/executions/{id}/signals/{name}', { params: { path: { id, name } }, body: { payload } }));
export const eventsUrl = (id: string, after = 0): string =>
  `/api/v1/executions/${encodeURIComponent(id)}/events${after > 0 ? `?last_event_id=${after}` : ''}`;
