import { executionId, idIn, type ExecutionState } from '@agentflow/core';
import { abilitiesOf, ANYTHING, kindOf } from './worker-abilities.js';

const stateOf = (domain: string): ExecutionState =>
  ({
    id: idIn(domain, executionId('01JD')),
    nodes: new Map([['ask', { plan: { type: 'agent', typeVersion: 2 } }]]),
  }) as unknown as ExecutionState;

describe('what a worker can do', () => {
  it('is told by node type and domain', () => {
    expect(kindOf(stateOf('master'), 'ask')).toBe('agent@2');
    expect(kindOf(stateOf('research'), 'ask')).toBe('research/agent@2');
    const { can } = abilitiesOf(['agent@2', 'tool@1', 'domain:research', 'peer:anything']);
    expect([can('research/agent@2'), can('research/agent@2'), can('agent@2'), can('research/agent@1'), can('finance/tool@1')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
  it('is everything where it names nothing, and every domain where it says so', () => {
    expect(abilitiesOf([])).toBe(ANYTHING);
    expect(ANYTHING.can('finance/agent@1')).toBe(true);
    const all = abilitiesOf(['tool@1', 'domain:*']);
    expect([all.can('finance/tool@1'), all.can('tool@1'), all.can('agent@1')]).toEqual([true, true, false]);
    expect(abilitiesOf(['domain:finance']).can('finance/whatever@9')).toBe(true);
  });
});
