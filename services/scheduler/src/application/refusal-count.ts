import type { OrgId } from '@agentflow/core';
import type { Clock, KeyValue } from '@agentflow/ports';

/** Refusals of a hook are counted for so long. */
const WITHIN_MS = 60_000;
const HOOKS = 10_000;

/** Which refusal of this hook within the minute this is: of all schedulers together, or of this one where the shared count is away. */
export function createRefusalCount({ keyValue, clock }: { readonly keyValue: KeyValue; readonly clock: Clock }) {
  const own = new Map<string, { count: number; readonly until: number }>();
  function countOwn(key: string): number {
    let found = own.get(key);
    if (!found || found.until <= clock.monotonic()) {
      if (own.size >= HOOKS) own.clear();
      own.set(key, (found = { count: 0, until: clock.monotonic() + WITHIN_MS }));
    }
    return ++found.count;
  }
  return (org: OrgId, trigger: string): Promise<number> => {
    const key = `${org}:hook-refusals:${trigger}`;
    return keyValue.increment(key, 1, WITHIN_MS).catch(() => countOwn(key));
  };
}
