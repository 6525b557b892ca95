import { AppError, type OrgId } from '@agentflow/core';
import type { DocumentPage, DocumentQuery, DocumentStore, PutOptions, StoredDocument } from '@agentflow/ports';

interface Row {
  readonly org: OrgId;
  readonly collection: string;
  readonly stored: StoredDocument<unknown>;
  readonly unique: { readonly [name: string]: string };
  readonly index: { readonly [name: string]: string | number };
}
/** Documents in memory, as the port promises them, for tests that need thousands of steps or faults. `fault` is asked before each write and may throw. */
export function createMemoryDocuments(fault: (collection: string, id: string) => void = () => undefined): DocumentStore {
  const rows = new Map<string, Row>();
  const key = (org: OrgId, collection: string, id: string): string => JSON.stringify([org, collection, id]);
  const of = (org: OrgId, collection: string): Row[] =>
    [...rows.values()].filter((row) => row.org === org && row.collection === collection);
  const page = <T>(found: Row[], query: Pick<DocumentQuery, 'cursor' | 'offset' | 'limit'>): DocumentPage<T> => {
    const sorted = found.sort((a, b) => (a.stored.id < b.stored.id ? -1 : 1));
    const from = query.cursor === undefined ? (query.offset ?? 0) : sorted.findIndex((row) => row.stored.id > query.cursor!);
    const items = from < 0 ? [] : sorted.slice(from, from + query.limit);
    const last = items.at(-1);
    return {
      items: structuredClone(items.map((row) => row.stored)) as StoredDocument<T>[],
      nextCursor: last && sorted.at(-1) !== last ? last.stored.id : null,
      total: found.length,
    };
  };
  return {
    get: async (org, collection, id) => structuredClone(rows.get(key(org, collection, id))?.stored ?? null) as never,
    getByUnique: async (org, collection, name, value) =>
      structuredClone(of(org, collection).find((row) => row.unique[name] === value)?.stored ?? null) as never,
    async put<T>(org: OrgId, collection: string, id: string, value: T, options: PutOptions = {}): Promise<StoredDocument<T>> {
      fault(collection, id);
      const known = rows.get(key(org, collection, id));
      if (options.ifVersion === 'absent' && known) throw new AppError('ALREADY_EXISTS', 'there is one');
      if (typeof options.ifVersion === 'number' && known?.stored.version !== options.ifVersion)
        throw new AppError('VERSION_CONFLICT', 'another wrote first');
      const unique = options.unique ?? {};
      for (const [name, text] of Object.entries(unique)) {
        if (of(org, collection).some((row) => row.stored.id !== id && row.unique[name] === text))
          throw new AppError('ALREADY_EXISTS', 'taken', { name, value: text });
      }
      const stored = structuredClone({ id, version: (known?.stored.version ?? 0) + 1, value, createdAt: 0, updatedAt: 0 });
      rows.set(key(org, collection, id), { org, collection, stored, unique, index: options.index ?? {} });
      return structuredClone(stored);
    },
    async delete(org, collection, id) {
      fault(collection, id);
      return rows.delete(key(org, collection, id));
    },
    list: async (org, collection, query) =>
      page(
        of(org, collection).filter((row) => Object.entries(query.where ?? {}).every(([name, value]) => row.index[name] === value)),
        query,
      ) as never,
    async scan(collection, cursor, limit) {
      const all = [...rows.values()].filter((row) => row.collection === collection);
      const found = page(all, { limit, ...(cursor === null ? {} : { cursor }) });
      return {
        items: found.items.map((stored) => ({ ...stored, org: all.find((row) => row.stored.id === stored.id)!.org })),
        nextCursor: found.nextCursor,
      } as never;
    },
  };
}
