import type { BodyDefinition, WorkflowDefinition } from '../../api/types.js';
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
const draw = (...open: string[]) =>
  drawScope(definition, [], new Set(open), new Map(), (scope) => new Map(Object.entries(places[scope.join('/')] ?? {})));

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
});
