import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { at, call, http, API } from './http.js';
import type { Json, JsonObject, Listing, Paged, Problem, Revision, SemanticChange, Workflow, WorkflowDefinition, WorkflowSummary } from './types.js';

export const workflowKeys = {
  all: ['workflows'] as const,
  list: (search: string) => ['workflows', 'list', search] as const,
  one: (id: string) => ['workflows', 'one', id] as const,
  revisions: (id: string) => ['workflows', 'revisions', id] as const,
};
const base = (id: string): string => `/workflows${at(id)}`;

export const fetchWorkflows = (query: { search?: string; cursor?: string; page_size?: number }) => http.get<Listing<WorkflowSummary>>('/workflows', query);
export const useWorkflows = (search: string, pageSize = 200) =>
  useQuery({ queryKey: workflowKeys.list(search), queryFn: () => fetchWorkflows({ search, page_size: pageSize }) });

/** The draft as its author wrote it: YAML with comments, and the same parsed by the server. */
export async function fetchDraft(id: string): Promise<{ workflow: Workflow; yaml: string; etag: string }> {
  // The text and the view are two reads: taken together only when both are of one version.
  for (let attempt = 0; ; attempt++) {
    const [view, text] = await Promise.all([
      call<Workflow>('GET', API + base(id)),
      call<string>('GET', API + base(id), { accept: 'text' }),
    ]);
    const etag = view.etag ?? view.data.etag;
    if (text.etag === null || text.etag === etag || attempt === 3) return { workflow: view.data, yaml: text.data, etag };
  }
}
export const createWorkflow = (source: { definition: WorkflowDefinition; key?: string } | { yaml: string }): Promise<Workflow> =>
  'yaml' in source ? call<Workflow>('POST', `${API}/workflows`, { yaml: source.yaml }).then((a) => a.data) : http.post<Workflow>('/workflows', source);
/** @throws ApiError 412 when somebody else saved in between */
export const saveDraft = async (id: string, yaml: string, etag: string): Promise<{ workflow: Workflow; etag: string }> => {
  const answer = await call<Workflow>('PUT', API + base(id), { yaml, headers: { 'If-Match': etag } });
  return { workflow: answer.data, etag: answer.etag ?? answer.data.etag };
};
export const deleteWorkflow = (id: string) => http.delete(base(id));
export const validateDraft = (id: string, yaml: string, signal?: AbortSignal) =>
  call<{ problems: Problem[] }>('POST', `${API}${base(id)}/validate`, { yaml, ...(signal ? { signal } : {}) }).then((a) => a.data.problems);
export const publishDraft = (id: string, comment: string) => http.post<Revision>(`${base(id)}/publish`, comment ? { comment } : {});
export const rollback = (id: string, revision: number) => http.post<Revision>(`${base(id)}/rollback`, { revision });
export const useRevisions = (id: string, enabled = true) =>
  useQuery({ queryKey: workflowKeys.revisions(id), queryFn: () => http.get<Paged<Revision>>(`${base(id)}/revisions`, { page_size: 100 }), enabled });
export const fetchRevision = (id: string, revision: number) => http.get<Revision & { definition: WorkflowDefinition }>(`${base(id)}/revisions${at(revision)}`);
export const fetchDiff = (id: string, from: string, to: string) => http.get<{ changes: SemanticChange[] }>(`${base(id)}/diff`, { from, to });

export interface ExecuteRequest {
  readonly input: Json;
  readonly revision?: number | 'draft';
  readonly variables?: JsonObject;
  readonly tags?: readonly string[];
}
export const execute = (id: string, request: ExecuteRequest, idempotencyKey: string) =>
  http.post<{ id: string }>(`${base(id)}/execute`, request, { 'Idempotency-Key': idempotencyKey });

export function useDeleteWorkflow() {
  const client = useQueryClient();
  return useMutation({ mutationFn: deleteWorkflow, onSuccess: () => client.invalidateQueries({ queryKey: workflowKeys.all }) });
}
export function useCreateWorkflow() {
  const client = useQueryClient();
  return useMutation({ mutationFn: createWorkflow, onSuccess: () => client.invalidateQueries({ queryKey: workflowKeys.all }) });
}
