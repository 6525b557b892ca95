import type { KafkaMessage } from 'kafkajs';
import { ENCODING_HEADER, keyBytesOf, toDelivered, toRecord } from './kafka-message.js';

const message = (fields: object): KafkaMessage =>
  ({
    key: Buffer.from('k'),
    value: Buffer.from('{}'),
    timestamp: '1700000000000',
    attributes: 0,
    offset: '7',
    headers: {},
    ...fields,
  }) as KafkaMessage;
const binary = Buffer.from([0xff, 0x00, 0xfe, 0x80]);

describe('a message of Kafka', () => {
  it('is delivered as text, with its place and time', () => {
    const headers = { a: Buffer.from('é'), b: [Buffer.from('1'), '2'], __proto__x: 'y' };
    expect(toDelivered('orders', 3, message({ headers }))).toEqual({
      topic: 'orders',
      key: 'k',
      value: '{}',
      headers: { a: 'é', b: '1, 2', __proto__x: 'y' },
      position: '3/7',
      at: 1_700_000_000_000,
    });
  });
  it.each<[string, { key?: Buffer | null; value?: Buffer | null }, string]>([
    ['a tombstone', { value: null }, 'tombstone'],
    ['one without a key', { key: null }, 'nokey'],
    ['one of bytes', { key: binary, value: binary }, 'key,value'],
    ['an empty one', { key: null, value: null }, 'nokey,tombstone'],
  ])('%s is delivered, and is the same again when it is published elsewhere', (_, fields, marks) => {
    const original = message({ ...fields, headers: { traceparent: 't' } });
    const delivered = toDelivered('orders', 0, original);
    expect(delivered.headers[ENCODING_HEADER]).toBe(marks);
    const record = toRecord(delivered, 5);
    expect(record).toEqual({
      key: fields.key === undefined ? 'k' : fields.key,
      value: fields.value === undefined ? '{}' : fields.value,
      headers: { traceparent: 't' },
      partition: 5,
    });
    if (fields.key) expect(keyBytesOf(delivered)).toEqual(fields.key);
  });
  it('takes text that is no JSON, and header values that are no text', () => {
    const delivered = toDelivered('orders', 0, message({ value: Buffer.from('<xml/>'), headers: { raw: binary } }));
    expect(delivered).toMatchObject({ value: '<xml/>', headers: { raw: binary.toString('base64') } });
    expect(delivered.headers).not.toHaveProperty(ENCODING_HEADER);
  });
});
