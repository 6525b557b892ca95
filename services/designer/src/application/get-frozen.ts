import { AppError, parseSegmentDigest, type Json, type JsonObject, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type DesignerService, type DocumentStore, type FrozenDocument } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { revisionDocumentId, type RevisionDocument } from './documents.js';
import { isObject } from './workflow-view.js';

/** The definition that executions of a digest run, a segment's being that of its whole revision. Drawn as the named revision is, else as it was when it was first frozen. */
export const getFrozen =
  ({ documents }: DesignerDeps): DesignerService['getFrozen'] =>
  async ({ org, digest, workflow, revision }) => {
    const whole = parseSegmentDigest(digest)?.revision ?? digest;
    const found = await documents.get<FrozenDocument>(org, COLLECTIONS.frozen, whole);
    if (!found) throw new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest', { digest: digest.slice(0, 200) });
    const { workflowId, definition, layout: first, pins } = found.value;
    const layout = (await layoutOf(documents, org, workflow, revision, whole)) ?? first;
    const ran = definition as unknown as JsonObject;
    return { workflowId, digest: whole, definition: layout === undefined ? ran : { ...ran, layout }, pins };
  };

async function layoutOf(
  documents: DocumentStore,
  org: OrgId,
  workflow: string | undefined,
  revision: number | undefined,
  digest: string,
): Promise<Json | undefined> {
  if (workflow === undefined || revision === undefined) return undefined;
  const found = await documents.get<RevisionDocument>(org, COLLECTIONS.revisions, revisionDocumentId(workflow, revision));
  return found?.value.digest === digest && isObject(found.value.definition) ? found.value.definition['layout'] : undefined;
}
