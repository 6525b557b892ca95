import { AppError } from '@agentflow/core';
import type { ObjectStore } from '@agentflow/ports';

const KEY = /^(?!\.{1,2}(\/|$))[A-Za-z0-9._:-]+(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._:-]+)*$/;
const check = (key: string): void => {
  if (key.length > 500 || !KEY.test(key)) throw new AppError('BAD_REQUEST', 'this is no key of an object', { key: key.slice(0, 100) });
};
interface Stored {
  readonly bytes: Uint8Array;
  readonly modifiedAt: number;
  /** What the scheduler had counted when it was stored first. */
  readonly step: number;
}

/** Blobs in memory: what was put is there at once, whatever becomes of the process. Its methods answer without waiting. */
export class MemoryObjects {
  readonly blobs = new Map<string, Stored>();
  constructor(
    private readonly now: () => number,
    private readonly step: () => number = () => 0,
  ) {}

  put(key: string, bytes: Uint8Array, onlyIfAbsent = false): boolean {
    check(key);
    if (onlyIfAbsent && this.blobs.has(key)) return false;
    const step = this.blobs.get(key)?.step ?? this.step();
    this.blobs.set(key, { bytes: Uint8Array.from(bytes), modifiedAt: this.now(), step });
    return true;
  }
  get(key: string): Uint8Array | null {
    check(key);
    return this.blobs.get(key)?.bytes ?? null;
  }
  delete(key: string): void {
    check(key);
    this.blobs.delete(key);
  }
  list(prefix: string, cursor: string | null, limit: number): Awaited<ReturnType<ObjectStore['list']>> {
    const keys = [...this.blobs.keys()].filter((key) => key.startsWith(prefix) && (cursor === null || key > cursor)).sort();
    const page = keys.slice(0, limit);
    const items = page.map((key) => {
      const { bytes, modifiedAt } = this.blobs.get(key) as Stored;
      return { key, size: bytes.length, modifiedAt };
    });
    return { items, nextCursor: keys.length > limit ? (page.at(-1) as string) : null };
  }
  deletePrefix(prefix: string): number {
    const keys = [...this.blobs.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys) this.blobs.delete(key);
    return keys.length;
  }
}
