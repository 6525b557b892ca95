import { AppError, isAppError, type OrgId } from '@agentflow/core';
import type { Clock, DeliveredMessage, EventBus, Subscription } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { Instruments } from '../../instruments.js';
import type { LastFires } from '../last-fires.js';
import { eventConfig } from '../trigger-document.js';
import type { TriggerRepository } from '../trigger-repository.js';
import { LETTER_HEADERS, letterHeaders, type DeadLetters, type Failure } from './dead-letters.js';
import type { EventTrigger, FireEvent } from './fire-event.js';
import { readMessage } from './read-message.js';
import { mayRead, retryTopic } from './topics.js';

/*
 * I1  The position of a topic moves on only after every trigger of the message has started its execution durably, passed it over, or has put it
 *     on the retry topic or among the dead letters durably. A repeat finds the execution by its start key.
 * I2  A message that cannot be handled now does not hold up those behind it: it is tried again from the retry topic, later and later.
 * I3  What will never work is not tried twice: it is a dead letter with the reason at once.
 */
export const EVENTS_GROUP = 'agentflow.scheduler';
const BATCH = 64;
/** Messages of different keys whose pause may run at the same time. */
const RETRIES_AT_ONCE = 64;
/** Tries of a message whose handling fails for a passing reason, about an hour in all. */
const MAX_ATTEMPTS = 120;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** How soon this process hears of triggers that another one armed. */
const REFRESH_MS = 3_000;

export interface EventSubscriptionDeps {
  readonly bus: EventBus;
  readonly repository: TriggerRepository;
  readonly fireEvent: FireEvent;
  readonly deadLetters: DeadLetters;
  readonly lastFires: LastFires;
  readonly clock: Clock;
  readonly instruments: Instruments;
  readonly logger: Logger;
  /** Patterns of topics that triggers may name: see `mayRead`. */
  readonly topics: readonly string[];
  /** Other processes arm triggers, too. */
  readonly shared: boolean;
}
/** Reads the topics that enabled event triggers name, for as long as any does. */
export interface EventSubscriptions {
  start(): Promise<void>;
  /** Triggers have changed: resolves when their topics are read. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
  /** Whether topics are read for triggers of this workflow. */
  reads(org: OrgId, workflowId: string): boolean;
  /** Topics that are read. */
  readonly open: readonly string[];
  /** Why topics are not read that should be, by topic. */
  readonly failing: ReadonlyMap<string, string>;
}

export function createEventSubscriptions(deps: EventSubscriptionDeps): EventSubscriptions {
  const { bus, repository, fireEvent, deadLetters, lastFires, clock, instruments, logger, shared } = deps;
  let triggers = new Map<string, readonly EventTrigger[]>();
  const subscriptions = new Map<string, readonly Subscription[]>();
  const failing = new Map<string, string>();
  const wakes = new Set<() => void>();
  let turn: Promise<void> = Promise.resolve();
  let disarm: (() => void) | undefined;
  let stopped = true;

  async function read(): Promise<Map<string, EventTrigger[]>> {
    const found = new Map<string, EventTrigger[]>();
    for await (const { org, id, value } of repository.scan()) {
      if (value.type !== 'event' || value.revision === null || !value.enabled) continue;
      const { topic } = eventConfig(value.config);
      if (!mayRead(deps.topics, org, topic)) {
        logger.warn({ org, trigger: id, topic }, 'a trigger names a topic that its org may not read');
        continue;
      }
      const list = found.get(topic);
      if (list) list.push({ org, id, document: value });
      else found.set(topic, [{ org, id, document: value }]);
    }
    return found;
  }
  async function bring(): Promise<void> {
    if (stopped) return;
    triggers = await read();
    for (const [topic, open] of [...subscriptions]) {
      if (triggers.has(topic)) continue;
      subscriptions.delete(topic);
      failing.delete(topic);
      for (const subscription of open) await subscription.close();
    }
    for (const topic of triggers.keys()) {
      if (subscriptions.has(topic)) continue;
      try {
        const main = await bus.subscribe(topic, EVENTS_GROUP, (batch) => handle(topic, batch), { from: 'latest', batchSize: BATCH });
        subscriptions.set(topic, [main]);
        const again = await bus.subscribe(retryTopic(topic), EVENTS_GROUP, (batch) => handleAgain(topic, batch), {
          from: 'earliest',
          batchSize: 1,
          concurrency: RETRIES_AT_ONCE,
        });
        subscriptions.set(topic, [main, again]);
        failing.delete(topic);
      } catch (error) {
        failing.set(topic, isAppError(error) ? error.message : 'the topic cannot be read');
        logger.warn({ topic, err: error }, 'a topic cannot be read now; it is tried again');
        rearm();
      }
    }
  }
  const refresh = (): Promise<void> => (turn = turn.then(bring, bring));
  function rearm(): void {
    if (stopped) return;
    disarm ??= clock.after(REFRESH_MS, () => {
      disarm = undefined;
      refresh()
        .catch((error: unknown) => logger.warn({ err: error }, 'the triggers could not be read; it is tried again'))
        .finally(() => shared && rearm());
    });
  }
  async function handle(topic: string, batch: readonly DeliveredMessage[]): Promise<void> {
    await Promise.all(
      batch.flatMap((message) =>
        (triggers.get(topic) ?? []).map((trigger) => attempt(trigger, message, { attempts: 0, firstFailureAt: null })),
      ),
    );
  }
  /** From the retry topic: waits until it is time, and tries the one trigger that the message is there for. */
  async function handleAgain(topic: string, batch: readonly DeliveredMessage[]): Promise<void> {
    for (const message of batch) {
      const { headers } = message;
      await until(Number(headers[LETTER_HEADERS.notBefore] ?? 0));
      const trigger = (triggers.get(topic) ?? []).find(
        ({ org, id }) => org === headers[LETTER_HEADERS.org] && id === headers[LETTER_HEADERS.trigger],
      );
      if (!trigger) continue; // switched off or gone meanwhile
      const original: DeliveredMessage = {
        topic,
        position: headers[LETTER_HEADERS.position] ?? message.position,
        at: Number(headers[LETTER_HEADERS.at] ?? message.at),
        key: message.key,
        value: message.value,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('agentflow-'))),
      };
      const attempts = Number(headers[LETTER_HEADERS.attempt] ?? 1);
      await attempt(trigger, original, { attempts, firstFailureAt: headers[LETTER_HEADERS.firstFailure] ?? null });
    }
  }
  /** @throws AppError UNAVAILABLE when we stop meanwhile: the message comes again */
  async function until(at: number): Promise<void> {
    const ms = at - clock.now();
    if (ms <= 0) return;
    if (!stopped)
      await new Promise<void>((resolve) => {
        const done = (): void => {
          wakes.delete(done);
          cancel();
          resolve();
        };
        const cancel = clock.after(ms, done);
        wakes.add(done);
      });
    if (stopped) throw new AppError('UNAVAILABLE', 'this process is stopping');
  }
  async function attempt(
    trigger: EventTrigger,
    message: DeliveredMessage,
    before: { attempts: number; firstFailureAt: string | null },
  ): Promise<void> {
    try {
      const { outcome } = await fireEvent(trigger, readMessage(message), message.topic, message.headers['traceparent']);
      instruments.fires.inc({ type: 'event', outcome });
    } catch (error) {
      await failed(trigger, message, before, error);
    }
  }
  async function failed(
    trigger: EventTrigger,
    message: DeliveredMessage,
    before: { attempts: number; firstFailureAt: string | null },
    error: unknown,
  ): Promise<void> {
    const known = isAppError(error);
    if (!known) logger.error({ trigger: trigger.id, topic: message.topic, err: error }, 'an event met an error nobody has foreseen');
    const failure: Failure = {
      code: known ? error.code : 'INTERNAL',
      message: known ? error.message : 'an internal error',
      attempts: before.attempts + 1,
      firstFailureAt: before.firstFailureAt ?? new Date(clock.now()).toISOString(),
    };
    lastFires.note(trigger.org, trigger.id, {
      at: new Date(clock.now()).toISOString(),
      executionId: null,
      error: `${failure.code}: ${failure.message}`,
    });
    const passing = !known || error.retryable || error.code === 'INTERNAL';
    if (passing && failure.attempts < MAX_ATTEMPTS) {
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(before.attempts, 10));
      const headers = { ...letterHeaders(trigger, message, failure), [LETTER_HEADERS.notBefore]: String(clock.now() + pause) };
      await bus.publish(retryTopic(message.topic), [{ key: message.key, value: message.value, headers }]);
      instruments.fires.inc({ type: 'event', outcome: 'retried' });
    } else {
      await deadLetters.keep(trigger, message, failure);
      instruments.fires.inc({ type: 'event', outcome: 'dead-letter' });
    }
  }
  return {
    async start() {
      stopped = false;
      await refresh();
      if (shared) rearm();
    },
    refresh,
    async stop() {
      stopped = true;
      disarm?.();
      disarm = undefined;
      for (const wake of [...wakes]) wake();
      await turn.catch(() => undefined);
      for (const open of subscriptions.values()) for (const subscription of open) await subscription.close();
      subscriptions.clear();
    },
    reads: (org, workflowId) =>
      [...triggers.values()].some((list) => list.some((one) => one.org === org && one.document.workflowId === workflowId)),
    get open() {
      return [...subscriptions.keys()];
    },
    failing,
  };
}
