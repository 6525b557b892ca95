/** What an operator looks at: the cluster, and events that started nothing. */
import { useQuery } from '@tanstack/react-query';
import { client, read } from './client.js';
import type { components } from './schema.js';

export type ClusterOverview = components['schemas']['ClusterOverview'];
export type ClusterDomain = components['schemas']['ClusterDomain'];
export type ClusterMember = components['schemas']['ClusterMember'];
export type DeadLetter = components['schemas']['DeadLetter'];

const at = (id: string) => ({ params: { path: { id } } });
export const deadLetterKey = ['dead-letters'] as const;

export const useCluster = () =>
  useQuery({ queryKey: ['cluster'], queryFn: () => read(client.GET('/api/v1/cluster')), refetchInterval: 2000 });
export const useDeadLetters = (page: number, pageSize: number) =>
  useQuery({
    queryKey: [...deadLetterKey, page, pageSize],
    queryFn: () => read(client.GET('/api/v1/dead-letters', { params: { query: { page, page_size: pageSize } } })),
    refetchInterval: 5000,
    placeholderData: (previous) => previous,
  });
export const redrive = (id: string): Promise<DeadLetter> => read(client.POST('/api/v1/dead-letters/{id}/redrive', at(id)));
export const deleteDeadLetter = (id: string) => read(client.DELETE('/api/v1/dead-letters/{id}', at(id)));
