import { createRequire } from 'node:module';
import { createKafkaCodecs } from './codecs.js';
import { stopIdleTimers, type RequestQueueInside } from './timer-loop.js';

export type KafkaJs = typeof import('kafkajs');
let loaded: KafkaJs | undefined;

/** kafkajs with its timer loop stopped and all codecs, loaded at the first call. By `require`, so that tracing can wrap it. */
export function loadKafkaJs(): KafkaJs {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  const kafkajs = require('kafkajs') as KafkaJs;
  stopIdleTimers(require('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueueInside });
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  const codecs = createKafkaCodecs();
  CompressionCodecs[CompressionTypes.Snappy] = codecs.snappy;
  CompressionCodecs[CompressionTypes.LZ4] = codecs.lz4;
  CompressionCodecs[CompressionTypes.ZSTD] = once(codecs.zstd);
  return (loaded = kafkajs);
}
/** The WebAssembly module is set up once. */
function once<T>(create: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= create());
}
