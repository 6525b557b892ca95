import type { WorkflowDefinition } from '../../api/types.js';
import { copyFragment, pasteFragment, readFragment } from './fragment.js';

const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'ask', type: 'llm', config: { prompt: 'hello' } },
    { id: 'say', type: 'set', config: { values: { text: '{{ ask.output.text }}', from: '{{ input.x }}' } } },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'ask' },
    { source: 'ask', target: 'say' },
    { source: 'say', target: 'end' },
  ],
  layout: { nodes: { start: { x: 0, y: 0 }, ask: { x: 100, y: 50 }, say: { x: 400, y: 80 } } },
};

describe('copy and paste', () => {
  it('carries nodes, the edges between them and their places, but no start', () => {
    const fragment = readFragment(copyFragment(definition, [], new Set(['start', 'ask', 'say'])) ?? '');
    expect(fragment?.nodes.map((n) => n.id)).toEqual(['ask', 'say']);
    expect(fragment?.edges).toEqual([{ source: 'ask', target: 'say' }]);
    expect(fragment?.layout?.nodes).toEqual({ ask: { x: 100, y: 50 }, say: { x: 400, y: 80 } });
  });
  it('gives new ids to what is taken, and references inside the piece follow', () => {
    const fragment = readFragment(copyFragment(definition, [], new Set(['ask', 'say'])) ?? '');
    if (!fragment) throw new Error('nothing was copied');
    const pasted = pasteFragment(definition, [], fragment, { x: 0, y: 300 });
    expect(pasted.ids).toEqual(['ask_2', 'say_2']);
    expect(pasted.definition.nodes.at(-1)?.config).toEqual({ values: { text: '{{ ask_2.output.text }}', from: '{{ input.x }}' } });
    expect(pasted.definition.edges.at(-1)).toEqual({ source: 'ask_2', target: 'say_2' });
    expect(pasted.definition.layout?.nodes?.['say_2']).toEqual({ x: 300, y: 330 });
    expect(pasteFragment(pasted.definition, [], fragment, { x: 0, y: 0 }).ids).toEqual(['ask_3', 'say_3']);
  });
  it('takes nodes as people write them: a list, a node alone, between the fences of a chat', () => {
    expect(readFragment('- { id: a, type: set }\n- { id: b, type: wait }')?.nodes.map((node) => node.id)).toEqual(['a', 'b']);
    expect(readFragment('id: a\ntype: set')?.nodes).toEqual([{ id: 'a', type: 'set' }]);
    expect(readFragment('```yaml\nnodes:\n  - { id: a, type: set }\n```\n')?.nodes).toHaveLength(1);
  });
  it('leaves other text alone', () => {
    expect(readFragment('nodes are nice')).toBeUndefined();
    expect(readFragment('nodes: [1, 2]')).toBeUndefined();
    expect(readFragment('hello')).toBeUndefined();
    expect(copyFragment(definition, [], new Set(['start']))).toBeUndefined();
  });
});
