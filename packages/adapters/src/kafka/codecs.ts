import { createRequire } from 'node:module';

/** What kafkajs asks of a codec; the encoder's `buffer` holds the records. */
export interface KafkaCodec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}
/** What a fetched batch may unfold to: brokers send at most a few MB at once. */
const LARGEST_UNFOLDED = 256 * 1024 * 1024;

/**
 * The codecs that kafkajs lacks, all without native builds, so that what other systems compressed can be read: Snappy (bare, and framed as
 * Java writes it), LZ4 frames, Zstandard.
 */
export function createKafkaCodecs(): {
  readonly snappy: () => KafkaCodec;
  readonly lz4: () => KafkaCodec;
  readonly zstd: () => KafkaCodec;
} {
  const require = createRequire(import.meta.url);
  return {
    snappy: () => (require('kafkajs-snappy') as () => KafkaCodec)(),
    lz4: () => {
      const lz4 = require('lz4-napi') as typeof import('lz4-napi');
      return {
        compress: ({ buffer }) => lz4.compressFrame(buffer),
        decompress: (buffer) => lz4.decompressFrame(buffer),
      };
    },
    zstd: () => createZstd(require('@bokuweb/zstd-wasm') as typeof import('@bokuweb/zstd-wasm')),
  };
}
function createZstd(zstd: typeof import('@bokuweb/zstd-wasm')): KafkaCodec {
  const ready = zstd.init();
  return {
    async compress({ buffer }) {
      await ready;
      return Buffer.from(zstd.compress(buffer, 3));
    },
    async decompress(buffer) {
      await ready;
      // Streams as Java writes them do not say how much they unfold to: the room doubles until it is enough.
      for (let room = Math.max(1 << 20, buffer.length * 8); ; room *= 2) {
        try {
          return Buffer.from(zstd.decompress(buffer, { defaultHeapSize: room }));
        } catch (error) {
          if (room >= LARGEST_UNFOLDED) throw error;
        }
      }
    },
  };
}
