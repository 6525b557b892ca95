import type { WorkflowDefinition } from '../../api/types.js';
import {
  addNode,
  bodyAt,
  closesCircle,
  connect,
  freeId,
  idProblem,
  move,
  remove,
  renameHandle,
  renameNode,
  setNode,
  spliceNode,
} from './definition-edits.js';

const base: WorkflowDefinition = {
  schemaVersion: '1',
  name: 'x',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'classify', type: 'llm', config: { prompt: 'Classify {{ input.mail }}' }, compensation: 'undo' },
    { id: 'undo', type: 'set' },
    {
      id: 'each',
      type: 'map',
      config: { items: 'classify.output.json.list' },
      body: {
        nodes: [
          { id: 'start', type: 'start' },
          { id: 'work', type: 'set', config: { values: { v: '{{ classify.output.text + my_classify.output }}', note: 'classify this' } } },
        ],
        edges: [{ source: 'start', target: 'work' }],
      },
    },
    { id: 'end', type: 'end', config: { output: '{{ classify.output }}' } },
  ],
  edges: [
    { source: 'start', target: 'classify' },
    { source: 'classify', target: 'each' },
    { source: 'each', target: 'end' },
  ],
  layout: { nodes: { start: { x: 0, y: 0 }, each: { x: 1, y: 1 }, 'each/work': { x: 2, y: 2 } } },
};

describe('the edits of a definition', () => {
  it('adds a node inside a container with its place under the path', () => {
    const next = addNode(base, ['each'], { id: 'more', type: 'set' }, { x: 10.4, y: 20.6 });
    expect(bodyAt(next, ['each'])?.nodes.map((n) => n.id)).toEqual(['start', 'work', 'more']);
    expect(next.layout?.nodes?.['each/more']).toEqual({ x: 10, y: 21 });
    expect(next.nodes[1]).toBe(base.nodes[1]);
  });
  it('joins the same two nodes once only, and leaves the default handle out', () => {
    const once = connect(base, [], 'classify', 'out', 'end');
    expect(once.edges.at(-1)).toEqual({ source: 'classify', target: 'end' });
    expect(connect(once, [], 'classify', 'out', 'end')).toBe(once);
    expect(connect(base, [], 'classify', 'error', 'end').edges.at(-1)).toEqual({
      source: 'classify',
      sourceHandle: 'error',
      target: 'end',
    });
  });
  it('sees a circle before it is drawn', () => {
    expect(closesCircle(base, 'end', 'classify')).toBe(true);
    expect(closesCircle(base, 'classify', 'classify')).toBe(true);
    expect(closesCircle(base, 'classify', 'end')).toBe(false);
  });
  it('splices a node into an edge', () => {
    const next = spliceNode(base, [], 'classify:out->each', { id: 'mid', type: 'set' }, 'out', { x: 0, y: 0 });
    expect(next.edges).toEqual([
      { source: 'start', target: 'classify' },
      { source: 'classify', target: 'mid' },
      { source: 'mid', target: 'each' },
      { source: 'each', target: 'end' },
    ]);
  });
  it('removes a node with its edges, its places inside and the compensation that named it', () => {
    const next = remove(base, [], new Set(['each', 'undo']));
    expect(next.nodes.map((n) => n.id)).toEqual(['start', 'classify', 'end']);
    expect(next.edges).toEqual([{ source: 'start', target: 'classify' }]);
    expect(next.layout?.nodes).toEqual({ start: { x: 0, y: 0 } });
    expect(next.nodes[1]).not.toHaveProperty('compensation');
  });
  it('renames a node wherever expressions, edges and places speak of it, and nowhere else', () => {
    const next = renameNode(base, [], 'classify', 'sort');
    expect(next.edges[0]).toEqual({ source: 'start', target: 'sort' });
    expect(next.nodes[3]?.config).toEqual({ items: 'sort.output.json.list' });
    expect(next.nodes[3]?.body?.nodes[1]?.config).toEqual({
      values: { v: '{{ sort.output.text + my_classify.output }}', note: 'classify this' },
    });
    expect(next.nodes[4]?.config).toEqual({ output: '{{ sort.output }}' });
    expect(renameNode(base, [], 'each', 'all').layout?.nodes).toEqual({
      start: { x: 0, y: 0 },
      all: { x: 1, y: 1 },
      'all/work': { x: 2, y: 2 },
    });
  });
  it('moves the edge of a renamed case and drops that of a removed one', () => {
    const routed = connect(connect(base, [], 'classify', 'urgent', 'end'), [], 'classify', 'low', 'end');
    expect(renameHandle(routed, [], 'classify', 'urgent', 'hot').edges).toContainEqual({
      source: 'classify',
      sourceHandle: 'hot',
      target: 'end',
    });
    expect(renameHandle(routed, [], 'classify', 'low', undefined).edges).not.toContainEqual({
      source: 'classify',
      sourceHandle: 'low',
      target: 'end',
    });
  });
  it('drops a member that is set to nothing', () => {
    expect(setNode(base, [], 'classify', 'title', 'A').nodes[1]?.title).toBe('A');
    expect(setNode(setNode(base, [], 'classify', 'title', 'A'), [], 'classify', 'title', '').nodes[1]).not.toHaveProperty('title');
  });
  it('refuses ids that are malformed, reserved, of the prototype or taken', () => {
    expect(['1a', 'a-b', '', 'input', 'constructor', 'end', 'fine_1'].map((id) => idProblem(base, id))).toEqual([
      'form',
      'form',
      'form',
      'reserved',
      'reserved',
      'taken',
      null,
    ]);
    expect(freeId(base, 'classify')).toBe('classify_2');
    expect(freeId(base, '__proto__')).toBe('proto__');
    expect(freeId(base, '数据')).toBe('node_2');
  });
  it('keeps places whole', () => {
    expect(move(base, [], new Map([['start', { x: 0.2, y: 0 }]]))).toBe(base);
    expect(move(base, ['each'], new Map([['work', { x: 1.5, y: 2.4 }]])).layout?.nodes?.['each/work']).toEqual({ x: 2, y: 2 });
  });
});
