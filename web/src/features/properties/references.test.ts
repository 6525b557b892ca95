import type { NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { referencesAt, upstreamOf } from './references.js';

const types = new Map<string, NodeTypeDescriptor>([
  ['llm', { outputSchema: { type: 'object', properties: { text: { type: 'string' }, json: {} } } } as never],
  ['map', { outputSchema: { type: 'array' } } as never],
]);
const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  inputs: { type: 'object', properties: { mail: { type: 'string' }, 'odd-key': {} } },
  variables: { pager: 'p' },
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'ask', type: 'llm', config: { schema: { type: 'object', properties: { label: { type: 'string' } } } } },
    {
      id: 'each',
      type: 'map',
      body: {
        nodes: [
          { id: 'start', type: 'start' },
          { id: 'one', type: 'llm' },
          { id: 'two', type: 'llm' },
        ],
        edges: [
          { source: 'start', target: 'one' },
          { source: 'one', target: 'two' },
        ],
      },
    },
    { id: 'later', type: 'llm' },
  ],
  edges: [
    { source: 'start', target: 'ask' },
    { source: 'ask', target: 'each' },
    { source: 'each', target: 'later' },
  ],
};
const at = (scope: string[], id: string): string[] => referencesAt(definition, scope, id, types).map((r) => r.expression);

describe('what an expression may refer to', () => {
  it('is upstream only', () => {
    expect(upstreamOf(definition, 'each')).toEqual(new Set(['ask', 'start']));
    expect(at([], 'ask').filter((e) => e.includes('.output'))).toEqual([]);
    expect(at([], 'each')).toEqual(
      expect.arrayContaining(['ask.output.text', 'ask.output.json.label', 'input.mail', 'input["odd-key"]', 'variables.pager']),
    );
    expect(at([], 'each')).not.toContain('later.output');
  });
  it('sees out of a body, with the item at hand', () => {
    expect(at(['each'], 'two')).toEqual(expect.arrayContaining(['one.output.text', 'item', 'index', 'ask.output.json.label']));
    expect(at(['each'], 'two')).not.toContain('each.output');
  });
});
