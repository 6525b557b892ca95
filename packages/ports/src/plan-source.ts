import type { OrgId, Plan } from '@agentflow/core';

/** Compiled revisions by digest, cached. */
export interface PlanSource {
  /** `undefined` when it is not in the cache: then `load`. */
  cached(org: OrgId, digest: string): Plan | undefined;
  /** @throws AppError REVISION_NOT_FOUND */
  load(org: OrgId, digest: string): Promise<Plan>;
}
