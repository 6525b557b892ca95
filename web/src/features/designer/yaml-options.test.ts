import type { NodeTypeDescriptor } from '../../api/types.js';
import { yamlOptions } from './yaml-options.js';

const types = new Map([
  [
    'llm',
    { type: 'llm', title: 'Language model', description: '', configSchema: { properties: { model: { title: 'Model' }, prompt: {} } } },
  ],
  ['set', { type: 'set', title: 'Set', description: '', configSchema: { properties: { values: {} } } }],
]) as unknown as ReadonlyMap<string, NodeTypeDescriptor>;
const at = (text: string, explicit = false) => {
  const caret = text.indexOf('|');
  return yamlOptions(types, text.replace('|', ''), caret, explicit)?.options.map((option) => option.label) ?? null;
};
describe('what the YAML offers', () => {
  it('is the types of nodes', () => {
    expect(at('nodes:\n  - id: a\n    type: l|')).toEqual(['llm', 'set']);
    expect(at('nodes:\n  - { id: a, type: |')).toEqual(['llm', 'set']);
  });
  it('is the configuration of the type at hand', () => {
    expect(at('nodes:\n  - id: a\n    type: llm\n    config:\n      mo|')).toEqual(['model', 'prompt']);
    expect(at('nodes:\n  - id: a\n    type: set\n    title: x\n    config:\n      v|')).toEqual(['values']);
  });
  it('is the members of a node, and of the document', () => {
    expect(at('nodes:\n  - id: a\n    ret|')).toContain('retry');
    expect(at('na|')).toContain('name');
    expect(at('nodes:\n  - id: a\n    title: some te|')).toBeNull();
  });
});
