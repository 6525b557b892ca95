import type { OrgId } from '@agentflow/core';
import type { FrozenRevision } from '@agentflow/ports';

const MAX_ENTRIES = 10_000;

/** Released revisions by what callers name them, for the one process that also writes them. */
export interface ReleaseCache {
  get(org: OrgId, ref: string): FrozenRevision | undefined;
  /** Keeps what `load` answers, unless something was forgotten while it loaded: then that may be old. */
  through(org: OrgId, ref: string, load: () => Promise<FrozenRevision>): Promise<FrozenRevision>;
  forget(org: OrgId, workflowId: string): void;
}
export function createReleaseCache(enabled: boolean): ReleaseCache {
  const entries = new Map<string, FrozenRevision>();
  let generation = 0;
  const keyOf = (org: OrgId, ref: string): string => `${org}\n${ref}`;
  return {
    get: (org, ref) => entries.get(keyOf(org, ref)),
    async through(org, ref, load) {
      const known = entries.get(keyOf(org, ref));
      if (known) return known;
      const before = generation;
      const loaded = await load();
      if (enabled && before === generation) {
        if (entries.size >= MAX_ENTRIES) entries.delete(entries.keys().next().value!);
        entries.set(keyOf(org, ref), loaded);
      }
      return loaded;
    },
    forget(org, workflowId) {
      generation++;
      for (const [key, { workflowId: id }] of entries) if (id === workflowId && key.startsWith(`${org}\n`)) entries.delete(key);
    },
  };
}
