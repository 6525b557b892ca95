import { useQuery } from '@tanstack/react-query';
import { http } from './http.js';
import type { Model, NodeTypeDescriptor, Tool } from './types.js';

/** What the instance offers; it changes with a new version of it, or when a model is added. */
const STALE_MS = 60_000;
export const useNodeTypes = () =>
  useQuery({ queryKey: ['node-types'], queryFn: () => http.get<{ items: NodeTypeDescriptor[] }>('/node-types').then((a) => a.items), staleTime: Infinity });
export const useTools = () =>
  useQuery({ queryKey: ['tools'], queryFn: () => http.get<{ items: Tool[] }>('/tools').then((a) => a.items), staleTime: STALE_MS });
export const useModels = () =>
  useQuery({ queryKey: ['models'], queryFn: () => http.get<{ items: Model[] }>('/models').then((a) => a.items), staleTime: STALE_MS });
