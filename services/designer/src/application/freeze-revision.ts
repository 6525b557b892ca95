import { AppError, isAppError, type OrgId } from '@agentflow/core';
import type { DesignerService, DocumentStore, FrozenRevision, NodeTest } from '@agentflow/ports';
import { requireValid } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import type { ReleaseDocument, StoredWorkflow } from './documents.js';
import { findWorkflow } from './find-workflow.js';
import { freezeDefinition } from './freeze-definition.js';
import { pinDefinition } from './pin-definition.js';
import { readKept, type ReadDefinition } from './read-source.js';
import { notPublished, releaseOf } from './release.js';
import type { ReleaseCache } from './release-cache.js';
import { findRevision } from './revisions.js';
import { testDefinition } from './test-definition.js';
import { isObject, nameOf } from './workflow-view.js';

/** Says what an execution would run; for the draft, freezes it by its digest first. @throws AppError NOT_PUBLISHED, REVISION_NOT_FOUND, DEFINITION_INVALID (problems) */
export const freezeRevision =
  (deps: DesignerDeps, cache: ReleaseCache): DesignerService['freeze'] =>
  async ({ org, workflow, revision, test }) => {
    if (test) return frozenTest(deps, org, workflow, test);
    if (revision === undefined)
      return cache.get(org, workflow) ?? cache.through(org, workflow, () => released(deps.documents, org, workflow));
    return revision === 'draft' ? frozenDraft(deps, org, workflow) : numbered(deps.documents, org, workflow, revision);
  };

async function released(documents: DocumentStore, org: OrgId, workflow: string): Promise<FrozenRevision> {
  // most callers name the id: then one small document answers; the workflow's own is asked only for keys and for what is missing
  const byId = await releaseOf(documents, org, workflow);
  const release = byId ?? (await releaseOf(documents, org, (await findWorkflow(documents, { org, workflow })).id));
  if (!release) throw notPublished(workflow);
  const { workflowId, workflowName, revision, digest, inputs } = release.value;
  return { workflowId, workflowName, revision, digest, inputs, ...canaryBeside(release.value, revision) };
}
/** The canary that runs beside this revision. */
const canaryBeside = (release: ReleaseDocument | undefined, beside: number): Pick<FrozenRevision, 'canary'> => {
  if (release?.revision !== beside || !release.canary) return {};
  const { revision, digest, inputs, percent } = release.canary;
  return { canary: { revision, digest, inputs, percent } };
};
async function numbered(documents: DocumentStore, org: OrgId, workflow: string, revision: number): Promise<FrozenRevision> {
  const { id } = await findWorkflow(documents, { org, workflow });
  const [{ digest, definition }, release] = await Promise.all([findRevision(documents, org, id, revision), releaseOf(documents, org, id)]);
  const shown = isObject(definition) ? definition : {};
  const inputs = shown['inputs'] ?? true;
  return { workflowId: id, workflowName: nameOf(shown), revision, digest, inputs, ...canaryBeside(release?.value, revision) };
}
async function frozenDraft(deps: DesignerDeps, org: OrgId, workflow: string): Promise<FrozenRevision> {
  const draft = await findWorkflow(deps.documents, { org, workflow });
  return frozen(deps, org, draft, readKept(draft.value));
}
async function frozenTest(deps: DesignerDeps, org: OrgId, workflow: string, { path, pins }: NodeTest): Promise<FrozenRevision> {
  const draft = await findWorkflow(deps.documents, { org, workflow });
  const { definition } = readKept(draft.value);
  const read = readKept({ definition: testDefinition(isObject(definition) ? definition : {}, path, pins), yaml: null });
  try {
    return await frozen(deps, org, draft, read);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'DEFINITION_INVALID') throw error;
    throw new AppError(
      'DEFINITION_INVALID',
      `${error.message}. Alone, a node sees only the nodes whose outputs are pinned`,
      error.details,
      {
        problems: error.problems,
      },
    );
  }
}
async function frozen(deps: DesignerDeps, org: OrgId, draft: StoredWorkflow, read: ReadDefinition): Promise<FrozenRevision> {
  const { agents } = await requireValid(deps, org, read);
  const pinned = await pinDefinition(deps, org, draft.id, read.definition, agents);
  await freezeDefinition(deps, org, pinned);
  return {
    workflowId: draft.id,
    workflowName: draft.value.name,
    revision: 'draft',
    digest: pinned.digest,
    inputs: read.definition['inputs'] ?? true,
  };
}
