import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookSecret } from './webhook-secret.js';

/** How far a signature's time may be from ours, either way: Standard Webhooks, https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const TOLERANCE_SECONDS = 5 * 60;
const PREFIX = 'whsec_';

export type Headers = { readonly [lowerCaseName: string]: string };
/** Who called, or why the call is not believed (for the log alone: callers are all told the same). `messageId`: the sender's own, the same for its repeats. */
export type Verdict = { readonly ok: true; readonly messageId?: string } | { readonly ok: false; readonly why: string };

/** Checks a call against the hook's secret. `body` as it came; `now` epoch milliseconds. Never throws. */
export function verifyWebhook(secret: HookSecret, headers: Headers, body: Uint8Array, now: number): Verdict {
  return secret.type === 'bearer' ? verifyBearer(secret.secret, headers) : verifySignature(secret.secret, headers, body, now);
}

function verifyBearer(token: string, headers: Headers): Verdict {
  const match = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '');
  if (!match) return { ok: false, why: 'no bearer token' };
  return same(match[1]!, token) ? { ok: true } : { ok: false, why: 'another token' };
}
/** Over the bytes as they came (standardwebhooks itself decodes them first, which makes different broken bytes equal), with our clock. */
function verifySignature(secret: string, headers: Headers, body: Uint8Array, now: number): Verdict {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) return { ok: false, why: 'a header is missing' };
  if (id.length > 256 || signatures.length > 4096) return { ok: false, why: 'a header is too long' };
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, why: 'the timestamp is not a number of seconds' };
  if (Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return { ok: false, why: 'the timestamp is out of the window' };
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  if (key.length === 0) return { ok: false, why: 'the secret holds no key' };
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  const valid = signatures.split(' ').filter((entry) => {
    const [version, signature] = entry.split(',', 2);
    return version === 'v1' && signature !== undefined && same(signature, expected);
  });
  return valid.length > 0 ? { ok: true, messageId: id } : { ok: false, why: 'no signature fits' };
}
/** In constant time, whatever the lengths. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
