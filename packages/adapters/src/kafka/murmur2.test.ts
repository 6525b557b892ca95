import { createRequire } from 'node:module';
import { murmur2, partitionOfKey } from './murmur2.js';

const hash = (text: string): number => murmur2(Buffer.from(text));

describe('the hash that chooses partitions', () => {
  // From the tests of Kafka's own client (UtilsTest.testMurmur2).
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %s is what the Java client has', (text, expected) => {
    expect(hash(text)).toBe(expected);
  });
  it('agrees with kafkajs on keys of every length, and its partitions with those of other clients', () => {
    const theirs = createRequire(import.meta.url)('kafkajs/src/producer/partitioners/default/murmur2.js') as (key: string) => number;
    for (let n = 0; n < 500; n++) {
      const key = Array.from({ length: n % 37 }, (_, i) => String.fromCharCode(32 + ((n * 31 + i * 17) % 900))).join('');
      expect(hash(key)).toBe(theirs(key));
      expect(partitionOfKey(Buffer.from(key), 12)).toBe((theirs(key) & 0x7fffffff) % 12);
    }
  });
});
