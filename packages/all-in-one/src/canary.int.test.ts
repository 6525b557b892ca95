import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseRevision, startSample, type ExecutionView } from '@agentflow/core';
import { node, workflow } from '@agentflow/testkit';
import { startAllInOne, type AllInOne } from './start-all-in-one.js';

let data: string;
let instance: AllInOne;
let key: string;
let id: string;
const answering = (text: string, ok = true) => ({
  ...workflow(
    [node('say', 'set', { values: { text } }), ...(ok ? [] : [node('no', 'fail', { code: 'NO', message: 'the new one is broken' })])],
    ok ? ['start -> say -> end'] : ['start -> say -> no', 'say -> end'],
  ),
  name: 'greeter',
});
const parent = () => ({
  ...workflow([node('call', 'subflow', { workflow: 'greeter', revision: 'latest', input: {} })], ['start -> call -> end']),
  name: 'parent',
});
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'agentflow-canary-'));
  instance = await startAllInOne({
    env: { AGENTFLOW_DATA: data, AGENTFLOW_PORT: '0', AGENTFLOW_LOG_LEVEL: 'silent', AGENTFLOW_SEED: 'off' },
  });
  key = (await readFile(join(data, 'admin.key'), 'utf8')).trim();
  id = (await call('POST', '/workflows', { definition: answering('old'), key: 'greeter' })).json.id;
  await call('POST', '/workflows/greeter/publish', {});
}, 60_000);
afterAll(async () => {
  await instance?.stop();
  await rm(data, { recursive: true, force: true });
});
/** As much of the answers as is looked at. */
type Answer = ExecutionView & {
  readonly etag: string;
  readonly items: readonly {
    readonly revision: number;
    readonly role: string;
    readonly executions: number;
    readonly failed: number;
    readonly action: string;
  }[];
};
async function call(
  method: string,
  path: string,
  json?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; json: Answer }> {
  const response = await fetch(`${instance.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, json: (await response.json()) as Answer };
}
const save = async (workflowId: string, definition: unknown): Promise<void> => {
  const { json } = await call('GET', `/workflows/${workflowId}`);
  expect((await call('PUT', `/workflows/${workflowId}`, { definition }, { 'if-match': json.etag })).status).toBe(200);
};
const start = async (workflowId: string, startKey?: string): Promise<ExecutionView> =>
  (await call('POST', `/workflows/${workflowId}/execute?wait=20`, {}, startKey ? { 'idempotency-key': startKey } : {})).json;

it('runs the share that its keys draw, through subflows too, is told apart in the figures, and is everything once promoted', async () => {
  await save(id, answering('new', false));
  expect((await call('POST', '/workflows/greeter/publish', { canary: 30 })).json).toMatchObject({ revision: 2, released: false });
  const drawn = (sample: string): number | 'draft' =>
    chooseRevision({ workflowId: id, revision: 1, digest: '', canary: { revision: 2, digest: '', inputs: true, percent: 30 } }, sample)
      .revision;

  const keys = Array.from({ length: 60 }, (_, i) => `order-${i}`);
  const started = await Promise.all(keys.map((startKey) => start('greeter', startKey)));
  expect(started.map(({ revision }) => revision)).toEqual(keys.map((one) => drawn(startSample({ source: `workflow:${id}`, key: one }))));
  const again = await start('greeter', keys[0]);
  expect([again.id, again.revision]).toEqual([started[0]!.id, started[0]!.revision]);
  const ofCanary = started.filter(({ revision }) => revision === 2);
  expect(ofCanary.length).toBeGreaterThan(5);
  expect(new Set(ofCanary.map(({ status }) => status))).toEqual(new Set(['failed']));

  const free = await Promise.all(Array.from({ length: 40 }, () => start('greeter')));
  expect(free.map(({ revision }) => revision)).toEqual(free.map((view) => drawn(view.id)));

  await call('POST', '/workflows', { definition: parent(), key: 'parent' });
  await call('POST', '/workflows/parent/publish', {});
  const parents = await Promise.all(Array.from({ length: 12 }, () => start('parent')));
  const children = await Promise.all(
    parents.map(async (view): Promise<ExecutionView> => {
      const { childId } = (await call('GET', `/executions/${view.id}/nodes/call`)).json as unknown as { childId: string };
      return (await call('GET', `/executions/${childId}`)).json;
    }),
  );
  expect(children.map(({ revision }) => revision)).toEqual(children.map((view) => drawn(view.id)));

  const all = [...started, ...free, ...children];
  const count = (revision: number): number => all.filter((view) => view.revision === revision).length;
  let figures: Answer;
  do figures = (await call('GET', '/workflows/greeter/release/figures')).json;
  while (figures.items.reduce((sum, one) => sum + one.executions, 0) < all.length);
  expect(figures.items).toMatchObject([
    { revision: 1, role: 'released', executions: count(1), failed: 0 },
    { revision: 2, role: 'canary', executions: count(2), failed: count(2) },
  ]);

  expect((await call('POST', '/workflows/greeter/release/canary/promote', { revision: 2 })).json).toMatchObject({
    revision: 2,
    canary: null,
  });
  expect(new Set((await Promise.all(Array.from({ length: 10 }, () => start('greeter')))).map(({ revision }) => revision))).toEqual(
    new Set([2]),
  );
  await call('POST', '/workflows/greeter/rollback', { revision: 1 });
  expect(await start('greeter')).toMatchObject({ revision: 1, status: 'completed' });
  const changes = (await call('GET', '/workflows/greeter/release/changes')).json;
  expect(changes.items.map((one) => one.action)).toEqual(['rolled-back', 'canary-promoted', 'canary-started', 'published']);
}, 60_000);
