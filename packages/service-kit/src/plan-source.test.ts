import { orgId, type OrgId, type WorkflowDefinition } from '@agentflow/core';
import { COLLECTIONS, type DocumentStore, type FrozenDocument } from '@agentflow/ports';
import { chain, createTestCatalog, workflow } from '@agentflow/testkit';
import { createPlanSource } from './plan-source.js';

const org = orgId('a');
function world(frozen: { readonly [digest: string]: WorkflowDefinition }, max?: number) {
  const reads: string[] = [];
  let fail = false;
  const documents = {
    async get(asked: OrgId, collection: string, id: string) {
      reads.push(id);
      if (fail) throw new Error('the store is away');
      expect(collection).toBe(COLLECTIONS.frozen);
      const definition = asked === org ? frozen[id] : undefined;
      const value: FrozenDocument | undefined = definition && { workflowId: 'w', definition, pins: { nodeTypes: { http: 1 } } };
      return value ? { id, version: 1, value, createdAt: 0, updatedAt: 0 } : null;
    },
  } as unknown as DocumentStore;
  const source = createPlanSource({ documents, nodes: createTestCatalog(), ...(max === undefined ? {} : { max }) });
  return { source, reads, failing: (does: boolean) => void (fail = does) };
}
const definition = chain(2, 'set', { values: {} });

describe('the plan source', () => {
  it('reads and compiles once, however many ask at the same time, and then answers from memory', async () => {
    const { source, reads } = world({ d: definition });
    expect(source.cached(org, 'd')).toBeUndefined();
    const plans = await Promise.all([source.load(org, 'd'), source.load(org, 'd'), source.load(org, 'd')]);
    expect(reads).toEqual(['d']);
    expect(new Set(plans).size).toBe(1);
    expect(plans[0]).toMatchObject({ digest: 'd', nodesTotal: 4 });
    expect(source.cached(org, 'd')).toBe(plans[0]);
  });
  it('gives no org another org’s plan, not even a cached one', async () => {
    const { source } = world({ d: definition });
    await source.load(org, 'd');
    expect(source.cached(orgId('b'), 'd')).toBeUndefined();
    await expect(source.load(orgId('b'), 'd')).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND', details: { digest: 'd' } });
  });
  it('drops what was not used for longest', async () => {
    const { source } = world({ a: definition, b: definition, c: definition }, 2);
    await source.load(org, 'a');
    await source.load(org, 'b');
    source.cached(org, 'a');
    await source.load(org, 'c');
    expect(['a', 'b', 'c'].map((digest) => source.cached(org, digest) !== undefined)).toEqual([true, false, true]);
  });
  it('asks again after a failure', async () => {
    const { source, failing } = world({ d: definition });
    failing(true);
    await expect(source.load(org, 'd')).rejects.toThrow('away');
    failing(false);
    expect((await source.load(org, 'd')).digest).toBe('d');
  });
  it('compiles nodes to the version that was pinned', async () => {
    const { source } = world({
      d: workflow([{ id: 'call', type: 'http', config: { method: 'GET', url: 'https://x.example' } }], ['start -> call -> end']),
    });
    const plan = await source.load(org, 'd');
    expect(plan.root.byId.get('call')).toMatchObject({ typeVersion: 1 });
  });
});
