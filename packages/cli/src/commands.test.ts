import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@agentflow/core';
import { runCli } from './cli.js';
import type { StartInstance } from './connect.js';
import { EXIT } from './exit-codes.js';
import { KEY, startFakeAgentflow, type FakeAgentflow } from './testing/fake-agentflow.js';
import { fakeIo, type FakeIo } from './testing/fake-io.js';

const WORKFLOW =
  '{"schemaVersion":"1","name":"Nothing","nodes":[{"id":"start","type":"start"},{"id":"end","type":"end"}],"edges":[{"source":"start","target":"end"}]}';
let fake: FakeAgentflow;
let folder: string;
beforeEach(async () => {
  fake = await startFakeAgentflow();
  folder = await mkdtemp(join(tmpdir(), 'agentflow-cli-'));
  await writeFile(join(folder, 'nothing.json'), WORKFLOW);
});
afterEach(async () => {
  await fake.stop();
  await rm(folder, { recursive: true });
});
const started: string[] = [];
const startFake: StartInstance = async ({ env, onProgress }) => {
  onProgress?.('opening the log');
  started.push(`${env['AGENTFLOW_DATA']} ${env['AGENTFLOW_PORT']}`);
  await writeFile(join(folder, 'admin.key'), `${KEY}\n`);
  return {
    url: fake.url,
    dataDir: folder,
    mode: 'embedded',
    loginUrl: `${fake.url}/login?token=t`,
    stop: async () => void started.push('stopped'),
  };
};
const agentflow = async (
  args: readonly string[],
  io: FakeIo = fakeIo({ cwd: folder, env: { AGENTFLOW_URL: fake.url, AGENTFLOW_KEY: KEY } }),
): Promise<{ code: number; io: FakeIo }> => ({ code: await runCli(args, io, startFake), io });

describe('finding the instance', () => {
  it('reads address and key from the data folder', async () => {
    await writeFile(join(folder, 'instance.json'), JSON.stringify({ url: fake.url, pid: 1, mode: 'embedded' }));
    await writeFile(join(folder, 'admin.key'), KEY);
    const { code, io } = await agentflow(['publish', 'nothing.json'], fakeIo({ cwd: folder, env: { AGENTFLOW_DATA: '.' } }));
    expect([code, io.stdout]).toEqual([EXIT.completed, 'nothing: revision 1 is released (sha256:1)\n']);
  });
  it('says what to do when none is running, also when one has died', async () => {
    await writeFile(join(folder, 'instance.json'), JSON.stringify({ url: 'http://127.0.0.1:9', pid: 1 }));
    await writeFile(join(folder, 'admin.key'), KEY);
    const { code, io } = await agentflow(['executions'], fakeIo({ cwd: folder, env: { AGENTFLOW_DATA: '.' } }));
    expect(code).toBe(EXIT.failed);
    expect(io.stderr).toContain(`no AgentFlow is running on ${folder}`);
    expect(io.stderr).toContain('agentflow dev');
  });
  it('starts one for `run` alone, on any free port, and stops it afterwards', async () => {
    started.length = 0;
    fake.happenings = [{ type: 'execution_completed', payload: { status: 'completed' } }];
    fake.view = { status: 'completed', output: { done: true } };
    const { code, io } = await agentflow(['run', 'nothing.json', '--data', 'data'], fakeIo({ cwd: folder }));
    expect([code, JSON.parse(io.stdout)]).toEqual([EXIT.completed, { done: true }]);
    expect(started).toEqual([`${join(folder, 'data')} 0`, 'stopped']);
    expect(io.stderr).toContain('starting for this command alone');
  });
  it('refuses an address that is none, and an address without a key', async () => {
    for (const args of [
      ['--url', 'ftp://x'],
      ['--url', 'http://127.0.0.1:9'],
    ]) {
      expect((await agentflow(['executions', 'list', ...args], fakeIo({ cwd: folder }))).code).toBe(EXIT.problems);
    }
  });
});
describe('agentflow dev', () => {
  it('ends its start with a line of address, data folder and mode, and stops when interrupted', async () => {
    started.length = 0;
    const io = fakeIo({ cwd: folder });
    const running = runCli(['dev', '--port', '0'], io, startFake);
    while (!io.stdout.includes('ready')) await new Promise(setImmediate);
    expect(io.stdout.trim().split('\n').at(-1)).toBe(
      `AgentFlow is ready: ${fake.url}/login?token=t (data folder ${folder}, mode embedded)`,
    );
    io.interrupt();
    expect(await running).toBe(EXIT.completed);
    expect(started).toEqual([`${join(folder, '.agentflow')} 0`, 'stopped']);
  });
  it('turns what keeps it from starting into a sentence', async () => {
    const taken = Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:8420'), { code: 'EADDRINUSE' });
    for (const [error, sentence] of [
      [taken, 'port 8420 is taken'],
      [Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES' }), 'cannot be written'],
      [new AppError('CONFLICT', 'another AgentFlow runs on this folder'), 'another AgentFlow runs on this folder'],
    ] as const) {
      const io = fakeIo({ cwd: folder });
      expect(await runCli(['dev'], io, () => Promise.reject(error))).toBe(EXIT.failed);
      expect(io.stderr).toContain(sentence);
      expect(io.stderr).not.toMatch(/\n\s+at /);
    }
  });
});
describe('agentflow validate', () => {
  it('needs no server', async () => {
    const { code, io } = await agentflow(['validate', 'nothing.json'], fakeIo({ cwd: folder }));
    expect([code, io.stderr]).toEqual([EXIT.completed, '✔ nothing.json is valid\n']);
    expect(fake.calls).toEqual([]);
  });
  it('lists all problems with line, column, code and sentence, and exits 2', async () => {
    await writeFile(
      join(folder, 'bad.yaml'),
      'schemaVersion: "1"\nname: Bad\nnodes:\n  - { id: start, type: start }\n  - { id: x, type: nosuch }\n  - { id: end, type: end, config: { output: "{{ y.output }}" } }\nedges:\n  - { source: start, target: x }\n  - { source: x, target: end }\n',
    );
    const { code, io } = await agentflow(['validate', 'bad.yaml']);
    expect(code).toBe(EXIT.problems);
    expect(io.stdout).toMatch(/bad\.yaml:5:\d+ error \w+ .*nosuch/);
    expect(io.stdout).toMatch(/bad\.yaml:6:\d+ error \w+ .*y/);
    const json = JSON.parse((await agentflow(['validate', 'bad.yaml', '--json'])).io.stdout) as {
      valid: boolean;
      problems: { line: number }[];
    };
    expect(json.valid).toBe(false);
    expect(json.problems.map(({ line }) => line)).toEqual([5, 6]);
  });
  it('prints problems of the text itself as JSON too', async () => {
    await writeFile(join(folder, 'twice.yaml'), 'name: a\nname: b\n');
    const { code, io } = await agentflow(['validate', 'twice.yaml', '--json']);
    expect(code).toBe(EXIT.problems);
    expect(JSON.parse(io.stdout)).toMatchObject({ valid: false, problems: [{ line: 2 }] });
  });
});
describe('agentflow publish', () => {
  it('tells warnings with their place, and releases the revision all the same', async () => {
    fake.problems = [
      { pointer: '/nodes/0', code: 'NOT_ENFORCED_YET', severity: 'warning', message: 'budget has no effect in this version' },
    ];
    const { code, io } = await agentflow(['publish', 'nothing.json']);
    expect([code, io.stdout]).toEqual([EXIT.completed, 'nothing: revision 1 is released (sha256:1)\n']);
    expect(io.stderr).toMatch(/nothing\.json:1:\d+ warning NOT_ENFORCED_YET budget has no effect/);
    const json = JSON.parse((await agentflow(['publish', 'nothing.json', '--json'])).io.stdout) as { problems: unknown };
    expect(json.problems).toMatchObject([{ code: 'NOT_ENFORCED_YET', line: 1 }]);
  });
});
describe('agentflow canary', () => {
  const canary = { revision: 4, percent: 10, startedAt: '2026-01-01T00:00:00Z', startedBy: 'me' };
  const base = '/api/v1/workflows/mail/release';
  it('shows what new executions run and how the two fare', async () => {
    fake.overrides.set(`GET ${base}`, { status: 200, body: { workflowId: 'w1', revision: 3, canary } });
    const row = { failed: 1, durationMs: { p50: 1500 }, cost: '0.2' };
    const items = [
      { ...row, revision: 3, role: 'released', executions: 90 },
      { ...row, revision: 4, role: 'canary', executions: 10 },
    ];
    fake.overrides.set(`GET ${base}/figures`, { status: 200, body: { items } });
    expect((await agentflow(['canary', 'show', 'mail'])).io.stdout).toBe(
      'mail: revision 3 is released, revision 4 runs 10 % of new executions since 2026-01-01T00:00:00Z\n' +
        '  revision 3: 90 ended, 1 failed, half within 1.5 s, 0.2 USD\n' +
        '  revision 4: 10 ended, 1 failed, half within 1.5 s, 0.2 USD\n',
    );
    expect(JSON.parse((await agentflow(['canary', 'show', 'mail', '--json'])).io.stdout)).toMatchObject({
      revision: 3,
      figures: { items },
    });
  });
  it('sets, promotes and ends it, and publishes as one', async () => {
    fake.overrides.set(`PUT ${base}/canary`, { status: 200, body: { workflowId: 'w1', revision: 3, canary } });
    fake.overrides.set(`POST ${base}/canary/promote`, { status: 200, body: { workflowId: 'w1', revision: 4, canary: null } });
    fake.overrides.set(`POST ${base}/canary/end`, { status: 404, body: { code: 'NOT_FOUND', detail: 'no canary runs' } });
    const set = await agentflow(['canary', 'set', 'mail', '--revision', '4', '--percent', '10']);
    expect([set.code, set.io.stdout]).toEqual([EXIT.completed, expect.stringContaining('revision 4 runs 10 %')]);
    expect((await agentflow(['canary', 'promote', 'mail'])).io.stdout).toBe('mail: revision 4 is released, without a canary\n');
    const ended = await agentflow(['canary', 'end', 'mail']);
    expect([ended.code, ended.io.stderr]).toEqual([EXIT.failed, expect.stringContaining('no canary runs')]);
    const published = await agentflow(['publish', 'nothing.json', '--canary', '5']);
    expect(published.io.stdout).toBe('nothing: revision 1 runs 5 % of new executions (sha256:1)\n');
  });
  it('refuses shares and revisions that are none, before anything is sent', async () => {
    for (const args of [
      ['canary', 'set', 'mail', '--revision', '4', '--percent', '100'],
      ['canary', 'set', 'mail', '--revision', '0', '--percent', '10'],
      ['canary', 'set', 'mail', '--percent', '10'],
      ['publish', 'nothing.json', '--canary', '0'],
    ])
      expect((await agentflow(args)).code).toBe(EXIT.problems);
  });
});
describe('the other commands', () => {
  const item = {
    id: 'e1',
    status: 'completed',
    workflowName: 'Nothing',
    createdAt: '2026-01-01T00:00:00Z',
    startedAt: '2026-01-01T00:00:00Z',
    endedAt: '2026-01-01T00:00:02.500Z',
  };
  it('list executions as a table, or as JSON', async () => {
    fake.overrides.set('GET /api/v1/executions', { status: 200, body: { items: [item], nextCursor: null } });
    expect((await agentflow(['executions'])).io.stdout).toBe('e1  completed  Nothing  2026-01-01T00:00:00Z  2.5 s\n');
    expect(JSON.parse((await agentflow(['executions', 'list', '--json'])).io.stdout)).toEqual({ items: [item] });
    expect((await agentflow(['executions', 'list', '--limit', '500'])).code).toBe(EXIT.problems);
  });
  it('show one', async () => {
    fake.view = {
      status: 'completed',
      output: { a: 1 },
      nodes: [
        { id: 'x', path: 'x', type: 'code', status: 'completed', attempt: 2, startedAt: null, endedAt: null, output: 1, error: null },
      ],
    };
    const { io } = await agentflow(['executions', 'show', 'e1']);
    expect(io.stdout).toContain('x  code  completed  attempt 2');
    expect(io.stdout).toContain('"a": 1');
  });
  it('steer and answer one', async () => {
    fake.overrides.set('POST /api/v1/executions/e1/stop', { status: 200, body: { id: 'e1', status: 'running', phase: 'stopping' } });
    expect((await agentflow(['executions', 'stop', 'e1'])).io.stdout).toBe('e1 stopping\n');
    fake.overrides.set('POST /api/v1/executions/e1/inputs/a%5B1%5D%2Fb', { status: 200, body: { id: 'e1', status: 'running' } });
    expect((await agentflow(['executions', 'answer', 'e1', 'a[1]/b', '{"approved":true}'])).io.stdout).toBe('e1 running\n');
    fake.overrides.set('POST /api/v1/executions/e1/inputs/b', {
      status: 422,
      body: {
        code: 'INVALID_INPUT',
        detail: 'the answer does not fit',
        errors: [{ pointer: '/approved', code: 'SCHEMA', severity: 'error', message: 'must be boolean' }],
      },
    });
    expect(await agentflow(['executions', 'answer', 'e1', 'b', '{}'])).toMatchObject({
      code: EXIT.problems,
      io: { stderr: 'agentflow: the answer does not fit\n  /approved must be boolean\n' },
    });
    fake.overrides.set('POST /api/v1/executions/e1/pause', {
      status: 409,
      body: { code: 'EXECUTION_ENDED', detail: 'the execution has ended' },
    });
    expect(await agentflow(['executions', 'pause', 'e1'])).toMatchObject({
      code: EXIT.failed,
      io: { stderr: 'agentflow: the execution has ended\n' },
    });
  });
  it('print what was recorded, and follow to the end with its exit code', async () => {
    fake.overrides.set('GET /api/v1/executions/e1/history', {
      status: 200,
      body: {
        items: [{ seq: 1, type: 'ExecutionStarted', version: 1, at: '2026-01-01T00:00:00Z', path: null, data: {} }],
        nextCursor: null,
      },
    });
    expect((await agentflow(['logs', 'e1'])).io.stdout).toBe('   1  2026-01-01T00:00:00Z  ExecutionStarted\n');
    fake.happenings = [
      { type: 'node_skipped', payload: { path: 'x' } },
      { type: 'execution_completed', payload: { status: 'failed' } },
    ];
    fake.view = { status: 'failed' };
    expect(await agentflow(['logs', 'e1', '-f'])).toMatchObject({ code: EXIT.failed, io: { stdout: '○ x skipped\n✖ failed\n' } });
    expect(await agentflow(['logs', 'nobody', '-f'])).toMatchObject({ code: EXIT.failed });
  });
  it('export an execution as a file, import one and replay one', async () => {
    const text = '{"kind":"header"}\n{"kind":"commit","version":1}\n{"kind":"end","lines":2,"sha256":"0"}\n';
    fake.texts.set('GET /api/v1/executions/e1/export', text);
    expect((await agentflow(['export', 'e1', '-o', 'out.ndjson'])).io.stderr).toBe(`out.ndjson: 1 commits, ${text.length} bytes\n`);
    expect(await readFile(join(folder, 'out.ndjson'), 'utf8')).toBe(text);
    expect((await agentflow(['export', 'e1'])).io.stdout).toBe(text);
    fake.texts.set('GET /api/v1/executions/e1/export', '{"kind":"header"}\n');
    expect(await agentflow(['export', 'e1'])).toMatchObject({ code: EXIT.failed, io: { stderr: expect.stringContaining('broke off') } });
    fake.overrides.set('POST /api/v1/executions/import', { status: 201, body: { id: 'e9', status: 'stopped' } });
    expect((await agentflow(['import', 'out.ndjson'])).io.stdout).toBe('e9: imported, stopped\n');
    expect(await agentflow(['import', 'nowhere.ndjson'])).toMatchObject({ code: EXIT.problems });
    const replay = 'POST /api/v1/executions/e1/replay';
    fake.overrides.set(replay, { status: 200, body: { identical: true, events: 12 } });
    expect(await agentflow(['replay', 'e1'])).toMatchObject({
      code: EXIT.completed,
      io: { stdout: '12 events decided again: the same\n' },
    });
    fake.overrides.set(replay, {
      status: 200,
      body: { identical: false, events: 2, firstDifference: { seq: 3, expected: { a: 1 }, actual: null } },
    });
    expect(await agentflow(['replay', 'e1'])).toMatchObject({
      code: EXIT.failed,
      io: { stdout: 'event 3 differs\n  recorded: {"a":1}\n  decided:  null\n' },
    });
  });
  it('give help and version with exit 0', async () => {
    expect(await agentflow(['--help'])).toMatchObject({ code: EXIT.completed, io: { stdout: expect.stringContaining('Exit codes') } });
    expect(await agentflow(['--version'])).toMatchObject({ code: EXIT.completed, io: { stdout: '0.1.0\n' } });
  });
});
