import { hash } from 'node:crypto';
import { orgId, type OrgId } from '@agentflow/core';
import type { Clock, DocumentStore, IdSource } from '@agentflow/ports';
import { hashSecret, RECHECK_MS, type ApiKeys } from './api-keys.js';
import type { Principal, Role } from './authorize.js';

export const SESSION_SECONDS = 7 * 24 * 3600;
const COLLECTION = 'sessions';
const CACHED_SESSIONS = 10_000;
const COOKIE = /^([a-z0-9-]{1,64})\.([A-Za-z0-9_-]{20,200})$/;

/** Its id is the SHA-256 of the cookie's value, so that a copy of the store opens no session. */
interface SessionDocument {
  readonly subject: string;
  readonly roles: readonly Role[];
  /** The API key it was opened with: ends with it. */
  readonly keyId: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}
export interface OpenedSession {
  /** Value of the cookie `af_session`. */
  readonly cookie: string;
  readonly csrfToken: string;
}
/** Sessions of the web: opaque cookies, 7 days, kept over restarts. */
export interface Sessions {
  open(org: OrgId, subject: string, roles: readonly Role[], keyId: string | null): Promise<OpenedSession>;
  /** At once when checked within the last seconds. `null`: no such session. */
  verify(cookie: string): Principal | null | Promise<Principal | null>;
  close(cookie: string): Promise<void>;
  /** The roles of a session that is still open, by its id; `null` when it is not. */
  stillOpen(org: OrgId, id: string): Promise<readonly Role[] | null>;
}

/** Derived, not kept: who cannot read the session cookie cannot know it. */
const csrfTokenOf = (cookie: string): string => hash('sha256', `csrf:${cookie}`, 'base64url');

export function createSessions(deps: { documents: DocumentStore; clock: Clock; ids: IdSource; apiKeys: ApiKeys }): Sessions {
  const { documents, clock, ids, apiKeys } = deps;
  const cache = new Map<string, { readonly principal: Principal; readonly until: number }>();

  async function open(org: OrgId, id: string): Promise<Pick<SessionDocument, 'subject' | 'roles'> | null> {
    const stored = await documents.get<SessionDocument>(org, COLLECTION, id);
    if (!stored || stored.value.expiresAt <= clock.now()) return null;
    const { subject, roles, keyId } = stored.value;
    if (keyId === null) return { subject, roles };
    const role = await apiKeys.stillValid(org, keyId);
    return role === null ? null : { subject, roles: [role] };
  }
  async function lookUp(org: OrgId, cookie: string): Promise<Principal | null> {
    const id = hashSecret(cookie);
    const found = await open(org, id);
    cache.delete(cookie);
    if (found === null) return null;
    const principal: Principal = { org, ...found, kind: 'session', csrfToken: csrfTokenOf(cookie), credentialId: id };
    if (cache.size >= CACHED_SESSIONS) cache.clear();
    cache.set(cookie, { principal, until: clock.monotonic() + RECHECK_MS });
    return principal;
  }
  /** Sessions are few: those that ran out are dropped whenever one is opened. */
  async function sweep(org: OrgId): Promise<void> {
    const oldest = await documents.list<SessionDocument>(org, COLLECTION, { orderBy: 'createdAt', limit: 50 });
    for (const { id, value } of oldest.items) if (value.expiresAt <= clock.now()) await documents.delete(org, COLLECTION, id);
  }

  return {
    async open(org, subject, roles, keyId) {
      await sweep(org);
      const cookie = `${org}.${ids.secret()}`;
      const value: SessionDocument = { subject, roles, keyId, expiresAt: clock.now() + SESSION_SECONDS * 1000 };
      await documents.put(org, COLLECTION, hashSecret(cookie), value, { ifVersion: 'absent' });
      return { cookie, csrfToken: csrfTokenOf(cookie) };
    },
    verify(cookie) {
      const cached = cache.get(cookie);
      if (cached && cached.until > clock.monotonic()) return cached.principal;
      const found = COOKIE.exec(cookie);
      return found ? lookUp(orgId(found[1] as string), cookie) : null;
    },
    async close(cookie) {
      cache.delete(cookie);
      const found = COOKIE.exec(cookie);
      if (found) await documents.delete(orgId(found[1] as string), COLLECTION, hashSecret(cookie));
    },
    async stillOpen(org, id) {
      return (await open(org, id))?.roles ?? null;
    },
  };
}
