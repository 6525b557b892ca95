import type { Reference } from '../references.js';
import { expressionStart, optionsAt, shortValue } from './expression-options.js';

const references: Reference[] = [
  { expression: 'ask.output', group: 'nodes', type: 'object', nodeId: 'ask', depth: 0 },
  { expression: 'ask.output.text', group: 'nodes', type: 'string', nodeId: 'ask', depth: 1 },
  { expression: 'ask.output.json.label', group: 'nodes', type: 'string', nodeId: 'ask', depth: 2 },
  { expression: 'input.list', group: 'input', type: 'array', depth: 1 },
];
const last: Record<string, unknown> = { 'ask.output': { text: 'hi', extra: 4 }, 'ask.output.text': 'hi', 'ask.output.extra': 4 };
const source = { references, lastValue: (path: string) => last[path], explain: (name: string) => `about ${name}` };
const at = (text: string, template = false, explicit = false) => {
  const caret = text.indexOf('|');
  const found = optionsAt(source, text.replace('|', ''), caret, explicit, template);
  return found && { from: found.from, labels: found.options.map((option) => option.label), options: found.options };
};

describe('what the editor offers', () => {
  it('is what comes before the node, with the last values, and the functions of the language', () => {
    const found = at('as|');
    expect(found?.from).toBe(0);
    expect(found?.labels).toEqual(expect.arrayContaining(['ask.output.text', 'input.list', 'size', 'true']));
    expect(found?.options.find((option) => option.label === 'ask.output.text')?.detail).toBe('"hi"');
    expect(found?.options.find((option) => option.label === 'input.list')?.detail).toBe('array');
    expect(found?.options.find((option) => option.label === 'size')?.info).toContain('about size');
  });
  it('is behind a dot what the schema promises and what was there last', () => {
    expect(at('1 + ask.output.|')?.labels).toEqual(['text', 'json', 'extra']);
    expect(at('ask.|')?.labels).toEqual(['output', 'error', 'status', 'usage']);
    expect(at('ask.output.text.|')?.labels).toEqual(expect.arrayContaining(['contains', 'startsWith']));
    expect(at('input.list.|')?.labels).toEqual(expect.arrayContaining(['exists', 'map']));
    expect(at('ask.output.te|')?.from).toBe('ask.output.'.length);
  });
  it('is nothing inside a string, after a number, or outside of braces', () => {
    expect(at('input.a == "as|')).toBeNull();
    expect(at('12|')).toBeNull();
    expect(at('Dear as|', true)).toBeNull();
    expect(at('{{ a }} as|', true)).toBeNull();
    expect(at('Dear {{ as|', true)?.from).toBe('Dear {{ '.length);
  });
  it('comes with its braces when asked for outside of them', () => {
    expect(at('Dear |', true, true)?.options[0]).toMatchObject({ apply: '{{ ask.output }}' });
  });
  it('knows where an expression begins', () => {
    expect(expressionStart('a {{ b', 6, true)).toBe(4);
    expect(expressionStart('a {', 3, true)).toBeNull();
    expect(expressionStart('abc', 2, false)).toBe(0);
  });
  it('shows large values by their beginning, in no time', () => {
    expect(shortValue('x'.repeat(1_000_000)).length).toBeLessThan(60);
    expect(shortValue(Array.from({ length: 200_000 }, (_, i) => ({ i }))).length).toBeLessThan(60);
    expect(shortValue(undefined)).toBe('');
  });
});
