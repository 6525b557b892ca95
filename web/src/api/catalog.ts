import { useQuery } from '@tanstack/react-query';
import { client, read, readAs } from './client.js';
import type { NodeTypeDescriptor } from './types.js';

/** What the instance offers; it changes with a new version of it, or when a model is added. */
const STALE_MS = 60_000;
export const useNodeTypes = () =>
  useQuery({
    queryKey: ['node-types'],
    queryFn: () => readAs<{ items: readonly NodeTypeDescriptor[] }>(client.GET('/api/v1/node-types')).then((found) => found.items),
    staleTime: Infinity,
  });
export const useTools = () =>
  useQuery({ queryKey: ['tools'], queryFn: () => read(client.GET('/api/v1/tools')).then((found) => found.items), staleTime: STALE_MS });
export const useModels = () =>
  useQuery({ queryKey: ['models'], queryFn: () => read(client.GET('/api/v1/models')).then((found) => found.items), staleTime: STALE_MS });
