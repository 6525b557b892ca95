import { randomBytes } from 'node:crypto';
import { AppError, type OrgId } from '@agentflow/core';
import type { Clock, DocumentPage, DocumentQuery, DocumentStore, IdSource, KeyValue, PutOptions, StoredDocument } from '@agentflow/ports';

interface Row {
  readonly org: OrgId;
  readonly collection: string;
  readonly stored: StoredDocument<unknown>;
  readonly unique: Readonly<Record<string, string>>;
  readonly index: Readonly<Record<string, string | number>>;
}

/** A DocumentStore in memory, for tests: versions, unique values and offset paging behave as the port says. */
export function createMemoryDocuments(clock: Clock): DocumentStore {
  const rows = new Map<string, Row>();
  const keyOf = (org: OrgId, collection: string, id: string): string => `${org}/${collection}/${id}`;
  const of = (org: OrgId, collection: string): Row[] =>
    [...rows.values()].filter((row) => row.org === org && row.collection === collection);
  const sortValue = (row: Row, by: string): string | number =>
    by === 'createdAt' || by === 'updatedAt' || by === 'id' ? row.stored[by] : (row.index[by] ?? '');
  return {
    async get<T>(org: OrgId, collection: string, id: string) {
      return (rows.get(keyOf(org, collection, id))?.stored as StoredDocument<T> | undefined) ?? null;
    },
    async getByUnique<T>(org: OrgId, collection: string, name: string, value: string) {
      return (of(org, collection).find((row) => row.unique[name] === value)?.stored as StoredDocument<T> | undefined) ?? null;
    },
    async put<T>(org: OrgId, collection: string, id: string, value: T, options: PutOptions = {}) {
      const key = keyOf(org, collection, id);
      const before = rows.get(key);
      if (options.ifVersion === 'absent' && before) throw new AppError('ALREADY_EXISTS', 'there is one', { id });
      if (typeof options.ifVersion === 'number' && before?.stored.version !== options.ifVersion)
        throw new AppError('VERSION_CONFLICT', 'it has changed', { id });
      for (const [name, text] of Object.entries(options.unique ?? {})) {
        const holder = of(org, collection).find((row) => row.unique[name] === text && row.stored.id !== id);
        if (holder) throw new AppError('ALREADY_EXISTS', `${name} is taken`, { name, value: text });
      }
      const now = clock.now();
      const stored = {
        id,
        version: (before?.stored.version ?? 0) + 1,
        value: structuredClone(value),
        createdAt: before?.stored.createdAt ?? now,
        updatedAt: now,
      };
      rows.set(key, { org, collection, stored, unique: options.unique ?? {}, index: options.index ?? {} });
      return stored;
    },
    async delete(org, collection, id, ifVersion) {
      const before = rows.get(keyOf(org, collection, id));
      if (before && ifVersion !== undefined && before.stored.version !== ifVersion)
        throw new AppError('VERSION_CONFLICT', 'it has changed', { id });
      return rows.delete(keyOf(org, collection, id));
    },
    async list<T>(org: OrgId, collection: string, query: DocumentQuery): Promise<DocumentPage<T>> {
      const by = query.orderBy ?? 'id';
      const found = of(org, collection)
        .filter((row) => Object.entries(query.where ?? {}).every(([name, value]) => row.index[name] === value))
        .sort((a, b) => (sortValue(a, by) < sortValue(b, by) ? -1 : 1) * (query.descending ? -1 : 1));
      const offset = query.offset ?? 0;
      return {
        items: found.slice(offset, offset + query.limit).map((row) => row.stored as StoredDocument<T>),
        nextCursor: null,
        total: found.length,
      };
    },
    async scan<T>(collection: string) {
      const items = [...rows.values()]
        .filter((row) => row.collection === collection)
        .map((row) => ({ ...(row.stored as StoredDocument<T>), org: row.org }));
      return { items, nextCursor: null };
    },
  };
}

/** A KeyValue in memory, for tests. */
export function createMemoryKeyValue(clock: Clock): KeyValue {
  const values = new Map<string, { readonly value: string; readonly until: number }>();
  const live = (key: string): string | null => {
    const found = values.get(key);
    return found && found.until > clock.now() ? found.value : null;
  };
  const untilOf = (ttlMs?: number): number => (ttlMs === undefined ? Infinity : clock.now() + ttlMs);
  return {
    get: async (key) => live(key),
    async set(key, value, options = {}) {
      if (options.onlyIf === 'absent' && live(key) !== null) return false;
      values.set(key, { value, until: untilOf(options.ttlMs) });
      return true;
    },
    async compareAndSet(key, expected, value, ttlMs) {
      if (live(key) !== expected) return false;
      values.set(key, { value, until: untilOf(ttlMs) });
      return true;
    },
    async delete(key) {
      const was = live(key) !== null;
      values.delete(key);
      return was;
    },
    async increment(key, by, ttlMs) {
      const sum = Number(live(key) ?? 0) + by;
      values.set(key, { value: String(sum), until: live(key) === null ? untilOf(ttlMs) : (values.get(key)?.until ?? Infinity) });
      return sum;
    },
  };
}

/** The machine's clock, which a test may set forward. */
export function createTestClock(): Clock & { advance(ms: number): void } {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    monotonic: () => performance.now() + ahead,
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    advance: (ms) => void (ahead += ms),
  };
}
export function createTestIds(): IdSource {
  let count = 0;
  return {
    next: () => `01TEST${String(++count).padStart(20, '0')}`,
    seed: () => 1,
    secret: () => randomBytes(24).toString('base64url'),
  };
}
