import { chooseRevision } from '@agentflow/core';
import { create, greeting, openDesigner, org, type OpenDesigner } from './testing/open-designer.js';

let designer: OpenDesigner;
let id: string;
let key: string;
beforeEach(async () => {
  designer = await openDesigner({ soleWriter: true });
  ({ id, key } = await create(designer));
});
afterEach(() => designer.close());

const hook = (name: string) => ({ id: name, type: 'webhook', config: { auth: 'none' }, input: {} });
const save = async (more: Record<string, unknown>): Promise<void> => {
  const { etag } = await designer.service.getWorkflow({ org, workflow: id });
  await designer.service.saveWorkflow({ org, workflow: id, source: { definition: greeting(more) }, ifMatch: etag, by: 'ann' });
};
const publish = (canary?: number) =>
  designer.service.publish({ org, workflow: id, by: 'ann', ...(canary === undefined ? {} : { canary }) });
const set = (revision: number, percent: number) => designer.service.setCanary({ org, workflow: id, revision, percent, by: 'bob' });
const release = () => designer.service.getRelease({ org, workflow: id });
const changes = async () =>
  (await designer.service.listReleaseChanges({ org, workflow: id, page: 1, pageSize: 50 })).items.map(
    ({ action, revision, percent, before, by }) => [action, revision, percent, before, by].join(' '),
  );
/** What 1,000 starts would run. */
const runs = async (workflow = id): Promise<Record<string, number>> => {
  const found = await designer.service.freeze({ org, workflow });
  const count: Record<string, number> = {};
  for (let i = 0; i < 1_000; i++) {
    const { revision } = chooseRevision(found, `start-${i}`);
    count[revision] = (count[revision] ?? 0) + 1;
  }
  return count;
};

describe('a canary', () => {
  it('runs its share as soon as it is set, by id and by key, and none once it is promoted or ended', async () => {
    await publish();
    expect([await runs(), await runs(key)]).toEqual([{ 1: 1_000 }, { 1: 1_000 }]);
    await save({ name: 'Second' });
    expect(await publish(20)).toMatchObject({ revision: 2, released: false });
    for (const counted of [await runs(), await runs(key)]) {
      expect(counted['2']).toBeGreaterThan(140);
      expect(counted['2']).toBeLessThan(260);
    }
    const started = (await release()).canary;
    expect(started).toMatchObject({ revision: 2, percent: 20, startedBy: 'ann' });
    expect((await set(2, 70)).canary).toEqual({ ...started, percent: 70 });
    expect((await runs(key))['2']).toBeGreaterThan(600);
    await designer.service.endCanary({ org, workflow: id, revision: 2, by: 'bob' });
    expect([await runs(), await runs(key)]).toEqual([{ 1: 1_000 }, { 1: 1_000 }]);
    await set(2, 5);
    expect(await designer.service.promoteCanary({ org, workflow: id, by: 'bob' })).toEqual({ workflowId: id, revision: 2, canary: null });
    expect([await runs(), await runs(key)]).toEqual([{ 2: 1_000 }, { 2: 1_000 }]);
    expect((await designer.service.listRevisions({ org, workflow: id, page: 1, pageSize: 9 })).items.map((one) => one.released)).toEqual([
      true,
      false,
    ]);
    expect(await changes()).toEqual([
      'canary-promoted 2  1 bob',
      'canary-started 2 5 1 bob',
      'canary-ended 2  1 bob',
      'canary-changed 2 70 1 bob',
      'canary-started 2 20 1 ann',
      'published 1   ann',
    ]);
  });
  it('has inputs of its own, which go with its number', async () => {
    await publish();
    const inputs = { type: 'object', required: ['who'] };
    await save({ inputs });
    await publish(50);
    const found = await designer.service.freeze({ org, workflow: id });
    expect(found.canary).toMatchObject({ revision: 2, inputs, percent: 50 });
    expect(found.canary?.digest).not.toBe(found.digest);
  });
  it('leaves the triggers to the released revision until it is promoted; a fire of that one may run it', async () => {
    await save({ triggers: [hook('one')] });
    await publish();
    await save({ triggers: [hook('two')] });
    await publish(10);
    const told = () => designer.synced.at(-1) as unknown as { revision: number; triggers: { id: string }[] };
    expect([told().revision, told().triggers.map((one) => one.id)]).toEqual([1, ['one']]);
    expect(await designer.service.freeze({ org, workflow: id, revision: 1 })).toMatchObject({ revision: 1, canary: { revision: 2 } });
    expect(await designer.service.freeze({ org, workflow: id, revision: 2 })).not.toHaveProperty('canary');
    await designer.service.promoteCanary({ org, workflow: id, by: 'bob' });
    expect([told().revision, told().triggers.map((one) => one.id)]).toEqual([2, ['two']]);
  });
  it('ends when something else is released to all, by a publish or a rollback', async () => {
    await publish();
    await save({ name: 'Second' });
    await publish(10);
    await designer.service.rollback({ org, workflow: id, revision: 1, by: 'bob' });
    expect(await release()).toMatchObject({ revision: 1, canary: null });
    await set(2, 10);
    await save({ name: 'Third' });
    await publish();
    expect(await release()).toMatchObject({ revision: 3, canary: null });
    expect(await runs()).toEqual({ 3: 1_000 });
  });
  it('is another revision than the released one, with a whole percentage, beside something', async () => {
    await expect(publish(10)).rejects.toMatchObject({ code: 'NOT_PUBLISHED' });
    await expect(set(1, 10)).rejects.toMatchObject({ code: 'NOT_PUBLISHED' });
    await publish();
    await expect(set(1, 10)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ pointer: '/revision', code: 'ALREADY_RELEASED' }],
    });
    await expect(set(2, 10)).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' });
    for (const percent of [0, 100, 1.5, -1, Number.NaN])
      for (const attempt of [set(1, percent), publish(percent)])
        await expect(attempt).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ pointer: '/percent' }] });
    await expect(designer.service.endCanary({ org, workflow: id, by: 'bob' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await save({ name: 'Second' });
    await publish(10);
    for (const attempt of [designer.service.endCanary, designer.service.promoteCanary])
      await expect(attempt({ org, workflow: id, revision: 1, by: 'bob' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await release()).canary?.revision).toBe(2);
  });
  it('that is promoted while another takes its place is not the other', async () => {
    await publish();
    for (const name of ['Second', 'Third']) {
      await save({ name });
      await publish(10);
    }
    await set(2, 10);
    const held = designer.hold('put', 'releases');
    const promoted = designer.service.promoteCanary({ org, workflow: id, revision: 2, by: 'bob' });
    await held.come;
    await set(3, 10);
    held.release();
    await expect(promoted).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await release()).toMatchObject({ revision: 1, canary: { revision: 3 } });
  });
});
