import { AppError, diffDefinitions, type Json, type OrgId } from '@agentflow/core';
import type { DesignerService } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import type { StoredWorkflow } from './documents.js';
import { findWorkflow } from './find-workflow.js';
import { findRevision } from './revisions.js';

/** What changed in meaning between two revisions, or a revision and the draft. @throws AppError BAD_REQUEST (neither number nor `draft`), REVISION_NOT_FOUND */
export const diffRevisions =
  (deps: DesignerDeps): DesignerService['diff'] =>
  async ({ org, workflow, from, to }) => {
    const draft = await findWorkflow(deps.documents, { org, workflow });
    const [before, after] = await Promise.all([definitionAt(deps, org, draft, from), definitionAt(deps, org, draft, to)]);
    return { changes: diffDefinitions(before, after) };
  };

async function definitionAt({ documents }: DesignerDeps, org: OrgId, draft: StoredWorkflow, at: string): Promise<Json> {
  if (at === 'draft') return draft.value.definition;
  if (!/^[1-9]\d{0,8}$/.test(at)) throw new AppError('BAD_REQUEST', 'compare a revision number or "draft"', { at: at.slice(0, 40) });
  return (await findRevision(documents, org, draft.id, Number(at))).definition;
}
