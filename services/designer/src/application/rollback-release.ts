import type { DesignerService } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { findWorkflow } from './find-workflow.js';
import { recordChange } from './release-changes.js';
import { moveRelease } from './release.js';
import type { ReleaseCache } from './release-cache.js';
import { requireStillThere } from './require-still-there.js';
import { findRevision, revisionView } from './revisions.js';
import type { TriggerSync } from './trigger-sync.js';
import { isObject } from './workflow-view.js';

/** Releases an earlier (or later) revision again. The draft stays as it is; a canary ends. @throws AppError REVISION_NOT_FOUND */
export const rollbackRelease =
  (deps: DesignerDeps, cache: ReleaseCache, sync: TriggerSync): DesignerService['rollback'] =>
  async ({ org, workflow, revision, by }) => {
    const draft = await findWorkflow(deps.documents, { org, workflow });
    const found = await findRevision(deps.documents, org, draft.id, revision);
    await sync.note(org, draft);
    const inputs = (isObject(found.definition) ? found.definition['inputs'] : undefined) ?? true;
    let before: number | null = null;
    const release = await moveRelease(deps.documents, org, draft.id, (current) => {
      before = current?.revision ?? null;
      return {
        workflowId: draft.id,
        workflowName: draft.value.name,
        revision,
        digest: found.digest,
        inputs,
        lastRevision: Math.max(current?.lastRevision ?? 0, revision),
      };
    });
    cache.forget(org, draft.id);
    await requireStillThere(deps, org, draft, sync);
    await sync.run(org, draft.id);
    await recordChange(deps, org, draft.id, { by, action: 'rolled-back', revision, percent: null, before });
    return revisionView(found, release?.revision ?? null);
  };
