import { placesIn } from './pointer-places.js';

const text = `name: x
nodes:
  # a comment
  - id: start
    type: start
  - { id: ask, config: { "a/b": 1 } }
edges: []
`;
describe('the place of a pointer in the text', () => {
  it('is that of the key, or of the item', () => {
    const find = placesIn(text);
    expect(find('/nodes/0/type')).toEqual({ line: 5, column: 5 });
    expect(find('/nodes/1')).toEqual({ line: 6, column: 5 });
    expect(find('/nodes/1/config/a~1b')).toEqual({ line: 6, column: 26 });
    expect(find('')).toEqual({ line: 1, column: 1 });
  });
  it('is the nearest one around what is not there', () => {
    const find = placesIn(text);
    expect(find('/nodes/0/config/when')).toEqual({ line: 4, column: 5 });
    expect(find('/settings/budget')).toEqual({ line: 1, column: 1 });
  });
});
