import type { BodyDefinition } from '../../api/types.js';
import { autoLayout } from './auto-layout.js';
import { completePlaces, loadLayout } from './complete-places.js';
import { handlesOf, nodeHeight } from './node-geometry.js';

beforeAll(loadLayout);
const size = () => ({ width: 200, height: 60 });
const body: BodyDefinition = {
  nodes: ['start', 'a', 'b', 'join', 'end', 'lost'].map((id) => ({ id, type: id === 'start' || id === 'end' ? id : 'set' })),
  edges: [
    { source: 'start', target: 'a' },
    { source: 'start', target: 'b' },
    { source: 'a', target: 'join' },
    { source: 'b', target: 'join' },
    { source: 'join', target: 'end' },
  ],
};
const overlap = (places: ReadonlyMap<string, { x: number; y: number }>): string[] => {
  const all = [...places];
  return all.flatMap(([a, p], i) =>
    all.slice(i + 1).flatMap(([b, q]) => (Math.abs(p.x - q.x) < 200 && Math.abs(p.y - q.y) < 60 ? [`${a}/${b}`] : [])),
  );
};

describe('automatic layout', () => {
  it('goes from left to right along the edges, and no node covers another', () => {
    const places = autoLayout(body, size);
    expect(places.size).toBe(6);
    for (const edge of body.edges) expect((places.get(edge.target)?.x ?? 0) - (places.get(edge.source)?.x ?? 0)).toBeGreaterThan(200);
    expect(overlap(places)).toEqual([]);
  });
  it('moves only what is chosen, and keeps its corner', () => {
    const places = autoLayout(body, size, {
      ids: new Set(['a', 'join']),
      places: new Map([
        ['a', { x: 500, y: 300 }],
        ['join', { x: 600, y: 340 }],
      ]),
    });
    expect([...places.keys()]).toEqual(['a', 'join']);
    expect(places.get('a')).toEqual({ x: 500, y: 300 });
  });
  it('leaves known places and puts the rest below', () => {
    const known = new Map([
      ['start', { x: 0, y: 0 }],
      ['a', { x: 300, y: 100 }],
    ]);
    const places = completePlaces(body, known, size);
    expect(places.get('a')).toEqual({ x: 300, y: 100 });
    expect(places.get('end')?.y).toBeGreaterThan(160);
    expect(completePlaces({ nodes: [], edges: [] }, new Map(), size).size).toBe(0);
  });
});

describe('the handles of a node', () => {
  const descriptor = (handles: string[]) => ({ handles, hasBody: false }) as never;
  it('are its cases and default for a switch', () => {
    const node = {
      id: 's',
      type: 'switch',
      config: {
        cases: [
          { name: 'urgent', when: 'true' },
          { name: '', when: '' },
          { name: 'urgent', when: '' },
        ],
      },
    };
    expect(handlesOf(node, descriptor(['default'])).outputs).toEqual(['urgent', 'default']);
  });
  it('are none after an end, and no input before a start', () => {
    expect(handlesOf({ id: 'e', type: 'end' }, undefined)).toEqual({ input: true, outputs: [], error: false });
    expect(handlesOf({ id: 's', type: 'start' }, undefined)).toEqual({ input: false, outputs: ['out'], error: false });
  });
  it('keep those that edges use although the type has them no longer', () => {
    const human = handlesOf({ id: 'h', type: 'human' }, descriptor(['out', 'timeout']), ['gone', 'error']);
    expect(human.outputs).toEqual(['out', 'timeout', 'gone']);
    expect(nodeHeight(human, false)).toBeGreaterThan(nodeHeight(handlesOf({ id: 'x', type: 'set' }, undefined), false));
  });
});
