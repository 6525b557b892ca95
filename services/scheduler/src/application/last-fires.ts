import type { OrgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { LastFire } from './trigger-document.js';
import type { TriggerRepository } from './trigger-repository.js';

/** Webhooks may fire thousands of times a second: what was last is written at most once in so many milliseconds, per trigger. */
const WRITE_EVERY_MS = 1_000;

/** Remembers the latest fire of each trigger and writes it down a little later: it informs people, nothing rests on it. */
export interface LastFires {
  note(org: OrgId, id: string, fire: LastFire): void;
  /** What is remembered and not yet written. */
  recent(org: OrgId, id: string): LastFire | undefined;
  /** Writes what is remembered. */
  flush(): Promise<void>;
}
export function createLastFires({
  repository,
  clock,
  logger,
}: {
  readonly repository: TriggerRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}): LastFires {
  const noted = new Map<string, { readonly org: OrgId; readonly id: string; readonly fire: LastFire }>();
  let disarm: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    for (const [key, entry] of [...noted]) {
      try {
        await repository.update(entry.org, entry.id, (current) =>
          // another scheduler may have written a later one
          current.lastFire !== null && current.lastFire.at > entry.fire.at ? undefined : { ...current, lastFire: entry.fire },
        );
        if (noted.get(key) === entry) noted.delete(key);
      } catch (error) {
        logger.warn(
          { org: entry.org, trigger: entry.id, err: error },
          'the last fire of a trigger could not be written and is kept for the next time',
        );
      }
    }
  };
  const arm = (): void => {
    disarm ??= clock.after(WRITE_EVERY_MS, () => {
      disarm = undefined;
      writing = writing.then(write).then(() => (noted.size > 0 ? arm() : undefined));
    });
  };
  return {
    note(org, id, fire) {
      noted.set(`${org}\n${id}`, { org, id, fire });
      arm();
    },
    recent: (org, id) => noted.get(`${org}\n${id}`)?.fire,
    async flush() {
      disarm?.();
      disarm = undefined;
      writing = writing.then(write);
      await writing;
    },
  };
}
