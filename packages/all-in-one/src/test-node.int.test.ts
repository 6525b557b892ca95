import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, Json, NodeDetailView } from '@agentflow/core';
import { body, node, workflow } from '@agentflow/testkit';
import { startAllInOne, type AllInOne } from './start-all-in-one.js';

let data: string;
let instance: AllInOne;
let key: string;
let id: string;
const inner = body([node('shout', 'set', { values: { text: '{{ item.name }} of {{ who.output.name }}!' } })], ['start -> shout -> end']);
const definition = {
  ...workflow(
    [
      node('who', 'set', { values: { name: 'never run' } }),
      node('greet', 'set', { values: { text: 'Hello {{ who.output.name }}, {{ input.word }}' } }),
      node('big', 'condition', { when: 'size(who.output.name) > 3' }),
      node('each', 'map', { items: 'input.list' }, { body: inner }),
      node(
        'broken',
        'code',
        { source: 'export default (name) => { throw new Error("because " + name); }', arguments: '{{ who.output.name }}' },
        { compensation: 'undo', onError: 'continue' },
      ),
      node('undo', 'set', { values: {} }),
    ],
    ['start -> who -> greet -> big', 'big:true -> each -> end', 'big:false -> broken -> end'],
  ),
  name: 'parts',
};
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'agentflow-test-node-'));
  instance = await startAllInOne({
    env: { AGENTFLOW_DATA: data, AGENTFLOW_PORT: '0', AGENTFLOW_LOG_LEVEL: 'silent', AGENTFLOW_SEED: 'off' },
  });
  key = (await readFile(join(data, 'admin.key'), 'utf8')).trim();
  ({ id } = (await call('POST', '/workflows', { definition })).json as { id: string });
}, 60_000);
afterAll(async () => {
  await instance?.stop();
  await rm(data, { recursive: true, force: true });
});
async function call(method: string, path: string, json?: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${instance.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, json: await response.json() };
}
async function test(path: string, pins: { [path: string]: Json }, input: Json = {}) {
  const { status, json } = await call('POST', `/workflows/${id}/test-node?wait=20`, { path, pins, input });
  if (status >= 300) return { status, problem: json as { code: string; detail: string } };
  const execution = json as ExecutionView;
  const shown = path.replace(/\//g, '[0]/');
  const detail = (await call('GET', `/executions/${execution.id}/nodes/${encodeURIComponent(shown)}`)).json as NodeDetailView;
  return { status, execution, detail };
}

describe('a node tested alone', () => {
  it('sees the pinned outputs and the input; what is pinned is not run', async () => {
    const { execution, detail } = await test('greet', { who: { name: '{{ not a template }}' } }, { word: 'good day' });
    expect(execution).toMatchObject({ status: 'completed', trial: true, revision: 'draft', tags: ['test-node:greet'] });
    expect(detail?.output).toEqual({ text: 'Hello {{ not a template }}, good day' });
  });
  it('may stand in the body of a container, whose pin is the item', async () => {
    const { detail } = await test('each/shout', { who: { name: 'Rome' }, each: { name: 'Caesar' } });
    expect(detail?.output).toEqual({ text: 'Caesar of Rome!' });
    const numbered = await test('each[7]/shout', { who: { name: 'Rome' }, each: { name: 'Nero' } });
    expect(numbered.execution?.status).toBe('completed');
  });
  it('may branch, be a container, or fail: its own outcome shows', async () => {
    expect((await test('big', { who: { name: 'Bo' } })).execution?.status).toBe('completed');
    expect((await test('each', { who: { name: 'Rome' } }, { list: [{ name: 'a' }, { name: 'b' }] })).detail).toMatchObject({
      status: 'completed',
    });
    const { execution } = await test('broken', { who: { name: 'it rains' } });
    expect(execution).toMatchObject({ status: 'failed', error: { path: 'broken', message: expect.stringContaining('because it rains') } });
  });
  it('is refused by name where it is not there, does nothing by itself, or reads what is not pinned', async () => {
    expect(await test('nowhere', {})).toMatchObject({ status: 404, problem: { code: 'NODE_NOT_FOUND' } });
    expect(await test('each/nowhere', {})).toMatchObject({ status: 404, problem: { code: 'NODE_NOT_FOUND' } });
    expect(await test('start', {})).toMatchObject({ status: 422, problem: { code: 'INVALID_INPUT' } });
    const unpinned = await test('greet', {});
    expect(unpinned).toMatchObject({ status: 422, problem: { code: 'DEFINITION_INVALID' } });
    expect(unpinned.problem?.detail).toContain('pinned');
  });
});
