import type { Agent } from '../../api/types.js';
import { draftOf, fieldsOf } from './agent-fields.js';

const agent: Agent = {
  id: 'a1',
  key: 'planner',
  kind: 'assistant',
  model: 'scripted/echo',
  instructions: 'Plan.',
  tools: ['clock'],
  capabilities: ['plans'],
  limits: { maxIterations: 4, custom: true },
  peers: { allow: ['critic'], maxCalls: 3 },
  version: 2,
  status: 'active',
  createdAt: '',
  updatedAt: '',
};
describe('the form of an agent', () => {
  it('gives back what it was filled with, and what it does not know of', () =>
    expect(draftOf(fieldsOf(agent), agent)).toEqual({
      key: 'planner',
      kind: 'assistant',
      model: 'scripted/echo',
      instructions: 'Plan.',
      tools: ['clock'],
      capabilities: ['plans'],
      limits: { maxIterations: 4, custom: true },
      peers: { allow: ['critic'], maxCalls: 3 },
    }));
  it('leaves out limits that were emptied', () =>
    expect(draftOf({ ...fieldsOf(agent), limits: { maxIterations: null, maxCost: '0.50' } }, agent).limits).toEqual({
      custom: true,
      maxCost: '0.50',
    }));
  it('has no peers where nobody may be addressed', () => {
    const draft = draftOf({ key: ' new ', model: 'm', instructions: '', peers: { allow: [], maxCalls: 3 } });
    expect(draft.key).toBe('new');
    expect(draft).not.toHaveProperty('peers');
    expect(draft).not.toHaveProperty('limits');
  });
});
