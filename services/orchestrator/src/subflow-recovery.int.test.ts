import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, SubflowPin, WorkflowDefinition } from '@agentflow/core';
import { eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type Perform, type RunningOrchestrator } from './testing/start-orchestrator.js';

const tool = (id: string, rest: object = {}) =>
  node(id, 'tool', { tool: 'echo', arguments: {} }, { effect: 'at_least_once', retry: { maxAttempts: 1 }, ...rest });
const failed = { status: 'failed', error: { code: 'NO', message: 'no', retryable: false } } as const;
const ended = ({ endedAt }: ExecutionView): boolean => endedAt !== null;
const COUNT = 12;

describe('what passes down to subflows', () => {
  let folder: string;
  let running: RunningOrchestrator | undefined;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-recovery-'))));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });
  const open = async (perform: Perform): Promise<RunningOrchestrator> => (running = await startOrchestrator(folder, perform));
  /** The messages that are on their way now stay undelivered, as if the process had died; another one goes on. */
  async function reopen(perform: Perform): Promise<RunningOrchestrator> {
    await running?.stop();
    return open(perform);
  }
  const pin = async (one: RunningOrchestrator, definition: WorkflowDefinition): Promise<{ child: SubflowPin }> => ({
    child: { workflowId: 'w2', workflowName: 'child', revision: 1, digest: await one.freeze(definition) },
  });
  const get = (one: RunningOrchestrator, executionId: string): Promise<ExecutionView> => one.service.get({ org: ORG, executionId });
  async function until(one: RunningOrchestrator, id: string, is: (view: ExecutionView) => boolean): Promise<ExecutionView> {
    let view: ExecutionView | undefined;
    await eventually(async () => is((view = await get(one, id))));
    return view as ExecutionView;
  }
  const childOf = async (one: RunningOrchestrator, id: string): Promise<string> =>
    (await one.service.node({ org: ORG, executionId: id, path: 'call' })).childId as string;
  const call = node('call', 'subflow', { workflow: 'child', input: {} });

  it('is an undo, through a crash before each of its messages: nothing is undone twice or left', async () => {
    const child = workflow([tool('flight', { compensation: 'cancel' }), tool('cancel')], ['start -> flight -> end']);
    const parent = workflow(
      [call, tool('book', { compensation: 'unbook' }), tool('unbook'), tool('pay')],
      ['start -> call -> book -> pay -> end'],
    );
    const done: string[] = [];
    const perform: Perform = ({ path, executionId }) => {
      done.push(`${executionId} ${path}`);
      return path === 'pay' ? failed : completed(path);
    };
    const before: Perform = (task, worker) => (task.path === 'pay' ? null : perform(task, worker));
    const one = await open(before);
    const subflows = await pin(one, child);
    const started = await Promise.all(Array.from({ length: COUNT }, () => one.start(parent, {}, { subflows })));
    const ids = started.map(({ execution }) => execution.id);
    for (const id of ids)
      await one.heard((message) => message.type === 'task' && message.task.executionId === id && message.task.path === 'pay');
    one.coordinator.postman.stop();
    await one.stop();
    running = undefined;

    // Paid in vain by another process, whose orders to undo do not leave.
    const two = await startOrchestrator(folder, perform);
    running = two;
    two.coordinator.postman.stop();
    for (const id of ids)
      await until(two, id, ({ phase, nodes }) => phase === 'compensating' && nodes?.some(({ path }) => path === 'call[undo]') === true);
    const orders = two.coordinator.postman.backlog;
    // The orders arrive, the answers do not.
    const three = await reopen((task, worker) => (task.path === 'cancel' ? null : perform(task, worker)));
    const children = await Promise.all(ids.map((id) => childOf(three, id)));
    for (const id of children) await until(three, id, ({ phase }) => phase === 'compensating');
    three.coordinator.postman.stop();
    const four = await reopen(perform);
    const views = await Promise.all(ids.map((id) => until(four, id, ended)));
    expect(new Set(views.map(({ status, error }) => `${status} ${error?.code}`))).toEqual(new Set(['failed NO']));
    for (const id of children) expect(await get(four, id)).toMatchObject({ status: 'stopped' });
    for (const id of ids)
      expect(await four.service.node({ org: ORG, executionId: id, path: 'call' })).toMatchObject({ status: 'compensated' });
    const undone = done.filter((line) => line.endsWith('cancel')).length;
    console.info(`${orders} orders to undo undelivered at a crash; ${COUNT} parents undone, ${undone} subflows undone`);
    expect([orders, undone]).toEqual([COUNT, COUNT]);
    expect(four.faults).toEqual([]);
  }, 60_000);

  it('is a retry, through a crash before each of its messages: the same children go on, and no effect is repeated', async () => {
    const child = workflow([tool('a'), tool('b')], ['start -> a -> b -> end']);
    const parent = workflow([call, node('end', 'end', { output: '{{ call.output }}' })], ['start -> call -> end']);
    const done: string[] = [];
    const behave =
      (works: boolean): Perform =>
      ({ path, executionId }) => {
        done.push(`${executionId} ${path}`);
        return path === 'b' && !works ? failed : completed(path);
      };
    const one = await open(behave(false));
    const subflows = await pin(one, child);
    const started = await Promise.all(Array.from({ length: COUNT }, () => one.start(parent, {}, { subflows, waitMs: 10_000 })));
    const ids = started.map(({ execution }) => execution.id);
    expect(new Set(started.map(({ execution }) => execution.status))).toEqual(new Set(['failed']));
    const children = await Promise.all(ids.map((id) => childOf(one, id)));
    one.coordinator.postman.stop();
    for (const executionId of ids) await one.recovery.retry({ org: ORG, executionId, by: 'me', confirm: false, dryRun: false });
    const lost = one.coordinator.postman.backlog;
    const two = await reopen((task, worker) => (task.path === 'b' ? null : behave(true)(task, worker)));
    for (const id of children) await until(two, id, ({ status }) => status === 'running');
    two.coordinator.postman.stop();
    const three = await reopen(behave(true));
    const views = await Promise.all(ids.map((id) => until(three, id, ended)));
    expect(new Set(views.map(({ status }) => status))).toEqual(new Set(['completed']));
    expect(await Promise.all(ids.map((id) => childOf(three, id)))).toEqual(children);
    const first = done.filter((line) => line.endsWith(' a')).length;
    console.info(
      `${lost} retries undelivered at a crash; ${views.length} parents completed, ${first} calls of ${COUNT} children made once`,
    );
    expect([lost, first]).toEqual([COUNT, COUNT]);
    expect(three.faults).toEqual([]);
  }, 60_000);

  it('is taken up by messages alone: a parent that waits for its child stays out of memory at a start, and ends all the same', async () => {
    const child = workflow(
      [node('ask', 'human', { prompt: '?', schema: {} }), node('end', 'end', { output: '{{ ask.output }}' })],
      ['start -> ask -> end'],
    );
    const parent = workflow([call, node('end', 'end', { output: '{{ call.output }}' })], ['start -> call -> end']);
    const one = await open(() => null);
    const subflows = await pin(one, child);
    const started = await Promise.all(Array.from({ length: COUNT }, () => one.start(parent, {}, { subflows })));
    const ids = started.map(({ execution }) => execution.id);
    const children = await Promise.all(ids.map((id) => childOf(one, id)));
    for (const id of children) await eventually(async () => (await get(one, id).catch(() => undefined))?.status === 'waiting');
    await one.coordinator.projector.settled();
    const two = await reopen(() => null);
    expect(ids.filter((id) => two.coordinator.hot.peek(id as never) !== undefined)).toEqual([]);
    for (const executionId of children) await two.service.answer({ org: ORG, executionId, path: 'ask', value: 7, by: 'me' });
    const views = await Promise.all(ids.map((id) => until(two, id, ended)));
    expect(new Set(views.map(({ output }) => output))).toEqual(new Set([7]));
    expect(two.faults).toEqual([]);
  });

  it('does not concern one that nobody waits for: that it could not start is on record with its parent, and a fault', async () => {
    const one = await open(() => completed(null));
    const detached = workflow(
      [node('call', 'subflow', { workflow: 'gone', input: {}, revision: 'latest', detached: true })],
      ['start -> call -> end'],
    );
    const { execution } = await one.start(detached, {}, { waitMs: 5_000 });
    expect(execution.status).toBe('completed');
    const history = async () => (await one.service.history({ org: ORG, executionId: execution.id, limit: 50 })).items;
    await eventually(async () => (await history()).at(-1)?.type === 'ChildNotStarted');
    expect((await history()).at(-1)).toMatchObject({ path: 'call', data: { error: { code: 'WORKFLOW_NOT_FOUND' } } });
    expect(one.faults).toHaveLength(1);
    expect(one.faults[0]).toContain('StartExecution');
  });
});
