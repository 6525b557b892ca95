import { hash } from 'node:crypto';
import { AppError, isAppError, orgId, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type Clock, type DocumentStore, type IdSource, type Page, type StoredDocument } from '@agentflow/ports';
import type { Principal, Role } from './authorize.js';

/** As it lies in `api-keys`: never the key itself. */
export interface ApiKeyDocument {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the key, hex. */
  readonly hash: string;
  /** The key's last four characters, to tell keys apart. */
  readonly hint: string;
  readonly createdBy: string;
  /** RFC 3339. */
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly hint: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}
export interface ApiKeyDraft {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: string;
}
export interface ApiKeys {
  /** The principal of a key: at once when it was checked within the last seconds. `null` when there is no such (valid) key. */
  verify(key: string): Principal | null | Promise<Principal | null>;
  /** What `verify` found a moment ago, for as long as it holds. */
  checked(key: string): CheckedKey | undefined;
  /** Whether a key, by its id, is still valid, and with which role. */
  stillValid(org: OrgId, id: string): Promise<Role | null>;
  create(org: OrgId, draft: ApiKeyDraft, by: string): Promise<ApiKeyView & { readonly key: string }>;
  /** Keeps exactly this key under a fixed id, replacing an earlier one: the admin key of the data folder. */
  adopt(org: OrgId, id: string, key: string, draft: ApiKeyDraft): Promise<void>;
  list(org: OrgId, page: number, pageSize: number): Promise<Page<ApiKeyView>>;
  /** @throws AppError NOT_FOUND */
  revoke(org: OrgId, id: string): Promise<void>;
}

/** A key names its org, so that no look-up spans orgs: `af_<org>_<secret>`. */
const KEY = /^af_([a-z0-9-]{1,64})_([A-Za-z0-9_-]{20,200})$/;
/** A revoked key is refused after this at the latest, by other gateways too. */
export const RECHECK_MS = 5_000;
const CACHED_KEYS = 10_000;
/** A key that was valid so recently opens while nobody can say whether it still is: whoever looks after a platform whose documents are away must get in. */
const AWAY_MS = 600_000;
/** How long an answer about such a key is waited for. */
const ANSWER_MS = 1_000;

export const hashSecret = (text: string): string => hash('sha256', text, 'hex');
export const newKey = (org: OrgId, ids: IdSource): string => `af_${org}_${ids.secret()}`;

/** A key that was checked: it stands until then (monotonic milliseconds), and no longer once it was revoked. */
export interface CheckedKey {
  readonly principal: Principal;
  until: number;
}

export function createApiKeys({ documents, clock, ids }: { documents: DocumentStore; clock: Clock; ids: IdSource }): ApiKeys {
  const cache = new Map<string, CheckedKey>();
  const forget = (digest: string): void => {
    const known = cache.get(digest);
    if (known) known.until = 0;
    cache.delete(digest);
  };
  const collection = COLLECTIONS.apiKeys;

  const isLive = (document: ApiKeyDocument): boolean =>
    document.revokedAt === null && (document.expiresAt === null || Date.parse(document.expiresAt) > clock.now());

  async function lookUp(org: OrgId, digest: string): Promise<Principal | null> {
    const stored = await documents.getByUnique<ApiKeyDocument>(org, collection, 'hash', digest);
    if (!stored || !isLive(stored.value)) {
      forget(digest);
      return null;
    }
    const principal: Principal = { org, subject: `key:${stored.id}`, roles: [stored.value.role], kind: 'key', credentialId: stored.id };
    if (cache.size >= CACHED_KEYS) cache.clear();
    cache.set(digest, { principal, until: clock.monotonic() + RECHECK_MS });
    return principal;
  }
  /** What is found, or, where nothing can be asked, what was found last. */
  function orWhatItWas(asked: Promise<Principal | null>, { principal }: CheckedKey): Promise<Principal | null> {
    return new Promise((resolve, reject) => {
      const cancel = clock.after(ANSWER_MS, () => resolve(principal));
      asked.then(resolve, (error: unknown) => (isAppError(error) && error.retryable ? resolve(principal) : reject(error))).finally(cancel);
    });
  }
  const put = (
    org: OrgId,
    id: string,
    key: string,
    draft: ApiKeyDraft,
    by: string,
    ifVersion?: 'absent',
  ): Promise<StoredDocument<ApiKeyDocument>> => {
    const digest = hashSecret(key);
    const value: ApiKeyDocument = {
      name: draft.name,
      role: draft.role,
      hash: digest,
      hint: key.slice(-4),
      createdBy: by,
      expiresAt: draft.expiresAt ?? null,
      revokedAt: null,
    };
    return documents.put(org, collection, id, value, { unique: { hash: digest }, ...(ifVersion ? { ifVersion } : {}) });
  };

  return {
    verify(key) {
      const found = KEY.exec(key);
      if (!found) return null;
      const digest = hashSecret(key);
      const cached = cache.get(digest);
      if (cached && cached.until > clock.monotonic()) return cached.principal;
      const asked = lookUp(orgId(found[1] as string), digest);
      return cached && cached.until > clock.monotonic() - AWAY_MS ? orWhatItWas(asked, cached) : asked;
    },
    checked(key) {
      const known = cache.get(hashSecret(key));
      return known && known.until > clock.monotonic() ? known : undefined;
    },
    async stillValid(org, id) {
      const stored = await documents.get<ApiKeyDocument>(org, collection, id);
      return stored && isLive(stored.value) ? stored.value.role : null;
    },
    async create(org, draft, by) {
      const key = newKey(org, ids);
      return { ...view(await put(org, ids.next(), key, draft, by, 'absent')), key };
    },
    async adopt(org, id, key, draft) {
      const stored = await documents.get<ApiKeyDocument>(org, collection, id);
      if (stored?.value.hash === hashSecret(key) && isLive(stored.value)) return;
      await put(org, id, key, draft, 'system');
    },
    async list(org, page, pageSize) {
      const found = await documents.list<ApiKeyDocument>(org, collection, {
        orderBy: 'createdAt',
        descending: true,
        offset: (page - 1) * pageSize,
        limit: pageSize,
      });
      return { items: found.items.map(view), page, pageSize, total: found.total };
    },
    async revoke(org, id) {
      const stored = await documents.get<ApiKeyDocument>(org, collection, id);
      if (!stored) throw new AppError('NOT_FOUND', 'no API key has this id', { id });
      if (stored.value.revokedAt === null) {
        const revokedAt = new Date(clock.now()).toISOString();
        await documents.put(
          org,
          collection,
          id,
          { ...stored.value, revokedAt },
          { ifVersion: stored.version, unique: { hash: stored.value.hash } },
        );
      }
      forget(stored.value.hash);
    },
  };
}

function view({ id, value, createdAt }: StoredDocument<ApiKeyDocument>): ApiKeyView {
  const { name, role, hint, createdBy, expiresAt, revokedAt } = value;
  return { id, name, role, hint, createdBy, createdAt: new Date(createdAt).toISOString(), expiresAt, revokedAt };
}
