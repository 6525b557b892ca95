import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson, type Json, type OrgId } from '@agentflow/core';
import type { PeerAnswer, PeerMessage } from './peer-message.js';

/*
 * I1  What is not signed with the org's own key was not said by an agent of the org, whatever it says of itself.
 * I2  A message is good for its lifetime alone, and that is bounded, so that what has been seen need be remembered only that long.
 */
export type Dropped = 'malformed' | 'foreign' | 'forged' | 'expired';
/** Clocks of two machines may differ by this much. */
const SKEW_MS = 30_000;
/** How long a message may live. */
export const MAX_LIFETIME_MS = 3_600_000;
const MAX_HOPS = 64;
const KEYS_KEPT = 10_000;

export interface PeerSeal {
  seal(org: OrgId, content: PeerMessage | PeerAnswer): Json;
  /** The message if it is one of this org's, and its time has not passed. */
  openMessage(org: OrgId, sealed: Json, now: number): PeerMessage | Dropped;
  openAnswer(org: OrgId, sealed: Json, to: { readonly id: string; readonly nonce: string }): PeerAnswer | Dropped;
}
/** Signs with a key of each org's own, derived from `secret`. */
export function createPeerSeal(secret: string): PeerSeal {
  const keys = new Map<OrgId, Buffer>();
  const keyOf = (org: OrgId): Buffer => {
    let key = keys.get(org);
    if (!key) {
      if (keys.size >= KEYS_KEPT) keys.clear();
      keys.set(org, (key = Buffer.from(hkdfSync('sha256', secret, '', `peer messages of ${org}`, 32))));
    }
    return key;
  };
  const signatureOf = (org: OrgId, content: Json): Buffer => createHmac('sha256', keyOf(org)).update(canonicalJson(content)).digest();
  /** The content, if the org's key signed it. */
  function opened(org: OrgId, sealed: Json): { readonly [name: string]: Json } | Dropped {
    if (!isObject(sealed) || !isObject(sealed['content']) || typeof sealed['signature'] !== 'string') return 'malformed';
    const { content, signature } = sealed;
    if (content['v'] !== 1) return 'malformed';
    if (content['org'] !== org) return 'foreign';
    const given = Buffer.from(signature, 'base64url');
    const right = signatureOf(org, content);
    return given.length === right.length && timingSafeEqual(given, right) ? content : 'forged';
  }
  return {
    seal: (org, content) => ({
      content: content as unknown as Json,
      signature: signatureOf(org, content as unknown as Json).toString('base64url'),
    }),
    openMessage(org, sealed, now) {
      const content = opened(org, sealed);
      if (typeof content === 'string') return content;
      const message = content as unknown as PeerMessage; // signed: one of ours wrote it
      const { sentAt, deadline, hops } = message;
      if (!Array.isArray(hops) || hops.length > MAX_HOPS || typeof sentAt !== 'number' || typeof deadline !== 'number') return 'malformed';
      if (deadline <= now || sentAt > now + SKEW_MS || deadline - sentAt > MAX_LIFETIME_MS + SKEW_MS) return 'expired';
      return message;
    },
    openAnswer(org, sealed, { id, nonce }) {
      const content = opened(org, sealed);
      if (typeof content === 'string') return content;
      return content['id'] === id && content['nonce'] === nonce ? (content as unknown as PeerAnswer) : 'forged';
    },
  };
}
const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
