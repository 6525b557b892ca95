import { AppError, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type DesignerService, type DocumentStore, type RevisionView } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { revisionDocumentId, type RevisionDocument } from './documents.js';
import { findWorkflow } from './find-workflow.js';
import { releaseOf } from './release.js';

export function revisionView(
  { revision, digest, pins, comment, publishedAt, publishedBy }: RevisionDocument,
  released: number | null,
): RevisionView {
  return { revision, digest, pins, comment, publishedAt, publishedBy, released: revision === released };
}
/** @throws AppError REVISION_NOT_FOUND */
export async function findRevision(documents: DocumentStore, org: OrgId, workflowId: string, revision: number): Promise<RevisionDocument> {
  const stored = await documents.get<RevisionDocument>(org, COLLECTIONS.revisions, revisionDocumentId(workflowId, revision));
  if (stored) return stored.value;
  throw new AppError('REVISION_NOT_FOUND', `the workflow has no revision ${revision}`, { revision });
}

/** Newest first. */
export const listRevisions =
  ({ documents }: DesignerDeps): DesignerService['listRevisions'] =>
  async ({ org, workflow, page, pageSize }) => {
    const { id } = await findWorkflow(documents, { org, workflow });
    const [found, release] = await Promise.all([
      documents.list<RevisionDocument>(org, COLLECTIONS.revisions, {
        where: { workflow: id },
        orderBy: 'revision',
        descending: true,
        offset: (page - 1) * pageSize,
        limit: pageSize,
      }),
      releaseOf(documents, org, id),
    ]);
    return {
      items: found.items.map((stored) => revisionView(stored.value, release?.value.revision ?? null)),
      page,
      pageSize,
      total: found.total,
    };
  };

/** With the definition as its author wrote it, layout included. */
export const getRevision =
  ({ documents }: DesignerDeps): DesignerService['getRevision'] =>
  async ({ org, workflow, revision }) => {
    const { id } = await findWorkflow(documents, { org, workflow });
    const [found, release] = await Promise.all([findRevision(documents, org, id, revision), releaseOf(documents, org, id)]);
    return { ...revisionView(found, release?.value.revision ?? null), definition: found.definition };
  };
