import { useQuery } from '@tanstack/react-query';
import { answer, client, hasSession, read, readAs, yamlBody } from './client.js';
import type {
  Json,
  JsonObject,
  Listing,
  Problem,
  PublishedRevision,
  Revision,
  SemanticChange,
  Workflow,
  WorkflowDefinition,
  WorkflowSummary,
} from './types.js';

export const workflowKeys = {
  all: ['workflows'] as const,
  list: (search: string) => ['workflows', 'list', search] as const,
  one: (id: string) => ['workflows', 'one', id] as const,
  revisions: (id: string) => ['workflows', 'revisions', id] as const,
};
const at = <P extends object>(path: P) => ({ params: { path } });

export const fetchWorkflows = (query: { search?: string; cursor?: string; page_size?: number }): Promise<Listing<WorkflowSummary>> =>
  read(client.GET('/api/v1/workflows', { params: { query: { ...query, search: query.search || undefined } } }));
export const useWorkflows = (search: string, pageSize = 200) =>
  useQuery({ queryKey: workflowKeys.list(search), queryFn: () => fetchWorkflows({ search, page_size: pageSize }) });

/** At most so many are read for a page that shows them all: twenty requests. */
const MOST_WORKFLOWS = 4000;
async function fetchAllWorkflows(): Promise<readonly WorkflowSummary[]> {
  const all: WorkflowSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: Listing<WorkflowSummary> = await fetchWorkflows({ page_size: 200, ...(cursor ? { cursor } : {}) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && all.length < MOST_WORKFLOWS);
  return all;
}
export const useAllWorkflows = () => useQuery({ queryKey: [...workflowKeys.all, 'all'], queryFn: fetchAllWorkflows });

const readView = (id: string) => answer(client.GET('/api/v1/workflows/{id}', at({ id })));
const readText = (id: string) =>
  answer(client.GET('/api/v1/workflows/{id}', { ...at({ id }), parseAs: 'text', headers: { Accept: 'application/yaml' } }));
interface Draft {
  readonly workflow: Workflow;
  readonly yaml: string;
  readonly etag: string;
}
/** The draft as its author wrote it: YAML with comments, and the same parsed by the server. */
export async function fetchDraft(id: string): Promise<Draft> {
  // The text and the view are two reads: taken together only when both are of one version.
  for (let attempt = 0; ; attempt++) {
    const [view, text] = await Promise.all([readView(id), readText(id)]);
    const workflow = view.data as Workflow;
    const etag = view.etag ?? workflow.etag;
    if (text.etag === null || text.etag === etag || attempt === 3) return { workflow, yaml: text.data, etag };
  }
}
/** How long a draft that was asked for in advance may wait to be taken. */
const FRESH_MS = 5000;
const asked = new Map<string, Promise<Draft>>();
/** Asks for a draft while the page that will show it is still being fetched. */
export function askDraft(id: string): void {
  if (!hasSession()) return;
  const draft = fetchDraft(id);
  const forget = (): void => {
    if (asked.get(id) === draft) asked.delete(id);
  };
  asked.set(id, draft);
  draft.catch(forget);
  setTimeout(forget, FRESH_MS);
}
/** The draft that was asked for a moment ago, once; else as it is now. */
export function takeDraft(id: string): Promise<Draft> {
  const draft = asked.get(id);
  asked.delete(id);
  return draft ?? fetchDraft(id);
}
interface Place {
  readonly key?: string;
  readonly folder?: string;
}
export const createWorkflow = (source: ({ definition: WorkflowDefinition } & Place) | { yaml: string }): Promise<Workflow> =>
  readAs(client.POST('/api/v1/workflows', 'yaml' in source ? yamlBody(source.yaml) : { body: source }));
/** @throws ApiError 412 when somebody else saved in between */
export const saveDraft = async (id: string, yaml: string, etag: string): Promise<{ etag: string }> => {
  const saved = await answer(
    client.PUT('/api/v1/workflows/{id}', { ...yamlBody(yaml), params: { path: { id }, header: { 'If-Match': etag } } }),
  );
  return { etag: saved.etag ?? saved.data.etag };
};
/** Puts a workflow into another folder, or gives it another name; the rest of its draft stays. */
export const moveWorkflow = (id: string, change: { readonly folder?: string; readonly name?: string }) =>
  read(client.POST('/api/v1/workflows/{id}/move', { ...at({ id }), body: change }));
/** Finishes also while the page is left. */
export const deleteWorkflow = (id: string) => read(client.DELETE('/api/v1/workflows/{id}', { ...at({ id }), keepalive: true }));
/** All that is wrong with `definition`; where in a text it stands, the text knows. */
export const validateDraft = async (id: string, definition: WorkflowDefinition, signal?: AbortSignal): Promise<readonly Problem[]> =>
  (
    await read(
      client.POST('/api/v1/workflows/{id}/validate', {
        ...at({ id }),
        body: { definition: definition as never },
        ...(signal ? { signal } : {}),
      }),
    )
  ).problems;
/** To all, or as the canary with a share of the new executions. */
export const publishDraft = (id: string, comment: string, canary?: number): Promise<PublishedRevision> =>
  read(
    client.POST('/api/v1/workflows/{id}/publish', {
      ...at({ id }),
      body: { ...(comment ? { comment } : {}), ...(canary === undefined ? {} : { canary }) },
    }),
  );
export const rollback = (id: string, revision: number): Promise<Revision> =>
  read(client.POST('/api/v1/workflows/{id}/rollback', { ...at({ id }), body: { revision } }));
export const useRevisions = (id: string, enabled = true) =>
  useQuery({
    queryKey: workflowKeys.revisions(id),
    queryFn: () => read(client.GET('/api/v1/workflows/{id}/revisions', { params: { path: { id }, query: { page_size: 100 } } })),
    enabled,
  });
export const fetchRevision = (id: string, n: number): Promise<Revision & { definition: WorkflowDefinition }> =>
  readAs(client.GET('/api/v1/workflows/{id}/revisions/{n}', at({ id, n })));
/** The draft as the server reads it, without its text. */
export const fetchDefinition = async (id: string): Promise<WorkflowDefinition> => ((await readView(id)).data as Workflow).definition;
/** `from`, `to`: the number of a revision, or `draft`. */
export const fetchDiff = (id: string, from: string, to: string): Promise<{ changes: readonly SemanticChange[] }> =>
  readAs(client.GET('/api/v1/workflows/{id}/diff', { params: { path: { id }, query: { from, to } } }));

export interface ExecuteRequest {
  readonly input: Json;
  readonly revision?: number | 'draft';
  readonly variables?: JsonObject;
  /** Higher goes first, -100 to 100. */
  readonly priority?: number;
  readonly tags?: readonly string[];
}
export const execute = (id: string, request: ExecuteRequest, idempotencyKey: string) =>
  read(
    client.POST('/api/v1/workflows/{id}/execute', {
      params: { path: { id }, header: { 'Idempotency-Key': idempotencyKey } },
      body: { ...request, ...(request.tags ? { tags: [...request.tags] } : {}) } as never,
    }),
  );
