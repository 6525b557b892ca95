import type { BusMessage, DeliveredMessage, EventBus } from '@agentflow/ports';

interface Group {
  at: number;
  handler: ((batch: readonly DeliveredMessage[]) => Promise<void>) | null;
  busy: Promise<void>;
}
export interface MemoryBus extends EventBus {
  readonly topics: ReadonlyMap<string, readonly DeliveredMessage[]>;
  /** Resolves when every group has handled, or refuses to handle, what there is. */
  settled(): Promise<void>;
  /** Publishing fails until it is called again. */
  breakDown(broken: boolean): void;
}
/** A bus in memory with offsets by group: one batch at a time, given again when its handler throws and `settled` is asked. */
export function createMemoryBus(batchSize = 4): MemoryBus {
  const topics = new Map<string, DeliveredMessage[]>();
  const groups = new Map<string, Group>();
  let broken = false;
  const of = (topic: string): DeliveredMessage[] => {
    const known = topics.get(topic);
    if (known) return known;
    const made: DeliveredMessage[] = [];
    topics.set(topic, made);
    return made;
  };
  function run(topic: string, group: Group): Promise<void> {
    return (group.busy = group.busy.then(async () => {
      for (;;) {
        const batch = of(topic).slice(group.at, group.at + batchSize);
        if (batch.length === 0 || !group.handler) return;
        try {
          await group.handler(batch);
        } catch {
          return;
        }
        group.at += batch.length;
      }
    }));
  }
  return {
    topics,
    breakDown: (now) => void (broken = now),
    async publish(topic, messages: readonly BusMessage[]) {
      if (broken) throw new Error('the bus is away');
      const log = of(topic);
      for (const message of messages) log.push({ ...message, topic, position: `0/${log.length}`, at: 0 });
      for (const [name, group] of groups) if (name.startsWith(`${topic}\n`)) void run(topic, group);
    },
    async subscribe(topic, name, handler, options = {}) {
      const key = `${topic}\n${name}`;
      const known = groups.get(key);
      const group = known ?? { at: options.from === 'latest' ? of(topic).length : 0, handler, busy: Promise.resolve() };
      group.handler = handler;
      groups.set(key, group);
      void run(topic, group);
      return {
        async close() {
          group.handler = null;
          await group.busy;
        },
      };
    },
    lag: async (topic, name) => of(topic).length - (groups.get(`${topic}\n${name}`)?.at ?? 0),
    async settled() {
      for (const [name, group] of groups) await run(name.slice(0, name.indexOf('\n')), group);
    },
  };
}
