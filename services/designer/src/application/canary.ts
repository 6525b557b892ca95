import { AppError, MAX_PERCENT, MIN_PERCENT, type Problem } from '@agentflow/core';
import type { CanaryView, DesignerService, ReleaseView } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import type { ReleaseDocument, RevisionDocument } from './documents.js';
import { findWorkflow } from './find-workflow.js';
import { recordChange } from './release-changes.js';
import { moveRelease, notPublished, releaseOf } from './release.js';
import type { ReleaseCache } from './release-cache.js';
import { requireStillThere } from './require-still-there.js';
import { findRevision } from './revisions.js';
import type { TriggerSync } from './trigger-sync.js';
import { isObject, isoTime } from './workflow-view.js';

export const getRelease =
  ({ documents }: DesignerDeps): DesignerService['getRelease'] =>
  async (ref) => {
    const { id } = await findWorkflow(documents, ref);
    return releaseView(id, (await releaseOf(documents, ref.org, id))?.value ?? null);
  };

/** Names the candidate and its share. The share of the same candidate may change: since when it runs stays, and so do its figures. */
export const setCanary =
  (deps: DesignerDeps, cache: ReleaseCache, sync: TriggerSync): DesignerService['setCanary'] =>
  async ({ org, workflow, revision, percent, by }) => {
    const draft = await findWorkflow(deps.documents, { org, workflow });
    requirePercent(percent);
    if (!(await releaseOf(deps.documents, org, draft.id))) throw notPublished(workflow);
    const found = await findRevision(deps.documents, org, draft.id, revision);
    let before: ReleaseDocument | null = null;
    const after = await moveRelease(deps.documents, org, draft.id, (current) => {
      if (!current) throw notPublished(workflow);
      if (current.revision === revision) throw alreadyReleased(revision);
      before = current;
      const since = current.canary?.revision === revision ? current.canary : { startedAt: isoTime(deps.clock.now()), startedBy: by };
      return { ...current, canary: canaryOf(found, percent, since) };
    });
    cache.forget(org, draft.id);
    await requireStillThere(deps, org, draft, sync);
    const { canary, revision: released } = (before as ReleaseDocument | null) ?? {};
    const action = canary?.revision === revision ? 'canary-changed' : 'canary-started';
    await recordChange(deps, org, draft.id, { by, action, revision, percent, before: released ?? null });
    return releaseView(draft.id, after);
  };

/** What was the candidate is what is released, triggers and all. */
export const promoteCanary =
  (deps: DesignerDeps, cache: ReleaseCache, sync: TriggerSync): DesignerService['promoteCanary'] =>
  async ({ org, workflow, revision, by }) => {
    const draft = await findWorkflow(deps.documents, { org, workflow });
    await sync.note(org, draft);
    let before: number | null = null;
    try {
      const after = await moveRelease(deps.documents, org, draft.id, (current) => {
        const { canary, ...release } = requireCanary(current, revision);
        before = release.revision;
        return { ...release, revision: canary.revision, digest: canary.digest, inputs: canary.inputs };
      });
      cache.forget(org, draft.id);
      await requireStillThere(deps, org, draft, sync);
      if (after)
        await recordChange(deps, org, draft.id, { by, action: 'canary-promoted', revision: after.revision, percent: null, before });
      return releaseView(draft.id, after);
    } finally {
      await sync.run(org, draft.id);
    }
  };

export const endCanary =
  (deps: DesignerDeps, cache: ReleaseCache): DesignerService['endCanary'] =>
  async ({ org, workflow, revision, by }) => {
    const draft = await findWorkflow(deps.documents, { org, workflow });
    let ended = 0;
    const after = await moveRelease(deps.documents, org, draft.id, (current) => {
      const { canary, ...release } = requireCanary(current, revision);
      ended = canary.revision;
      return release;
    });
    cache.forget(org, draft.id);
    await recordChange(deps, org, draft.id, {
      by,
      action: 'canary-ended',
      revision: ended,
      percent: null,
      before: after?.revision ?? null,
    });
    return releaseView(draft.id, after);
  };

/** A revision as the candidate of a release. */
export const canaryOf = (
  { revision, digest, definition }: Pick<RevisionDocument, 'revision' | 'digest' | 'definition'>,
  percent: number,
  { startedAt, startedBy }: Pick<CanaryView, 'startedAt' | 'startedBy'>,
): NonNullable<ReleaseDocument['canary']> => ({
  revision,
  digest,
  inputs: (isObject(definition) ? definition['inputs'] : undefined) ?? true,
  percent,
  startedAt,
  startedBy,
});

/** @throws AppError INVALID_INPUT (problems) */
export function requirePercent(percent: number): void {
  if (Number.isInteger(percent) && percent >= MIN_PERCENT && percent <= MAX_PERCENT) return;
  throw invalid(
    '/percent',
    'INVALID_PERCENT',
    `a share is a whole number from ${MIN_PERCENT} to ${MAX_PERCENT} percent: to run it in all, promote it`,
  );
}
const alreadyReleased = (revision: number): AppError =>
  invalid('/revision', 'ALREADY_RELEASED', `revision ${revision} is the released one: a canary is another one beside it`);
function invalid(pointer: string, code: string, message: string): AppError {
  const problem: Problem = { pointer, code, severity: 'error', message };
  return new AppError('INVALID_INPUT', message, {}, { problems: [problem] });
}
/** @throws AppError NOT_FOUND, CONFLICT */
function requireCanary(
  current: ReleaseDocument | null,
  revision: number | undefined,
): ReleaseDocument & Required<Pick<ReleaseDocument, 'canary'>> {
  const canary = current?.canary;
  if (!current || !canary) throw new AppError('NOT_FOUND', 'no canary runs: the released revision has all new executions');
  if (revision !== undefined && revision !== canary.revision)
    throw new AppError('CONFLICT', `the canary is revision ${canary.revision} by now, not ${revision}`, { revision: canary.revision });
  return { ...current, canary };
}
export const releaseView = (workflowId: string, release: ReleaseDocument | null): ReleaseView => {
  if (!release) return { workflowId, revision: null, canary: null };
  return { workflowId, revision: release.revision, canary: release.canary ? canaryView(release.canary) : null };
};
const canaryView = ({ revision, percent, startedAt, startedBy }: CanaryView): CanaryView => ({ revision, percent, startedAt, startedBy });
