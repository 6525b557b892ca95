import { firstFrame } from './show-graph.js';

const row = (count: number) => Array.from({ length: count }, (_, i) => ({ x: 100 + i * 300, y: 50, width: 200, height: 60 }));
const screenX = (frame: { x: number; zoom: number }, x: number): number => frame.x + x * frame.zoom;

describe('the first look at a graph', () => {
  it('is the whole of it, in the middle, where that can be read', () => {
    const frame = firstFrame(row(3), 1000, 600);
    expect(frame.zoom).toBe(1);
    expect(screenX(frame, 100)).toBeCloseTo(1000 - screenX(frame, 900));
  });
  it('is its beginning, at a size that can be read, where it is too wide', () => {
    const frame = firstFrame(row(40), 1000, 600);
    expect(frame.zoom).toBeGreaterThan(0.5);
    expect(screenX(frame, 100)).toBe(40);
  });
  it('does not mind an empty graph', () => expect(firstFrame([], 900, 600).zoom).toBe(1));
});
