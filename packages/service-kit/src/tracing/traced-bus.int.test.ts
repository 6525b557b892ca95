import { randomUUID } from 'node:crypto';
import { createKafkaEventBus } from '@agentflow/adapters';
import type { BusMessage, DeliveredMessage, EventBus } from '@agentflow/ports';
import { openOtlpReceiver, provideBackend, whyNoBackend, type OtlpReceiver, type ReceivedSpan } from '@agentflow/testkit';
import { startTelemetry, type Telemetry } from '../telemetry.js';
import { activeTraceparent, inSpan } from './spans.js';
import { tracedBus } from './traced-bus.js';

let collector: OtlpReceiver;
let telemetry: Telemetry;
beforeAll(async () => {
  collector = await openOtlpReceiver();
  telemetry = await startTelemetry({ service: 'test', env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
});
afterAll(async () => {
  await telemetry.stop();
  await collector.close();
});

const message = (key: string, headers: BusMessage['headers'] = {}): BusMessage => ({ key, headers, value: '{}' });
const of = (name: string): ReceivedSpan[] => collector.spans.filter((span) => span.name === name);
const traceparentOf = (n: number): string => `00-${String(n).repeat(32)}-${String(n).repeat(16)}-01`;

/** Brings what is published to its one handler, as one batch. */
function straightBus(): EventBus {
  let handler: ((batch: readonly DeliveredMessage[]) => Promise<void>) | undefined;
  return {
    async publish(topic, messages) {
      await handler?.(messages.map((one, at) => ({ ...one, topic, position: `0/${at}`, at: 0 })));
    },
    async subscribe(_topic, _group, given) {
      handler = given;
      return { close: async () => undefined };
    },
    lag: async () => 0,
  };
}

it('links what works on a batch to the traces of its messages, each of which keeps its own', async () => {
  const bus = tracedBus(straightBus(), 'test');
  const seen: (string | undefined)[] = [];
  await bus.subscribe('many', 'g', async (batch) => void seen.push(...batch.map(({ headers }) => headers['traceparent'])));
  const unsampled = traceparentOf(3).replace(/01$/, '00');
  await bus.publish('many', [message('a', { traceparent: traceparentOf(1) }), message('b', { traceparent: traceparentOf(2) })]);
  await bus.publish('many', [message('c', { traceparent: unsampled }), message('d')]);
  expect(seen.slice(0, 2)).toEqual([traceparentOf(1), traceparentOf(2)]);
  expect(seen.slice(2)).toEqual([unsampled, undefined]);
  await collector.until(() => of('process many').length === 1 && of('send many').length === 1);
  for (const [name, kind] of [
    ['send many', 4],
    ['process many', 5],
  ] as const) {
    const [span] = of(name) as [ReceivedSpan];
    expect(span).toMatchObject({ kind, parentSpanId: '', attributes: { 'messaging.batch.message_count': 2 } });
    expect(span.links.map(({ traceId }) => traceId)).toEqual(['1'.repeat(32), '2'.repeat(32)]);
  }
});

const lacking = whyNoBackend('KAFKA_BROKERS');
(lacking === undefined ? it : it.skip)(
  `carries the trace of who sends in a header of Kafka, and works on a message in it${lacking === undefined ? '' : ` (${lacking})`}`,
  async () => {
    const brokers = (await provideBackend('KAFKA_BROKERS')).split(',');
    const bus = await createKafkaEventBus({ brokers, prefix: `traces-${randomUUID()}-`, sessionTimeoutMs: 6_000 });
    const traced = tracedBus(bus, 'kafka');
    try {
      let sent: string | undefined;
      const worked = new Promise<{ readonly header: string | undefined; readonly inside: string | undefined }>((resolve, reject) => {
        traced
          .subscribe('letters', 'readers', async ([first]) =>
            resolve({ header: first?.headers['traceparent'], inside: activeTraceparent() }),
          )
          .then(() =>
            inSpan('sender', {}, async () => {
              sent = activeTraceparent();
              await traced.publish('letters', [message('k')]);
            }),
          )
          .catch(reject);
      });
      const { header, inside } = await worked;
      await collector.until(() => ['sender', 'send letters', 'process letters'].every((name) => of(name).length === 1));
      const [sender, send, process] = ['sender', 'send letters', 'process letters'].map((name) => of(name)[0] as ReceivedSpan) as [
        ReceivedSpan,
        ReceivedSpan,
        ReceivedSpan,
      ];
      expect(sent).toBe(`00-${sender.traceId}-${sender.spanId}-01`);
      expect(send).toMatchObject({ traceId: sender.traceId, parentSpanId: sender.spanId, attributes: { 'messaging.system': 'kafka' } });
      expect(header).toBe(`00-${send.traceId}-${send.spanId}-01`);
      expect(inside).toBe(`00-${process.traceId}-${process.spanId}-01`);
      expect(process).toMatchObject({
        traceId: sender.traceId,
        parentSpanId: send.spanId,
        attributes: { 'messaging.consumer.group.name': 'readers', 'messaging.destination.partition.id': expect.any(String) },
      });
    } finally {
      await bus.close();
    }
  },
  90_000,
);
