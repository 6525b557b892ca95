import type { WorkflowDefinition } from '../../../api/types.js';
import { rootsRead } from '../expression/expression-engine.js';
import { keepPins, keptPins } from './pins.js';
import { neededPins } from './needed-pins.js';

const one = { id: 'one', type: 'set', config: { values: { a: '{{ item.name }} {{ ask.output.text }}' } } };
const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [
    { id: 'ask', type: 'llm' },
    { id: 'other', type: 'llm' },
    { id: 'route', type: 'switch', config: { cases: [{ name: 'a', when: 'ask.output.json.n > 2' }] } },
    { id: 'each', type: 'map', config: { items: 'input.list' }, body: { nodes: [one], edges: [] } },
  ],
  edges: [],
};
describe('what a test of one node needs to be given', () => {
  it('is what its expressions read, in bodies the item too', () => {
    expect(neededPins(definition, [], definition.nodes[2]!, rootsRead)).toEqual([{ path: 'ask', nodeId: 'ask', kind: 'output' }]);
    expect(neededPins(definition, ['each'], one, rootsRead)).toEqual([
      { path: 'each', nodeId: 'each', kind: 'item' },
      { path: 'ask', nodeId: 'ask', kind: 'output' },
    ]);
  });
});
describe('pins', () => {
  it('are remembered by workflow, and nothing breaks on what is kept there', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
      removeItem: (key: string) => void kept.delete(key),
    };
    keepPins('w', { pins: { ask: { text: 'hi' } } }, storage);
    expect(keptPins('w', storage)).toEqual({ pins: { ask: { text: 'hi' } } });
    keepPins('w', { pins: {} }, storage);
    expect(kept.size).toBe(0);
    kept.set('agentflow.pins.w', '{"pins": 4}');
    expect(keptPins('w', storage)).toEqual({ pins: {} });
  });
});
