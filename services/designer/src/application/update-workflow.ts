import { AppError, isAppError, type OrgId, type Problem } from '@agentflow/core';
import { COLLECTIONS, type DesignerService, type WorkflowRef } from '@agentflow/ports';
import { checkDefinition } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import type { StoredWorkflow } from './documents.js';
import { draftDocument, draftIndex, requireFolder } from './draft-document.js';
import { requireMatch } from './etag.js';
import { findWorkflow } from './find-workflow.js';
import { readKept, readSource, withComments } from './read-source.js';
import { releaseOf } from './release.js';
import { workflowView } from './workflow-view.js';

type Change = Parameters<DesignerService['updateWorkflow']>[0];
const MAX_NAME = 200;

/** Changes where a workflow lies or what it is called, and nothing else of its draft: comments stay. @throws AppError VERSION_CONFLICT, INVALID_INPUT (problems) */
export const updateWorkflow =
  (deps: DesignerDeps): DesignerService['updateWorkflow'] =>
  async (change) => {
    const name = change.name === undefined ? undefined : requireName(change.name);
    if (change.folder !== undefined) requireFolder(change.folder);
    for (;;) {
      const previous = await findWorkflow(deps.documents, change);
      if (change.ifMatch !== undefined) requireMatch(change.ifMatch, previous.version);
      const done = await attempt(deps, change, previous, name);
      if (done) return done;
    }
  };

/** Nothing when somebody saved in between: then it is made of what they saved. */
async function attempt(deps: DesignerDeps, change: Change, previous: StoredWorkflow, name: string | undefined) {
  const { org, by } = change;
  const { value } = previous;
  const kept = readKept(value);
  const renamed = name === undefined ? kept : readSource({ definition: { ...kept.definition, name } });
  const read = name !== undefined && value.yaml !== null ? withComments(renamed, value.yaml) : renamed;
  const problems = await checkDefinition(deps, org, read);
  const document = draftDocument(value.key, value.createdBy, { ...read, problems, folder: change.folder ?? value.folder, by });
  try {
    const put = { ifVersion: previous.version, ...draftIndex(document) };
    const stored = await deps.documents.put(org, COLLECTIONS.workflows, previous.id, document, put);
    return workflowView(stored, await releasedRevision(deps, org, previous.id), problems);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'VERSION_CONFLICT') throw error;
    return undefined;
  }
}
const releasedRevision = async ({ documents }: DesignerDeps, org: OrgId, id: WorkflowRef['workflow']): Promise<number | null> =>
  (await releaseOf(documents, org, id))?.value.revision ?? null;

function requireName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= MAX_NAME) return trimmed;
  const message = `a name has 1 to ${MAX_NAME} characters`;
  const problem: Problem = { pointer: '/name', code: 'INVALID_NAME', severity: 'error', message };
  throw new AppError('INVALID_INPUT', message, {}, { problems: [problem] });
}
