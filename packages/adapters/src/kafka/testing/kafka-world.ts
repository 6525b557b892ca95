import { randomUUID } from 'node:crypto';
import type { Admin, Producer } from 'kafkajs';
import { createKafkaEventBus, type KafkaEventBus } from '../create-kafka-event-bus.js';
import type { KafkaOptions } from '../kafka-options.js';
import { loadKafkaJs } from '../load-kafkajs.js';
import { dropTopics } from './drop-topics.js';

/** A test's own topics on a real broker, and whoever else uses them. */
export interface KafkaWorld {
  readonly prefix: string;
  readonly brokers: readonly string[];
  bus(options?: Partial<KafkaOptions>): Promise<KafkaEventBus>;
  /** Another system: kafkajs as it is. */
  foreign(): Promise<{ readonly producer: Producer; readonly admin: Admin }>;
  close(): Promise<void>;
}
export function createKafkaWorld(brokers: readonly string[]): KafkaWorld {
  const prefix = `faults-${randomUUID()}-`;
  const opened: { close(): Promise<void> }[] = [];
  return {
    prefix,
    brokers,
    async bus(options = {}) {
      const bus = await createKafkaEventBus({ brokers, prefix, partitions: 3, sessionTimeoutMs: 6_000, ...options });
      opened.push(bus);
      return bus;
    },
    async foreign() {
      const { Kafka, Partitioners, logLevel } = loadKafkaJs();
      const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
      const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
      const admin = kafka.admin();
      await Promise.all([producer.connect(), admin.connect()]);
      opened.push({ close: async () => void (await Promise.all([producer.disconnect(), admin.disconnect()])) });
      return { producer, admin };
    },
    async close() {
      await Promise.all(opened.map((one) => one.close()));
      await dropTopics(brokers, prefix);
    },
  };
}
