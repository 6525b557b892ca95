import type { WorkflowDefinition } from '../../api/types.js';
import { addNode, connect, remove, renameNode, setNode } from './definition-edits.js';
import { parseText, patchText, writeText } from './yaml-document.js';

const text = `# What this is for
schemaVersion: "1"
name: triage # short
nodes:
  - { id: start, type: start }
  # the model decides
  - id: classify
    type: llm
    config:
      model: scripted/triage # offline
      prompt: |
        Classify:
        {{ input.mail }}
  - { id: end, type: end }
edges:
  - { source: start, target: classify }
  - { source: classify, target: end } # done
`;
const read = (source: string): WorkflowDefinition => {
  const parsed = parseText(source);
  if (!('definition' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
};

describe('a definition as text', () => {
  it('stays as it is, letter by letter, when nothing changed', () => {
    expect(patchText(text, read(text))).toBe(text);
  });
  it('keeps every comment when one field changes', () => {
    const next = setNode(read(text), [], 'classify', 'config', { model: 'scripted/other', prompt: 'One line {{ input.mail }}' });
    const written = patchText(text, next);
    expect(read(written)).toEqual(next);
    for (const comment of ['# What this is for', '# short', '# the model decides', '# offline', '# done'])
      expect(written).toContain(comment);
  });
  it('says the same after nodes and edges were added, renamed and removed', () => {
    let next = addNode(read(text), [], { id: 'check', type: 'condition', config: { when: 'true' } }, { x: 5, y: 5 });
    next = connect(next, [], 'check', 'true', 'end');
    next = renameNode(next, [], 'classify', 'sort');
    const written = patchText(text, next);
    expect(read(written)).toEqual(next);
    expect(written).toContain('# the model decides');
    const less = remove(next, [], new Set(['check']));
    expect(read(patchText(written, less))).toEqual(less);
  });
  it('writes a definition that has no text yet', () => {
    expect(read(writeText(read(text)))).toEqual(read(text));
  });
  it('tells where broken text is broken', () => {
    expect(parseText('nodes:\n  - id: [a\n')).toMatchObject({ problems: [{ line: expect.any(Number) }, ...[]] });
    expect(parseText('nodes: []\nnodes: []\n')).toMatchObject({ problems: [{ line: 2, column: 1 }] });
    expect(parseText('just words')).toHaveProperty('problems');
    expect(parseText('nodes: [{ id: a }]\n')).toMatchObject({ problems: [{ message: 'nodes[0] needs an id and a type' }] });
  });
});

describe('text that cannot be drawn', () => {
  it.each([
    ['nodes: []', 'needs a name'],
    ['name: x\nnodes: [{ id: a }]', 'nodes[0] needs an id and a type'],
    ['name: x\nnodes: [{ id: a, type: map, body: }]', 'the body of nodes[0]'],
    ['name: x\nnodes: [{ id: a, type: map, body: { nodes: [{ id: b }], edges: [] } }]', 'nodes[0].body.nodes[0] needs'],
  ])('%s is a problem, never a definition', (broken, message) => {
    expect(parseText(broken)).toEqual({ problems: [{ message: expect.stringContaining(message), line: 1, column: 1 }] });
  });
});

describe('the order of names', () => {
  const text = `name: x # kept
inputs:
  type: object
  properties:
    a: { type: string }
    # the other
    b: { type: string }
nodes: []
edges: []
`;
  it('follows the definition, with the comments', () => {
    const parsed = parseText(text) as { definition: WorkflowDefinition };
    const { a, b } = (parsed.definition.inputs as { properties: Record<string, object> }).properties;
    const next = { ...parsed.definition, inputs: { type: 'object', properties: { b, a } } } as WorkflowDefinition;
    expect(patchText(text, next)).toContain('    # the other\n    b: { type: string }\n    a: { type: string }\n');
  });
  it('stays as it was written otherwise, also where names look like numbers', () => {
    const odd = 'name: x\nvariables:\n  b: 1\n  "2": 2\nnodes: []\nedges: []\n';
    expect(patchText(odd, (parseText(odd) as { definition: WorkflowDefinition }).definition)).toBe(odd);
  });
});
