import type { WorkflowDefinition } from '../../api/types.js';
import { addAnnotation, annotationsAt, moveAnnotations, removeAnnotations } from './annotations.js';
import { addNode, bodyAt, nodeAt, outOf, reconnect, remove, renameNode, runScopeOf } from './definition-edits.js';
import { swapNeighbours } from './chain-edits.js';
import {
  addPhase,
  addState,
  connectStates,
  drawnMachine,
  reconnectStates,
  removeStates,
  removeTransitions,
  renameState,
  stateNameProblem,
} from './machine-edits.js';

const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [
    {
      id: 'order',
      type: 'statemachine',
      config: {
        initial: 'open',
        states: {
          open: {
            body: { nodes: [{ id: 'work', type: 'set' }], edges: [] },
            on: [{ event: 'paid', target: 'closed' }],
            after: [{ seconds: 9, target: 'open' }],
          },
          closed: { final: true },
        },
      },
    },
  ],
  edges: [],
  layout: {
    nodes: { order: { x: 0, y: 0 }, 'order/open/body/work': { x: 1, y: 2 } },
    notes: [{ id: 'n', scope: 'order/open/body', x: 0, y: 0 }],
  },
} as never;
const machine = (d: WorkflowDefinition) =>
  nodeAt(d, [], 'order') as never as { config: { initial: string; states: Record<string, { on?: unknown[]; after?: unknown[] }> } };

describe('the states of a machine', () => {
  it('are entered by state and body, and left to the machine', () => {
    expect(bodyAt(definition, ['order', 'open', 'body'])?.nodes[0]?.id).toBe('work');
    expect(bodyAt(definition, ['order', 'open', 'exit'])?.nodes).toEqual([]);
    expect(bodyAt(definition, ['order', 'gone', 'body'])).toBeUndefined();
    expect(outOf(definition, ['order', 'open', 'body'])).toEqual(['order']);
    expect(outOf(definition, ['order'])).toEqual([]);
    expect(runScopeOf(definition, ['order', 'open', 'body', 'each'])).toEqual(['order', 'each']);
  });
  it('take nodes like any body', () => {
    const d = addNode(
      addPhase(definition, ['order'], 'closed', 'entry', { nodes: [], edges: [] }),
      ['order', 'closed', 'entry'],
      { id: 'mail', type: 'email' },
      { x: 5, y: 6 },
    );
    expect(bodyAt(d, ['order', 'closed', 'entry'])?.nodes[0]?.id).toBe('mail');
    expect(d.layout?.nodes?.['order/closed/entry/mail']).toEqual({ x: 5, y: 6 });
  });
  it('are drawn with an edge for each transition', () => {
    expect(drawnMachine(definition.nodes[0] as never).edges).toEqual([
      { source: 'open', sourceHandle: 'on-0', target: 'closed' },
      { source: 'open', sourceHandle: 'after-0', target: 'open' },
    ]);
  });
  it('are added, joined, led elsewhere, renamed and removed with all that names them', () => {
    let d = addState(definition, ['order'], 'late', { x: 1, y: 1 }, { source: 'open', event: 'late' });
    d = connectStates(d, ['order'], 'late', 'closed', 'done');
    d = reconnectStates(d, ['order'], { source: 'open', handle: 'after-0' }, 'open', 'late');
    expect(machine(d).config.states['open']?.after).toEqual([{ seconds: 9, target: 'late' }]);
    d = reconnectStates(d, ['order'], { source: 'open', handle: 'on-0' }, 'late', 'closed');
    expect(machine(d).config.states['late']?.on).toHaveLength(2);
    d = renameState(d, ['order'], 'open', 'waiting');
    expect(machine(d).config.initial).toBe('waiting');
    expect(d.layout?.nodes?.['order/waiting/body/work']).toEqual({ x: 1, y: 2 });
    expect(d.layout?.notes?.[0]?.scope).toBe('order/waiting/body');
    d = removeTransitions(d, ['order'], [{ source: 'late', handle: 'on-0' }]);
    expect(machine(d).config.states['late']?.on).toHaveLength(1);
    d = removeStates(d, ['order'], new Set(['waiting', 'closed']));
    expect(machine(d).config.initial).toBe('late');
    expect(machine(d).config.states['late']?.on).toEqual([]);
    expect(d.layout?.notes).toEqual([]);
    expect(stateNameProblem(nodeAt(d, [], 'order') as never, 'late')).toBe('taken');
    expect(stateNameProblem(nodeAt(d, [], 'order') as never, '1')).toBe('form');
  });
});
describe('notes and frames', () => {
  it('are added, moved and removed, and what has no id goes by its place', () => {
    const made = addAnnotation(definition, [], 'frame', { x: 0.4, y: 0, width: 100, height: 80 }, 'Intake');
    expect(annotationsAt(made.definition, [])).toMatchObject([{ id: made.id, kind: 'frame', words: 'Intake', x: 0 }]);
    const moved = moveAnnotations(made.definition, new Map([[made.id, { x: 7, y: 8 }]]));
    expect(annotationsAt(moved, [])[0]).toMatchObject({ x: 7, y: 8 });
    expect(annotationsAt(removeAnnotations(moved, new Set([made.id])), [])).toEqual([]);
    const bare = { ...definition, layout: { notes: [{ x: 1, y: 1, text: 'hi' }] } };
    expect(annotationsAt(bare, [])[0]).toMatchObject({ id: '#note-0', words: 'hi', width: 220 });
  });
  it('follow the container they are in', () => {
    expect(renameNode(definition, [], 'order', 'sale').layout?.notes?.[0]?.scope).toBe('sale/open/body');
    expect(remove(definition, [], new Set(['order'])).layout?.notes).toEqual([]);
  });
});
describe('edges', () => {
  const row = (...ids: string[]): WorkflowDefinition => ({
    schemaVersion: '1',
    name: 'x',
    nodes: ids.map((id) => ({ id, type: id === 'start' || id === 'end' ? id : 'set' })),
    edges: ids.slice(1).map((id, index) => ({ source: ids[index] ?? '', target: id })),
  });
  it('are led elsewhere in their place, and never twice the same', () => {
    const d = reconnect(row('start', 'a', 'b', 'end'), [], 'a:out->b', 'a', 'out', 'end');
    expect(d.edges[1]).toEqual({ source: 'a', target: 'end' });
    expect(reconnect(d, [], 'b:out->end', 'a', 'out', 'end').edges).toHaveLength(2);
  });
  it('let neighbours in a row change places', () => {
    const swapped = swapNeighbours(row('start', 'a', 'b', 'end'), [], 'a', 1);
    expect(swapped.edges.map((edge) => `${edge.source}${edge.target}`).sort()).toEqual(['aend', 'ba', 'startb']);
    expect(
      swapNeighbours(swapped, [], 'a', -1)
        .edges.map((edge) => `${edge.source}${edge.target}`)
        .sort(),
    ).toEqual(['ab', 'bend', 'starta']);
    expect(swapNeighbours(row('start', 'a', 'end'), [], 'a', 1).edges).toHaveLength(2);
  });
});
