import type { BusMessage, DeliveredMessage } from '@agentflow/ports';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';

/**
 * Says what of a message was no text: comma-separated `key`, `value` (base64 of the bytes), `tombstone` (there was no value) and `nokey`. Publishing a
 * message with this header restores the bytes, so that what goes to a retry or dead-letter topic is what came.
 */
export const ENCODING_HEADER = 'agentflow-encoding';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function asText(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
/** Header values of other systems: text as it is, several joined by commas, bytes that are no text as base64. */
function headersOf(headers: IHeaders | undefined): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === undefined || value === null) continue;
    const all = (Array.isArray(value) ? value : [value]).map((one) =>
      typeof one === 'string' ? one : (asText(one) ?? one.toString('base64')),
    );
    Object.defineProperty(found, name, { value: all.join(', '), enumerable: true, configurable: true, writable: true });
  }
  return found;
}
/** Whatever lies in a topic can be delivered: no key is `''`, no value (a tombstone) is `''`, bytes that are no UTF-8 are base64. */
export function toDelivered(topic: string, partition: number, message: KafkaMessage): DeliveredMessage {
  const odd: string[] = [];
  const textOf = (bytes: Buffer | null, what: string, absent: string): string => {
    if (bytes === null || bytes === undefined) odd.push(absent);
    const text = bytes ? asText(bytes) : '';
    if (text === null) odd.push(what);
    return text ?? bytes!.toString('base64');
  };
  const key = textOf(message.key, 'key', 'nokey');
  const value = textOf(message.value, 'value', 'tombstone');
  const headers = headersOf(message.headers);
  if (odd.length > 0) headers[ENCODING_HEADER] = odd.join(',');
  return { topic, key, value, headers, position: `${partition}/${message.offset}`, at: Number(message.timestamp) };
}
/** What the partition is computed of. */
export const keyBytesOf = ({ key, headers }: BusMessage): Buffer =>
  Buffer.from(key, headers[ENCODING_HEADER]?.split(',').includes('key') ? 'base64' : 'utf8');
/** A message as kafkajs sends it, with its partition. */
export function toRecord({ key, value, headers }: BusMessage, partition: number): Message {
  const marks = headers[ENCODING_HEADER];
  if (marks === undefined) return { key, value, headers: { ...headers }, partition };
  const odd = new Set(marks.split(','));
  const { [ENCODING_HEADER]: _, ...rest } = headers;
  return {
    key: odd.has('nokey') ? null : odd.has('key') ? Buffer.from(key, 'base64') : key,
    value: odd.has('tombstone') ? null : odd.has('value') ? Buffer.from(value, 'base64') : value,
    headers: rest,
    partition,
  };
}
/** About what it takes in a request, in bytes. */
export function sizeOf({ key, value, headers }: BusMessage): number {
  let size = 70 + Buffer.byteLength(key) + Buffer.byteLength(value);
  for (const [name, text] of Object.entries(headers)) size += 10 + Buffer.byteLength(name) + Buffer.byteLength(text);
  return size;
}
