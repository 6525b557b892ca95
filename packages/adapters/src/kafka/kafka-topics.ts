import { AppError } from '@agentflow/core';
import type { Admin } from 'kafkajs';
import { isRefusal, protocolErrorOf, toKafkaError } from './kafka-errors.js';
import type { KafkaSettings } from './kafka-options.js';

export interface KafkaTopics {
  /** How many partitions the topic has, each with a leader; makes the topic where there is none. */
  partitionsOf(topic: string): Promise<number>;
  /** It may be gone or changed: look again before the next use. */
  forget(topic: string): void;
}
/** Partitions are added now and then by those who run the brokers. */
const FRESH_MS = 5 * 60_000;
const POLL_MS = 50;

/** Knows topics. One question at a time per topic, answered to all who ask meanwhile. */
export function createKafkaTopics(admin: () => Promise<Admin>, settings: KafkaSettings): KafkaTopics {
  const known = new Map<string, { readonly count: Promise<number>; readonly until: number }>();

  async function look(client: Admin, topic: string): Promise<number | null> {
    try {
      const { topics } = await client.fetchTopicMetadata({ topics: [topic] });
      const partitions = topics[0]?.partitions ?? [];
      return partitions.length > 0 && partitions.every((one) => one.leader >= 0) ? partitions.length : null;
    } catch (error) {
      const type = protocolErrorOf(error);
      if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return 0;
      if (type === 'LEADER_NOT_AVAILABLE') return null;
      throw error;
    }
  }
  async function create(client: Admin, topic: string): Promise<void> {
    const { partitions, replication, minInsync } = settings;
    // kafkajs would wait for leaders on one broker only, and then too briefly: the loop below waits.
    await client.createTopics({
      waitForLeaders: false,
      topics: [
        {
          topic,
          numPartitions: partitions,
          replicationFactor: replication,
          configEntries: [{ name: 'min.insync.replicas', value: String(minInsync) }],
        },
      ],
    });
  }
  async function ensure(topic: string): Promise<number> {
    const deadline = performance.now() + settings.deadlineMs;
    for (let created = false; ;) {
      try {
        const client = await admin();
        const count = await look(client, topic);
        if (count) return count;
        if (count === 0 && !created) {
          await create(client, topic);
          created = true;
        }
        if (performance.now() > deadline) throw new AppError('UNAVAILABLE', 'a topic has no leaders', { topic }, { retryAfterSeconds: 1 });
      } catch (error) {
        if (isRefusal(error) || performance.now() > deadline) throw toKafkaError(error, 'finding or making a topic', { topic });
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
  return {
    partitionsOf(topic) {
      const found = known.get(topic);
      if (found && found.until > performance.now()) return found.count;
      const count = ensure(topic);
      known.set(topic, { count, until: performance.now() + FRESH_MS });
      count.catch(() => known.get(topic)?.count === count && known.delete(topic));
      return count;
    },
    forget: (topic) => void known.delete(topic),
  };
}
