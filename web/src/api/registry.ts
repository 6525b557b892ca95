import { useQuery } from '@tanstack/react-query';
import { at, http } from './http.js';
import type { Agent, Credential, Json, JsonObject, Mail, Paged, StatsRow, Template, Trigger } from './types.js';

const SMALL = { page_size: 200 };
export const useAgents = () => useQuery({ queryKey: ['agents'], queryFn: () => http.get<Paged<Agent>>('/agents', SMALL) });
export interface AgentInput {
  readonly key: string;
  readonly kind?: string;
  readonly model: string;
  readonly instructions: string;
  readonly tools: readonly string[];
  readonly limits?: JsonObject;
}
export const createAgent = (agent: AgentInput) => http.post<Agent>('/agents', agent);
export const updateAgent = (agent: Agent, draft: AgentInput) => http.put<Agent>(`/agents${at(agent.id)}`, draft, { 'If-Match': `"${agent.version}"` });
export const deleteAgent = (id: string) => http.delete(`/agents${at(id)}`);

export const useCredentials = () => useQuery({ queryKey: ['credentials'], queryFn: () => http.get<Paged<Credential>>('/credentials', SMALL) });
export const createCredential = (credential: { key: string; type: string; hosts: readonly string[]; secret: Json }) => http.post<Credential>('/credentials', credential);
export const deleteCredential = (id: string) => http.delete(`/credentials${at(id)}`);

export const useTriggers = (workflow?: string) =>
  useQuery({ queryKey: ['triggers', workflow ?? ''], queryFn: () => http.get<Paged<Trigger>>('/triggers', { ...SMALL, workflow }), refetchInterval: 10_000 });
export const setTriggerEnabled = (id: string, enabled: boolean) => http.put<Trigger>(`/triggers${at(id)}`, { enabled });
export const fireTrigger = (id: string) => http.post<{ executionId: string }>(`/triggers${at(id)}/fire`);

export const useOutbox = () => useQuery({ queryKey: ['outbox'], queryFn: () => http.get<{ items: Mail[] }>('/outbox'), refetchInterval: 5000 });
export const useTemplates = (enabled = true) =>
  useQuery({ queryKey: ['templates'], queryFn: () => http.get<{ items: Template[] }>('/templates').then((a) => a.items), staleTime: Infinity, enabled });
export const putScriptedModel = (name: string, script: Json) => http.put<{ name: string }>(`/models/scripted${at(name)}`, { script });

export interface UsageQuery {
  readonly groupBy: readonly string[];
  readonly kind: 'execution' | 'node' | 'model-call';
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
}
export const useUsage = (query: UsageQuery) =>
  useQuery({
    queryKey: ['usage', query],
    queryFn: () =>
      http
        .get<{ items?: StatsRow[]; rows?: StatsRow[] }>('/metrics/usage', { group_by: query.groupBy, kind: query.kind, from: query.from, to: query.to })
        .then((a) => a.items ?? a.rows ?? []),
    refetchInterval: 15_000,
    placeholderData: (previous: StatsRow[] | undefined) => previous,
  });
