import { connect, setNode } from './definition-edits.js';
import { createDesignerStore, type DesignerStore } from './designer-store.js';
import { readHistory, writeHistory } from './kept-history.js';
import { diffText, diffValues, patchText, patchValue } from './value-patch.js';
import { loadTextParts } from './text-parts.js';
import { parseText } from './yaml-document.js';

beforeAll(loadTextParts);
const text = `schemaVersion: "1"
name: x # a name
nodes:
  - { id: start, type: start }
  - { id: end, type: end }
edges: []
`;
const open = (from: string): DesignerStore => {
  const parsed = parseText(from);
  if (!('definition' in parsed)) throw new Error('the sample does not parse');
  return createDesignerStore({ id: 'w', text: from, savedText: from, etag: '"1"', definition: parsed.definition }, () => 0);
};
describe('undo over a reload', () => {
  it('goes on where it was: back with the comments, and forth again', () => {
    const before = open(text);
    before.getState().edit((d) => connect(d, [], 'start', 'out', 'end'));
    before.getState().edit((d) => setNode(d, [], 'start', 'title', 'Begin'));
    before.getState().edit((d) => setNode(d, [], 'end', 'title', 'Finish'));
    before.temporal.getState().undo();
    before.getState().syncText();
    const after = open(before.getState().text);
    expect(readHistory(after, writeHistory(before))).toBe(true);
    after.temporal.getState().redo();
    expect(after.getState().definition.nodes[1]?.title).toBe('Finish');
    for (let i = 0; i < 3; i++) after.temporal.getState().undo();
    expect(after.getState().definition.edges).toEqual([]);
    expect(after.getState().definition.nodes[0]?.title).toBeUndefined();
    expect(after.getState().syncText()).toContain('# a name');
  });
  it('is not taken up upon another text', () => {
    const before = open(text);
    before.getState().edit((d) => connect(d, [], 'start', 'out', 'end'));
    before.getState().syncText();
    expect(readHistory(open(text), writeHistory(before))).toBe(false);
    expect(readHistory(open(text), 'not json')).toBe(false);
  });
  it('keeps within its limit, nearest steps first', () => {
    const store = open(text);
    for (let i = 0; i < 100; i++) store.getState().edit((d) => setNode(d, [], 'start', 'description', `${i} ${'x'.repeat(300)}`));
    store.getState().syncText();
    const written = writeHistory(store, 20_000);
    expect(written.length).toBeLessThanOrEqual(20_000);
    const after = open(store.getState().text);
    expect(readHistory(after, written)).toBe(true);
    after.temporal.getState().undo();
    expect(after.getState().definition.nodes[0]?.description).toMatch(/^98 /);
  });
});
describe('short changes', () => {
  const cases: [unknown, unknown][] = [
    [
      { a: 1, b: [1, 2, 3] },
      { a: 1, b: [1, 3] },
    ],
    [{ nodes: [{ id: 'a' }, { id: 'b', x: 1 }, { id: 'c' }] }, { nodes: [{ id: 'b', x: 2 }, { id: 'c' }, { id: 'd' }] }],
    [{ a: { b: 1 } }, { a: [1] }],
    [
      [{ id: 'a', v: [1] }, { id: 'b' }],
      [{ id: 'b' }, { id: 'a', v: [2] }],
    ],
    [{}, { a: null }],
    [
      [1, [2, [3]]],
      [1, [2, [4, 5]], 6],
    ],
  ];
  it.each(cases)('%j becomes %j', (from, to) => {
    expect(patchValue(from as never, JSON.parse(JSON.stringify(diffValues(from as never, to as never))) as never)).toEqual(to);
  });
  it('of texts', () => {
    for (const [a, b] of [
      ['abc', 'abXc'],
      ['aaa', 'aa'],
      ['', 'x'],
      ['same', 'same'],
    ] as const)
      expect(patchText(a, diffText(a, b))).toBe(b);
  });
});
