import type { IncomingMessage } from 'node:http';
import { pipeline, Readable, type Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '@agentflow/core';

export const ACCEPT_ENCODING = 'gzip, deflate, br';
const DECODERS: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
]);

/**
 * The body, decoded, cut off once it is longer than `maxBytes`, packed or unpacked: a small answer that unpacks to gigabytes never does.
 * @throws AppError HTTP_UNAVAILABLE when it is too long, broken off or encoded in a way that is not understood
 */
export function decodedBody(answer: IncomingMessage, maxBytes: number): AsyncIterable<Buffer> {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return capped(answer, maxBytes);
  const decoder = DECODERS.get(encoding);
  if (!decoder)
    throw new AppError(
      'HTTP_UNAVAILABLE',
      `the answer is encoded as ${encoding}, which is not understood`,
      { encoding, sent: true },
      { retryable: false },
    );
  const unpacked = decoder();
  pipeline(Readable.from(capped(answer, maxBytes)), unpacked, () => undefined); // an error destroys `unpacked` and is met there
  return capped(unpacked, maxBytes);
}
async function* capped(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes)
      throw new AppError('HTTP_UNAVAILABLE', `the answer is longer than ${maxBytes} bytes`, { maxBytes, sent: true }, { retryable: false });
    yield chunk;
  }
}
