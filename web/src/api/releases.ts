import { useQuery } from '@tanstack/react-query';
import { client, read } from './client.js';
import { workflowKeys } from './workflows.js';

const at = (id: string) => ({ params: { path: { id } } });
export const releaseKeys = {
  one: (id: string) => [...workflowKeys.all, 'release', id] as const,
  figures: (id: string) => [...workflowKeys.all, 'release-figures', id] as const,
  changes: (id: string) => [...workflowKeys.all, 'release-changes', id] as const,
};
const FIGURES_MS = 5_000;

/** What new executions of a workflow run: the released revision, and a canary beside it. */
export const useRelease = (id: string, enabled = true) =>
  useQuery({ queryKey: releaseKeys.one(id), queryFn: () => read(client.GET('/api/v1/workflows/{id}/release', at(id))), enabled });
/** How the two fare since the canary began; read again every few seconds. */
export const useReleaseFigures = (id: string) =>
  useQuery({
    queryKey: releaseKeys.figures(id),
    queryFn: () => read(client.GET('/api/v1/workflows/{id}/release/figures', at(id))),
    refetchInterval: FIGURES_MS,
  });
/** Who changed what new executions run, newest first. */
export const useReleaseChanges = (id: string) =>
  useQuery({
    queryKey: releaseKeys.changes(id),
    queryFn: () => read(client.GET('/api/v1/workflows/{id}/release/changes', { params: { path: { id }, query: { page_size: 100 } } })),
  });
export const setCanary = (id: string, revision: number, percent: number) =>
  read(client.PUT('/api/v1/workflows/{id}/release/canary', { ...at(id), body: { revision, percent } }));
export const promoteCanary = (id: string, revision: number) =>
  read(client.POST('/api/v1/workflows/{id}/release/canary/promote', { ...at(id), body: { revision } }));
export const endCanary = (id: string, revision: number) =>
  read(client.POST('/api/v1/workflows/{id}/release/canary/end', { ...at(id), body: { revision } }));
