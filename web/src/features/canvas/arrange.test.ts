import { arrange, clearOf } from './arrange.js';
import { inOrder, neighbourOf } from './neighbours.js';
import { tidy } from './tidy.js';

const boxes = [
  { id: 'a', x: 0, y: 0, width: 100, height: 40 },
  { id: 'b', x: 50, y: 100, width: 100, height: 60 },
  { id: 'c', x: 400, y: 20, width: 100, height: 40 },
];
describe('arranging', () => {
  it('aligns edges and middles, and moves only what has to', () => {
    expect(Object.fromEntries(arrange(boxes, 'left'))).toEqual({ b: { x: 0, y: 100 }, c: { x: 0, y: 20 } });
    expect(Object.fromEntries(arrange(boxes, 'bottom'))).toEqual({ a: { x: 0, y: 120 }, c: { x: 400, y: 120 } });
    expect(arrange(boxes, 'center').get('a')).toEqual({ x: 200, y: 0 });
  });
  it('spreads evenly between the outermost', () => {
    expect(Object.fromEntries(arrange(boxes, 'across'))).toEqual({ b: { x: 200, y: 100 } });
    expect(arrange(boxes.slice(0, 1), 'across').size).toBe(0);
  });
});
const graph = {
  nodes: ['start', 'a', 'b', 'end'].map((id) => ({ id, type: id })),
  edges: [
    { source: 'start', target: 'a' },
    { source: 'start', target: 'b' },
    { source: 'a', target: 'end' },
    { source: 'b', target: 'end' },
  ],
};
const places = new Map([
  ['start', { x: 0, y: 0 }],
  ['a', { x: 300, y: -60 }],
  ['b', { x: 300, y: 60 }],
  ['end', { x: 600, y: 10 }],
]);
describe('a clear place', () => {
  it('is where one wants it, or below what lies there', () => {
    expect(clearOf({ x: 600, y: 0 }, { width: 50, height: 50 }, boxes)).toEqual({ x: 600, y: 0 });
    expect(clearOf({ x: 20, y: 10 }, { width: 50, height: 50 }, boxes)).toEqual({ x: 20, y: 184 });
  });
});
describe('walking through a graph', () => {
  it('follows edges right and left, to the one at the same height', () => {
    expect(neighbourOf(graph, places, 'start', 'right')).toBe('a');
    expect(neighbourOf(graph, places, 'end', 'left')).toBe('b');
  });
  it('goes up and down to what lies there', () => {
    expect(neighbourOf(graph, places, 'a', 'down')).toBe('b');
    expect(neighbourOf(graph, places, 'b', 'up')).toBe('a');
    expect(neighbourOf(graph, places, 'a', 'up')).toBeUndefined();
  });
  it('lists nodes after all that lead to them, upper ways first, and circles all the same', () => {
    expect(inOrder(graph, places)).toEqual(['start', 'a', 'b', 'end']);
    expect(
      inOrder(
        {
          nodes: graph.nodes.slice(1, 3),
          edges: [
            { source: 'a', target: 'b' },
            { source: 'b', target: 'a' },
          ],
        },
        places,
      ),
    ).toEqual(['a', 'b']);
  });
});
describe('tidying up', () => {
  const nodes = graph.nodes.map(({ id }) => ({ id, width: 200, height: 60, ...(places.get(id) ?? { x: 0, y: 0 }) }));
  it('leaves pinned nodes where they are and puts nothing upon them', () => {
    const found = tidy({
      nodes: nodes.map((node) => (node.id === 'a' ? { ...node, x: 1000, y: 500 } : node)),
      edges: graph.edges,
      pinned: ['a'],
    });
    expect(found.has('a')).toBe(false);
    const all = [...found].map(([, at]) => at).concat({ x: 1000, y: 500 });
    for (const [i, p] of all.entries())
      for (const q of all.slice(i + 1)) expect(Math.abs(p.x - q.x) >= 200 || Math.abs(p.y - q.y) >= 60).toBe(true);
  });
  it('moves only what is asked for', () => {
    expect([...tidy({ nodes, edges: graph.edges, only: ['a', 'b'], pinned: [] }).keys()]).toEqual(['a', 'b']);
  });
});
