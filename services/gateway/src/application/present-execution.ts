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
/** An execution as the API shows it: with links to what belongs to it. */
export function presentExecution(view: ExecutionView): ExecutionView & { readonly links: ExecutionLinks } {
  const self = executionUrl(view.id);
  return {
    ...view,
    links: {
      self,
      nodes: `${self}/nodes`,
      history: `${self}/history`,
      events: `${self}/events`,
      socket: `/ws/v1/executions/${view.id}`,
      workflow: `/api/v1/workflows/${view.workflowId}`,
    },
  };
}
/** The same without its nodes: what starting one answers. */
export const presentStarted = (view: ExecutionView): ReturnType<typeof presentExecution> =>
  ({ ...presentExecution(view), nodes: undefined }) as never;
