import {
  executionId,
  isAppError,
  readSnapshot,
  snapshotDigest,
  SnapshotRefused,
  writeSnapshot,
  type ExecutionId,
  type ExecutionState,
  type OrgId,
} from '@agentflow/core';
import type { ObjectStore, PlanSource, SnapshotView } from '@agentflow/ports';

/** Snapshots kept of an execution: should the newest be refused, the one before saves most of the way. */
const KEPT = 2;
/** Objects looked at for one page of an org's snapshots. */
const SCANNED = 1_000;
const NAME = /^([^/]+)\/([^/]+)\/snapshot-(\d{10})$/;

export interface FoundSnapshot {
  readonly state: ExecutionState;
  readonly version: number;
  readonly bytes: number;
}
export interface SnapshotStore {
  /** The newest one that is whole, of this execution and readable. Others are refused by name. @throws AppError of whatever could not be reached */
  latest(org: OrgId, id: ExecutionId): Promise<FoundSnapshot | undefined>;
  /** @throws SnapshotRefused; answers `null` when there is none of this version */
  read(org: OrgId, id: ExecutionId, version: number): Promise<FoundSnapshot | null>;
  /** Writes one and deletes older ones. Answers its size in bytes. */
  write(state: ExecutionState, version: number): Promise<number>;
  remove(org: OrgId, id: ExecutionId, version: number): Promise<void>;
  list(org: OrgId, id: ExecutionId): Promise<readonly SnapshotView[]>;
  page(org: OrgId, cursor: string | undefined, limit: number): Promise<{ items: readonly SnapshotView[]; nextCursor: string | null }>;
  readonly written: number;
  readonly refused: number;
}

/** Folded states in the object store (DESIGN 5.18): `<org>/<execution>/snapshot-<version>`. Never the truth. */
export function createSnapshotStore(
  objects: ObjectStore,
  plans: PlanSource,
  onRefused: (id: ExecutionId, reason: string) => void,
): SnapshotStore {
  let written = 0;
  let refused = 0;
  const prefixOf = (org: OrgId, id: ExecutionId): string => `${org}/${id}/snapshot-`;
  const keyOf = (org: OrgId, id: ExecutionId, version: number): string => prefixOf(org, id) + String(version).padStart(10, '0');

  async function parse(org: OrgId, id: ExecutionId, version: number, bytes: Uint8Array): Promise<FoundSnapshot> {
    const text = Buffer.from(bytes).toString('utf8');
    try {
      const plan = await plans.load(org, snapshotDigest(text));
      const found = readSnapshot(text, org, id, plan);
      if (found.version !== version) throw new SnapshotRefused(`the snapshot is of version ${found.version}`);
      return { ...found, bytes: bytes.length };
    } catch (error) {
      // A store that cannot be reached says nothing about the snapshot: the load is tried again.
      if (error instanceof SnapshotRefused || (isAppError(error) && error.retryable)) throw error;
      throw new SnapshotRefused(`the snapshot cannot be read: ${(error as Error).message}`);
    }
  }
  function refuse(id: ExecutionId, error: unknown): void {
    if (!(error instanceof SnapshotRefused)) throw error;
    refused++;
    onRefused(id, error.message);
  }
  async function keysOf(org: OrgId, id: ExecutionId) {
    const { items } = await objects.list(prefixOf(org, id), null, 1000);
    return items;
  }
  async function view(org: OrgId, key: string, size: number, modifiedAt: number): Promise<SnapshotView | null> {
    const [, , id, digits] = NAME.exec(key) ?? [];
    if (id === undefined) return null;
    const version = Number(digits);
    const bytes = await objects.get(key);
    if (!bytes) return null;
    const about = { id: `${id}.${version}`, executionId: id, version, size, createdAt: new Date(modifiedAt).toISOString() };
    try {
      await parse(org, executionId(id), version, bytes);
      return { ...about, status: 'ok', reason: null, sha256: Buffer.from(bytes.subarray(0, 64)).toString('latin1') };
    } catch (error) {
      if (!(error instanceof SnapshotRefused)) throw error;
      return { ...about, status: 'refused', reason: (error as Error).message, sha256: null };
    }
  }
  async function prune(org: OrgId, id: ExecutionId): Promise<void> {
    const keys = await keysOf(org, id);
    for (const { key } of keys.slice(0, Math.max(0, keys.length - KEPT))) await objects.delete(key);
  }

  return {
    async latest(org, id) {
      for (const { key } of [...(await keysOf(org, id))].reverse()) {
        const version = Number(NAME.exec(key)?.[3]);
        try {
          const bytes = await objects.get(key);
          if (bytes) return await parse(org, id, version, bytes);
        } catch (error) {
          refuse(id, error);
        }
      }
      return undefined;
    },
    async read(org, id, version) {
      const bytes = await objects.get(keyOf(org, id, version));
      if (!bytes) return null;
      try {
        return await parse(org, id, version, bytes);
      } catch (error) {
        refuse(id, error);
        throw error;
      }
    },
    async write(state, version) {
      const { org, id } = state;
      const bytes = Buffer.from(writeSnapshot(state, version), 'utf8');
      await objects.put(keyOf(org, id, version), bytes);
      written++;
      await prune(org, id);
      return bytes.length;
    },
    remove: (org, id, version) => objects.delete(keyOf(org, id, version)),
    async list(org, id) {
      const views: SnapshotView[] = [];
      for (const { key, size, modifiedAt } of [...(await keysOf(org, id))].reverse()) {
        const one = await view(org, key, size, modifiedAt);
        if (one) views.push(one);
      }
      return views;
    },
    async page(org, cursor, limit) {
      const items: SnapshotView[] = [];
      const prefix = `${org}/`;
      const page = await objects.list(prefix, cursor === undefined ? null : prefix + cursor, SCANNED);
      let last: string | undefined;
      for (const { key, size, modifiedAt } of page.items) {
        if (items.length === limit) return { items, nextCursor: last?.slice(prefix.length) ?? null };
        last = key;
        const one = NAME.test(key) ? await view(org, key, size, modifiedAt) : null;
        if (one) items.push(one);
      }
      return { items, nextCursor: page.nextCursor === null ? null : (last?.slice(prefix.length) ?? null) };
    },
    get written() {
      return written;
    },
    get refused() {
      return refused;
    },
  };
}
