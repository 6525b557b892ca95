import { isAppError, type OrgId } from '@agentflow/core';
import type { DesignerService } from '@agentflow/ports';

/** The id of a workflow named by id or key. One that is gone keeps its executions, so what is unknown is taken for an id. */
export async function workflowIdOf(designer: DesignerService, org: OrgId, workflow: string): Promise<string> {
  try {
    return (await designer.getWorkflow({ org, workflow })).id;
  } catch (error) {
    if (isAppError(error) && error.code === 'WORKFLOW_NOT_FOUND') return workflow;
    throw error;
  }
}
