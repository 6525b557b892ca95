import type { Json } from '@agentflow/core';
import type { HttpAnswer } from '@agentflow/nodes';
import type { EgressAnswer } from '../egress/create-egress.js';

const JSON_TYPE = /^(application|text)\/(?:[\w.+-]+\+)?json\b/i;
const BINARY_TYPE =
  /^(image|audio|video|font)\/(?!svg\+xml)|^application\/(octet-stream|pdf|zip|gzip|x-tar|x-7z-compressed|wasm|protobuf|x-protobuf|msword|vnd\.(?!.*(\+json|\+xml|json)))/i;

/** An answer as nodes see it: JSON parsed, text as text, anything else as base64, nothing as `null`. */
export function readAnswer({ status, headers, body }: EgressAnswer): HttpAnswer {
  return { status, headers, body: bodyOf(headers['content-type'] ?? '', body) };
}
function bodyOf(contentType: string, body: Buffer): Json {
  if (body.length === 0) return null;
  if (BINARY_TYPE.test(contentType)) return body.toString('base64');
  const text = new TextDecoder(charsetOf(contentType)).decode(body);
  if (!JSON_TYPE.test(contentType)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text; // it says JSON and is not: the caller sees what came
  }
}
function charsetOf(contentType: string): string {
  const label = /charset="?([\w.:-]+)"?/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return 'utf-8';
  }
}
