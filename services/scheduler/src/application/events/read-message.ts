import { AppError, type Json, type JsonObject } from '@agentflow/core';
import type { DeliveredMessage } from '@agentflow/ports';

/** An inbound message larger than this starts nothing: the event is recorded with the execution, and a commit has 1 MiB. */
export const MAX_EVENT_CHARS = 512 * 1024;

/** What triggers see as `trigger.event`, and what makes a repeat of it one. */
export interface InboundEvent {
  /** Attributes of the CloudEvent with its `data`, and `topic` and `key` of the message. */
  readonly event: JsonObject;
  readonly id: string;
  readonly source: string;
}
const STRUCTURED = /^application\/cloudevents(\+json)?\b/i;
const JSON_TYPE = /^[^;]*[/+]json\b/i;
const REQUIRED = ['id', 'source', 'type', 'specversion'] as const;

/**
 * Reads a message of any topic: a CloudEvent 1.0 in structured or binary mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md), or anything else, whose id is its place in the topic.
 * @throws AppError INVALID_INPUT for what calls itself a CloudEvent and is none, PAYLOAD_TOO_LARGE
 */
export function readMessage(message: DeliveredMessage): InboundEvent {
  const { topic, position, key, value } = message;
  if (value.length > MAX_EVENT_CHARS)
    throw new AppError('PAYLOAD_TOO_LARGE', `the message has ${value.length} characters, a trigger takes ${MAX_EVENT_CHARS} at most`);
  const headers = new Map(Object.entries(message.headers).map(([name, text]) => [name.toLowerCase(), text]));
  const type = headers.get('content-type') ?? '';
  const place = { topic, key };
  if (headers.has('ce_specversion')) return ofAttributes({ ...binaryAttributes(headers), ...place, data: dataOf(value, type) });
  const json = parsed(value);
  if (STRUCTURED.test(type) || looksStructured(json)) {
    if (!isObject(json)) throw new AppError('INVALID_INPUT', 'the message says that it is a CloudEvent, but is no JSON object');
    return ofAttributes({ ...json, ...place });
  }
  const data = json === undefined ? value : json;
  const id = `${topic}/${position}`;
  const source = `/topics/${encodeURIComponent(topic)}`;
  return { id, source, event: { id, source, type: 'message', time: new Date(message.at).toISOString(), ...place, data } };
}
function ofAttributes(event: JsonObject): InboundEvent {
  for (const name of REQUIRED) {
    const value = event[name];
    if (typeof value !== 'string' || value === '' || value.length > 2_000)
      throw new AppError('INVALID_INPUT', `the CloudEvent has no usable "${name}"`);
  }
  if (event['specversion'] !== '1.0')
    throw new AppError('INVALID_INPUT', `the CloudEvent is of version "${String(event['specversion']).slice(0, 20)}": 1.0 is understood`);
  return { event, id: event['id'] as string, source: event['source'] as string };
}
function binaryAttributes(headers: ReadonlyMap<string, string>): JsonObject {
  const attributes: Record<string, string> = {};
  for (const [name, text] of headers) if (name.startsWith('ce_')) attributes[name.slice(3)] = text;
  const type = headers.get('content-type');
  if (type !== undefined) attributes['datacontenttype'] = type;
  return attributes;
}
function dataOf(value: string, type: string): Json {
  if (value === '') return null;
  const json = parsed(value);
  if (json !== undefined && (type === '' || JSON_TYPE.test(type))) return json;
  return value;
}
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
const isObject = (json: Json | undefined): json is JsonObject => typeof json === 'object' && json !== null && !Array.isArray(json);
const looksStructured = (json: Json | undefined): boolean =>
  isObject(json) && json['specversion'] === '1.0' && REQUIRED.every((name) => typeof json[name] === 'string');
