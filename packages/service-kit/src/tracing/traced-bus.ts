import { SpanKind, type Attributes } from '@opentelemetry/api';
import type { BusMessage, DeliveredMessage, EventBus } from '@agentflow/ports';
import { activeTraceparent, inSpan } from './spans.js';
import { isTracing } from './tracing-state.js';
import { parseTraceparent } from './traceparent.js';

/** The header that carries a message's trace: https://www.w3.org/TR/trace-context/ */
const HEADER = 'traceparent';
/** A batch may be of very many traces: so many are linked to. */
const MAX_LINKS = 64;

/**
 * The bus, with traces across it: each message carries the `traceparent` of what it is about (its own, else what sends it), a span tells of the sending, and one of each batch that is worked on, linked to
 * its messages' traces; a batch of one message is a part of that message's trace. Done here and not by wrapping the driver: one write of the driver sends messages of many traces. Costs a look at a variable where nothing is traced.
 */
export function tracedBus<B extends EventBus>(bus: B, system: string): B {
  const traced: Pick<EventBus, 'publish' | 'subscribe'> = {
    publish(topic, messages) {
      if (!isTracing()) return bus.publish(topic, messages);
      const links = tracesOf(messages);
      const active = activeTraceparent();
      if (links.length === 0 && active === undefined) return bus.publish(topic, messages);
      const [only] = links;
      const traceparent = active ?? (links.length === 1 ? only : undefined);
      const about = { kind: SpanKind.PRODUCER, attributes: attributesOf(system, topic, 'send', messages.length), traceparent };
      return inSpan(`send ${topic}`, traceparent === undefined ? { ...about, links, root: true } : { ...about, links }, () =>
        bus.publish(topic, withTraces(messages, activeTraceparent())),
      );
    },
    subscribe: (topic, group, handler, options) =>
      bus.subscribe(
        topic,
        group,
        (batch) => {
          if (!isTracing()) return handler(batch);
          const links = tracesOf(batch);
          if (links.length === 0) return handler(batch);
          const attributes = {
            ...attributesOf(system, topic, 'process', batch.length),
            'messaging.consumer.group.name': group,
            ...placeOf(batch),
          };
          const about = { kind: SpanKind.CONSUMER, attributes, links };
          const single = batch.length === 1 ? links[0] : undefined;
          return inSpan(`process ${topic}`, single === undefined ? { ...about, root: true } : { ...about, traceparent: single }, () =>
            handler(batch),
          );
        },
        options,
      ),
  };
  return { ...bus, ...traced };
}
function attributesOf(system: string, topic: string, operation: 'send' | 'process', count: number): Attributes {
  return {
    'messaging.system': system,
    'messaging.destination.name': topic,
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    ...(count > 1 && { 'messaging.batch.message_count': count }),
  };
}
/** Where a batch begins: `<partition>/<offset>` at Kafka, a number elsewhere. */
function placeOf([first]: readonly DeliveredMessage[]): Attributes {
  const [partition, offset] = first?.position.split('/') ?? [];
  if (offset === undefined) return {};
  return { 'messaging.destination.partition.id': partition as string, 'messaging.kafka.offset': Number(offset) };
}
/** The sampled traces that messages are of, each once. */
function tracesOf(messages: readonly BusMessage[]): string[] {
  const found = new Set<string>();
  for (const { headers } of messages) {
    const text = headers[HEADER];
    if (text === undefined || found.has(text) || !parseTraceparent(text)?.sampled) continue;
    found.add(text);
    if (found.size === MAX_LINKS) break;
  }
  return [...found];
}
/** A message that is of a trace of its own keeps it: what reads it is to go on there. */
const withTraces = (messages: readonly BusMessage[], traceparent: string | undefined): readonly BusMessage[] =>
  traceparent === undefined
    ? messages
    : messages.map((message) =>
        message.headers[HEADER] === undefined ? { ...message, headers: { ...message.headers, [HEADER]: traceparent } } : message,
      );
