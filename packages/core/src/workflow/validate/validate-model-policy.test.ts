import { createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import { compileDefinition } from '../compile/compile.js';
import type { ReferenceCatalog } from '../definition/node-catalog.js';
import { validateDefinition } from './validate.js';

const yes = (): boolean => true;
const references: ReferenceCatalog = {
  hasAgent: yes,
  hasCredential: yes,
  hasTool: yes,
  hasWorkflow: yes,
  hasModel: (name) => name.endsWith('/known'),
};
const ask = node('ask', 'llm', { model: 'far/known', prompt: 'x' });
const settled = (settings: object) => workflow([ask], ['start -> ask -> end'], { settings } as object);
const check = (settings: object) =>
  validateDefinition(settled(settings) as unknown as Json, { nodes: createTestCatalog(), references }).map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );

describe('what the settings say of models', () => {
  it('may be published where it names what there is, and reaches the plan', () => {
    const rules = [{ reply: { text: 'closed' } }];
    expect(check({ fallbackModel: 'near/known', rules })).toEqual([]);
    expect(check({ rules: 'scripted/known' })).toEqual([]);
    const plan = (settings: object) => compileDefinition(settled(settings), createTestCatalog()).models;
    expect(plan({ fallbackModel: 'near/known', rules })).toEqual({ fallbackModel: 'near/known', rules });
    expect(plan({ rules: 'scripted/known' })).toEqual({ rules: 'scripted/known' });
    expect(plan({})).toBeUndefined();
  });
  it.each([
    [{ fallbackModel: 'near/none' }, ['UNKNOWN_MODEL /settings/fallbackModel']],
    [{ rules: 'scripted/none' }, ['UNKNOWN_MODEL /settings/rules']],
    [{ rules: 'far/known' }, ['INVALID_RULES /settings/rules']],
    [{ rules: [{ reply: {}, wen: '' }] }, expect.arrayContaining([expect.stringContaining('/settings/rules/0')])],
  ])('is refused as %j', (settings, problems) => {
    expect(check(settings)).toEqual(problems);
  });
  it('is refused where it has no form that could be', () => {
    for (const settings of [{ fallbackModel: 7 }, { fallbackModel: '' }, { rules: 7 }, { rules: [] }])
      expect([settings, check(settings).length > 0]).toEqual([settings, true]);
  });
});
