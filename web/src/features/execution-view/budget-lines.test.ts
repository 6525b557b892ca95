import { budgetLines } from './budget-lines.js';

const nothing = { cost: '0', tokens: 0, calls: 0 };

it('shows a line for each thing that a budget limits, with what is held for calls under way', () => {
  const budget = {
    limit: { cost: '0.25', calls: 7 },
    spent: { cost: '0.12', tokens: 900, calls: 3 },
    reserved: { cost: '0.04', tokens: 10, calls: 0 },
  };
  expect(budgetLines(budget)).toEqual([
    { dimension: 'cost', spent: '$0.120', limit: '$0.250', reserved: '$0.040' },
    { dimension: 'calls', spent: '3', limit: '7', reserved: null },
  ]);
});
it('shows nothing where there is no budget, or none of the limits', () => {
  expect(budgetLines(undefined)).toEqual([]);
  expect(budgetLines({ limit: {}, spent: nothing, reserved: nothing })).toEqual([]);
});
