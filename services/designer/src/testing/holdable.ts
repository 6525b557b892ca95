import type { DocumentStore } from '@agentflow/ports';

export interface Hold {
  /** Resolves when the call has come. */
  readonly come: Promise<void>;
  /** Lets it go on. */
  release(): void;
}
/** A document store whose next `get` (after it has read) or `put` (before it writes) of a collection can be held, so that others overtake it for certain. */
export function holdable(documents: DocumentStore): {
  readonly documents: DocumentStore;
  hold(method: 'get' | 'put', collection: string): Hold;
} {
  const waiting: { method: string; collection: string; arrive(): void; go: Promise<void> }[] = [];
  const pass = async (method: string, collection: string): Promise<void> => {
    const index = waiting.findIndex((hold) => hold.method === method && hold.collection === collection);
    if (index < 0) return;
    const [hold] = waiting.splice(index, 1);
    hold!.arrive();
    await hold!.go;
  };
  return {
    documents: {
      ...documents,
      get: async (org, collection, id) => {
        const found = await documents.get(org, collection, id);
        await pass('get', collection);
        return found as never;
      },
      put: async (org, collection, id, value, options) => {
        await pass('put', collection);
        return documents.put(org, collection, id, value, options);
      },
    },
    hold: (method, collection) => {
      let arrive!: () => void;
      let release!: () => void;
      const come = new Promise<void>((resolve) => (arrive = resolve));
      const go = new Promise<void>((resolve) => (release = resolve));
      waiting.push({ method, collection, arrive, go });
      return { come, release };
    },
  };
}
