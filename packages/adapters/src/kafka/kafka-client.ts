import type { Admin, Kafka, Producer } from 'kafkajs';
import { toKafkaError } from './kafka-errors.js';
import { toClientConfig, type KafkaSettings } from './kafka-options.js';
import { loadKafkaJs } from './load-kafkajs.js';

/** Connections to the brokers, made when first used and made anew when one of them stopped answering. */
export interface KafkaClient {
  readonly kafka: Kafka;
  admin(): Promise<Admin>;
  producer(): Promise<Producer>;
  /** Drops the producer or the admin: their next user connects anew. */
  renew(which: 'admin' | 'producer'): void;
  close(): Promise<void>;
}
interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}
export function createKafkaClient(settings: KafkaSettings): KafkaClient {
  const kafkajs = loadKafkaJs();
  const kafka = new kafkajs.Kafka({ ...toClientConfig(settings), logLevel: kafkajs.logLevel.NOTHING });
  const leaving = new Set<Promise<void>>();

  /** A half-open connection answers nothing and kafkajs keeps it: a request that timed out costs the client. */
  function kept<T extends Connectable>(create: () => T, timeoutEvent: (client: T) => (listener: () => void) => void) {
    let current: Promise<T> | null = null;
    const drop = (one: Promise<T>): void => {
      const gone = one
        .then((client) => client.disconnect())
        .catch(() => undefined)
        .finally(() => leaving.delete(gone));
      leaving.add(gone);
    };
    return {
      get(): Promise<T> {
        if (current) return current;
        const client = create();
        const connecting: Promise<T> = client.connect().then(() => client);
        timeoutEvent(client)(() => current === connecting && this.renew());
        connecting.catch(() => current === connecting && this.renew());
        return (current = connecting);
      },
      renew(): void {
        const old = current;
        current = null;
        if (old) drop(old);
      },
    };
  }
  const admin = kept<Admin>(
    () => kafka.admin(),
    (client) => (listener) => void client.on(client.events.REQUEST_TIMEOUT, listener),
  );
  const producer = kept<Producer>(
    () =>
      kafka.producer({
        allowAutoTopicCreation: false,
        idempotent: false,
        createPartitioner:
          () =>
          ({ message }) =>
            message.partition!,
        retry: { retries: 0 },
      }),
    (client) => (listener) => void client.on(client.events.REQUEST_TIMEOUT, listener),
  );
  return {
    kafka,
    admin: () => admin.get().catch((error: unknown) => Promise.reject(toKafkaError(error, 'connecting'))),
    producer: () => producer.get().catch((error: unknown) => Promise.reject(toKafkaError(error, 'connecting'))),
    renew: (which) => (which === 'admin' ? admin.renew() : producer.renew()),
    async close() {
      admin.renew();
      producer.renew();
      await Promise.all(leaving);
    },
  };
}
