import { AppError, orgId, SnapshotRefused, type Plan } from '@agentflow/core';
import type { ObjectStore } from '@agentflow/ports';
import { driveExecution, node, workflow } from '@agentflow/testkit';
import { createSnapshotStore } from './snapshot-store.js';

const ORG = orgId('default');

function createObjects(): ObjectStore & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    put: async (key, bytes) => !!kept.set(key, bytes),
    get: async (key) => kept.get(key) ?? null,
    delete: async (key) => void kept.delete(key),
    list: async (prefix) => ({
      items: [...kept].filter(([key]) => key.startsWith(prefix)).map(([key, { length: size }]) => ({ key, size, modifiedAt: 0 })),
      nextCursor: null,
    }),
    deletePrefix: async () => 0,
  };
}
async function world() {
  const run = driveExecution(workflow([node('a', 'tool', { tool: 'echo', arguments: {} })], ['start -> a -> end']));
  run.start();
  const objects = createObjects();
  const faults: string[] = [];
  let failure: Error | null = null;
  const load = async (): Promise<Plan> => {
    if (failure) throw failure;
    return run.plan;
  };
  const snapshots = createSnapshotStore(objects, { cached: () => undefined, load }, (_id, reason) => void faults.push(reason));
  await snapshots.write(run.state, 1);
  return { snapshots, objects, faults, id: run.state.id, failWith: (error: Error | null) => void (failure = error) };
}

describe('a snapshot whose revision cannot be read just now', () => {
  it('is not refused: the load fails for now, and the next one finds it', async () => {
    const { snapshots, faults, id, failWith } = await world();
    failWith(new AppError('UNAVAILABLE', 'the documents are away', {}, { retryAfterSeconds: 1 }));
    for (const attempt of [
      snapshots.latest(ORG, id),
      snapshots.read(ORG, id, 1),
      snapshots.list(ORG, id),
      snapshots.page(ORG, undefined, 5),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect({ refused: snapshots.refused, faults }).toEqual({ refused: 0, faults: [] });
    failWith(null);
    expect(await snapshots.latest(ORG, id)).toMatchObject({ version: 1 });
    expect(await snapshots.list(ORG, id)).toMatchObject([{ version: 1, status: 'ok' }]);
  });
});
describe('a snapshot that can never be read', () => {
  it('is refused by name where its revision is gone', async () => {
    const { snapshots, faults, id, failWith } = await world();
    failWith(new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest'));
    expect(await snapshots.latest(ORG, id)).toBeUndefined();
    await expect(snapshots.read(ORG, id, 1)).rejects.toThrow(SnapshotRefused);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain('no revision is stored');
  });
  it('gives way to the one before it where it is damaged', async () => {
    const { snapshots, objects, faults, id } = await world();
    const [key, bytes] = [...objects.kept][0] as [string, Uint8Array];
    objects.kept.set(key.replace(/1$/, '2'), bytes.slice(0, -1));
    expect(await snapshots.latest(ORG, id)).toMatchObject({ version: 1 });
    expect(faults).toEqual([expect.stringContaining('sha256')]);
    expect(await snapshots.list(ORG, id)).toMatchObject([
      { version: 2, status: 'refused' },
      { version: 1, status: 'ok' },
    ]);
  });
});
