import type { ExecutionView } from '@agentflow/core';

export interface ExecutionLinks {
  readonly self: string;
  readonly nodes: string;
  readonly history: string;
  readonly events: string;
  readonly socket: string;
  readonly workflow: string;
}
export const executionUrl = (id: string): string => `/api/v1/executions/${id}`;
const linksOf = ({ id, workflowId }: ExecutionView): ExecutionLinks => {
  const self = executionUrl(id);
  return {
    self,
    nodes: `${self}/nodes`,
    history: `${self}/history`,
    events: `${self}/events`,
    socket: `/ws/v1/executions/${id}`,
    workflow: `/api/v1/workflows/${workflowId}`,
  };
};
export type PresentedExecution = ExecutionView & { readonly links: ExecutionLinks };

/** An execution as the API shows it: with links to what belongs to it. */
export const presentExecution = (view: ExecutionView): PresentedExecution => ({ ...view, links: linksOf(view) });

/**
 * The same without its nodes: what starting one answers. Written out because this is the hot path, and copying an object of this many
 * properties by spreading takes longer than printing it.
 */
export const presentStarted = (view: ExecutionView): Omit<PresentedExecution, 'nodes'> =>
  view.budget || view.traceId !== undefined
    ? { ...started(view), ...(view.budget && { budget: view.budget }), ...(view.traceId !== undefined && { traceId: view.traceId }) }
    : started(view);
const started = (view: ExecutionView): Omit<PresentedExecution, 'nodes'> => ({
  id: view.id,
  workflowId: view.workflowId,
  revision: view.revision,
  digest: view.digest,
  status: view.status,
  phase: view.phase,
  input: view.input,
  output: view.output,
  error: view.error,
  createdAt: view.createdAt,
  startedAt: view.startedAt,
  endedAt: view.endedAt,
  trigger: view.trigger,
  trial: view.trial,
  parentId: view.parentId,
  rootId: view.rootId,
  tags: view.tags,
  priority: view.priority,
  usage: view.usage,
  nodesTotal: view.nodesTotal,
  waiting: view.waiting,
  version: view.version,
  links: linksOf(view),
});
