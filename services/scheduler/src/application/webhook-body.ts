import { AppError, findUnsafeKeys, type Json } from '@agentflow/core';

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

/**
 * What templates see as `trigger.body`: parsed when it says it is JSON (or says nothing and is), else its text; `null` when there is none.
 * @throws AppError MALFORMED_JSON, BAD_REQUEST (a key that no document may carry)
 */
export function readBody(bytes: Uint8Array, contentType: string): Json {
  if (bytes.length === 0) return null;
  const text = new TextDecoder().decode(bytes);
  const declared = JSON_TYPE.test(contentType.trim());
  if (!declared && contentType.trim() !== '') return text;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    if (!declared) return text;
    throw new AppError('MALFORMED_JSON', 'the body says it is JSON and is not');
  }
  const unsafe = findUnsafeKeys(value);
  if (unsafe.length > 0)
    throw new AppError('BAD_REQUEST', `the body carries a key that is not allowed: ${unsafe[0]}`, { pointers: unsafe });
  return value;
}
