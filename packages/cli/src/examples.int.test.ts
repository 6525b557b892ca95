import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAllInOne, type AllInOne } from '@agentflow/all-in-one';
import type { ExecutionView, NodeView } from '@agentflow/core';
import { createApiClient } from './api-client.js';
import { runCli } from './cli.js';
import { EXIT } from './exit-codes.js';
import { pages } from './history.js';
import { fakeIo } from './testing/fake-io.js';

const ROOT = new URL('../../..', import.meta.url).pathname;
const FOLDER = join(ROOT, 'examples');
const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'workflow.yaml')));
const neverStart = (): never => {
  throw new Error('an instance is running: none may be started');
};
let data: string;
let instance: AllInOne;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'agentflow-examples-'));
  instance = await startAllInOne({ env: { AGENTFLOW_DATA: data, AGENTFLOW_PORT: '0', AGENTFLOW_LOG_LEVEL: 'silent' } });
}, 30_000);
afterAll(async () => {
  await instance?.stop();
  await rm(data, { recursive: true, force: true });
});

describe('one command runs each example on a real instance', () => {
  it.each(names)('%s gives what its expected.json says', async (name) => {
    const expected = JSON.parse(readFileSync(join(FOLDER, name, 'expected.json'), 'utf8')) as {
      status: string;
      output: unknown;
      nodes?: Record<string, string>;
    };
    const answers = existsSync(join(FOLDER, name, 'answers.json')) ? ['--answers', `examples/${name}/answers.json`] : [];
    const io = fakeIo({ cwd: ROOT, env: { AGENTFLOW_DATA: data } });
    const code = await runCli(
      ['run', `examples/${name}/workflow.yaml`, '--input', `examples/${name}/input.json`, ...answers, '--json'],
      io,
      neverStart,
    );
    const document = JSON.parse(io.stdout) as ExecutionView;
    expect({ said: io.stderr, status: document.status, output: document.output }).toEqual({
      said: io.stderr,
      status: expected.status,
      output: expected.output,
    });
    expect(code).toBe(EXIT.completed);

    const api = createApiClient(instance.url, readFileSync(join(data, 'admin.key'), 'utf8').trim());
    const statuses: Record<string, string> = {};
    for await (const node of pages<NodeView>(api, `/executions/${document.id}/nodes`)) statuses[node.path] = node.status;
    expect(statuses).toMatchObject(expected.nodes ?? {});
  });
  it('waits for a person where no answers are given, and goes on when one is', async () => {
    const io = fakeIo({ cwd: ROOT, env: { AGENTFLOW_DATA: data } });
    const run = ['run', 'examples/invoice-check/workflow.yaml', '--input', 'examples/invoice-check/input.json', '--json'];
    expect(await runCli(run, io, neverStart)).toBe(EXIT.waiting);
    const { id } = JSON.parse(io.stdout) as ExecutionView;
    expect(await runCli(['executions', 'answer', id, 'approve', '{"approved":false,"reason":"Too dear."}'], io, neverStart)).toBe(
      EXIT.completed,
    );
    const rest = fakeIo({ cwd: ROOT, env: { AGENTFLOW_DATA: data } });
    expect(await runCli(['logs', id, '-f'], rest, neverStart)).toBe(EXIT.completed);
    expect(rest.stdout).toContain('✔ reject');
    const shown = fakeIo({ cwd: ROOT, env: { AGENTFLOW_DATA: data } });
    await runCli(['executions', 'show', id, '--json'], shown, neverStart);
    expect(JSON.parse(shown.stdout)).toMatchObject({ status: 'completed', output: { decision: 'rejected' } });
  });
  it('publishes the examples that are triggered', async () => {
    for (const name of ['webhook-to-email', 'nightly-schedule']) {
      const io = fakeIo({ cwd: ROOT, env: { AGENTFLOW_DATA: data } });
      expect({ code: await runCli(['publish', `examples/${name}/workflow.yaml`], io, neverStart), said: io.stderr }).toEqual({
        code: EXIT.completed,
        said: '',
      });
      expect(io.stdout).toContain(`${name}: revision 1 is released`);
    }
  });
});
