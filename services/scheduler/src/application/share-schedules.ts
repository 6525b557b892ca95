import type { OrgId } from '@agentflow/core';
import type { Clock, KeyValue, Service } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { ActOnSchedule, ScheduleLoop } from './schedule-loop.js';
import type { TriggerRepository } from './trigger-repository.js';

/*
 * Several schedulers plan the same schedules. That an instant starts one execution rests on its start key alone; here is only that the others do not all do the same work.
 * I1  A claim is a hint: where it cannot be asked for, everybody acts.
 * I2  Whoever did not get it looks again while an instant still counts as on time, so that the death of one who did delays a fire and loses none.
 */
/** How long one scheduler is left alone with a schedule, and when the others look whether it was attended to. Milliseconds. */
const CLAIM_MS = 10_000;
const LOOK_AGAIN_MS = 5_000;
/** How often triggers that others changed are looked for. */
const RESCAN_MS = 10_000;

/** `act`, once at a time over all schedulers. */
export function shareActs({
  act,
  keyValue,
  clock,
  self,
}: {
  readonly act: ActOnSchedule;
  readonly keyValue: KeyValue;
  readonly clock: Clock;
  readonly self: string;
}): ActOnSchedule {
  return async (org, id, since) => {
    const key = `${org}/schedule/${id}`;
    const mine = await keyValue.set(key, self, { ttlMs: CLAIM_MS, onlyIf: 'absent' }).catch(() => undefined);
    if (mine === false) return clock.now() + LOOK_AGAIN_MS;
    try {
      return await act(org, id, since);
    } finally {
      if (mine) await keyValue.delete(key).catch(() => undefined); // it runs out by itself
    }
  };
}

/** Plans what other schedulers were told of: triggers are read again now and then, and those that changed since are planned anew. */
export function createRescan({
  repository,
  loop,
  clock,
  logger,
}: {
  readonly repository: Pick<TriggerRepository, 'scan'>;
  readonly loop: Pick<ScheduleLoop, 'set'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): Service {
  let seen = new Map<string, number | null>();
  let running = false;
  let scanning: Promise<void> = Promise.resolve();
  let disarm: (() => void) | undefined;
  const scan = async (): Promise<void> => {
    const found = new Map<string, number | null>();
    for await (const { org, id, value } of repository.scan()) {
      const key = `${org}\n${id}`;
      found.set(key, value.nextFireAt);
      // only what changed: the loop may know more of one it is just attending to
      if (seen.get(key) !== value.nextFireAt) loop.set(org, id, value.nextFireAt);
    }
    for (const key of seen.keys()) {
      if (found.has(key)) continue;
      const [org, id] = key.split('\n') as [OrgId, string];
      loop.set(org, id, null);
    }
    seen = found;
  };
  const arm = (): void => {
    disarm = clock.after(RESCAN_MS, () => {
      scanning = scan()
        .catch((err: unknown) => logger.warn({ err }, 'the triggers could not be read again'))
        .finally(() => running && arm());
    });
  };
  return {
    name: 'rescan',
    async start() {
      await scan();
      running = true;
      arm();
    },
    async stop() {
      running = false;
      disarm?.();
      await scanning;
    },
    ready: async () => ({ ready: true, checks: {} }),
  };
}
