import { connect, setNode } from './definition-edits.js';
import { BURST_MS, createDesignerStore, isDirty, UNDO_STEPS, type DesignerStore } from './designer-store.js';
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
const open = (now: () => number): DesignerStore => {
  const parsed = parseText(text);
  if (!('definition' in parsed)) throw new Error('the sample does not parse');
  return createDesignerStore({ id: 'w', text, savedText: text, etag: '"1"', definition: parsed.definition }, now);
};
const title = (store: DesignerStore): string | undefined => store.getState().definition.nodes[0]?.title;

describe('the open workflow', () => {
  it('undoes and redoes definition and text together', () => {
    const store = open(() => 0);
    store.getState().edit((d) => connect(d, [], 'start', 'out', 'end'));
    expect(store.getState().syncText()).toContain('target: end');
    expect(store.getState().text).toContain('# a name');
    expect(isDirty(store.getState())).toBe(true);
    store.temporal.getState().undo();
    expect(store.getState().definition.edges).toEqual([]);
    expect(store.getState().text).toBe(text);
    expect(isDirty(store.getState())).toBe(false);
    store.temporal.getState().redo();
    expect(store.getState().definition.edges).toHaveLength(1);
  });
  it('takes the letters typed into one field as one step, and a pause begins another', () => {
    let clock = 0;
    const store = open(() => clock);
    for (const value of ['H', 'He', 'Hel']) {
      clock += 100;
      store.getState().edit((d) => setNode(d, [], 'start', 'title', value), 'title');
    }
    clock += BURST_MS;
    store.getState().edit((d) => setNode(d, [], 'start', 'title', 'Hello'), 'title');
    expect(store.temporal.getState().pastStates).toHaveLength(2);
    store.temporal.getState().undo();
    expect(title(store)).toBe('Hel');
    store.temporal.getState().undo();
    expect(title(store)).toBeUndefined();
  });
  it(`keeps ${UNDO_STEPS} steps`, () => {
    const store = open(() => 0);
    for (let i = 0; i < UNDO_STEPS + 20; i++) store.getState().edit((d) => setNode(d, [], 'start', 'title', `t${i}`));
    expect(store.temporal.getState().pastStates).toHaveLength(UNDO_STEPS);
  });
  it('keeps the graph while the text does not parse, and takes the text again once it does', () => {
    const store = open(() => 0);
    store.getState().editText('nodes: [');
    expect(store.getState().textProblems[0]).toMatchObject({ line: 1 });
    expect(store.getState().definition.name).toBe('x');
    store.getState().editText(text.replace('name: x', 'name: y'));
    expect(store.getState().textProblems).toEqual([]);
    expect(store.getState().definition.name).toBe('y');
  });
  it('brings the text along without making a step of it, and is clean again once saved', () => {
    const store = open(() => 0);
    store.getState().edit((d) => connect(d, [], 'start', 'out', 'end'));
    expect(isDirty(store.getState())).toBe(true);
    const written = store.getState().syncText();
    expect(store.temporal.getState().pastStates).toHaveLength(1);
    store.getState().saved(written, '"2"');
    expect(isDirty(store.getState())).toBe(false);
    store.temporal.getState().undo();
    expect(isDirty(store.getState())).toBe(true);
    expect(store.getState().syncText()).toBe(text);
  });
  it('does not count choosing and entering as changes', () => {
    const store = open(() => 0);
    store.getState().select(new Set(['start']));
    store.getState().enter([]);
    expect(store.temporal.getState().pastStates).toHaveLength(0);
    expect(isDirty(store.getState())).toBe(false);
  });
});
