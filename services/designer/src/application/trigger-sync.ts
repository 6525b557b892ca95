import { isAppError, type Json, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type Service } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { PENDING_SYNCS, RELEASES, type PendingSync, type RevisionDocument, type StoredWorkflow } from './documents.js';
import { findRevision } from './revisions.js';
import { releaseOf } from './release.js';
import { isObject } from './workflow-view.js';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
const PAGE = 200;

/**
 * Makes the triggers follow the release. A note is written first and taken away after the trigger service has answered, so that nothing published waits for that service, and nothing is
 * forgotten when it or this process fails: what is noted is synced again after a while, and at start-up.
 */
export interface TriggerSync extends Service {
  /** Before the release moves, or the workflow goes. */
  note(org: OrgId, workflow: StoredWorkflow): Promise<void>;
  /** Afterwards. Never throws: what fails is tried again. */
  run(org: OrgId, workflowId: string): Promise<void>;
}

export function createTriggerSync(deps: DesignerDeps): TriggerSync {
  const { documents, triggers, clock, logger } = deps;
  const inTurn = new Map<string, Promise<boolean>>();
  let cancelRetry: (() => void) | undefined;
  let retryMs = FIRST_RETRY_MS;
  let stopped = false;
  let sweeping: Promise<void> = Promise.resolve();

  const put = async (org: OrgId, workflowId: string, workflowName: string): Promise<void> => {
    await documents.put<PendingSync>(org, PENDING_SYNCS, workflowId, { workflowId, workflowName });
  };
  /** Tells the trigger service what is released now, until no one has changed that meanwhile. */
  const syncNow = async (org: OrgId, workflowId: string): Promise<void> => {
    for (let contested: string | undefined; ;) {
      const noted = await documents.get<PendingSync>(org, PENDING_SYNCS, workflowId);
      if (!noted) {
        if (contested === undefined) return;
        await put(org, workflowId, contested); // another process synced beside us: whose call came last is unknown, so once more
        contested = undefined;
        continue;
      }
      const { workflowName } = noted.value;
      await triggers.sync({ org, workflowId, workflowName, ...(await releasedTriggers(org, workflowId)) });
      try {
        await documents.delete(org, PENDING_SYNCS, workflowId, noted.version);
        return;
      } catch (error) {
        if (!isAppError(error) || error.code !== 'VERSION_CONFLICT') throw error;
        contested = workflowName;
      }
    }
  };
  const releasedTriggers = async (
    org: OrgId,
    workflowId: string,
  ): Promise<{ revision: number | null; digest: string | null; triggers: Json }> => {
    const gone = { revision: null, digest: null, triggers: [] };
    if (!(await documents.get(org, COLLECTIONS.workflows, workflowId))) return (await removeRemains(org, workflowId), gone);
    const release = await releaseOf(documents, org, workflowId);
    if (!release) return gone;
    const { revision, digest } = release.value;
    const { definition } = await findRevision(documents, org, workflowId, revision);
    return { revision, digest, triggers: (isObject(definition) ? definition['triggers'] : undefined) ?? [] };
  };
  /** Release and revisions of a deleted workflow. */
  const removeRemains = async (org: OrgId, workflowId: string): Promise<void> => {
    await documents.delete(org, RELEASES, workflowId);
    for (;;) {
      const { items } = await documents.list<RevisionDocument>(org, COLLECTIONS.revisions, {
        where: { workflow: workflowId },
        limit: PAGE,
      });
      for (const { id } of items) await documents.delete(org, COLLECTIONS.revisions, id);
      if (items.length < PAGE) return;
    }
  };
  /** One at a time per workflow, so that an older release never overtakes a newer one. Answers whether the triggers follow now. */
  const attempt = (org: OrgId, workflowId: string): Promise<boolean> => {
    const key = `${org}\n${workflowId}`;
    const done = (inTurn.get(key) ?? Promise.resolve(true))
      .then(() => syncNow(org, workflowId))
      .then(
        () => true,
        (error: unknown) => {
          logger.warn({ err: error, org, workflowId }, 'the triggers of a workflow could not follow its release yet');
          scheduleRetry();
          return false;
        },
      );
    inTurn.set(key, done);
    void done.then(() => inTurn.get(key) === done && inTurn.delete(key));
    return done;
  };
  const scheduleRetry = (): void => {
    if (stopped || cancelRetry) return;
    cancelRetry = clock.after(retryMs, () => {
      cancelRetry = undefined;
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      sweeping = sweep();
    });
  };
  /** Everything that is noted, over all orgs. */
  const sweep = async (): Promise<void> => {
    let all = true;
    try {
      for (let cursor: string | null = null; ;) {
        const page: Awaited<ReturnType<typeof documents.scan<PendingSync>>> = await documents.scan<PendingSync>(
          PENDING_SYNCS,
          cursor,
          PAGE,
        );
        for (const { org, id } of page.items) {
          if (stopped) return;
          all = (await attempt(org, id)) && all;
        }
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
    } catch (error) {
      logger.warn({ err: error }, 'what is noted for the triggers could not be read yet');
      return scheduleRetry();
    }
    if (all) retryMs = FIRST_RETRY_MS;
  };

  return {
    name: 'trigger-sync',
    note: (org, { id, value }) => put(org, id, value.name),
    run: async (org, workflowId) => {
      await attempt(org, workflowId);
    },
    /** Looks at once, without waiting: the trigger service may start after us. */
    start: async () => {
      sweeping = sweep();
    },
    stop: async () => {
      stopped = true;
      cancelRetry?.();
      await sweeping;
      await Promise.all(inTurn.values());
    },
    ready: async () => ({ ready: true, checks: { triggers: cancelRetry ? 'some triggers wait to follow their release' : 'ok' } }),
  };
}
