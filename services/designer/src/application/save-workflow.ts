import { AppError } from '@agentflow/core';
import { COLLECTIONS, type DesignerService } from '@agentflow/ports';
import { checkDefinition } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import { draftDocument, draftIndex, requireFolder } from './draft-document.js';
import { requireMatch } from './etag.js';
import { findWorkflow } from './find-workflow.js';
import { readSource, withComments } from './read-source.js';
import { releaseOf } from './release.js';
import { workflowView } from './workflow-view.js';

/** Replaces the draft, if it is still the one that was edited. JSON over a YAML draft keeps the YAML's comments. @throws AppError VERSION_CONFLICT, and what `readSource` throws */
export const saveWorkflow =
  (deps: DesignerDeps): DesignerService['saveWorkflow'] =>
  async ({ org, workflow, source, ifMatch, folder, by }) => {
    const { documents } = deps;
    const previous = await findWorkflow(documents, { org, workflow });
    requireMatch(ifMatch, previous.version);
    const sent = readSource(source);
    const read = sent.yaml === null && previous.value.yaml !== null ? withComments(sent, previous.value.yaml) : sent;
    const problems = await checkDefinition(deps, org, read);
    const document = draftDocument(previous.value.key, previous.value.createdBy, {
      ...read,
      problems,
      folder: requireFolder(folder ?? previous.value.folder),
      by,
    });
    try {
      const stored = await documents.put(org, COLLECTIONS.workflows, previous.id, document, {
        ifVersion: previous.version,
        ...draftIndex(document),
      });
      return workflowView(stored, (await releaseOf(documents, org, previous.id))?.value.revision ?? null, problems);
    } catch (error) {
      if (error instanceof AppError && error.code === 'VERSION_CONFLICT')
        requireMatch(ifMatch, (await findWorkflow(documents, { org, workflow })).version); // says what it is at now
      throw error;
    }
  };
