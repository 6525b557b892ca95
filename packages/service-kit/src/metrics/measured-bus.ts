import type { EventBus } from '@agentflow/ports';
import { Counter, Gauge, type Registry } from 'prom-client';
import { createMetricsRegistry } from '../health.js';

/** Topics that get a label of their own: triggers name any, and labels must stay few. */
const TOPIC_LABELS = 100;
/** How long a lag is told again before the bus is asked anew, and how long it may take to answer, milliseconds. */
const LAG = { everyMs: 5_000, patienceMs: 2_000 };

/** The bus, counted: what is published, worked on and not, and how far behind each group is that this process is a member of. */
export function measuredBus<B extends EventBus>(bus: B, service: string): { readonly bus: B; readonly registry: Registry } {
  const registry = createMetricsRegistry(service);
  const registers = [registry];
  const known = new Set<string>();
  const label = (topic: string): string => {
    if (known.size < TOPIC_LABELS) known.add(topic);
    return known.has(topic) ? topic : 'other';
  };
  const labelNames = ['topic', 'group'];
  const published = new Counter({
    name: 'agentflow_bus_messages_published_total',
    help: 'Messages that the bus took.',
    labelNames: ['topic'],
    registers,
  });
  const handled = new Counter({
    name: 'agentflow_bus_messages_handled_total',
    help: 'Messages that a group has worked on.',
    labelNames,
    registers,
  });
  const failed = new Counter({
    name: 'agentflow_bus_batches_failed_total',
    help: 'Batches that were not worked on and come again.',
    labelNames,
    registers,
  });
  const members = new Map<string, { readonly topic: string; readonly group: string; count: number }>();
  let asked: { readonly at: number; readonly answer: Promise<void> } | undefined;
  const lag = new Gauge({
    name: 'agentflow_bus_lag_messages',
    help: 'Messages that a group has not worked on yet; absent while the bus does not say.',
    labelNames,
    registers,
    async collect() {
      if (!asked || performance.now() - asked.at >= LAG.everyMs) asked = { at: performance.now(), answer: look() };
      await asked.answer;
    },
  });
  async function look(): Promise<void> {
    const sums = new Map<string, { readonly labels: { topic: string; group: string }; value: number }>();
    await Promise.all(
      [...members.values()].map(async ({ topic, group }) => {
        const behind = await soon(bus.lag(topic, group));
        if (behind === undefined) return;
        const labels = { topic: label(topic), group };
        const sum = sums.get(`${labels.topic}\n${group}`);
        if (sum) sum.value += behind;
        else sums.set(`${labels.topic}\n${group}`, { labels, value: behind });
      }),
    );
    lag.reset();
    for (const { labels, value } of sums.values()) lag.set(labels, value);
  }
  const measured: Pick<EventBus, 'publish' | 'subscribe'> = {
    async publish(topic, messages) {
      await bus.publish(topic, messages);
      published.inc({ topic: label(topic) }, messages.length);
    },
    async subscribe(topic, group, handler, options) {
      const labels = { topic: label(topic), group };
      const subscription = await bus.subscribe(
        topic,
        group,
        async (batch) => {
          try {
            await handler(batch);
          } catch (error) {
            failed.inc(labels);
            throw error;
          }
          handled.inc(labels, batch.length);
        },
        options,
      );
      const key = `${topic}\n${group}`;
      const member = members.get(key) ?? { topic, group, count: 0 };
      member.count++;
      members.set(key, member);
      return {
        async close() {
          if (--member.count === 0) members.delete(key);
          await subscription.close();
        },
      };
    },
  };
  return { bus: { ...bus, ...measured }, registry };
}
/** What is answered in time; who asks for metrics is not to wait for a broker. */
async function soon(answer: Promise<number>): Promise<number | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, LAG.patienceMs, undefined)));
  const told = await Promise.race([answer.catch(() => undefined), late]);
  clearTimeout(timer);
  return told;
}
