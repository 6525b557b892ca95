import { thumbGraph } from './graph-thumb.js';

const node = (id: string, type = 'set') => ({ id, type });
it('draws nodes where they lie and edges between them', () => {
  const { nodes, edges, viewBox } = thumbGraph({
    nodes: [node('a', 'start'), { ...node('b', 'map'), body: { nodes: [], edges: [] } }] as never,
    edges: [{ source: 'a', target: 'b' }],
    layout: { nodes: { a: { x: 0, y: 0 }, b: { x: 300, y: 100 } } } as never,
  });
  expect(nodes).toEqual([
    { id: 'a', type: 'start', x: 0, y: 0, deep: false },
    { id: 'b', type: 'map', x: 300, y: 100, deep: true },
  ]);
  expect(edges).toEqual(['M210 42C255 42 255 142 300 142']);
  const [x, y, width, height] = viewBox.split(' ').map(Number) as [number, number, number, number];
  expect(x).toBeLessThan(0);
  expect([x + width > 510, y + height > 184]).toEqual([true, true]);
});
it('leaves out edges that lead nowhere, and stands nodes without a place in a row', () => {
  const { nodes, edges } = thumbGraph({ nodes: [node('a'), node('b')] as never, edges: [{ source: 'a', target: 'gone' }] });
  expect(edges).toEqual([]);
  expect(nodes.map(({ x }) => x)).toEqual([0, 280]);
});
it('has a picture of nothing', () => expect(thumbGraph({ nodes: [], edges: [] }).viewBox).not.toContain('Infinity'));
