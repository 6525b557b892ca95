import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { client, hasSession, read, readAs } from './client.js';
import type { NodeTypeDescriptor } from './types.js';

/** What the instance offers; it changes with a new version of it, or when a model is added. */
const STALE_MS = 60_000;
const nodeTypes = queryOptions({
  queryKey: ['node-types'],
  queryFn: () => readAs<{ items: readonly NodeTypeDescriptor[] }>(client.GET('/api/v1/node-types')).then((found) => found.items),
  staleTime: Infinity,
});
export const useNodeTypes = () => useQuery(nodeTypes);
/** Asks before there is a page that wants to know. */
export const askNodeTypes = (queries: QueryClient): void => {
  if (hasSession()) void queries.prefetchQuery(nodeTypes);
};
export const useTools = () =>
  useQuery({ queryKey: ['tools'], queryFn: () => read(client.GET('/api/v1/tools')).then((found) => found.items), staleTime: STALE_MS });
export const useModels = () =>
  useQuery({ queryKey: ['models'], queryFn: () => read(client.GET('/api/v1/models')).then((found) => found.items), staleTime: STALE_MS });
