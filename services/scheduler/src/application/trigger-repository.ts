import { AppError, isAppError, sha256Hex, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type DocumentPage, type DocumentStore, type StoredDocument } from '@agentflow/ports';
import type { TriggerDocument } from './trigger-document.js';

export type StoredTrigger = StoredDocument<TriggerDocument>;
/** `undefined`: leave it as it is. */
export type Change = (current: TriggerDocument) => TriggerDocument | undefined;

export const triggerKey = (workflowId: string, triggerId: string): string => `${workflowId}.${triggerId}`;
/** How many writers may be ahead of us before we say so. */
const RACES = 20;
const PAGE = 200;
const { triggers } = COLLECTIONS;

/** Triggers in the document store. Every change is read-modify-write under the document's version: a person, a publish and a fire may meet. */
export function createTriggerRepository(documents: DocumentStore) {
  const write = (org: OrgId, value: TriggerDocument, ifVersion: number | 'absent'): Promise<StoredTrigger> =>
    documents.put(org, triggers, triggerKey(value.workflowId, value.triggerId), value, {
      ifVersion,
      index: { workflowId: value.workflowId, active: value.revision === null ? 0 : 1 },
      unique: value.hookId === null ? {} : { hook: hookName(value.hookId) },
    });

  const repository = {
    get: (org: OrgId, id: string): Promise<StoredTrigger | null> => documents.get<TriggerDocument>(org, triggers, id),

    /** @throws AppError NOT_FOUND, also for one that no released revision declares any more */
    async need(org: OrgId, id: string): Promise<StoredTrigger> {
      const stored = await repository.get(org, id);
      if (!stored || stored.value.revision === null) throw new AppError('NOT_FOUND', 'no trigger has this id', { trigger: id });
      return stored;
    },
    /** The trigger behind a hook's address, whatever its state. */
    async byHook(hookId: string): Promise<{ readonly org: OrgId; readonly stored: StoredTrigger } | null> {
      const org = orgOfHook(hookId);
      const stored = org === null ? null : await documents.getByUnique<TriggerDocument>(org, triggers, 'hook', hookName(hookId));
      return stored && org !== null ? { org, stored } : null;
    },
    /** Active ones, in order of their ids. */
    list: (
      org: OrgId,
      query: { readonly workflowId?: string; readonly offset: number; readonly limit: number },
    ): Promise<DocumentPage<TriggerDocument>> =>
      documents.list<TriggerDocument>(org, triggers, {
        where: { active: 1, ...(query.workflowId === undefined ? {} : { workflowId: query.workflowId }) },
        offset: query.offset,
        limit: query.limit,
      }),
    /** All of a workflow's, those no longer declared too. */
    async ofWorkflow(org: OrgId, workflowId: string): Promise<StoredTrigger[]> {
      const all: StoredTrigger[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page: DocumentPage<TriggerDocument> = await documents.list<TriggerDocument>(org, triggers, {
          where: { workflowId },
          limit: PAGE,
          ...(cursor === undefined ? {} : { cursor }),
        });
        all.push(...page.items);
        cursor = page.nextCursor;
      }
      return all;
    },
    /** Changes one trigger; answers it as it is afterwards, or `null` when there is none. */
    async update(org: OrgId, id: string, change: Change): Promise<StoredTrigger | null> {
      for (let race = 0; race < RACES; race++) {
        const current = await repository.get(org, id);
        if (!current) return null;
        const next = change(current.value);
        if (next === undefined) return current;
        try {
          return await write(org, next, current.version);
        } catch (error) {
          if (!lostRace(error)) throw error;
        }
      }
      throw new AppError('UNAVAILABLE', 'too many write this trigger at once', { trigger: id });
    },
    /** Changes one trigger or makes it. */
    async upsert(org: OrgId, id: string, make: (current: TriggerDocument | undefined) => TriggerDocument): Promise<StoredTrigger> {
      for (let race = 0; race < RACES; race++) {
        const current = await repository.get(org, id);
        try {
          return await write(org, make(current?.value), current?.version ?? 'absent');
        } catch (error) {
          if (!lostRace(error)) throw error;
        }
      }
      throw new AppError('UNAVAILABLE', 'too many write this trigger at once', { trigger: id });
    },
    remove: (org: OrgId, id: string): Promise<boolean> => documents.delete(org, triggers, id),

    /** All triggers of all orgs, for the start of the loop. */
    async *scan(): AsyncGenerator<StoredTrigger & { readonly org: OrgId }> {
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page: Awaited<ReturnType<typeof documents.scan<TriggerDocument>>> = await documents.scan<TriggerDocument>(
          triggers,
          cursor ?? null,
          PAGE,
        );
        yield* page.items;
        cursor = page.nextCursor;
      }
    },
  };
  return repository;
}
export type TriggerRepository = ReturnType<typeof createTriggerRepository>;

/** A hook's address names its org and holds a secret: `<org>.<secret>`. The org tells where to look, the secret alone opens. */
export const makeHookId = (org: OrgId, secret: string): string => `${org}.${secret.replaceAll('.', '_')}`;
function orgOfHook(hookId: string): OrgId | null {
  const dot = hookId.lastIndexOf('.');
  return dot > 0 && dot < hookId.length - 1 && hookId.length <= 512 ? (hookId.slice(0, dot) as OrgId) : null;
}
/** What the store's index holds: a digest, so that looking up tells nothing by its time. */
const hookName = (hookId: string): string => sha256Hex(hookId);
const lostRace = (error: unknown): boolean => isAppError(error) && (error.code === 'VERSION_CONFLICT' || error.code === 'ALREADY_EXISTS');
