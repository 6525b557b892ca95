import { AppError } from '@agentflow/core';
import type { BusMessage } from '@agentflow/ports';
import { sizeOf } from './kafka-message.js';
import { isRefusal, toKafkaError } from './kafka-errors.js';

export interface LaneDeps {
  /** One request with messages of one partition; resolves when they are durable. */
  send(topic: string, partition: number, messages: readonly BusMessage[]): Promise<void>;
  /** Told of each failed try, before the next; what it throws ends the tries. */
  onFailedTry(topic: string, partition: number, error: unknown): Promise<void>;
  /** How long messages wait, from being handed over until they are durable. */
  readonly deadlineMs: number;
}
interface Waiting {
  readonly messages: readonly BusMessage[];
  readonly bytes: number;
  /** Of `performance.now()`. */
  readonly deadline: number;
  resolve(): void;
  reject(error: unknown): void;
}
interface Lane {
  readonly topic: string;
  readonly partition: number;
  waiting: Waiting[];
}
/** Below the 1 MB that brokers take in one batch; a larger single message goes alone. */
const BATCH_BYTES = 512 * 1024;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Sends to each partition one request at a time; what gathers meanwhile leaves together.
 * I1: a request holds messages of one partition, because kafkajs takes a request to several brokers for sent when one of them died
 * (tulios/kafkajs#1303). I2: nothing overtakes: when messages of a partition are given up, those that wait behind them are too.
 */
export function createPartitionLanes({ send, onFailedTry, deadlineMs }: LaneDeps) {
  const lanes = new Map<string, Lane>();
  const running = new Set<Promise<void>>();
  let closed = false;

  /** What leaves with the next request. */
  function take(lane: Lane): Waiting[] {
    let count = 0;
    let bytes = 0;
    do bytes += lane.waiting[count++]!.bytes;
    while (count < lane.waiting.length && bytes + lane.waiting[count]!.bytes <= BATCH_BYTES);
    return lane.waiting.splice(0, count);
  }
  async function sendUntil(lane: Lane, batch: readonly Waiting[]): Promise<void> {
    const { topic, partition } = lane;
    const messages = batch.length === 1 ? batch[0]!.messages : batch.flatMap((one) => one.messages);
    const { deadline } = batch[0]!;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await send(topic, partition, messages);
      } catch (error) {
        if (closed || isRefusal(error) || performance.now() + pause >= deadline) throw error;
        await sleep(pause);
        await onFailedTry(topic, partition, error);
      }
    }
  }
  async function run(key: string, lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const batch = take(lane);
      // The caller hears at its deadline, also while a request is on its way; the lane goes on only when that has ended.
      const timer = setTimeout(() => batch.forEach((one) => one.reject(late(lane))), Math.max(0, batch[0]!.deadline - performance.now()));
      try {
        await sendUntil(lane, batch);
        batch.forEach((one) => one.resolve());
      } catch (error) {
        const translated = toKafkaError(error, 'publishing', { topic: lane.topic, partition: lane.partition });
        const given = translated.retryable ? [...batch, ...lane.waiting.splice(0)] : batch;
        given.forEach((one) => one.reject(translated));
      } finally {
        clearTimeout(timer);
      }
    }
    lanes.delete(key);
  }
  const late = ({ topic, partition }: Lane): AppError =>
    new AppError(
      'UNAVAILABLE',
      'Kafka did not take the messages in time; they may arrive all the same',
      { topic, partition },
      { retryAfterSeconds: 1 },
    );

  return {
    /** Resolves when all are durable. They must fit one request, or be one message. */
    publish(topic: string, partition: number, messages: readonly BusMessage[]): Promise<void> {
      if (closed) return Promise.reject(new AppError('UNAVAILABLE', 'the event bus is closed'));
      return new Promise((resolve, reject) => {
        const key = `${partition}/${topic}`;
        const lane = lanes.get(key) ?? { topic, partition, waiting: [] };
        const parts = [...inRequests(messages)];
        const deadline = performance.now() + deadlineMs;
        // Several requests: durable with the last, failed with the first that fails.
        parts.forEach((part, i) =>
          lane.waiting.push({ ...part, deadline, resolve: i === parts.length - 1 ? resolve : () => undefined, reject }),
        );
        if (lanes.has(key)) return;
        lanes.set(key, lane);
        const done = run(key, lane).finally(() => running.delete(done));
        running.add(done);
      });
    },
    /** Waits until what was handed over has been sent or given up; takes nothing more. */
    async close(): Promise<void> {
      closed = true;
      await Promise.all(running);
    },
  };
}
function* inRequests(messages: readonly BusMessage[]): Generator<{ messages: readonly BusMessage[]; bytes: number }> {
  let part: BusMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (part.length > 0 && bytes + size > BATCH_BYTES) {
      yield { messages: part, bytes };
      part = [];
      bytes = 0;
    }
    part.push(message);
    bytes += size;
  }
  yield { messages: part, bytes };
}
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
