import { jest } from '@jest/globals';
import type { DeliveredMessage } from '@agentflow/ports';
import { backendEnv, eventually, provideBackend, rejectsWith, same, whyNoBackend } from '@agentflow/testkit';
import { loadKafkaJs } from './load-kafkajs.js';
import { ENCODING_HEADER } from './kafka-message.js';
import { createKafkaWorld, type KafkaWorld } from './testing/kafka-world.js';

jest.setTimeout(90_000);
const missing = whyNoBackend('KAFKA_BROKERS');
if (missing !== undefined) console.warn(`SKIPPED: topics of other systems: ${missing}`);
const suite = missing === undefined ? describe : describe.skip;

suite('topics of other systems', () => {
  let world: KafkaWorld;
  beforeAll(() => provideBackend('KAFKA_BROKERS'), 300_000);
  beforeEach(() => void (world = createKafkaWorld(backendEnv('KAFKA_BROKERS')!.split(','))));
  afterEach(() => world.close());

  it('are read whatever they were compressed with', async () => {
    const bus = await world.bus();
    await bus.publish('t', [{ key: 'ours', headers: {}, value: '0' }]);
    const { producer } = await world.foreign();
    const { None, GZIP, Snappy, LZ4, ZSTD } = loadKafkaJs().CompressionTypes;
    for (const compression of [None, GZIP, Snappy, LZ4, ZSTD])
      await producer.send({
        topic: `${world.prefix}t`,
        compression,
        messages: Array.from({ length: 200 }, (_, n) => ({ key: `c${compression}`, value: JSON.stringify({ n, text: 'x'.repeat(500) }) })),
      });
    const got: DeliveredMessage[] = [];
    await bus.subscribe('t', 'g', async (batch) => void got.push(...batch));
    await eventually(() => got.length === 1_001);
    for (const compression of [None, GZIP, Snappy, LZ4, ZSTD])
      same(
        got.filter((one) => one.key === `c${compression}`).map((one) => (JSON.parse(one.value) as { n: number }).n),
        Array.from({ length: 200 }, (_, n) => n),
      );
  });

  it('go on behind messages that are no JSON, no text, or nothing at all, which reach a dead-letter topic as they are', async () => {
    const bus = await world.bus({ partitions: 1 });
    await bus.publish('t', [{ key: 'ours', headers: { h: 'x' }, value: '0' }]);
    const { producer } = await world.foreign();
    const bytes = Buffer.from([0xff, 0, 0xfe]);
    const topic = `${world.prefix}t`;
    const odd = [
      { key: 'k', value: 'no json' },
      { key: 'k', value: null },
      { key: null, value: '{}' },
      { key: bytes, value: bytes, headers: { raw: bytes, text: 'é', twice: ['1', '2'] } },
      { key: 'k', value: '' },
    ];
    await producer.send({ topic, messages: odd });
    await bus.publish('t', [{ key: 'ours', headers: {}, value: '1' }]);
    const got: DeliveredMessage[] = [];
    await bus.subscribe('t', 'g', async (batch) => {
      got.push(...batch);
      const poison = batch.filter((one) => one.key !== 'ours');
      if (poison.length > 0)
        await bus.publish(
          't.dlq',
          poison.map(({ key, value, headers }) => ({ key, value, headers: { ...headers, why: 'odd' } })),
        );
    });
    await eventually(() => got.at(-1)?.value === '1');
    same(
      got.map((one) => [one.key, one.value]),
      [
        ['ours', '0'],
        ['k', 'no json'],
        ['k', ''],
        ['', '{}'],
        [bytes.toString('base64'), bytes.toString('base64')],
        ['k', ''],
        ['ours', '1'],
      ],
    );
    same(got[4]!.headers, { raw: bytes.toString('base64'), text: 'é', twice: '1, 2', [ENCODING_HEADER]: 'key,value' });
    const dead: DeliveredMessage[] = [];
    await bus.subscribe('t.dlq', 'g2', async (batch) => void dead.push(...batch));
    await eventually(() => dead.length >= odd.length);
    same(
      dead.map((one) => [one.key, one.value, one.headers[ENCODING_HEADER], one.headers['why']]),
      got.slice(1, 6).map((one) => [one.key, one.value, one.headers[ENCODING_HEADER], 'odd']),
    );
  });

  it('refuse a message beyond what brokers take, and take the next', async () => {
    const bus = await world.bus();
    await rejectsWith('PAYLOAD_TOO_LARGE', bus.publish('t', [{ key: 'a', headers: {}, value: JSON.stringify('x'.repeat(2_000_000)) }]));
    await bus.publish('t', [{ key: 'a', headers: {}, value: '1' }]);
  });

  it('with names that no topic can have are refused', async () => {
    const bus = await world.bus({ deadlineMs: 5_000 });
    await rejectsWith('BAD_REQUEST', bus.publish('no topic/at all', [{ key: 'a', headers: {}, value: '1' }]));
  });
});
