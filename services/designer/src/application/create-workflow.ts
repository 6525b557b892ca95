import { COLLECTIONS, type DesignerService } from '@agentflow/ports';
import { checkDefinition } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import { draftDocument, draftIndex, requireFolder } from './draft-document.js';
import { slugOf, withFreeKey, withKey } from './keys.js';
import { readSource } from './read-source.js';
import { nameOf, workflowView } from './workflow-view.js';

/** Keeps a first draft, problems and all, under a key of its own. @throws AppError ALREADY_EXISTS when `key` was asked for and is taken, and what `readSource` throws */
export const createWorkflow =
  (deps: DesignerDeps): DesignerService['createWorkflow'] =>
  async ({ org, source, key, folder = '', by }) => {
    const read = readSource(source);
    requireFolder(folder);
    const problems = await checkDefinition(deps, org, read);
    const id = deps.ids.next();
    const put = (free: string) => {
      const document = draftDocument(free, by, { ...read, problems, folder, by });
      return deps.documents.put(org, COLLECTIONS.workflows, id, document, { ifVersion: 'absent', ...draftIndex(document) });
    };
    const stored =
      key === undefined ? await withFreeKey(slugOf(nameOf(read.definition), 'workflow'), deps.ids, put) : await withKey(key, put);
    return workflowView(stored, null, problems);
  };
