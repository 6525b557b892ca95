import type { OrgId } from '@agentflow/core';
import type { DesignerService, ReleaseChange } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { RELEASE_CHANGES, type ReleaseChangeDocument } from './documents.js';
import { findWorkflow } from './find-workflow.js';
import { isoTime } from './workflow-view.js';

/** Writes down who changed what new executions run, after it has changed. */
export async function recordChange(
  { documents, ids, clock, logger }: DesignerDeps,
  org: OrgId,
  workflowId: string,
  change: Omit<ReleaseChange, 'id' | 'at'>,
): Promise<void> {
  const at = clock.now();
  const document: ReleaseChangeDocument = { workflowId, at: isoTime(at), ...change };
  logger.info({ org, workflowId, ...change }, 'the release of a workflow changed');
  await documents.put(org, RELEASE_CHANGES, ids.next(), document, { ifVersion: 'absent', index: { workflow: workflowId, at } });
}
/** Newest first. */
export const listReleaseChanges =
  ({ documents }: DesignerDeps): DesignerService['listReleaseChanges'] =>
  async ({ org, workflow, page, pageSize }) => {
    const { id: workflowId } = await findWorkflow(documents, { org, workflow });
    const found = await documents.list<ReleaseChangeDocument>(org, RELEASE_CHANGES, {
      where: { workflow: workflowId },
      orderBy: 'at',
      descending: true,
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    const items = found.items.map(({ id, value: { workflowId: _of, ...change } }) => ({ id, ...change }));
    return { items, page, pageSize, total: found.total };
  };
