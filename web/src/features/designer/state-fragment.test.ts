import type { WorkflowDefinition } from '../../api/types.js';
import { readFragment } from './fragment.js';
import { copyStates, pasteStates, readStates } from './state-fragment.js';

const machine = (id: string, states: object, initial = Object.keys(states)[0]) => ({
  id,
  type: 'statemachine',
  config: { initial, states },
});
const order = {
  open: {
    body: { nodes: [{ id: 'ask', type: 'human', config: {} }], edges: [] },
    on: [
      { event: 'paid', target: 'paid' },
      { event: 'void', target: 'gone' },
    ],
    after: [{ seconds: 60, target: 'open' }],
  },
  paid: { final: true },
  gone: { final: true },
};
const definition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [machine('order', order), machine('other', {})],
  edges: [],
  layout: {
    nodes: {
      order: { x: 9, y: 9 },
      'order/open': { x: 100, y: 50 },
      'order/open/body/ask': { x: 3, y: 4 },
      'order/paid': { x: 400, y: 80 },
    },
  },
} as never as WorkflowDefinition;
const statesAt = (d: WorkflowDefinition, id: string) =>
  (d.nodes.find((node) => node.id === id)?.config as { initial: string; states: Record<string, typeof order.open> } | undefined) ?? {
    initial: '',
    states: {},
  };
const copied = (...names: string[]) => readStates(copyStates(definition, ['order'], new Set(names)) ?? '');
const at = () => ({ x: 0, y: 300 });

describe('states on the clipboard', () => {
  it('bring what is inside them and their places, and are no nodes', () => {
    const text = copyStates(definition, ['order'], new Set(['open', 'paid'])) ?? '';
    expect(readStates(text)).toEqual({
      states: { open: order.open, paid: order.paid },
      layout: { nodes: { open: { x: 100, y: 50 }, 'open/body/ask': { x: 3, y: 4 }, paid: { x: 400, y: 80 } } },
    });
    expect(readFragment(text)).toBeUndefined();
    expect(copyStates(definition, ['order'], new Set(['nobody']))).toBeUndefined();
    expect(copyStates(definition, [], new Set(['order']))).toBeUndefined();
  });
  it('get new names where theirs are taken, and transitions among them follow', () => {
    const pasted = pasteStates(definition, ['order'], copied('open', 'paid'), at);
    expect(pasted?.ids).toEqual(['open_2', 'paid_2']);
    const { initial, states } = statesAt(pasted!.definition, 'order');
    expect(initial).toBe('open');
    expect(states['open_2']).toEqual({
      ...order.open,
      on: [
        { event: 'paid', target: 'paid_2' },
        { event: 'void', target: 'gone' },
      ],
      after: [{ seconds: 60, target: 'open_2' }],
    });
    expect(pasted?.definition.layout?.nodes).toMatchObject({
      'order/open_2': { x: 0, y: 300 },
      'order/open_2/body/ask': { x: 3, y: 4 },
      'order/paid_2': { x: 300, y: 330 },
    });
    expect(pasteStates(pasted!.definition, ['order'], copied('open'), at)?.ids).toEqual(['open_3']);
  });
  it('leave transitions to states behind that the other machine does not have, and begin one that was empty', () => {
    const pasted = pasteStates(definition, ['other'], copied('open', 'gone'), at);
    expect(pasted?.ids).toEqual(['open', 'gone']);
    const { initial, states } = statesAt(pasted!.definition, 'other');
    expect(initial).toBe('open');
    expect(states['open']?.on).toEqual([{ event: 'void', target: 'gone' }]);
  });
  it('are read as people write them: between the fences of a chat, or a machine as a whole', () => {
    expect(Object.keys(readStates('```yaml\nstates: { a: {}, b: { final: true } }\n```')?.states ?? {})).toEqual(['a', 'b']);
    expect(Object.keys(readStates('id: m\ntype: statemachine\nconfig: { initial: a, states: { a: {} } }')?.states ?? {})).toEqual(['a']);
  });
  it('are refused where they are none', () => {
    for (const text of [
      'states: 3',
      'states: []',
      'states: {}',
      'states: { 1x: {} }',
      'states: { __proto__: {} }',
      'states: { a: 1 }',
      'states: { a: { on: [1] } }',
      'states: { a: { on: { x: 1 } } }',
      'united states',
      'states: [',
      'nodes: []',
    ])
      expect(readStates(text)).toBeUndefined();
    expect(pasteStates(definition, [], copied('open'), at)).toBeUndefined();
    expect(pasteStates(definition, ['order'], undefined, at)).toBeUndefined();
  });
});
