import { body, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import type { NodeDefinition, WorkflowDefinition } from '../definition/definition.js';
import { validateDefinition } from './validate.js';

const check = (definition: unknown) =>
  validateDefinition(definition as Json, { nodes: createTestCatalog() }).map(
    ({ code, severity, pointer }) => `${severity} ${code} ${pointer}`,
  );
const ask = (rest: Partial<NodeDefinition> = {}) => node('ask', 'llm', { model: 'scripted/echo', prompt: '?' }, rest);
const one = (budget: unknown, settings: unknown = undefined) =>
  workflow([ask(budget === undefined ? {} : ({ budget } as object))], ['start -> ask -> end'], { settings } as Partial<WorkflowDefinition>);

describe('a budget in a definition', () => {
  it('is right with limits that are not negative, at a node, a container, the execution and the workflow', () => {
    const each = node('each', 'map', { items: '[1]' }, { body: body([ask()], ['start -> ask -> end']), budget: { calls: 0 } });
    const settings = { budget: { cost: '0.25', onExceeded: 'ask' }, workflowBudget: { tokens: 1_000, per: 'day' } } as const;
    expect(check(workflow([each], ['start -> each -> end'], { settings }))).toEqual([]);
    expect(check(one({ cost: '10', tokens: 5, calls: 3, onExceeded: 'fail' }))).toEqual([]);
  });
  it.each([
    [{ cost: '-1' }, '/nodes/1/budget/cost'],
    [{ cost: 'much' }, '/nodes/1/budget/cost'],
    [{ cost: 1 }, '/nodes/1/budget/cost'],
    [{ tokens: -1 }, '/nodes/1/budget/tokens'],
    [{ calls: 0.5 }, '/nodes/1/budget/calls'],
    [{ calls: 1, onExceeded: 'wait' }, '/nodes/1/budget/onExceeded'],
  ])('is refused by name: %j', (budget, pointer) => {
    expect(check(one(budget))).toEqual([`error INVALID_SHAPE ${pointer}`]);
  });
  it('is refused where it limits nothing', () => {
    expect(check(one({ onExceeded: 'fail' }, { budget: {}, workflowBudget: { per: 'day' } }))).toEqual([
      'error BUDGET_WITHOUT_LIMIT /settings/budget',
      'error BUDGET_WITHOUT_LIMIT /settings/workflowBudget',
      'error BUDGET_WITHOUT_LIMIT /nodes/1/budget',
    ]);
  });
  it('cannot ask for all executions of a workflow, nor per hour', () => {
    expect(check(one(undefined, { workflowBudget: { calls: 1, per: 'hour', onExceeded: 'ask' } }))).toEqual([
      'error INVALID_SHAPE /settings/workflowBudget/per',
      'error INVALID_SHAPE /settings/workflowBudget/onExceeded',
    ]);
  });
  it('warns where it counts nothing', () => {
    const pay = node('pay', 'http', { method: 'GET', url: 'https://pay.example' }, { budget: { calls: 1 } });
    expect(check(workflow([pay], ['start -> pay -> end'], { settings: { budget: { calls: 1 } } }))).toEqual([
      'warning BUDGET_UNUSED /settings/budget',
      'warning BUDGET_UNUSED /nodes/1/budget',
    ]);
  });
  it('warns where it says cheaper and there is no cheaper model', () => {
    const cheaper = { calls: 1, onExceeded: 'cheaper' } as const;
    expect(check(one(cheaper))).toEqual(['warning CHEAPER_MODEL_MISSING /nodes/1/budget/onExceeded']);
    expect(check(one({ ...cheaper, cheaperModel: 'scripted/echo' }))).toEqual([]);
    expect(check(one(undefined, { budget: cheaper }))).toEqual(['warning CHEAPER_MODEL_MISSING /settings/budget/onExceeded']);
    const each = node('each', 'map', { items: '[1]' }, { body: body([ask()], ['start -> ask -> end']), budget: cheaper });
    expect(check(workflow([each], ['start -> each -> end']))).toEqual(['warning CHEAPER_MODEL_MISSING /nodes/1/budget/onExceeded']);
  });
});
