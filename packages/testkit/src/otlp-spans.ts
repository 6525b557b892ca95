import type { ReceivedSpan } from './otlp-server.js';

/** The fields of a protobuf message by number, in order (https://protobuf.dev/programming-guides/encoding/): numbers as they are, everything else as bytes. */
type Fields = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

function fieldsOf(bytes: Buffer): Fields {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    let value: bigint | Buffer;
    switch (tag & 7) {
      case 0:
        value = varint();
        break;
      case 1:
        value = bytes.readBigUInt64LE(at);
        at += 8;
        break;
      case 2: {
        const size = Number(varint());
        value = bytes.subarray(at, at + size);
        at += size;
        break;
      }
      case 5:
        value = BigInt(bytes.readUInt32LE(at));
        at += 4;
        break;
      default:
        throw new RangeError(`protobuf has no wire type ${tag & 7}`);
    }
    const known = fields.get(tag >> 3);
    if (known) known.push(value);
    else fields.set(tag >> 3, [value]);
  }
  return fields;
}
const messages = (fields: Fields, number: number): Fields[] => (fields.get(number) ?? []).map((bytes) => fieldsOf(bytes as Buffer));
const bytesAt = (fields: Fields, number: number): Buffer => (fields.get(number)?.[0] as Buffer | undefined) ?? Buffer.alloc(0);
const numberAt = (fields: Fields, number: number): bigint => (fields.get(number)?.[0] as bigint | undefined) ?? 0n;
const textAt = (fields: Fields, number: number): string => bytesAt(fields, number).toString('utf8');

/** Of opentelemetry/proto/common/v1: text, truth, whole number, number, list. */
function anyValue(value: Fields): unknown {
  if (value.has(1)) return textAt(value, 1);
  if (value.has(2)) return numberAt(value, 2) === 1n;
  if (value.has(3)) return Number(BigInt.asIntN(64, numberAt(value, 3)));
  if (value.has(4)) return doubleOf(numberAt(value, 4));
  if (value.has(5)) return messages(messages(value, 5)[0] as Fields, 1).map(anyValue);
  return null;
}
function doubleOf(bits: bigint): number {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(bits);
  return buffer.readDoubleLE();
}
const attributesOf = (fields: Fields, number: number): { [name: string]: unknown } =>
  Object.fromEntries(messages(fields, number).map((pair) => [textAt(pair, 1), anyValue(messages(pair, 2)[0] ?? new Map())]));

/** The spans of an ExportTraceServiceRequest (https://github.com/open-telemetry/opentelemetry-proto). */
export function decodeSpans(body: Buffer): ReceivedSpan[] {
  return messages(fieldsOf(body), 1).flatMap((ofResource) => {
    const resource = messages(ofResource, 1)[0] ?? new Map();
    const service = String(attributesOf(resource, 1)['service.name'] ?? '');
    return messages(ofResource, 2).flatMap((ofScope) => messages(ofScope, 2).map((span) => toSpan(span, service)));
  });
}
const toSpan = (span: Fields, service: string): ReceivedSpan => ({
  service,
  traceId: bytesAt(span, 1).toString('hex'),
  spanId: bytesAt(span, 2).toString('hex'),
  parentSpanId: bytesAt(span, 4).toString('hex'),
  name: textAt(span, 5),
  kind: Number(numberAt(span, 6)),
  start: numberAt(span, 7),
  end: numberAt(span, 8),
  attributes: attributesOf(span, 9),
  events: messages(span, 11).map((event) => textAt(event, 2)),
  links: messages(span, 13).map((link) => ({ traceId: bytesAt(link, 1).toString('hex'), spanId: bytesAt(link, 2).toString('hex') })),
  failed: messages(span, 15).some((status) => numberAt(status, 3) === 2n),
});
