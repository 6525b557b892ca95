import { nextFireTime, type OrgId } from '@agentflow/core';
import type { Clock, DocumentStore, ExecutionService, IdSource, KeyValue, Service, TriggerService, Unsealer } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { Registry } from 'prom-client';
import { createFireByHand } from './application/fire-by-hand.js';
import { createFireSchedule } from './application/fire-schedule.js';
import { createFireTrigger, type Freeze } from './application/fire-trigger.js';
import { createLastFires } from './application/last-fires.js';
import { presentTrigger } from './application/present-trigger.js';
import { createRescan, shareActs } from './application/share-schedules.js';
import { createScheduleLoop } from './application/schedule-loop.js';
import { createSync } from './application/sync-triggers.js';
import { scheduleConfig } from './application/trigger-document.js';
import { createTriggerRepository, type StoredTrigger } from './application/trigger-repository.js';
import { createSecretSource } from './application/webhook-secret.js';
import { createWebhookDoor } from './inbound/webhooks.js';
import { createInstruments } from './instruments.js';

export interface SchedulerDeps {
  readonly documents: DocumentStore;
  readonly keyValue: KeyValue;
  readonly executions: Pick<ExecutionService, 'start'>;
  /** The designer's: what a released revision is, frozen. */
  readonly freeze: Freeze;
  readonly unsealer: Unsealer;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Where callers reach us, e.g. `http://127.0.0.1:8420`; asked each time, because the port may be chosen late. */
  readonly baseUrl: () => string;
  /** Other schedulers work on the same triggers: what they are told of is read again now and then, and one of them attends to a schedule at a time. `false` where left out. */
  readonly shared?: boolean;
  readonly logger: Logger;
}
export interface SchedulerParts {
  readonly service: TriggerService;
  readonly lifecycle: Service;
  /** For `/metrics`. */
  readonly registry: Registry;
}
/** Schedules and webhooks of released revisions. */
export function composeScheduler({
  documents,
  keyValue,
  executions,
  freeze,
  unsealer,
  clock,
  ids,
  baseUrl,
  shared = false,
  logger,
}: SchedulerDeps): SchedulerParts {
  const instruments = createInstruments();
  const repository = createTriggerRepository(documents);
  const fire = createFireTrigger({ executions, freeze });
  const lastFires = createLastFires({ repository, clock, logger });
  const act = createFireSchedule({ repository, fire, clock, instruments, logger });
  const loop = createScheduleLoop({ clock, logger, act: shared ? shareActs({ act, keyValue, clock, self: ids.next() }) : act });
  const rescan = createRescan({ repository, loop, clock, logger });
  const present = (org: OrgId, stored: StoredTrigger) => presentTrigger(stored, baseUrl(), lastFires.recent(org, stored.id));
  let running = false;

  const service: TriggerService = {
    sync: createSync({ repository, loop, clock, ids }),
    async list({ org, page, pageSize, workflowId }) {
      const found = await repository.list(org, {
        offset: (page - 1) * pageSize,
        limit: pageSize,
        ...(workflowId === undefined ? {} : { workflowId }),
      });
      return { items: found.items.map((stored) => present(org, stored)), page, pageSize, total: found.total };
    },
    get: async ({ org, trigger }) => present(org, await repository.need(org, trigger)),
    async setEnabled({ org, trigger, enabled, by }) {
      await repository.need(org, trigger);
      const stored = await repository.update(org, trigger, (current) => {
        if (current.revision === null || current.enabled === enabled) return undefined;
        const config = current.type === 'schedule' && enabled ? scheduleConfig(current.config) : undefined;
        return { ...current, enabled, nextFireAt: config ? nextFireTime(config.cron, config.timeZone, clock.now()) : null };
      });
      if (!stored) return present(org, await repository.need(org, trigger));
      loop.set(org, trigger, stored.value.nextFireAt);
      logger.info({ org, trigger, enabled, by }, 'a trigger was switched');
      return present(org, stored);
    },
    webhook: createWebhookDoor({
      repository,
      fire,
      secretOf: createSecretSource({ documents, unsealer }),
      lastFires,
      keyValue,
      clock,
      instruments,
      logger,
    }),
    fire: createFireByHand({ repository, fire, lastFires, clock }),
  };
  const lifecycle: Service = {
    name: 'scheduler',
    async start() {
      if (shared) await rescan.start();
      else for await (const { org, id, value } of repository.scan()) loop.set(org, id, value.nextFireAt);
      running = true;
      loop.start();
    },
    async stop() {
      running = false;
      if (shared) await rescan.stop();
      await loop.stop();
      await lastFires.flush();
    },
    ready: async () => ({ ready: running, checks: { schedules: running ? 'ok' : 'not running' } }),
  };
  return { service, lifecycle, registry: instruments.registry };
}
