import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { AppError } from '@agentflow/core';

/** An over-long body is read on and thrown away up to here, so that its sender gets to read the 413 instead of a broken connection. */
const DISCARD_BYTES = 64 * 1024 * 1024;
const EMPTY = Buffer.alloc(0);

export type BodyCallback = (error: AppError | null, body: Buffer) => void;

/** Reads the whole body of a request, at most `limit` bytes, and calls back once: PAYLOAD_TOO_LARGE, BAD_REQUEST (sender gone) or the bytes. A callback, because a promise per request costs. */
export function readBody(req: IncomingMessage, limit: number, done: BodyCallback): void {
  const declared = Number(req.headers['content-length'] ?? 0);
  if (declared > DISCARD_BYTES) return done(tooLarge(limit), EMPTY);
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let length = 0;
  let called = false;
  const finish: BodyCallback = (error, body) => {
    if (called) return;
    called = true;
    done(error, body);
  };
  req.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) {
      first = rest = undefined;
      if (length > DISCARD_BYTES) finish(tooLarge(limit), EMPTY);
    } else if (first === undefined) first = chunk;
    else (rest ??= [first]).push(chunk);
  });
  req.on('end', () => {
    if (length > limit) return finish(tooLarge(limit), EMPTY);
    finish(null, rest ? Buffer.concat(rest, length) : (first ?? EMPTY));
  });
  // without a listener for `error`, a connection that breaks says so by `close` alone
  req.on('close', () => {
    if (!called) finish(new AppError('BAD_REQUEST', 'the request broke off'), EMPTY);
  });
}
const tooLarge = (limit: number): AppError =>
  new AppError('PAYLOAD_TOO_LARGE', `the body is larger than the ${limit} bytes allowed here`, { limit });

/** @throws AppError BAD_REQUEST when the bytes are not UTF-8 */
export function utf8Text(body: Buffer): string {
  if (!isUtf8(body)) throw new AppError('BAD_REQUEST', 'the body is not UTF-8 text');
  return body.toString('utf8');
}

export type MediaType = 'json' | 'yaml' | 'other' | 'none';
const YAML_TYPES: ReadonlySet<string> = new Set(['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml']);

/** What the request says its body is. @throws AppError UNSUPPORTED_MEDIA_TYPE for encodings and character sets we do not read */
export function mediaType(req: IncomingMessage): MediaType {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'compressed bodies are not accepted: send it without Content-Encoding');
  }
  const header = req.headers['content-type'];
  if (header === undefined) return 'none';
  if (header === 'application/json') return 'json';
  const [type = '', ...parameters] = header.toLowerCase().split(';');
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'bodies must be UTF-8');
  }
  const name = type.trim();
  return name === 'application/json' ? 'json' : YAML_TYPES.has(name) ? 'yaml' : 'other';
}
