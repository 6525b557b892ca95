/** A workflow of `size` nodes in rows of chains, laid out as people have them. */
export function gridOf(size) {
  const rows = Math.round(Math.sqrt(size / 3));
  const nodes = [{ id: 'start', type: 'start' }];
  const edges = [];
  const places = { start: { x: 0, y: 0 } };
  const last = Array.from({ length: rows }, () => 'start');
  for (let n = 0; nodes.length < size - 1; n++) {
    const row = n % rows;
    const id = `n${n}`;
    const column = Math.floor(n / rows) + 1;
    nodes.push(
      n % 7 === 3
        ? { id, type: 'llm', config: { model: 'scripted/echo', prompt: `Say {{ input.x }} ${n}` } }
        : { id, type: 'set', title: `Step ${n}`, config: { values: { a: '{{ input.x }}' } } },
    );
    edges.push({ source: last[row], target: id });
    places[id] = { x: column * 320, y: row * 120 };
    last[row] = id;
  }
  nodes.push({ id: 'end', type: 'end' });
  for (const id of new Set(last)) edges.push({ source: id, target: 'end' });
  places.end = { x: (Math.ceil(size / rows) + 2) * 320, y: 0 };
  return { schemaVersion: '1', name: `Bench ${size} ${Date.now()}`, inputs: { type: 'object' }, nodes, edges, layout: { nodes: places } };
}
/** `size` nodes, of which about a hundred end each second, beginning after a while in which a page can open. */
export function fanWithWaits(size, begin = 12) {
  const waits = Array.from({ length: size - 2 }, (_, n) => ({ id: `w${n}`, type: 'wait', config: { seconds: begin + n / 100 } }));
  const side = Math.ceil(Math.sqrt(size));
  return {
    schemaVersion: '1',
    name: `Bench live ${size} ${Date.now()}`,
    nodes: [{ id: 'start', type: 'start' }, ...waits, { id: 'end', type: 'end' }],
    edges: waits.flatMap(({ id }) => [
      { source: 'start', target: id },
      { source: id, target: 'end' },
    ]),
    layout: {
      nodes: {
        start: { x: 0, y: 0 },
        ...Object.fromEntries(waits.map(({ id }, n) => [id, { x: 320 + (n % side) * 300, y: Math.floor(n / side) * 130 }])),
        end: { x: (side + 2) * 300, y: 0 },
      },
    },
  };
}
