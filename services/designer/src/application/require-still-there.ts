import type { OrgId } from '@agentflow/core';
import { COLLECTIONS } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import type { StoredWorkflow } from './documents.js';
import { workflowNotFound } from './find-workflow.js';
import type { TriggerSync } from './trigger-sync.js';

/** After the release has moved: a workflow that was deleted meanwhile stays deleted, and what was just written goes after it. @throws AppError WORKFLOW_NOT_FOUND */
export async function requireStillThere({ documents }: DesignerDeps, org: OrgId, draft: StoredWorkflow, sync: TriggerSync): Promise<void> {
  if (await documents.get(org, COLLECTIONS.workflows, draft.id)) return;
  await sync.note(org, draft);
  await sync.run(org, draft.id);
  throw workflowNotFound(draft.id);
}
