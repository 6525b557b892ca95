import { createHmac } from 'node:crypto';
import { executionId, type ExecutionId } from '@agentflow/core';

/** Crockford's base 32 (https://www.crockford.com/base32.html), as in ULIDs. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id of an execution that starts under a key: 130 bits of an HMAC over org, source and key, so that its unique first commit is the de-duplication. */
export function idFromStartKey(secret: string, org: string, source: string, key: string): ExecutionId {
  const mac = createHmac('sha256', secret)
    .update(JSON.stringify([org, source, key]))
    .digest();
  let text = 'K';
  for (let i = 0; i < 26; i++) text += ALPHABET[(mac[i] as number) & 31];
  return executionId(text);
}
