import { AppError } from '@agentflow/core';
import type { BusMessage, EventBus } from '@agentflow/ports';
import { createKafkaClient } from './kafka-client.js';
import { protocolErrorOf, isRefusal, toKafkaError } from './kafka-errors.js';
import { createKafkaMember, type Member } from './kafka-member.js';
import { keyBytesOf, toRecord } from './kafka-message.js';
import { withDefaults, type KafkaOptions } from './kafka-options.js';
import { beginAtEnd, lagOf } from './kafka-positions.js';
import { createKafkaTopics } from './kafka-topics.js';
import { partitionOfKey } from './murmur2.js';
import { createPartitionLanes } from './partition-lanes.js';

export interface KafkaEventBus extends EventBus {
  /** Whether a broker answers within two seconds. */
  ready(): Promise<{ readonly ready: boolean; readonly detail: string }>;
  /** Handlers in progress are waited for, groups left at once, messages on their way delivered or given up. */
  close(): Promise<void>;
}
const DEFAULT_BATCH = 100;
const READY_MS = 2_000;

/**
 * Kafka as the event bus: partitions by Kafka's own hash of the key, `acks=all`, `position` = `<partition>/<offset>`.
 *
 * `publish` makes topics that are not there, tries again until the deadline and then throws AppError UNAVAILABLE (the messages may have arrived all the same); it is all
 * or nothing in its answer only: a repeat may double what had arrived, in order per key. PAYLOAD_TOO_LARGE and FORBIDDEN are not tried again.
 *
 * A group is called `<group>/<topic>` at the brokers. Subscribing works on any topic, also of other systems: compressed by any codec; a null key or value (tombstone) is `''`, bytes that are no UTF-8 are base64, header
 * values are text; the header `agentflow-encoding` tells, and publishing such a message elsewhere restores the bytes. Nothing of it stops the stream: what cannot
 * be understood is the handler's to set aside. An offset is committed after the handler answered.
 */
export async function createKafkaEventBus(options: KafkaOptions): Promise<KafkaEventBus> {
  const settings = withDefaults(options);
  const client = createKafkaClient(settings);
  const topics = createKafkaTopics(client.admin, settings);
  const members = new Set<Member>();
  let closed = false;
  const nameOf = (name: string): string => settings.prefix + name;
  // The members of one group of Kafka must all subscribe to the same topics: kafkajs hands out what its leader subscribes to, and a partition that
  // goes to somebody else is read by nobody. A group of the port has its position per topic anyway, and so a rebalance stops one topic.
  const groupOf = (group: string, topic: string): string => nameOf(`${group}/${topic}`);

  const lanes = createPartitionLanes({
    deadlineMs: settings.deadlineMs,
    async send(topic, partition, messages) {
      const producer = await client.producer();
      const answer = await producer.send({
        topic,
        acks: -1,
        timeout: Math.max(1_000, settings.requestTimeoutMs - 1_000),
        messages: messages.map((one) => toRecord(one, partition)),
      });
      // kafkajs resolves although a partition was not written: only one that the answer names counts.
      if (!answer.some((one) => one.partition === partition && one.errorCode === 0))
        throw new AppError('UNAVAILABLE', 'no broker has confirmed the messages', { topic, partition });
    },
    async onFailedTry(topic, partition, error) {
      settings.onTrouble({ message: 'messages were not taken and are sent again', topic, partition, error });
      if (protocolErrorOf(error) !== 'UNKNOWN_TOPIC_OR_PARTITION') return;
      topics.forget(topic);
      await topics.partitionsOf(topic);
    },
  });

  /** Repeats what only reads until it is answered. */
  async function ask<T>(doing: string, ms: number, call: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + ms;
    for (;;) {
      try {
        return await within(Math.max(1, deadline - performance.now()), doing, call);
      } catch (error) {
        if (isRefusal(error) || performance.now() + 100 >= deadline) throw toKafkaError(error, doing);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
  return {
    async publish(topic, messages) {
      if (messages.length === 0) return;
      const name = nameOf(topic);
      const count = await topics.partitionsOf(name);
      const parts = new Map<number, BusMessage[]>();
      for (const message of messages) {
        const partition = partitionOfKey(keyBytesOf(message), count);
        const part = parts.get(partition);
        if (part) part.push(message);
        else parts.set(partition, [message]);
      }
      const answers = await Promise.allSettled([...parts].map(([partition, part]) => lanes.publish(name, partition, part)));
      const failed = answers.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
    async subscribe(topic, group, handler, { from = 'earliest', batchSize = DEFAULT_BATCH, concurrency = 1 } = {}) {
      const name = nameOf(topic);
      const groupId = groupOf(group, topic);
      await topics.partitionsOf(name);
      if (from === 'latest') await ask('placing a new group', settings.deadlineMs, () => beginAtEnd(client, name, groupId));
      if (closed) throw new AppError('UNAVAILABLE', 'the event bus is closed');
      const member = createKafkaMember({
        kafka: client.kafka,
        settings,
        topic: name,
        group: groupId,
        shownTopic: topic,
        handler,
        batchSize,
        concurrency,
      });
      members.add(member);
      const close = async (): Promise<void> => {
        await member.close();
        members.delete(member);
      };
      try {
        await within(settings.deadlineMs, 'joining a group', () => member.joined);
      } catch (error) {
        await close();
        throw error;
      }
      return { close };
    },
    async lag(topic, group) {
      const name = nameOf(topic);
      await topics.partitionsOf(name);
      return ask('asking for a lag', settings.deadlineMs, () => lagOf(client, name, groupOf(group, topic)));
    },
    async ready() {
      try {
        await ask('a question for the brokers', READY_MS, async () => void (await (await client.admin()).describeCluster()));
        return { ready: true, detail: 'ok' };
      } catch (error) {
        return { ready: false, detail: (error as AppError).message };
      }
    },
    async close() {
      closed = true;
      await Promise.all([...members].map((member) => member.close()));
      await lanes.close();
      await client.close();
    },
  };
}
/** @throws AppError UNAVAILABLE when the call takes longer */
async function within<T>(ms: number, doing: string, call: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('UNAVAILABLE', `Kafka does not answer: ${doing}`, {}, { retryAfterSeconds: 1 })), ms);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
