import { createKafkaCodecs, type KafkaCodec } from './codecs.js';

/** Written by the Java client of Kafka 4.3.0: lines like those of `linesOf`, as many as the number says; the long one unfolds to more than a megabyte and does not say so. */
const FROM_JAVA: readonly (readonly [codec: 'snappy' | 'lz4' | 'zstd', lines: number, base64: string])[] = [
  [
    'snappy',
    40,
    'glNOQVBQWQAAAAABAAAAAQAAAOa+Bkx7Im4iOjAsIsOpIjoidGV4dCJ9CgUUADFKFAAAMkoUAAAzShQAADRKFAAANUoUAAA2ShQAADdKFAAAOEoUAAA5ShQAADFSyQBOygAAMU7LAAAxTswAADFOzQAAMU7OAAAxTs8AADFO0AAAMU7RAAAxTtIAADJO0gAAMk7SAAAyTtIAADJO0gAAMk7SAAAyTtIAADJO0gAAMk7SAAAyTtIAADJO0gAAM07SAAAzTtIAADNO0gAAM07SAAAzTtIAADNO0gAAM07SAAAzTtIAADNO0gA8MzksIsOpIjoidGV4dCJ9Cg==',
  ],
  [
    'lz4',
    40,
    'BCJNGGBAgt8AAADxBXsibiI6MCwiw6kiOiJ0ZXh0In0KFAAfMRQAAB8yFAAAHzMUAAAfNBQAAB81FAAAHzYUAAAfNxQAAB84FAAAHzkUAAAfMckAAg/KAAEfMcsAAR8xzAABHzHNAAEfMc4AAR8xzwABHzHQAAEfMdEAAR8x0gABHzLSAAEfMtIAAR8y0gABHzLSAAEfMtIAAR8y0gABHzLSAAEfMtIAAR8y0gABHzLSAAEfM9IAAR8z0gABHzPSAAEfM9IAAR8z0gABHzPSAAEfM9IAAR8z0gABHzPSAAEWM9IAUHh0In0KAAAAAA==',
  ],
  [
    'zstd',
    40,
    'KLUv/QBYTAQA9AN7Im4iOjAsIsOpIjoidGV4dCJ9CnsibiI6MTIzNDU2Nzg5MTExMTExMTExMjIyMjIyMjIyMjMzMzMzMzMzMzMnIICj0gOd0JdmtKCPZmmhD81oQR/N0EIfzdJCH5rRMn1VaUaVlqn0SaVZVFqg0veUZk5paUoD03cJk0hyEpaI5BLGEuElcQwBAAA=',
  ],
  [
    'zstd',
    60000,
    'KLUv/QBYdAYAskweGMCl0AH/+n9bYNGq/+ySLVNKKSVW9z7nDTMzMzMz////v23btt22bduSJEmS27ZtmyRJkiQiIiIiMsYYY4wxxszMzMzM////b9u2bbdt27YkSZLktm3bJkmSJImIiIjImLuchCAK4gBQIAwEAwZBEAYHIkCAIAriEIC+qFH4/e+wo9JqAxL4n0Pf/v/fAXbwLciuEISkxMHWElwvdL3g9cLXC2AvhL0g9sLYYdMRSlCCUiUqTUlKRQlKT3JSNsnF1NAm2AmcNd7UVgFMAAAIIgEA/P85EAJMAAAIIgEA/P85EAJMAAAIOgEA/P85EAJMAAAIIgEA/P85EAJMAAAIIgEA/P85EAJMAAAIdAEA/P85EAJMAAAIZQEA/P85EAJMAAAINwEA/P85EAJMAAAIeAEAbCI5EAIBAAA=',
  ],
];
const linesOf = (count: number): string => Array.from({ length: count }, (_, i) => `{"n":${i % 100},"é":"text"}\n`).join('');

describe('codecs', () => {
  const codecs = createKafkaCodecs();
  const made: { readonly [name: string]: KafkaCodec } = { snappy: codecs.snappy(), lz4: codecs.lz4(), zstd: codecs.zstd() };

  it.each(FROM_JAVA)('read what the Java client compressed with %s (%i lines)', async (name, count, base64) => {
    const text = (await made[name]!.decompress(Buffer.from(base64, 'base64'))).toString();
    expect(text === linesOf(count)).toBe(true);
  });
  it.each(Object.keys(made))('%s gives back what it compressed', async (name) => {
    for (const buffer of [Buffer.from('x'), Buffer.from(linesOf(20_000)), Buffer.alloc(3_000_000, 'ab')]) {
      const compressed = await made[name]!.compress({ buffer });
      expect(buffer.equals(await made[name]!.decompress(compressed))).toBe(true);
    }
  });
  it.each(Object.keys(made))('%s refuses what it did not write', async (name) => {
    await expect(made[name]!.decompress(Buffer.from('this is no frame of any kind'))).rejects.toThrow();
  });
});
