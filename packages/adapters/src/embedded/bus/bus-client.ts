import type { BusMessage, Clock, EventBus } from '@agentflow/ports';
import type { DbThread } from '../threads/db-thread.js';
import { createGroup, delivered, type Group } from './bus-group.js';

interface Publish {
  readonly topic: string;
  readonly messages: readonly BusMessage[];
  resolve(): void;
  reject(error: unknown): void;
}
/** The EventBus over `bus.db`: publishes that gather while one is being written share a transaction; what is durable is pushed to the groups. */
export function createBusClient(thread: DbThread, clock: Clock): EventBus & { close(): Promise<void> } {
  const groups = new Map<string, Group>();
  let waiting: Publish[] = [];
  let busy = false;

  async function flush(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const at = clock.now();
      try {
        const ids = await thread.call<number[]>(
          'bus',
          'publish',
          batch.map(({ topic, messages }) => [
            topic,
            at,
            messages.length,
            JSON.stringify(messages.map(({ key, headers, value }) => [key, headers, value])),
          ]),
        );
        batch.forEach(({ topic, messages, resolve }, i) => {
          resolve();
          for (const group of groups.values()) if (group.topic === topic) group.offer(ids[i]!, delivered(topic, ids[i]!, at, messages));
        });
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    busy = false;
  }
  return {
    publish(topic, messages) {
      if (messages.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting.push({ topic, messages, resolve, reject });
        if (!busy) void flush();
      });
    },
    async subscribe(topic, group, handler, options = {}) {
      const name = `${topic}\n${group}`;
      let found = groups.get(name);
      if (!found) groups.set(name, (found = createGroup({ thread, clock, topic, name: group, from: options.from ?? 'earliest' })));
      return found.join(handler, options.batchSize ?? 100);
    },
    async lag(topic, group) {
      const known = groups.get(`${topic}\n${group}`);
      if (known) return known.lag();
      return thread.call<number>('bus', 'ahead', topic, await thread.call('bus', 'offset', topic, group));
    },
    async close() {
      await Promise.all([...groups.values()].map((group) => group.close()));
    },
  };
}
