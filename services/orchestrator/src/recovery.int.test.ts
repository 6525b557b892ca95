import { mkdtemp, readFile, rm, writeFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executionId, orgId, type ExecutionView, type Task } from '@agentflow/core';
import { body, chain, eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type Perform, type RunningOrchestrator } from './testing/start-orchestrator.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } }, rest);
const post = (id: string, rest = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_least_once', ...rest });
const failed = { status: 'failed', error: { code: 'TOOL_FAILED', message: 'it broke', retryable: false } } as const;

describe('recovery for people', () => {
  let folder: string;
  const running: RunningOrchestrator[] = [];
  const folders: string[] = [];
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'recovery-'))));
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    for (const one of [folder, ...folders.splice(0)]) await rm(one, { recursive: true, force: true });
  });
  const open = async (perform: Perform = () => completed({ ok: true }), where = folder): Promise<RunningOrchestrator> => {
    const one = await startOrchestrator(where, perform);
    running.push(one);
    return one;
  };
  const elsewhere = async (perform?: Perform): Promise<RunningOrchestrator> => {
    const other = await mkdtemp(join(tmpdir(), 'recovery-other-'));
    folders.push(other);
    return open(perform, other);
  };
  const reopen = async (perform?: Perform): Promise<RunningOrchestrator> => {
    for (const one of running.splice(0)) await one.stop();
    return open(perform);
  };
  const get = (one: RunningOrchestrator, id: string): Promise<ExecutionView> => one.service.get({ org: ORG, executionId: id });
  const until = (one: RunningOrchestrator, id: string, status: ExecutionView['status']): Promise<void> =>
    eventually(async () => (await get(one, id)).status === status);
  async function exported(one: RunningOrchestrator, id: string): Promise<string> {
    let text = '';
    for await (const { line } of one.recovery.export({ org: ORG, executionId: id })) text += `${line}\n`;
    return text;
  }
  const LARGE = 'x'.repeat(50_000);
  const mapped = workflow(
    [
      node('each', 'map', { items: '[1, 2, 3]' }, { body: body([echo('t')], ['start -> t -> end']) }),
      node('big', 'set', { values: { text: '{{ input.text }}', n: '{{ size(each.output) }}' } }),
      node('end', 'end', { output: '{{ big.output.n }}' }),
    ],
    ['start -> each -> big -> end'],
  );

  it('decides a history again, large values included, and names what differs', async () => {
    const one = await open((task) => completed(task.path));
    const { execution } = await one.start(mapped, { n: 1, text: LARGE }, { waitMs: 5_000 });
    expect(execution.status).toBe('completed');
    const answer = await one.recovery.replay({ org: ORG, executionId: execution.id });
    expect(answer).toMatchObject({ identical: true });
    expect(answer.events).toBeGreaterThan(10);
    await expect(one.recovery.replay({ org: orgId('other'), executionId: execution.id })).rejects.toMatchObject({
      code: 'EXECUTION_NOT_FOUND',
    });
  });

  it('carries an execution to another installation, where it reads the same and replays, twice without harm', async () => {
    const one = await open((task) => completed(task.path));
    const { execution } = await one.start(mapped, { n: 1, text: LARGE }, { waitMs: 5_000 });
    const text = await exported(one, execution.id);
    const other = await elsewhere(() => completed('must not happen'));
    const first = await other.recovery.import({ org: ORG, text, by: 'ann' });
    expect(first).toMatchObject({ created: true, execution: { id: execution.id, status: 'completed', imported: true } });
    expect(await other.recovery.import({ org: ORG, text, by: 'ann' })).toMatchObject({ created: false, execution: { id: execution.id } });
    const [here, there] = [await get(one, execution.id), await get(other, execution.id)];
    expect({ ...there, version: here.version, imported: undefined }).toEqual({ ...here, imported: undefined });
    const { $ref } = there.input as unknown as { $ref: string };
    const value = { org: ORG, executionId: execution.id, digest: $ref };
    expect(await other.service.value(value)).toEqual(await one.service.value(value));
    const history = async (which: RunningOrchestrator) =>
      (await which.service.history({ org: ORG, executionId: execution.id, limit: 500 })).items;
    expect((await history(other)).slice(0, -1)).toEqual(await history(one));
    expect(await other.recovery.replay({ org: ORG, executionId: execution.id })).toMatchObject({ identical: true });
    await eventually(async () => (await other.service.list({ org: ORG, limit: 10 })).items.some(({ id }) => id === execution.id));
    expect(await exported(other, execution.id)).toContain('"ExecutionImported"');
    expect(other.faults).toEqual([]);
  });

  it('never acts upon what it imported: an execution that had not ended is stopped evidence, after a restart too', async () => {
    const seen: string[] = [];
    const one = await open((task) => (task.path === 'b' ? null : completed(1)));
    const { execution } = await one.start(
      workflow([echo('a'), post('b'), node('w', 'wait', { seconds: 0.2 })], ['start -> a -> b -> end', 'start -> w -> end']),
    );
    await eventually(async () => (await get(one, execution.id)).nodes?.some(({ path }) => path === 'b') ?? false);
    const text = await exported(one, execution.id);
    const note = (task: Task): null => {
      seen.push(task.path);
      return null;
    };
    const other = await elsewhere(note);
    const { execution: imported } = await other.recovery.import({ org: ORG, text, by: 'ann' });
    expect(imported).toMatchObject({ status: 'stopped', imported: true });
    for (const ask of [
      () => other.service.resume({ org: ORG, executionId: execution.id, by: 'x' }),
      () => other.recovery.retry({ org: ORG, executionId: execution.id, dryRun: false, confirm: true, by: 'x' }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'EXECUTION_IMPORTED' });
    await other.stop();
    running.splice(running.indexOf(other), 1);
    const again = await open(note, folders[0]);
    expect(await get(again, execution.id)).toMatchObject({ status: 'stopped' });
    expect(await again.recovery.replay({ org: ORG, executionId: execution.id })).toMatchObject({ identical: true });
    expect(seen).toEqual([]);
  });

  it('refuses an export that was cut short, changed, or is of something else, by name', async () => {
    const one = await open((task) => completed(task.path));
    const { execution } = await one.start(mapped, { n: 1, text: LARGE }, { waitMs: 5_000 });
    const text = await exported(one, execution.id);
    const other = await elsewhere();
    const bad = [
      '',
      '{}',
      'hello',
      text.slice(0, -40),
      text.slice(0, text.length / 2),
      text.replace('"each"', '"eacH"'),
      text.split('\n').slice(1).join('\n'),
    ];
    for (const wrong of bad)
      await expect(other.recovery.import({ org: ORG, text: wrong, by: 'a' })).rejects.toMatchObject({ code: 'EXPORT_INVALID' });
    expect((await other.service.list({ org: ORG, limit: 10 })).items).toEqual([]);
    await one.recovery.import({ org: ORG, text, by: 'a' });
    const forged = text.replaceAll(execution.id, 'K1');
    await expect(one.recovery.import({ org: ORG, text: forged, by: 'a' })).rejects.toMatchObject({ code: 'EXPORT_INVALID' });
  });

  it('forks from a node: nothing before it is done again, and values over 32 KiB come along', async () => {
    const seen: string[] = [];
    const one = await open((task) => {
      seen.push(`${task.executionId} ${task.path}`);
      return completed(task.path === 'a' ? LARGE : task.path);
    });
    const definition = workflow(
      [echo('a'), echo('b'), node('end', 'end', { output: '{{ size(a.output) + input.n }}' })],
      ['start -> a -> b -> end'],
    );
    const { execution } = await one.start(definition, { n: 1 }, { waitMs: 5_000 });
    expect(execution.output).toBe(50_001);
    const fork = await one.recovery.fork({ org: ORG, executionId: execution.id, from: { path: 'b' }, input: { n: 2 }, by: 'ann' });
    await until(one, fork.id, 'completed');
    const end = await get(one, fork.id);
    expect(end).toMatchObject({ output: 50_002, input: { n: 2 }, forkedFrom: { executionId: execution.id }, rootId: fork.id });
    expect(seen.filter((line) => line.startsWith(fork.id))).toEqual([`${fork.id} b`]);
    expect(await one.recovery.replay({ org: ORG, executionId: fork.id })).toMatchObject({ identical: true });
    const text = await exported(one, fork.id);
    expect(await (await elsewhere()).recovery.import({ org: ORG, text, by: 'a' })).toMatchObject({ created: true });
    await expect(one.recovery.fork({ org: ORG, executionId: execution.id, from: { path: 'none' }, by: 'a' })).rejects.toMatchObject({
      code: 'NODE_NOT_FOUND',
    });
  });

  it('forks an execution that runs, and goes on with the fork after a restart', async () => {
    const one = await open((task) => (task.path === 'slow' ? null : completed(task.path)));
    const { execution } = await one.start(
      workflow([echo('a'), echo('b'), post('slow')], ['start -> a -> b -> end', 'start -> slow -> end']),
    );
    await eventually(
      async () => (await get(one, execution.id)).nodes?.some(({ path, status }) => path === 'b' && status === 'completed') ?? false,
    );
    const fork = await one.recovery.fork({ org: ORG, executionId: execution.id, from: { path: 'b' }, by: 'ann' });
    const two = await reopen((task) => completed(`again ${task.path}`));
    await until(two, fork.id, 'completed');
    await until(two, execution.id, 'completed');
    expect(await two.recovery.replay({ org: ORG, executionId: fork.id })).toMatchObject({ identical: true });
  });

  it('retries a failed execution in place, also on a newer revision after a dry run, and reads the same after a restart', async () => {
    let broken = true;
    const one = await open((task) => (task.path === 'b' && broken ? failed : completed(task.path)));
    const definition = workflow([echo('a'), echo('b'), echo('c')], ['start -> a -> b -> c -> end']);
    const { execution } = await one.start(definition, { n: 1 }, { waitMs: 5_000 });
    expect(execution.status).toBe('failed');
    const ref = { org: ORG, executionId: execution.id, by: 'ann', confirm: false };
    const newer = workflow(
      [echo('a'), node('b', 'tool', { tool: 'echo', arguments: { fixed: true } }), echo('d')],
      ['start -> a -> b -> d -> end'],
    );
    const revision = { revision: 2, digest: await one.freeze(newer) };
    const unfit = { revision: 3, digest: await one.freeze(workflow([echo('z')], ['start -> z -> end'])) };
    expect(await one.recovery.retry({ ...ref, revision, dryRun: true })).toMatchObject({ fits: true, paths: ['b'], execution: null });
    expect(await one.recovery.retry({ ...ref, revision: unfit, dryRun: true })).toMatchObject({ fits: false });
    await expect(one.recovery.retry({ ...ref, revision: unfit, dryRun: false })).rejects.toMatchObject({ code: 'REVISION_DOES_NOT_FIT' });
    expect((await get(one, execution.id)).status).toBe('failed');
    broken = false;
    const answer = await one.recovery.retry({ ...ref, revision, dryRun: false });
    expect(answer.execution).toMatchObject({ id: execution.id, status: 'running', revision: 2, digest: revision.digest });
    await until(one, execution.id, 'completed');
    expect((await get(one, execution.id)).nodes?.map(({ path }) => path).sort()).toEqual(['a', 'b', 'd', 'end', 'start']);
    const before = await get(one, execution.id);
    const two = await reopen();
    expect(await get(two, execution.id)).toEqual(before);
    expect(await two.recovery.replay({ org: ORG, executionId: execution.id })).toMatchObject({ identical: true });
    await expect(two.recovery.retry({ ...ref, dryRun: false })).rejects.toMatchObject({ code: 'NOT_RETRYABLE' });
    const strict = { revision: 4, digest: await two.freeze({ ...newer, inputs: { type: 'object', required: ['m'] } }) };
    const wrong = { org: ORG, executionId: execution.id, from: { path: 'b' }, revision: strict, input: { n: 1 }, by: 'ann' };
    await expect(two.recovery.fork(wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ pointer: '/input/m' }] });
    const kinds = [];
    for await (const frame of two.service.watch({ org: ORG, executionId: execution.id, fromSeq: 1, signal: new AbortController().signal }))
      kinds.push(frame.type);
    expect(kinds.filter((kind) => kind === 'execution_completed')).toHaveLength(2);
  });

  it('writes, lists, restores and refuses snapshots by name, and keeps two', async () => {
    const one = await open();
    const ask = (id: string) => node(id, 'human', { prompt: '?', schema: {} });
    const { execution } = await one.start(workflow([ask('a'), ask('b'), ask('c'), ask('d')], ['start -> a -> b -> c -> d -> end']));
    const ref = { org: ORG, executionId: execution.id };
    for (const path of ['a', 'b', 'c']) {
      await one.recovery.createSnapshot(ref);
      await one.service.answer({ ...ref, path, value: 1, by: 'x' });
    }
    const { items } = await one.recovery.snapshots({ ...ref, limit: 10 });
    expect(items.map(({ version, status }) => [version, status])).toEqual([
      [3, 'ok'],
      [2, 'ok'],
    ]);
    expect((await one.recovery.snapshots({ org: ORG, limit: 10 })).items).toHaveLength(2);
    expect((await one.recovery.snapshots({ org: orgId('other'), limit: 10 })).items).toEqual([]);
    expect(await one.recovery.restoreSnapshot({ ...ref, version: 3 })).toMatchObject({ identical: true, version: 4, events: 2 });
    await one.service.answer({ ...ref, path: 'd', value: 1, by: 'x' });
    expect((await get(one, execution.id)).status).toBe('completed');
    await expect(one.recovery.restoreSnapshot({ ...ref, version: 1 })).rejects.toMatchObject({ code: 'SNAPSHOT_NOT_FOUND' });
    const file = await find(folder, 'snapshot-0000000003');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 7));
    await expect(one.recovery.restoreSnapshot({ ...ref, version: 3 })).rejects.toMatchObject({ code: 'SNAPSHOT_REFUSED' });
    expect((await one.recovery.snapshots({ ...ref, limit: 10 })).items[0]).toMatchObject({
      status: 'refused',
      reason: 'the snapshot does not match its sha256',
    });
    expect(one.coordinator.snapshots.refused).toBe(1);
  });

  it('forces a snapshot after a node marked as a checkpoint', async () => {
    const one = await open();
    const { execution } = await one.start(
      workflow([echo('a', { checkpoint: true }), node('ask', 'human', { prompt: '?', schema: {} })], ['start -> a -> ask -> end']),
    );
    await eventually(async () => (await one.recovery.snapshots({ org: ORG, executionId: execution.id, limit: 10 })).items.length === 1);
  });

  it('leaves an execution alone that a newer engine wrote, says so by name, and runs the others', async () => {
    const one = await open((task) => (task.path === 'a2' ? null : completed(1)));
    const { execution } = await one.start(chain(2, 'tool', { tool: 'echo', arguments: {} }));
    const { execution: other } = await one.start(workflow([node('ask', 'human', { prompt: '?', schema: {} })], ['start -> ask -> end']));
    await eventually(async () => (await get(one, execution.id)).nodes?.some(({ path }) => path === 'a2') ?? false);
    const live = one.coordinator.hot.peek(executionId(execution.id));
    const pending = one.coordinator.log.open(live as NonNullable<typeof live>, Date.now());
    pending.events.push({ type: 'NodeDreamt', path: 'a2', seq: (live?.state.seq ?? 0) + 1 } as never);
    one.coordinator.log.kick();
    await one.coordinator.log.drained();
    const two = await reopen(() => completed('again'));
    for (const ask of [
      () => get(two, execution.id),
      () => two.service.stop({ org: ORG, executionId: execution.id, by: 'x' }),
      () => two.recovery.replay({ org: ORG, executionId: execution.id }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'UNKNOWN_EVENT_VERSION' });
    expect(two.faults.join()).toContain('NodeDreamt');
    const answered = await two.service.answer({ org: ORG, executionId: other.id, path: 'ask', value: 1, by: 'x' });
    expect(answered.status).toBe('completed');
  });

  it('deletes old executions as their workflow says, whole and for good, and no open one nor one whose tree is', async () => {
    const one = await open((task) => (task.path === 'bad' ? failed : completed(LARGE)));
    const kept = (settings: object) => ({ ...workflow([echo('a')], ['start -> a -> end']), settings: { retention: settings } });
    const newest = kept({ keepLast: 2 });
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push((await one.start(newest, { n }, { waitMs: 5_000 })).execution.id);
    const other = { workflowId: 'w2' };
    const old = (await one.start(kept({ completedDays: 1e-9, failedDays: 10 }), {}, { ...other, waitMs: 5_000 })).execution.id;
    const bad = (
      await one.start(
        { ...workflow([echo('bad')], ['start -> bad -> end']), settings: { retention: { completedDays: 1e-9, failedDays: 10 } } },
        {},
        { ...other, waitMs: 5_000 },
      )
    ).execution.id;
    const forever = (await one.start(workflow([echo('a')], ['start -> a -> end']), {}, { workflowId: 'w3', waitMs: 5_000 })).execution.id;
    const waits = (
      await one.start(
        {
          ...workflow([node('ask', 'human', { prompt: '?', schema: {} })], ['start -> ask -> end']),
          settings: { retention: { keepLast: 0 } },
        },
        {},
        { workflowId: 'w4' },
      )
    ).execution.id;
    await one.coordinator.projector.settled();
    const swept = await one.retention.sweep();
    expect(swept).toMatchObject({ looked: 8, deleted: 4, done: true });
    const gone = [...ids.slice(0, 3), old];
    const stay = [...ids.slice(3), bad, forever, waits];
    for (const id of gone) {
      await expect(get(one, id)).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
      expect((await one.stores.objects.list(`${ORG}/${id}/`, null, 10)).items).toEqual([]);
    }
    for (const id of stay) expect((await get(one, id)).id).toBe(id);
    expect((await one.service.list({ org: ORG, limit: 50 })).items.map(({ id }) => id).sort()).toEqual([...stay].sort());
    expect(await one.retention.sweep()).toMatchObject({ deleted: 0 });
    const two = await reopen(() => completed(1));
    for (const id of gone) await expect(get(two, id)).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
    for (const id of stay) expect((await get(two, id)).id).toBe(id);
    expect((await two.service.answer({ org: ORG, executionId: waits, path: 'ask', value: 1, by: 'x' })).status).toBe('completed');
    expect(two.faults).toEqual([]);
  });
});

async function find(folder: string, name: string): Promise<string> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.name === name) return join(entry.parentPath ?? entry.path, name);
  throw new Error(`no file ${name} below ${folder}`);
}
