import { CONTROL_NODE_TYPES } from '@agentflow/core';
import { freePlace, newNode, presetConfig } from './new-node.js';

const of = (type: string) => {
  const found = CONTROL_NODE_TYPES.find((d) => d.type === type);
  if (!found) throw new Error(type);
  return found;
};
describe('a new node', () => {
  it('takes from the example only what is true anywhere', () => {
    expect(presetConfig(of('switch'))).toBeUndefined();
    expect(presetConfig(of('map'))).toEqual({ concurrency: 3 });
    expect(presetConfig(of('statemachine'))).toMatchObject({ initial: 'open', states: { closed: { final: true } } });
    expect(presetConfig(of('human'))).toMatchObject({ prompt: expect.any(String), schema: { type: 'object' } });
    expect(presetConfig(of('end'))).toBeUndefined();
  });
  it('has a free id, and a container a body of its own', () => {
    const body = { nodes: [{ id: 'map', type: 'map' }], edges: [] };
    expect(newNode(body, 'map', of('map'))).toMatchObject({ id: 'map_2', body: { edges: [{ source: 'start', target: 'end' }] } });
  });
  it('is not put upon another', () => {
    const place = freePlace(
      [
        { x: 0, y: 0 },
        { x: 10, y: 110 },
      ],
      { x: 5, y: 5 },
    );
    expect(place.y).toBeGreaterThan(180);
    expect(freePlace([], { x: 1, y: 2 })).toEqual({ x: 1, y: 2 });
  });
});
