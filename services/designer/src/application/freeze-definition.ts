import { isAppError, type OrgId } from '@agentflow/core';
import { COLLECTIONS } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import type { Pinned } from './pin-definition.js';

/** Puts what runs under its digest. What is there already is the same: the digest covers all of it that matters to a run. */
export async function freezeDefinition({ documents }: DesignerDeps, org: OrgId, { digest, frozen }: Pinned): Promise<void> {
  try {
    await documents.put(org, COLLECTIONS.frozen, digest, frozen, { ifVersion: 'absent' });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'ALREADY_EXISTS') throw error;
  }
}
