import type { JsonObject, OrgId } from '@agentflow/core';
import { AppError } from '@agentflow/core';
import { COLLECTIONS, type DesignerService } from '@agentflow/ports';
import { canaryOf, requirePercent } from './canary.js';
import { requireValid } from './check-definition.js';
import type { DesignerDeps } from './designer-deps.js';
import { revisionDocumentId, type ReleaseDocument, type RevisionDocument, type StoredWorkflow } from './documents.js';
import { findWorkflow } from './find-workflow.js';
import { freezeDefinition } from './freeze-definition.js';
import { pinDefinition } from './pin-definition.js';
import { readKept } from './read-source.js';
import { recordChange } from './release-changes.js';
import { isLostRace, moveRelease, notPublished, releaseOf } from './release.js';
import type { ReleaseCache } from './release-cache.js';
import { requireStillThere } from './require-still-there.js';
import { revisionView } from './revisions.js';
import type { TriggerSync } from './trigger-sync.js';
import { isoTime } from './workflow-view.js';

const MAX_COMMENT = 2_000;

/**
 * Makes the draft the next revision and releases it, or makes it the canary beside what is released. In this order, so that a crash at any point leaves something whole: what runs under its digest, the revision under a number that
 * nobody else can take, a note that triggers are to follow, the release pointer, the triggers. A revision whose pointer was never moved is in the list, unreleased.
 * @throws AppError DEFINITION_INVALID (problems), INVALID_INPUT (comment)
 */
export const publishRevision =
  (deps: DesignerDeps, cache: ReleaseCache, sync: TriggerSync): DesignerService['publish'] =>
  async ({ org, workflow, comment = '', canary, by }) => {
    const draft = await findWorkflow(deps.documents, { org, workflow });
    requireComment(comment);
    if (canary !== undefined) {
      requirePercent(canary);
      if (!(await releaseOf(deps.documents, org, draft.id))) throw notPublished(workflow);
    }
    const read = readKept(draft.value);
    const { agents, warnings } = await requireValid(deps, org, read);
    const pinned = await pinDefinition(deps, org, draft.id, read.definition, agents);
    await freezeDefinition(deps, org, pinned);
    const revision = await claimNumber(deps, org, {
      workflowId: draft.id,
      digest: pinned.digest,
      pins: pinned.frozen.pins,
      comment,
      publishedAt: isoTime(deps.clock.now()),
      publishedBy: by,
      definition: read.definition,
    });
    await sync.note(org, draft);
    let before: number | null = null;
    const next = canary === undefined ? releasing(draft, revision) : trying(revision, canary);
    const release = await moveRelease(deps.documents, org, draft.id, (current) => {
      before = current?.revision ?? null;
      return next(current);
    });
    cache.forget(org, draft.id);
    await requireStillThere(deps, org, draft, sync);
    await sync.run(org, draft.id);
    const percent = canary ?? null;
    const action = percent === null ? 'published' : 'canary-started';
    await recordChange(deps, org, draft.id, { by, action, revision: revision.revision, percent, before });
    return { ...revisionView(revision, release?.revision ?? null), warnings };
  };

/** Puts the revision under the first number that is free; publishers at the same moment get different ones. */
async function claimNumber(
  { documents }: DesignerDeps,
  org: OrgId,
  content: Omit<RevisionDocument, 'revision'>,
): Promise<RevisionDocument> {
  let number = ((await releaseOf(documents, org, content.workflowId))?.value.lastRevision ?? 0) + 1;
  for (; ; number++) {
    const revision: RevisionDocument = { ...content, revision: number };
    try {
      const options = { ifVersion: 'absent', index: { workflow: content.workflowId, revision: number } } as const;
      return (await documents.put(org, COLLECTIONS.revisions, revisionDocumentId(content.workflowId, number), revision, options)).value;
    } catch (error) {
      if (!isLostRace(error)) throw error;
    }
  }
}
/** A publish that was overtaken by a later one leaves the later one released. */
const releasing =
  (draft: StoredWorkflow, { revision, digest, definition }: RevisionDocument) =>
  (current: ReleaseDocument | null): ReleaseDocument | undefined =>
    current !== null && current.lastRevision > revision
      ? undefined
      : {
          workflowId: draft.id,
          workflowName: draft.value.name,
          revision,
          digest,
          inputs: (definition as JsonObject)['inputs'] ?? true,
          lastRevision: revision,
        };
/** The revision as the canary beside what is released. One that was overtaken by a later publish leaves that alone. */
const trying =
  (found: RevisionDocument, percent: number) =>
  (current: ReleaseDocument | null): ReleaseDocument | undefined => {
    if (current === null || current.lastRevision > found.revision) return undefined;
    const since = { startedAt: found.publishedAt, startedBy: found.publishedBy };
    return { ...current, canary: canaryOf(found, percent, since), lastRevision: found.revision };
  };

function requireComment(comment: string): void {
  if (comment.length <= MAX_COMMENT) return;
  const problem = {
    pointer: '/comment',
    code: 'TOO_LONG',
    severity: 'error',
    message: `a comment is at most ${MAX_COMMENT} characters`,
  } as const;
  throw new AppError('INVALID_INPUT', problem.message, {}, { problems: [problem] });
}
