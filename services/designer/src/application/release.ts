import { AppError, isAppError, type OrgId } from '@agentflow/core';
import type { DocumentStore, StoredDocument } from '@agentflow/ports';
import { RELEASES, type ReleaseDocument } from './documents.js';

export const releaseOf = (documents: DocumentStore, org: OrgId, workflowId: string): Promise<StoredDocument<ReleaseDocument> | null> =>
  documents.get<ReleaseDocument>(org, RELEASES, workflowId);

/**
 * Moves the release pointer by compare-and-set: `next` is asked again with the present release as long as others move it too; `undefined` leaves it.
 * Answers what is released afterwards.
 */
export async function moveRelease(
  documents: DocumentStore,
  org: OrgId,
  workflowId: string,
  next: (current: ReleaseDocument | null) => ReleaseDocument | undefined,
): Promise<ReleaseDocument | null> {
  for (;;) {
    const current = await releaseOf(documents, org, workflowId);
    const wanted = next(current?.value ?? null);
    if (wanted === undefined) return current?.value ?? null;
    try {
      return (await documents.put(org, RELEASES, workflowId, wanted, { ifVersion: current?.version ?? 'absent' })).value;
    } catch (error) {
      if (!isLostRace(error)) throw error;
    }
  }
}
export const notPublished = (workflow: string): AppError =>
  new AppError('NOT_PUBLISHED', 'the workflow has no released revision: publish it, or run the draft', {
    workflow: workflow.slice(0, 200),
  });
/** Somebody else wrote first. */
export const isLostRace = (error: unknown): boolean =>
  isAppError(error) && (error.code === 'VERSION_CONFLICT' || error.code === 'ALREADY_EXISTS');
