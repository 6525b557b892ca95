import { isInShare, orgId, startSample } from '@agentflow/core';
import type { FrozenRevision, StartRequest } from '@agentflow/ports';
import { createFireTrigger } from './fire-trigger.js';
import type { TriggerDocument } from './trigger-document.js';

const org = orgId('default');
const document: TriggerDocument = {
  triggerId: 'inbox',
  workflowId: 'W1',
  workflowName: 'W',
  revision: 1,
  digest: 'd1',
  type: 'webhook',
  declared: true,
  enabled: true,
  config: { auth: 'none' },
  input: { text: '{{ trigger.body }}' },
  hookId: 'h',
  nextFireAt: null,
  lastFire: null,
};
const released: FrozenRevision = { workflowId: 'W1', workflowName: 'W', revision: 1, digest: 'd1', inputs: true };
const canary = { revision: 2, digest: 'd2', inputs: { type: 'object', required: ['text'] }, percent: 40 };

function createWorld(frozen: FrozenRevision) {
  const starts: StartRequest[] = [];
  let made = 0;
  const fire = createFireTrigger({
    executions: {
      start: async (request) => {
        starts.push(request);
        return { execution: {} as never, created: true };
      },
    },
    freeze: async () => frozen,
    ids: { next: () => `id${++made}`, secret: () => 's', seed: () => 1 },
  });
  return {
    starts,
    fire: (key?: string) =>
      fire({ org, document, trigger: { body: 'x' }, by: 'me', ...(key ? { startKey: { source: 'hook:W1', key } } : {}) }),
  };
}

describe('a fire beside a canary', () => {
  it('runs it where its start key is drawn, the same each time', async () => {
    const { starts, fire } = createWorld({ ...released, canary });
    for (let i = 0; i < 100; i++) await fire(`mail-${i % 50}`);
    const expected = starts.map(({ startKey }) => (isInShare('W1.2', startSample(startKey!), 40) ? [2, 'd2'] : [1, 'd1']));
    expect(starts.map(({ revision, digest }) => [revision, digest])).toEqual(expected);
    expect(new Set(starts.map(({ revision }) => revision))).toEqual(new Set([1, 2]));
    expect(starts.some((start) => 'executionId' in start)).toBe(false);
  });
  it('is drawn by the id that it gets where it has no key', async () => {
    const { starts, fire } = createWorld({ ...released, canary });
    for (let i = 0; i < 50; i++) await fire();
    expect(starts.map(({ revision }) => revision)).toEqual(starts.map(({ executionId }) => (isInShare('W1.2', executionId!, 40) ? 2 : 1)));
    expect(new Set(starts.map(({ revision }) => revision)).size).toBe(2);
  });
  it('is held against the inputs of what it runs', async () => {
    const strict = { ...canary, inputs: { type: 'object', required: ['other'] }, percent: 99 };
    const { starts, fire } = createWorld({ ...released, canary: strict });
    const refused: unknown[] = [];
    for (let i = 0; i < 60; i++) await fire(`k${i}`).catch((error: { code: string }) => refused.push(error.code));
    expect(new Set(refused)).toEqual(new Set(['INVALID_INPUT']));
    expect(starts.every(({ revision }) => revision === 1)).toBe(true);
    expect(starts.length + refused.length).toBe(60);
  });
  it('is as ever where no canary runs', async () => {
    const { starts, fire } = createWorld(released);
    await fire();
    expect(starts[0]).toMatchObject({ revision: 1, digest: 'd1' });
    expect(starts[0]).not.toHaveProperty('executionId');
  });
});
