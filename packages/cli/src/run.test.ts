import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveFrame } from '@agentflow/core';
import { runCli } from './cli.js';
import { EXIT } from './exit-codes.js';
import { KEY, startFakeAgentflow, type FakeAgentflow } from './testing/fake-agentflow.js';
import { fakeIo, type FakeIo } from './testing/fake-io.js';

const WORKFLOW = `# A comment that stays.
schemaVersion: "1"
name: Ask
nodes:
  - { id: start, type: start }
  - { id: say, type: llm, config: { model: scripted/parrot, prompt: "{{ input.text }}" } }
  - { id: end, type: end, config: { output: "{{ say.output.text }}" } }
edges:
  - { source: start, target: say }
  - { source: say, target: end }
`;
const started: LiveFrame = { type: 'execution_started', payload: { execution_id: 'e1' } };
const completed: LiveFrame = { type: 'execution_completed', payload: { status: 'completed', duration_ms: 1_234 } };
const node = (type: LiveFrame['type'], more: LiveFrame['payload'] = {}): LiveFrame => ({
  type,
  payload: { path: 'say', node_id: 'say', node_type: 'llm', ...more },
});
const question = {
  ask: 'each[1]/approve',
  prompt: 'Page them?',
  schema: {
    type: 'object',
    required: ['approved'],
    properties: { approved: { type: 'boolean', title: 'Page' }, note: { type: 'string' } },
  },
};

let fake: FakeAgentflow;
let folder: string;
const neverStart = (): never => {
  throw new Error('no instance may be started');
};
const agentflow = async (args: readonly string[], io: FakeIo = fakeIo({ cwd: folder })): Promise<{ code: number; io: FakeIo }> => ({
  code: await runCli([...args, '--url', fake.url, '--key', KEY], io, neverStart),
  io,
});
beforeEach(async () => {
  fake = await startFakeAgentflow();
  folder = await mkdtemp(join(tmpdir(), 'agentflow-cli-'));
  await mkdir(join(folder, 'ask', 'models'), { recursive: true });
  await writeFile(join(folder, 'ask', 'workflow.yaml'), WORKFLOW);
  await writeFile(join(folder, 'ask', 'models', 'parrot.yaml'), '- reply: { text: "{{ prompt }}" }\n');
  fake.happenings = [started, node('node_started'), node('node_completed', { duration_ms: 412 }), completed];
  fake.view = { status: 'completed', output: 'Hello' };
});
afterEach(async () => {
  await fake.stop();
  await rm(folder, { recursive: true });
});

describe('agentflow run', () => {
  it('uploads the scripts and the workflow, runs the draft and prints the output alone to stdout', async () => {
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml', '--input', '{"text":"Hello"}']);
    expect(code).toBe(EXIT.completed);
    expect(io.stdout).toBe('Hello\n');
    expect(io.stderr).toBe('▶ execution e1\n✔ say 412 ms\n✔ completed 1.2 s\n');
    expect(fake.models.get('parrot')).toEqual([{ reply: { text: '{{ prompt }}' } }]);
    expect(fake.workflows.get('ask')?.yaml).toBe(WORKFLOW);
    expect(fake.started).toEqual({ input: { text: 'Hello' }, revision: 'draft' });
  });
  it('leaves a draft alone that is the same already', async () => {
    await agentflow(['run', 'ask/workflow.yaml']);
    fake.calls.length = 0;
    await agentflow(['run', 'ask/workflow.yaml']);
    expect(fake.calls.filter((call) => call.startsWith('PUT') && call.includes('/workflows/'))).toEqual([]);
  });
  it('prints one JSON document with --json, progress to stderr', async () => {
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml', '--json', '--quiet']);
    expect(code).toBe(EXIT.completed);
    expect(JSON.parse(io.stdout)).toEqual({
      id: 'e1',
      status: 'completed',
      output: 'Hello',
      error: null,
      usage: { inputTokens: 3, outputTokens: 2, cost: '0' },
    });
    expect(io.stderr).toBe('');
  });
  it('fetches an output that is kept apart', async () => {
    fake.view = { status: 'completed', output: { $ref: 'sha256:abc', size: 99_999 } };
    fake.values['sha256:abc'] = { long: true };
    expect((await agentflow(['run', 'ask/workflow.yaml'])).io.stdout).toBe('{\n  "long": true\n}\n');
  });
  it('exits 1 and says where it failed', async () => {
    fake.happenings = [
      started,
      node('node_failed', { error: { code: 'MODEL_FAILED', message: 'no row fits' } }),
      { type: 'execution_completed', payload: { status: 'failed' } },
    ];
    fake.view = { status: 'failed', error: { code: 'MODEL_FAILED', message: 'no row fits', path: 'say' } };
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml']);
    expect(code).toBe(EXIT.failed);
    expect(io.stdout).toBe('');
    expect(io.stderr).toContain('failed MODEL_FAILED at say: no row fits');
    expect(io.stderr).toContain('agentflow executions show e1');
  });
  it('takes a broken line up again after the last frame it saw', async () => {
    fake.happenings = [started, node('node_started'), 'break', node('node_completed'), 'break', completed];
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml']);
    expect(code).toBe(EXIT.completed);
    expect(fake.lastEventIds).toEqual([undefined, '2', '3']);
    expect(io.stderr.match(/execution e1/g)).toHaveLength(1);
  });
  it('reads input from a file, from stdin and from YAML', async () => {
    await writeFile(join(folder, 'in.yaml'), 'text: from yaml\n');
    await agentflow(['run', 'ask/workflow.yaml', '-i', 'in.yaml']);
    expect(fake.started?.input).toEqual({ text: 'from yaml' });
    await agentflow(['run', 'ask/workflow.yaml', '-i', '-'], fakeIo({ cwd: folder, stdin: '{"text":"from stdin"}' }));
    expect(fake.started?.input).toEqual({ text: 'from stdin' });
    await agentflow(['run', 'ask/workflow.yaml']);
    expect(fake.started?.input).toEqual({});
  });
  it('puts another model in the place of the scripted ones, comments kept', async () => {
    await agentflow(['run', 'ask/workflow.yaml', '--model', 'ollama/qwen3']);
    expect(fake.workflows.get('ask')?.yaml).toContain('model: ollama/qwen3');
    expect(fake.workflows.get('ask')?.yaml).toContain('# A comment that stays.');
    expect(fake.workflows.get('ask')?.yaml).not.toContain('scripted/');
  });
});
describe('questions', () => {
  beforeEach(() => {
    fake.happenings = [started, question, completed];
    fake.view = { status: 'completed', output: 'paged' };
  });
  it('are answered from --answers, by path or by what all items share', async () => {
    for (const path of ['each[1]/approve', 'each/approve', 'approve']) {
      fake.happenings = [started, question, completed];
      const { code, io } = await agentflow(['run', 'ask/workflow.yaml', '--answers', JSON.stringify({ [path]: { approved: true } })]);
      expect([code, io.stdout]).toEqual([EXIT.completed, 'paged\n']);
      expect(fake.answers['each[1]/approve']).toEqual({ approved: true });
      await fake.stop();
      fake = await startFakeAgentflow();
      fake.view = { status: 'completed', output: 'paged' };
    }
  });
  it('exit 3 when nobody is there to answer, and say how to', async () => {
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml']);
    expect(code).toBe(EXIT.waiting);
    expect(io.stderr).toContain('? each[1]/approve waits for an answer: Page them?');
    expect(io.stderr).toContain("agentflow executions answer e1 each[1]/approve '<json>'");
    expect(io.stdout).toBe('');
  });
  it('are part of the document with --json', async () => {
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml', '--json']);
    expect(code).toBe(EXIT.waiting);
    expect(JSON.parse(io.stdout)).toMatchObject({ id: 'e1', status: 'waiting', waiting: [{ path: 'each[1]/approve', kind: 'human' }] });
  });
  it('are asked at the terminal, field by field, and again when the answer is no answer', async () => {
    const io = fakeIo({ cwd: folder, interactive: true, typed: ['perhaps', 'y', ''] });
    const { code } = await agentflow(['run', 'ask/workflow.yaml'], io);
    expect(code).toBe(EXIT.completed);
    expect(fake.answers['each[1]/approve']).toEqual({ approved: true });
    expect(io.asked).toEqual(['  Page (y/n): ', '  Page (y/n): ', '  note [optional]: ']);
  });
  it('are asked again when the server refuses the answer', async () => {
    fake.happenings = [started, { ...question, refuse: '{"approved":false}' }, completed];
    const { code, io } = await agentflow(
      ['run', 'ask/workflow.yaml'],
      fakeIo({ cwd: folder, interactive: true, typed: ['n', '', 'y', ''] }),
    );
    expect(code).toBe(EXIT.completed);
    expect(io.stderr).toContain('/approved must be boolean');
  });
  it('exit 2 when an answer of --answers is refused', async () => {
    fake.happenings = [started, { ...question, refuse: '{"approved":"yes"}' }, completed];
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml', '--answers', '{"approve":{"approved":"yes"}}']);
    expect(code).toBe(EXIT.problems);
    expect(io.stderr).toContain('the answer for each[1]/approve is refused: /approved must be boolean');
  });
  it('that were answered before are not asked again when the history is told', async () => {
    fake.happenings = [started, { type: 'user_input_required', payload: { path: 'old', prompt: 'Long ago?' } }, completed];
    const { code } = await agentflow(['run', 'ask/workflow.yaml'], fakeIo({ cwd: folder, interactive: true }));
    expect(code).toBe(EXIT.completed);
  });
});
describe('what is wrong', () => {
  it('with the YAML is told by line and column, before anything is sent', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'name: x\n  nodes: [\n');
    const { code, io } = await agentflow(['run', 'bad.yaml']);
    expect(code).toBe(EXIT.problems);
    expect(io.stderr).toMatch(/bad\.yaml:\d+:\d+ error/);
    expect(fake.calls).toEqual([]);
  });
  it('with a model script is told with its file', async () => {
    await writeFile(join(folder, 'ask', 'models', 'parrot.yaml'), '- reply:\n    txt: x\n');
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml']);
    expect(code).toBe(EXIT.problems);
    expect(io.stderr).toMatch(/ask\/models\/parrot\.yaml:2:\d+ error INVALID_SCRIPT "txt" is not known here/);
  });
  it('with the draft is told with the line of the file, and nothing runs', async () => {
    fake.problems = [
      { pointer: '/nodes/1/type', nodeId: 'say', code: 'UNKNOWN_NODE_TYPE', severity: 'error', message: 'there is no node type "lm"' },
    ];
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml']);
    expect(code).toBe(EXIT.problems);
    expect(io.stderr).toMatch(/ask\/workflow\.yaml:6:\d+ error UNKNOWN_NODE_TYPE there is no node type "lm" \(node say\)/);
    expect(fake.started).toBeUndefined();
  });
  it('with the input is told by place, with what to do', async () => {
    fake.overrides.set('POST /api/v1/workflows/ask/execute', {
      status: 422,
      body: {
        code: 'INVALID_INPUT',
        detail: 'the input does not fit',
        errors: [{ pointer: '/text', code: 'SCHEMA', severity: 'error', message: 'is missing' }],
      },
    });
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml', '--json']);
    expect(code).toBe(EXIT.problems);
    expect(io.stderr).toContain('/text is missing');
    expect(io.stderr).toContain('--input <file or JSON>');
    expect(JSON.parse(io.stdout)).toMatchObject({ id: null, error: { code: 'INVALID_INPUT' }, problems: [{ pointer: '/text' }] });
  });
  it('with --input is told by its name', async () => {
    expect((await agentflow(['run', 'ask/workflow.yaml', '-i', 'nowhere.json'])).io.stderr).toContain(
      '--input: there is no file nowhere.json',
    );
    const { code, io } = await agentflow(['run', 'ask/workflow.yaml', '-i', '{"a":']);
    expect(code).toBe(EXIT.problems);
    expect(io.stderr).toContain('--input is no JSON');
  });
  it('with the file name, with the options, with the key', async () => {
    expect(await agentflow(['run', 'nowhere.yaml'])).toMatchObject({
      code: EXIT.problems,
      io: { stderr: expect.stringContaining('there is no file nowhere.yaml') },
    });
    expect(await agentflow(['run'])).toMatchObject({
      code: EXIT.problems,
      io: { stderr: expect.stringContaining('missing required argument') },
    });
    expect(await agentflow(['dance'])).toMatchObject({ code: EXIT.problems });
    const io = fakeIo({ cwd: folder });
    expect(await runCli(['run', 'ask/workflow.yaml', '--url', fake.url, '--key', 'wrong'], io, neverStart)).toBe(EXIT.failed);
    expect(io.stderr).toContain('the key is missing or wrong');
  });
  it('never shows a stack trace', async () => {
    const io = fakeIo({ cwd: folder });
    expect(await runCli(['run', 'ask/workflow.yaml', '--data', 'empty'], io, neverStart)).toBe(EXIT.failed);
    expect(io.stderr).toContain('no instance may be started');
    expect(io.stderr).not.toMatch(/\n\s+at /);
  });
});
