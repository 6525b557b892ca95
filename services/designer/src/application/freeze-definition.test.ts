import { orgId, type WorkflowDefinition } from '@agentflow/core';
import type { DocumentStore } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { freezeDefinition } from './freeze-definition.js';
import type { Pinned } from './pin-definition.js';

const node = (id: string, more: object = {}) => ({ id, type: 'set', config: { values: {} }, ...more });
const pinnedOf = (nodes: readonly object[]): Pinned =>
  ({
    digest: 'sha256:1',
    pins: {},
    frozen: { workflowId: 'w', definition: { nodes } as unknown as WorkflowDefinition, pins: {} },
  }) as never;

async function freeze(pinned: Pinned) {
  const told: string[] = [];
  const documents = { put: async () => void told.push('frozen') } as unknown as DocumentStore;
  const nameDomains = async (domains: readonly string[]) => void told.push(...domains);
  await freezeDefinition({ documents, nameDomains } as unknown as DesignerDeps, orgId('default'), pinned);
  return told;
}

describe('what is frozen', () => {
  it('makes the domains of its nodes known before it can run, those inside of containers too, each once', async () => {
    const nodes = [
      node('a', { domain: 'research' }),
      node('each', { type: 'map', body: { nodes: [node('b', { domain: 'finance' }), node('c', { domain: 'research' })] } }),
      node('order', { type: 'statemachine', config: { states: { paid: { entry: { nodes: [node('d', { domain: 'mail' })] } } } } }),
    ];
    expect(await freeze(pinnedOf(nodes))).toEqual(['research', 'finance', 'mail', 'frozen']);
  });
  it('names none where there are none', async () => {
    expect(await freeze(pinnedOf([node('a')]))).toEqual(['frozen']);
  });
});
