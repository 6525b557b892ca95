import { nextFireTime, type OrgId } from '@agentflow/core';
import type {
  Clock,
  DocumentStore,
  EventBus,
  ExecutionService,
  IdSource,
  KeyValue,
  Service,
  TriggerService,
  Unsealer,
} from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { Registry } from 'prom-client';
import { createDeadLetters } from './application/events/dead-letters.js';
import { createEventSubscriptions } from './application/events/event-subscriptions.js';
import { createFireEvent } from './application/events/fire-event.js';
import { createRedrive } from './application/events/redrive.js';
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
  /** Where events come from that start executions. */
  readonly bus: EventBus;
  /** Topics that triggers may name: `*` stands for any characters, `{org}` for the org. All where left out. */
  readonly eventTopics?: readonly string[];
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
/** Schedules, webhooks and events of released revisions. */
export function composeScheduler({
  documents,
  keyValue,
  executions,
  bus,
  eventTopics = ['*'],
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
  const fire = createFireTrigger({ executions, freeze, ids });
  const lastFires = createLastFires({ repository, clock, logger });
  const act = createFireSchedule({ repository, fire, clock, instruments, logger });
  const loop = createScheduleLoop({ clock, logger, act: shared ? shareActs({ act, keyValue, clock, self: ids.next() }) : act });
  const rescan = createRescan({ repository, loop, clock, logger });
  const present = (org: OrgId, stored: StoredTrigger) => presentTrigger(stored, baseUrl(), lastFires.recent(org, stored.id));
  const now = (): string => new Date(clock.now()).toISOString();
  const deadLetters = createDeadLetters({ documents, bus, now });
  const fireEvent = createFireEvent({ fire, lastFires, clock });
  const events = createEventSubscriptions({
    bus,
    repository,
    fireEvent,
    deadLetters,
    lastFires,
    clock,
    instruments,
    logger,
    topics: eventTopics,
    shared,
  });
  const syncTriggers = createSync({ repository, loop, clock, ids });
  let running = false;
  /** A publish is not held up by a broker that is away: its topics are read as soon as they can be. */
  const followTopics = async (): Promise<void> => {
    if (!running) return;
    const done = events.refresh().catch((err: unknown) => logger.warn({ err }, 'the topics of triggers could not be brought up to date'));
    if (!shared) await done;
  };

  const service: TriggerService = {
    async sync(request) {
      const answer = await syncTriggers(request);
      const declared = Array.isArray(request.triggers) ? request.triggers : [];
      const readsTopics = declared.some((trigger) => (trigger as { readonly type?: unknown } | null)?.type === 'event');
      if (readsTopics || events.reads(request.org, request.workflowId)) await followTopics();
      return answer;
    },
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
      if (stored.value.type === 'event') await followTopics();
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
    async deadLetters({ org, page, pageSize }) {
      const { items, total } = await deadLetters.list(org, { offset: (page - 1) * pageSize, limit: pageSize });
      return { items, page, pageSize, total };
    },
    redrive: createRedrive({ repository, deadLetters, fireEvent, clock }),
    async dropDeadLetter({ org, deadLetter, by }) {
      await deadLetters.need(org, deadLetter);
      await deadLetters.drop(org, deadLetter);
      logger.info({ org, deadLetter, by }, 'a dead letter was dropped');
      return {};
    },
  };
  const lifecycle: Service = {
    name: 'scheduler',
    async start() {
      if (shared) await rescan.start();
      else for await (const { org, id, value } of repository.scan()) loop.set(org, id, value.nextFireAt);
      running = true;
      loop.start();
      await events.start();
    },
    async stop() {
      running = false;
      await events.stop();
      if (shared) await rescan.stop();
      await loop.stop();
      await lastFires.flush();
    },
    ready: async () => {
      const unread = [...events.failing.keys()];
      const topics = unread.length === 0 ? 'ok' : `not read: ${unread.slice(0, 5).join(', ')}`;
      return { ready: running, checks: { schedules: running ? 'ok' : 'not running', topics } };
    },
  };
  return { service, lifecycle, registry: instruments.registry };
}
