import { isAppError } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { Instruments } from '../instruments.js';
import { decideDue } from './due-instants.js';
import type { FireTrigger } from './fire-trigger.js';
import type { ActOnSchedule } from './schedule-loop.js';
import { scheduleConfig, type LastFire, type TriggerDocument } from './trigger-document.js';
import type { TriggerRepository } from './trigger-repository.js';

export interface FireScheduleDeps {
  readonly repository: TriggerRepository;
  readonly fire: FireTrigger;
  readonly clock: Clock;
  readonly instruments: Instruments;
  readonly logger: Logger;
}
/** The start key of an instant: whoever fires it, however often, starts one execution. */
export const scheduleStartKey = (id: string, instant: number) => ({ source: `schedule:${id}`, key: new Date(instant).toISOString() });

/**
 * Acts upon one schedule. I1: first the start, then the record, so that a process that dies between the two comes back to the same instant and, by the start key, to the
 * same execution. I2: the stored instant decides, not what the loop remembers. I3: a start that may succeed later holds the schedule back; one refused for good is recorded and passed.
 */
export function createFireSchedule({ repository, fire, clock, instruments, logger }: FireScheduleDeps): ActOnSchedule {
  return async (org, id, since) => {
    const stored = await repository.get(org, id);
    if (!stored || !isArmed(stored.value)) return null;
    const document = stored.value;
    const now = clock.now();
    if (document.nextFireAt > now) return document.nextFireAt;
    const decision = decideDue(scheduleConfig(document.config), document.nextFireAt, since >= document.nextFireAt ? since : now);
    if (decision.missed) {
      instruments.missed.inc();
      logger.warn(
        {
          org,
          trigger: id,
          from: new Date(document.nextFireAt).toISOString(),
          fires: decision.fire === null ? null : new Date(decision.fire).toISOString(),
        },
        'planned instants of a schedule were missed',
      );
    }
    const lastFire = decision.fire === null ? document.lastFire : await fireInstant(decision.fire);
    const after = await repository.update(org, id, (current) =>
      current.nextFireAt === document.nextFireAt && isArmed(current) ? { ...current, nextFireAt: decision.next, lastFire } : undefined,
    );
    return after?.value.nextFireAt ?? null;

    async function fireInstant(instant: number): Promise<LastFire> {
      const at = new Date(instant).toISOString();
      try {
        const { execution } = await fire({
          org,
          document,
          trigger: { type: 'schedule', id: document.triggerId, at },
          startKey: scheduleStartKey(id, instant),
          by: `trigger:${id}`,
        });
        instruments.fires.inc({ type: 'schedule', outcome: 'started' });
        instruments.lateness.observe(Math.max(0, clock.now() - instant) / 1_000);
        return { at, executionId: execution.id, error: null };
      } catch (error) {
        if (!isAppError(error) || error.retryable) throw error;
        instruments.fires.inc({ type: 'schedule', outcome: 'refused' });
        logger.error({ org, trigger: id, at, err: error }, 'a schedule could not start its workflow');
        return { at, executionId: null, error: `${error.code}: ${error.message}` };
      }
    }
  };
}
type Armed = TriggerDocument & { readonly nextFireAt: number };
const isArmed = (document: TriggerDocument): document is Armed =>
  document.revision !== null && document.enabled && document.type === 'schedule' && document.nextFireAt !== null;
