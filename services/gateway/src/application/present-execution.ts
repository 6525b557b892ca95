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
/** The same without its nodes: what starting one answers. */
export function presentStarted(view: ExecutionView): PresentedExecution {
  const { nodes: _nodes, ...rest } = view;
  return { ...rest, links: linksOf(view) };
}
