import type { BusMessage, Clock, DeliveredMessage, Subscription } from '@agentflow/ports';

type Handler = (batch: readonly DeliveredMessage[]) => Promise<void>;
interface Member {
  readonly handler: Handler;
  readonly batchSize: number;
  closed: boolean;
}
interface Group {
  offset: number;
  members: Member[];
  turn: number;
  busy: Promise<void> | null;
  retryMs: number;
}
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 10_000;

/** Topics in memory. A group has one batch on its way at a time, so every key keeps its order. */
export class MemoryBus {
  readonly topics = new Map<string, DeliveredMessage[]>();
  readonly #groups = new Map<string, Group>();
  constructor(private readonly clock: Pick<Clock, 'now' | 'after'>) {}

  publish(topic: string, messages: readonly BusMessage[]): void {
    const log = this.topic(topic);
    for (const message of messages) log.push({ ...message, topic, position: `0/${log.length}`, at: this.clock.now() });
    for (const [name, group] of this.#groups) if (name.startsWith(`${topic}\n`)) this.#pump(topic, group);
  }
  topic(topic: string): DeliveredMessage[] {
    let log = this.topics.get(topic);
    if (!log) this.topics.set(topic, (log = []));
    return log;
  }
  subscribe(topic: string, name: string, handler: Handler, from: 'earliest' | 'latest' = 'latest', batchSize = 100): Subscription {
    const key = `${topic}\n${name}`;
    let group = this.#groups.get(key);
    if (!group) {
      group = { offset: from === 'earliest' ? 0 : this.topic(topic).length, members: [], turn: 0, busy: null, retryMs: FIRST_RETRY_MS };
      this.#groups.set(key, group);
    }
    const joined: Member = { handler, batchSize, closed: false };
    const known = group;
    known.members.push(joined);
    this.#pump(topic, known);
    return {
      close: async () => {
        joined.closed = true;
        known.members = known.members.filter((member) => member !== joined);
        await known.busy;
        this.#pump(topic, known);
      },
    };
  }
  lag(topic: string, name: string): number {
    return this.topic(topic).length - (this.#groups.get(`${topic}\n${name}`)?.offset ?? 0);
  }
  #pump(topic: string, group: Group): void {
    const member = group.members[group.turn++ % Math.max(1, group.members.length)];
    if (group.busy || !member) return;
    const batch = this.topic(topic).slice(group.offset, group.offset + member.batchSize);
    if (batch.length === 0) return;
    group.busy = member.handler(batch).then(
      () => {
        group.offset += batch.length;
        group.retryMs = FIRST_RETRY_MS;
        group.busy = null;
        this.#pump(topic, group);
      },
      () => {
        const wait = group.retryMs;
        group.retryMs = Math.min(wait * 2, LONGEST_RETRY_MS);
        this.clock.after(wait, () => {
          group.busy = null;
          this.#pump(topic, group);
        });
      },
    );
  }
}
