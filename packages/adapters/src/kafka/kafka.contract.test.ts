import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { backendEnv, eventBusContract, runContract } from '@agentflow/testkit';
import { createKafkaEventBus } from './create-kafka-event-bus.js';
import { dropTopics } from './testing/drop-topics.js';

jest.setTimeout(90_000);

/** Topics and groups of its own for each case; three partitions, so that nothing rests on a single one. */
runContract(eventBusContract, {
  adapter: 'Kafka',
  needs: 'KAFKA_BROKERS',
  async open() {
    const prefix = `contract-${randomUUID()}-`;
    const brokers = backendEnv('KAFKA_BROKERS')!.split(',');
    const create = () => createKafkaEventBus({ brokers, prefix, partitions: 3, sessionTimeoutMs: 6_000 });
    let port = await create();
    return {
      port,
      async reopen() {
        await port.close();
        return (port = await create());
      },
      passTime: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      async close() {
        await port.close();
        await dropTopics(brokers, prefix);
      },
    };
  },
});
