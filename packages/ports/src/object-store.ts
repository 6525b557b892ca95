/** Keeps blobs: snapshots, large values, artifacts. Keys are `/`-joined names of `[A-Za-z0-9._:-]`, never a prefix of another key. */
export interface ObjectStore {
  /** Durable when it answers. The same key may be written again with the same bytes. */
  put(key: string, bytes: Uint8Array, options?: { readonly onlyIfAbsent?: boolean }): Promise<boolean>;
  /** `null` when there is none. */
  get(key: string): Promise<Uint8Array | null>;
  delete(key: string): Promise<void>;
  /** Keys that begin with `prefix`, in order, after `cursor`. */
  list(
    prefix: string,
    cursor: string | null,
    limit: number,
  ): Promise<{
    readonly items: readonly { readonly key: string; readonly size: number; readonly modifiedAt: number }[];
    readonly nextCursor: string | null;
  }>;
  deletePrefix(prefix: string): Promise<number>;
}
