import type { DeliveredMessage, Subscription } from '@agentflow/ports';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { toDelivered } from './kafka-message.js';
import type { KafkaSettings } from './kafka-options.js';

export interface MemberDeps {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  /** As the brokers know them. */
  readonly topic: string;
  readonly group: string;
  /** As the handler knows it. */
  readonly shownTopic: string;
  handler(batch: readonly DeliveredMessage[]): Promise<void>;
  readonly batchSize: number;
  /** Partitions handled at once. */
  readonly concurrency: number;
}
export interface Member extends Subscription {
  /** Resolves when it has joined its group for the first time. */
  readonly joined: Promise<void>;
}
/** A batch that its handler refused: called again with the same messages. */
interface Refused {
  readonly first: string;
  readonly last: string;
  readonly delay: number;
}
const HEARTBEAT_MS = 1_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;
const FIRST_RECONNECT_MS = 200;
const LONGEST_RECONNECT_MS = 5_000;
/** Longest wait of an empty fetch, and so of a rebalance and of a leave. */
const FETCH_WAIT_MS = 300;
const COMMIT_EVERY_MS = 200;
const LEAVE_MS = 5_000;

/**
 * One member of a consumer group.
 * I1: an offset is committed only after the handler answered for everything up to it. I2: a handler that throws pauses its partition alone; the member goes on with the
 * others and with its heartbeats, so that neither other keys nor the group wait. I3: kafkajs never restarts by itself: a consumer that crashed, or whose
 * connection stopped answering, is thrown away and a new one joins, for ever, with back-off, after the handlers in progress have ended.
 */
export function createKafkaMember(deps: MemberDeps): Member {
  const { kafka, settings, topic, group, shownTopic, handler, batchSize, concurrency } = deps;
  const refused = new Map<number, Refused>();
  const inProgress = new Set<Promise<unknown>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let closing = false;
  let wake: () => void = () => undefined;
  let announceJoined: () => void = () => undefined;
  const joined = new Promise<void>((resolve) => (announceJoined = resolve));
  const trouble = (message: string, extra: { partition?: number; error?: unknown }): void =>
    settings.onTrouble({ message, topic: shownTopic, group, ...extra });

  /** Whether the handler took it. Heartbeats go on meanwhile, however long it takes. */
  async function handle(messages: readonly KafkaMessage[], { batch, heartbeat }: EachBatchPayload): Promise<boolean> {
    const beating = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS); // a rebalance is noticed after the handler
    const call = handler(messages.map((one) => toDelivered(shownTopic, batch.partition, one)));
    inProgress.add(call);
    try {
      await call;
      return true;
    } catch (error) {
      trouble('a handler threw and will be called again with the same batch', { partition: batch.partition, error });
      return false;
    } finally {
      inProgress.delete(call);
      clearInterval(beating);
    }
  }
  /** How many messages from `from` on make the next call. */
  function sizeOfCall(partition: number, messages: readonly KafkaMessage[], from: number): number {
    const before = refused.get(partition);
    if (before && before.first === messages[from]!.offset) {
      const same = messages.findIndex((one) => one.offset === before.last);
      if (same >= 0) return same - from + 1;
    }
    return Math.min(batchSize, messages.length - from);
  }
  function holdBack(messages: readonly KafkaMessage[], { batch, pause }: EachBatchPayload): void {
    const first = messages[0]!.offset;
    const before = refused.get(batch.partition);
    const delay = before?.first === first ? Math.min(before.delay * 2, LONGEST_DELAY_MS) : FIRST_DELAY_MS;
    refused.set(batch.partition, { first, last: messages.at(-1)!.offset, delay });
    const resume = pause();
    const timer = setTimeout(() => {
      timers.delete(timer);
      resume();
    }, delay);
    timers.add(timer);
  }
  async function eachBatch(payload: EachBatchPayload, run: { readonly over: boolean }): Promise<void> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale } = payload;
    for (let from = 0; from < batch.messages.length && !closing && !run.over && isRunning() && !isStale();) {
      const messages = batch.messages.slice(from, from + sizeOfCall(batch.partition, batch.messages, from));
      if (!(await handle(messages, payload))) return holdBack(messages, payload);
      refused.delete(batch.partition);
      resolveOffset(messages.at(-1)!.offset);
      from += messages.length;
      await commitOffsetsIfNecessary();
      await heartbeat();
    }
  }
  function createConsumer(): Consumer {
    return kafka.consumer({
      groupId: group,
      sessionTimeout: settings.sessionTimeoutMs,
      rebalanceTimeout: Math.max(30_000, settings.sessionTimeoutMs),
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      metadataMaxAge: 60_000,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 200, maxRetryTime: 1_000, retries: 2, restartOnFailure: async () => false },
    });
  }
  /** Joins, and resolves when this consumer is of no use any more, or is to go. Answers whether it had joined. */
  async function runOnce(): Promise<boolean> {
    const consumer = createConsumer();
    const run = { over: false };
    let hasJoined = false;
    let why: unknown;
    let starting: Promise<void> = Promise.resolve();
    const over = new Promise<void>((resolve) => {
      wake = resolve;
      const broken = (error: unknown): void => {
        why ??= error;
        resolve();
      };
      consumer.on(consumer.events.CRASH, ({ payload }) => broken(payload.error));
      consumer.on(consumer.events.REQUEST_TIMEOUT, ({ payload }) =>
        broken(new Error(`${payload.apiName} was not answered by ${payload.broker}`)),
      );
      consumer.on(consumer.events.GROUP_JOIN, () => {
        hasJoined = true;
        announceJoined();
      });
      if (closing) resolve();
      else starting = start(consumer, run).catch(broken);
    });
    await over;
    run.over = true;
    if (why !== undefined && !closing) trouble('the consumer lost its brokers and joins anew', { error: why });
    await Promise.allSettled(inProgress);
    await Promise.race([letGo(consumer, starting), pause(LEAVE_MS)]);
    clearTimers();
    return hasJoined;
  }
  /** A consumer that is still on its way into the group joins it although it was disconnected: it is disconnected again once it has arrived or failed. */
  async function letGo(consumer: Consumer, starting: Promise<void>): Promise<void> {
    await consumer.disconnect().catch(() => undefined);
    await starting;
    await consumer.disconnect().catch(() => undefined);
  }
  async function start(consumer: Consumer, run: { readonly over: boolean }): Promise<void> {
    await consumer.connect();
    if (run.over) return;
    // What is new to the group is read from its beginning: a group that is to begin at the end has that written down before.
    await consumer.subscribe({ topic, fromBeginning: true });
    if (run.over) return;
    await consumer.run({
      eachBatch: (payload) => eachBatch(payload, run),
      eachBatchAutoResolve: false,
      autoCommitInterval: COMMIT_EVERY_MS,
      partitionsConsumedConcurrently: concurrency,
    });
  }
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
      const timer = setTimeout(resolve, ms);
      timers.add(timer);
    });
  }
  function clearTimers(): void {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }
  async function keepRunning(): Promise<void> {
    for (let delay = FIRST_RECONNECT_MS; !closing;) {
      if (await runOnce()) delay = FIRST_RECONNECT_MS;
      if (closing) break;
      await pause(delay);
      delay = Math.min(delay * 2, LONGEST_RECONNECT_MS);
    }
    clearTimers();
  }
  const ended = keepRunning();
  return {
    joined,
    close() {
      closing = true;
      wake();
      return ended;
    },
  };
}
