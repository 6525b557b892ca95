import fc from 'fast-check';
import type { Json } from '../../json.js';
import { parseDefinition } from './parse.js';
import { findUnsafeKeys } from './unsafe-keys.js';
import { toYaml, updateYaml } from './yaml-text.js';

const written = `# What this workflow is for
schemaVersion: "1"
name: triage # short
inputs: { type: object, required: [mail, from] }

nodes:
  # begin here
  - { id: start, type: start }
  - id: classify # the model
    type: llm
    config:
      # change this to a real one
      model: scripted/triage
      prompt: |
        Classify:
        {{ input.mail }}
  - id: end
    type: end
edges:
  - { source: start, target: classify } # first
  - { source: classify, target: end }

# the last word
`;
const parse = (text: string): Json => parseDefinition(text, { format: 'yaml' }).value as Json;
type Editable = { name?: string; nodes: Record<string, Json>[]; edges: Json[]; [key: string]: Json | undefined };
const edit = (change: (definition: Editable) => void, text = written): string => {
  const definition = structuredClone(parse(text)) as Editable;
  change(definition);
  const result = updateYaml(text, definition as Json);
  expect(parse(result)).toEqual(definition);
  return result;
};

describe('updating YAML', () => {
  it('answers the very text when nothing changed', () => expect(updateYaml(written, parse(written))).toBe(written));

  it('changes one line for one scalar', () => {
    expect(edit((definition) => (definition.name = 'sorted'))).toBe(written.replace('name: triage', 'name: sorted'));
    expect(edit((definition) => ((definition.nodes[1] as { config: { model: string } }).config.model = 'openai/x'))).toBe(
      written.replace('scripted/triage', 'openai/x'),
    );
  });

  it('keeps the comments of nodes that move, and adds new ones', () => {
    const text = edit((definition) => {
      definition.nodes.push({ id: 'extra', type: 'code', config: { source: 'a\nb\n' } });
      definition.nodes.splice(1, 0, definition.nodes.splice(2, 1)[0] as never);
    });
    expect(text).toContain('- id: classify # the model');
    expect(text).toContain('# change this to a real one');
    expect(text).toContain('# begin here');
    expect(text.indexOf('id: end')).toBeLessThan(text.indexOf('id: classify'));
  });

  it('removes what is gone, and only that', () => {
    const text = edit((definition) => {
      definition.nodes.splice(1, 1);
      definition.edges = [{ source: 'start', target: 'end' }];
      delete definition['inputs'];
    });
    expect(text).not.toContain('classify');
    expect(text).toContain('# What this workflow is for');
    expect(text).toContain('# the last word');
  });

  it('replaces a value by one of another kind', () => {
    edit((definition) => (definition['inputs'] = true));
    edit((definition) => (definition['variables'] = { a: [1, { b: null }] }));
    edit((definition) => ((definition.nodes[1] as Record<string, Json>)['config'] = 'text'));
    edit((definition) => (definition.nodes = ['x', 1, null] as never));
    edit((definition) => (definition.name = '# not a comment: "quoted"\n'));
    edit((definition) => (definition.name = 'true'));
  });

  it('keeps aliases that still say the same, and writes out those that do not', () => {
    const text = 'a: &x { k: 1 } # shared\nb: *x\nc: *x\n';
    expect(edit((definition) => (definition['c'] = { k: 2 }), text)).toContain('b: *x');
    expect(edit((definition) => (definition['a'] = { k: 3 }), text)).toContain('# shared');
    expect(edit((definition) => ((definition['b'] = 1), (definition['c'] = 2)), text)).not.toContain('&x');
    expect(parse(edit((definition) => delete definition['a'], text))).toEqual({ b: { k: 1 }, c: { k: 1 } });
  });

  it('writes the definition anew where the old text cannot be read or is of another kind', () => {
    expect(updateYaml('a: [', { name: 'x' })).toBe('name: x\n');
    expect(updateYaml('- a\n', { name: 'x' })).toBe('name: x\n');
    expect(updateYaml('', { name: 'x' })).toBe('name: x\n');
  });

  it('always says what it was asked to say', () => {
    const value = fc.jsonValue({ maxDepth: 4 }).filter((each) => findUnsafeKeys(each).length === 0);
    fc.assert(
      fc.property(value, value, (before, after) => {
        const plain = JSON.parse(JSON.stringify(after)) as Json;
        expect(parse(updateYaml(toYaml(before as Json), plain))).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });
});

describe('writing YAML', () => {
  it('puts edges and positions on one line each, and never folds long texts', () => {
    const long = 'word '.repeat(60).trim();
    const text = toYaml({ name: long, edges: [{ source: 'a', target: 'b' }], layout: { nodes: { a: { x: 1, y: 2 } } } });
    expect(text).toBe(`name: ${long}\nedges:\n  - { source: a, target: b }\nlayout:\n  nodes:\n    a: { x: 1, y: 2 }\n`);
  });

  it('writes what is shared twice, without anchors', () => {
    const shared = { k: 1 };
    expect(toYaml({ a: shared, b: shared, edges: 'odd' })).toBe('a:\n  k: 1\nb:\n  k: 1\nedges: odd\n');
  });
});
