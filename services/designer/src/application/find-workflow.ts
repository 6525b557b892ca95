import { AppError } from '@agentflow/core';
import { COLLECTIONS, type DocumentStore, type WorkflowRef } from '@agentflow/ports';
import type { StoredWorkflow, WorkflowDocument } from './documents.js';

/** The workflow of this id, else of this key. @throws AppError WORKFLOW_NOT_FOUND */
export async function findWorkflow(documents: DocumentStore, { org, workflow }: WorkflowRef): Promise<StoredWorkflow> {
  const found =
    (await documents.get<WorkflowDocument>(org, COLLECTIONS.workflows, workflow)) ??
    (await documents.getByUnique<WorkflowDocument>(org, COLLECTIONS.workflows, 'key', workflow));
  if (found) return found;
  throw workflowNotFound(workflow);
}
export const workflowNotFound = (workflow: string): AppError =>
  new AppError('WORKFLOW_NOT_FOUND', 'no workflow has this id or key', { workflow: workflow.slice(0, 200) });
