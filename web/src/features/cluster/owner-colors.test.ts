import { colorsOf } from './owner-colors.js';

it('gives each owner a colour of its own, whatever the order in which they are told', () => {
  const owners = Array.from({ length: 8 }, (_, n) => `orchestrator-${n}`);
  const colors = colorsOf(owners);
  expect(new Set(colors.values()).size).toBe(8);
  expect([...colorsOf([...owners].reverse())]).toEqual([...colors]);
});
