import { createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import { validateDefinition } from './validate.js';

const check = (definition: unknown) => validateDefinition(definition as Json, { nodes: createTestCatalog() });
const pay = (rest: object) => node('pay', 'http', { method: 'POST', url: 'https://pay.example' }, rest);

describe('fields that have no effect in this version', () => {
  it('are named among the settings, while those that have an effect are not', () => {
    const settings = { onError: 'stop', retry: { maxAttempts: 2 }, timeoutSeconds: 5, 'max/Parallel': 3 };
    expect(check(workflow([], ['start -> end'], { settings } as object))).toMatchObject([
      { code: 'NOT_ENFORCED_YET', severity: 'warning', pointer: '/settings/max~1Parallel' },
    ]);
  });
  it('say nothing of what has an effect, or is switched off', () => {
    expect(check(workflow([pay({ checkpoint: false, domain: 'billing' })], ['start -> pay -> end']))).toEqual([]);
  });
});
