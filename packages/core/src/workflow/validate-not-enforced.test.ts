import { body, createTestCatalog, node, workflow } from '@agentflow/testkit';
import type { Json } from '../json.js';
import { validateDefinition } from './validate.js';

const check = (definition: unknown) => validateDefinition(definition as Json, { nodes: createTestCatalog() });
const pay = (rest: object) => node('pay', 'http', { method: 'POST', url: 'https://pay.example' }, rest);

describe('fields that have no effect in this version', () => {
  it('are named by a warning: domain', () => {
    expect(check(workflow([pay({ domain: 'billing' })], ['start -> pay -> end']))).toEqual([
      {
        code: 'NOT_ENFORCED_YET',
        severity: 'warning',
        nodeId: 'pay',
        pointer: '/nodes/1/domain',
        message: expect.stringMatching(/^domain has no effect/) as string,
      },
    ]);
  });
  it('are named in bodies too, with what they will not do, and beside none that have an effect', () => {
    const inner = body(
      [
        pay({ compensation: 'unpay', mutex: 'input.customer', domain: 'billing' }),
        node('unpay', 'http', { method: 'DELETE', url: 'https://pay.example' }),
      ],
      ['start -> pay -> end'],
    );
    const [problem, ...others] = check(workflow([node('each', 'map', { items: '[1]' }, { body: inner })], ['start -> each -> end']));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'NOT_ENFORCED_YET', severity: 'warning', nodeId: 'pay' });
    expect(problem?.message).toContain('every node runs where the execution does');
  });
  it('are named among the settings, while those that have an effect are not', () => {
    const settings = { onError: 'stop', retry: { maxAttempts: 2 }, timeoutSeconds: 5, 'max/Parallel': 3 };
    expect(check(workflow([], ['start -> end'], { settings } as object))).toMatchObject([
      { code: 'NOT_ENFORCED_YET', severity: 'warning', pointer: '/settings/max~1Parallel' },
    ]);
  });
  it('say nothing of what is switched off', () => {
    expect(check(workflow([pay({ checkpoint: false })], ['start -> pay -> end']))).toEqual([]);
  });
});
