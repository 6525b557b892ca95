import type { BodyDefinition, WorkflowDefinition } from '../../api/types.js';
import { fromFrame } from '../designer/canvas-view.js';
import { createFlowGraph } from './flow-graph.js';
import { drawScope, makeRoom } from './levels.js';

const body = (...ids: string[]): BodyDefinition => ({ nodes: ids.map((id) => ({ id, type: 'set' })), edges: [] });
const definition: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [
    { id: 'a', type: 'set' },
    {
      id: 'each',
      type: 'loop',
      body: {
        nodes: [
          { id: 'in', type: 'set' },
          { id: 'deep', type: 'map', body: body('b') },
        ],
        edges: [],
      },
    },
    { id: 'after', type: 'set' },
    { id: 'below', type: 'set' },
    {
      id: 'order',
      type: 'statemachine',
      config: { initial: 's1', states: { s1: { on: [{ event: 'done', target: 's2' }] }, s2: { final: true } } },
    },
  ],
  edges: [],
};
const places: Record<string, Record<string, { x: number; y: number }>> = {
  '': { a: { x: 0, y: 0 }, each: { x: 300, y: 0 }, after: { x: 600, y: 0 }, below: { x: 300, y: 200 }, order: { x: 0, y: 400 } },
  each: { in: { x: 1000, y: 1000 }, deep: { x: 1300, y: 1000 } },
  'each/deep': { b: { x: 0, y: 0 } },
  order: { s1: { x: 0, y: 0 }, s2: { x: 400, y: 0 } },
};
const draw = (...open: string[]) => drawOf(definition, ...open);
const drawOf = (of: WorkflowDefinition, ...open: string[]) =>
  drawScope(of, [], new Set(open), new Map(), (scope) => new Map(Object.entries(places[scope.join('/')] ?? {})));

describe('what is drawn inside containers', () => {
  it('is nothing while they are closed, and everything is where it lies', () => {
    const drawn = draw();
    expect(drawn.levels).toEqual([]);
    expect(Object.fromEntries(drawn.places)).toEqual(places['']);
  });
  it('opens a frame in which the body begins at the corner, and what lies to the right or below makes room', () => {
    const drawn = draw('each');
    const frame = drawn.frames.get('each');
    expect(drawn.levels.map((level) => level.prefix)).toEqual(['each/']);
    expect(drawn.levels[0]?.places.get('in')).toEqual({ x: 28, y: 82 });
    expect(drawn.places.get('a')).toEqual({ x: 0, y: 0 });
    expect(drawn.places.get('after')?.x).toBe(600 + (frame?.width ?? 0) - 236);
    expect(drawn.places.get('below')?.y).toBeGreaterThan(frame?.height ?? 0);
    expect(drawn.places.get('below')?.x).toBe(300);
  });
  it('puts outer bodies before what is inside them', () => {
    const drawn = draw('each', 'each/deep');
    expect(drawn.levels.map((level) => level.prefix)).toEqual(['each/', 'each/deep/']);
    expect(drawn.frames.get('each')?.width ?? 0).toBeGreaterThan(drawn.frames.get('each/deep')?.width ?? 0);
  });
  it('draws the states of a machine', () => {
    const [level] = draw('order').levels;
    expect(level?.machine?.id).toBe('order');
    expect(level?.body.edges).toEqual([{ source: 's1', sourceHandle: 'on-0', target: 's2' }]);
  });
  it('moves on what lies behind two open frames by both, and what lies below two by the taller', () => {
    const box = (id: string, x: number, y: number, open?: number) => ({
      id,
      x,
      y,
      width: 100,
      height: 50,
      open: open ? { width: open, height: open } : undefined,
    });
    const moved = makeRoom([box('a', 0, 0, 300), box('b', 200, 0, 400), box('c', 400, 0), box('d', 0, 100), box('e', -200, 100)]);
    expect(moved.get('b')).toEqual({ x: 400, y: 0 });
    expect(moved.get('c')).toEqual({ x: 900, y: 0 });
    expect(moved.get('d')).toEqual({ x: 0, y: 350 });
    expect(moved.get('e')).toEqual({ x: -200, y: 100 });
  });
  it('has the notes and groups of the body in its frame, which is as large as they need', () => {
    const note = { id: 'n', scope: 'each', x: 950, y: 940, width: 220, height: 40, text: 'look' };
    const drawn = drawOf({ ...definition, layout: { notes: [note, { ...note, id: 'outer', scope: '' }] } } as WorkflowDefinition, 'each');
    const [level] = drawn.levels;
    expect(level?.annotations).toMatchObject([{ id: '#n', words: 'look', x: 28, y: 82, width: 220 }]);
    expect(level?.places.get('in')).toEqual({ x: 78, y: 142 });
    expect(drawn.frames.get('each')?.height).toBe((draw('each').frames.get('each')?.height ?? 0) + 60);
    // what is dragged in the frame is written down as a point of the body
    expect(fromFrame(drawn, [], ['each'], { x: 28, y: 82 })).toEqual({ x: 950, y: 940 });
    expect(fromFrame(drawn, [], [], { x: 5, y: 6 })).toEqual({ x: 5, y: 6 });
    const { nodes } = createFlowGraph()({
      body: drawn.body,
      places: drawn.places,
      levels: drawn.levels,
      frames: drawn.frames,
      types: new Map(),
      runPathOf: undefined,
      severities: new Map(),
      selected: new Set(['each/#n']),
      selectedEdges: new Set(),
      editable: true,
    });
    const shown = nodes.find((node) => node.id === 'each/#n');
    expect(shown).toMatchObject({ type: 'note', parentNode: 'each', position: { x: 28, y: 82 }, selected: true });
    expect(nodes.findIndex((node) => node.id === 'each')).toBeLessThan(nodes.findIndex((node) => node.id === 'each/#n'));
  });
});
