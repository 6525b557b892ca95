import { COLLECTIONS, type DesignerService } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { requireMatch } from './etag.js';
import { findWorkflow, workflowNotFound } from './find-workflow.js';
import type { ReleaseCache } from './release-cache.js';
import type { TriggerSync } from './trigger-sync.js';

/** Deletes draft, release and revisions, and with them the triggers. What past executions ran stays under its digest. @throws AppError VERSION_CONFLICT */
export const deleteWorkflow =
  ({ documents }: DesignerDeps, cache: ReleaseCache, sync: TriggerSync): DesignerService['deleteWorkflow'] =>
  async ({ org, workflow, ifMatch }) => {
    const draft = await findWorkflow(documents, { org, workflow });
    if (ifMatch !== undefined) requireMatch(ifMatch, draft.version);
    await sync.note(org, draft);
    const deleted = await documents.delete(org, COLLECTIONS.workflows, draft.id, ifMatch === undefined ? undefined : draft.version);
    cache.forget(org, draft.id);
    await sync.run(org, draft.id);
    cache.forget(org, draft.id); // a start may have read the release before it went
    if (!deleted) throw workflowNotFound(workflow); // somebody else was faster
    return {};
  };
