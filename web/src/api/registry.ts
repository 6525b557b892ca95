import { useQuery } from '@tanstack/react-query';
import { client, read, readAs } from './client.js';
import type {
  Agent,
  AgentInput,
  ChangedCredential,
  CredentialInput,
  Json,
  StatsRow,
  Template,
  Trigger,
  WorkflowDefinition,
} from './types.js';
import { createWorkflow, publishDraft, saveDraft } from './workflows.js';

const SMALL = { page_size: 200 };
const at = <P extends object>(path: P) => ({ params: { path } });

export const useAgents = () =>
  useQuery({ queryKey: ['agents'], queryFn: () => read(client.GET('/api/v1/agents', { params: { query: SMALL } })) });
export const createAgent = (agent: AgentInput) => read(client.POST('/api/v1/agents', { body: agent }));
/** A new version of `agent`. @throws ApiError 412 when it is not the newest any more */
export const updateAgent = ({ id, version }: Agent, draft: AgentInput) =>
  read(client.PUT('/api/v1/agents/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body: draft }));
/** Finishes also while the page is left. */
export const deleteAgent = (id: string) => read(client.DELETE('/api/v1/agents/{id}', { ...at({ id }), keepalive: true }));
export const useAgentVersions = (id: string | undefined) =>
  useQuery({
    queryKey: ['agents', 'versions', id],
    queryFn: () => read(client.GET('/api/v1/agents/{id}/versions', { params: { path: { id: id ?? '' }, query: SMALL } })),
    enabled: id !== undefined,
  });

export const useCredentials = () =>
  useQuery({ queryKey: ['credentials'], queryFn: () => read(client.GET('/api/v1/credentials', { params: { query: SMALL } })) });
export const createCredential = (credential: CredentialInput) => read(client.POST('/api/v1/credentials', { body: credential }));
export const updateCredential = (id: string, change: ChangedCredential) =>
  read(client.PUT('/api/v1/credentials/{id}', { ...at({ id }), body: change }));
export const deleteCredential = (id: string) => read(client.DELETE('/api/v1/credentials/{id}', { ...at({ id }), keepalive: true }));

export const useTriggers = () =>
  useQuery({
    queryKey: ['triggers'],
    queryFn: () => read(client.GET('/api/v1/triggers', { params: { query: SMALL } })),
    refetchInterval: 10_000,
  });
export const setTriggerEnabled = (id: string, enabled: boolean): Promise<Trigger> =>
  read(client.PUT('/api/v1/triggers/{id}', { ...at({ id }), body: { enabled } }));
export const fireTrigger = (id: string) => read(client.POST('/api/v1/triggers/{id}/fire', { ...at({ id }), body: {} }));

export const useOutbox = () => useQuery({ queryKey: ['outbox'], queryFn: () => read(client.GET('/api/v1/outbox')), refetchInterval: 5000 });
export const useTemplates = () =>
  useQuery({
    queryKey: ['templates'],
    queryFn: () => readAs<{ items: readonly Template[] }>(client.GET('/api/v1/templates')).then((found) => found.items),
    staleTime: Infinity,
  });
export const putScriptedModel = (name: string, script: Json) =>
  read(client.PUT('/api/v1/models/scripted/{name}', { ...at({ name }), body: { script: script as never } }));

/** An agent that comes with an example; one that is already there is left as it is. */
export const registerAgent = async (key: string, draft: Json): Promise<void> => {
  const found = await client.GET('/api/v1/agents/{id}', at({ id: key }));
  if (found.response.status === 404)
    await read(client.POST('/api/v1/agents', { body: { instructions: '', ...(draft as object), key } as never }));
};

/** A workflow that another one runs, saved and released under `key`; one that is already there is left as it is. */
export const releaseOnce = async (key: string, yaml: string): Promise<void> => {
  const found = await client.GET('/api/v1/workflows/{id}', at({ id: key }));
  if (found.response.status !== 404) return;
  const made = await createWorkflow({ definition: (await import('yaml')).parse(yaml) as WorkflowDefinition, key });
  await saveDraft(made.id, yaml, made.etag);
  await publishDraft(made.id, '');
};

export interface UsageQuery {
  readonly groupBy: readonly string[];
  readonly kind: 'execution' | 'node' | 'model-call';
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
}
export const useUsage = ({ groupBy, ...query }: UsageQuery) =>
  useQuery({
    queryKey: ['usage', groupBy, query],
    queryFn: (): Promise<readonly StatsRow[]> =>
      read(client.GET('/api/v1/metrics/usage', { params: { query: { ...query, group_by: groupBy.join(',') } } })).then(
        (report) => report.rows,
      ),
    refetchInterval: 15_000,
    placeholderData: (previous: readonly StatsRow[] | undefined) => previous,
  });
