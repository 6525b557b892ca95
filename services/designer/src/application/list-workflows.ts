import { COLLECTIONS, type DesignerService } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import type { WorkflowDocument } from './documents.js';
import { releaseOf } from './release.js';
import { workflowSummary } from './workflow-view.js';

/** Drafts, last changed first. */
export const listWorkflows =
  ({ documents }: DesignerDeps): DesignerService['listWorkflows'] =>
  async ({ org, search, folder, cursor, limit }) => {
    const page = await documents.list<WorkflowDocument>(org, COLLECTIONS.workflows, {
      ...(folder === undefined ? {} : { where: { folder } }),
      ...(search === undefined || search === '' ? {} : { search: { in: 'name', text: search } }),
      ...(cursor === undefined ? {} : { cursor }),
      orderBy: 'updatedAt',
      descending: true,
      limit,
    });
    const releases = await Promise.all(page.items.map((stored) => releaseOf(documents, org, stored.id)));
    return {
      items: page.items.map((stored, i) => workflowSummary(stored, releases[i]?.value.revision ?? null)),
      nextCursor: page.nextCursor,
    };
  };
