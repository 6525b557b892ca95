import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedId, signalKey, type ExecutionView, type Task } from '@agentflow/core';
import { eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type Perform, type RunningOrchestrator } from './testing/start-orchestrator.js';

const NOWHERE = { status: 'pending' } as unknown as ExecutionView;
const work = (more: object = {}, method = 'GET') =>
  workflow([node('work', 'http', { method, url: 'https://x.example' }, { mutex: 'input.key', ...more })], ['start -> work -> end']);

describe('deciders that executions share', () => {
  let folder: string;
  let running: RunningOrchestrator | undefined;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-shared-'))));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });
  const open = async (perform: Perform = () => completed(1)): Promise<RunningOrchestrator> =>
    (running = await startOrchestrator(folder, perform));
  /** Everything that was not delivered stays undelivered, as if the process had died before; another one goes on. */
  async function reopen(perform?: Perform): Promise<RunningOrchestrator> {
    await running?.stop();
    return open(perform);
  }
  async function until(one: RunningOrchestrator, id: string, is: (view: ExecutionView) => boolean): Promise<ExecutionView> {
    let view = NOWHERE;
    await eventually(async () => is((view = await one.service.get({ org: ORG, executionId: id }).catch(() => NOWHERE))));
    return view;
  }
  /** What each critical section did, and the most that ever were in one at once, by key. */
  function ledger() {
    const inside = new Map<string, Set<string>>();
    const book = { entered: 0, most: 0, order: [] as string[] };
    const waiters: { readonly count: number; readonly tell: () => void }[] = [];
    const enter = (task: Task): void => {
      const key = task.path;
      const holders = inside.get(key) ?? new Set();
      inside.set(key, holders.add(task.executionId));
      book.entered++;
      book.order.push(task.executionId);
      book.most = Math.max(book.most, holders.size);
      for (const { count, tell } of waiters) if (book.entered >= count) tell();
    };
    const leave = (task: Task): void => void inside.get(task.path)?.delete(task.executionId);
    const reached = (count: number): Promise<void> =>
      book.entered >= count ? Promise.resolve() : new Promise((tell) => waiters.push({ count, tell }));
    return { book, enter, leave, reached };
  }

  it('lets 1,000 executions through one mutex one at a time, over two crashes with grants and releases undelivered', async () => {
    const { book, enter, leave, reached } = ledger();
    let slow = 0;
    const perform: Perform = async (task) => {
      enter(task);
      // The effect stays open for some turns: another one inside would be seen.
      for (let i = 0; i < 2 + (slow++ % 3); i++) await new Promise(setImmediate);
      leave(task);
      return completed(1);
    };
    let one = await open(perform);
    const started = await Promise.all(Array.from({ length: 1_000 }, () => one.start(work({}, 'POST'), { key: 'k' })));
    const ids = started.map(({ execution }) => execution.id);
    let lost = 0;
    for (const at of [200, 600]) {
      await reached(at);
      one.coordinator.postman.stop();
      // The grant or the release that is next stays where it is.
      await eventually(() => one.coordinator.dispatch.running === 0 && one.coordinator.postman.backlog > 0);
      lost += one.coordinator.postman.backlog;
      one = await reopen(perform);
    }
    await reached(1_000);
    for (const id of ids) await until(one, id, (view) => view.status === 'completed');
    await one.coordinator.postman.settled();
    console.info(
      `1,000 executions on one mutex: ${book.entered} times inside, at most ${book.most} at once, ${lost} messages undelivered at 2 crashes`,
    );
    expect([book.most, new Set(book.order).size, book.entered]).toEqual([1, 1_000, 1_000]);
    expect(lost).toBeGreaterThan(0);
    expect(one.faults).toEqual([]);
    const decider = one.coordinator.hot.peek(sharedId(ORG, 'mutex', 'k'));
    expect(decider?.state.shared?.value).toMatchObject({ holder: null });
    await expect(one.service.get({ org: ORG, executionId: sharedId(ORG, 'mutex', 'k') })).rejects.toMatchObject({
      code: 'EXECUTION_NOT_FOUND',
    });
  }, 90_000);

  it('serves keys apart from one another, and gives a mutex on when its holder fails, is stopped, or waits no more', async () => {
    const one = await open((task) =>
      task.executionId === failing ? { status: 'failed', error: { code: 'TOOL_FAILED', message: 'no', retryable: false } } : null,
    );
    let failing = '';
    const first = (await one.start(work(), { key: 'a' })).execution.id;
    const other = (await one.start(work(), { key: 'b' })).execution.id;
    for (const id of [first, other]) await until(one, id, (view) => view.status === 'running');
    const second = (await one.start(work(), { key: 'a' })).execution;
    expect(second.waiting).toEqual([{ path: 'work', kind: 'mutex', key: 'a' }]);
    const third = (await one.start(work({ timeoutSeconds: 0.2 }), { key: 'a' })).execution.id;
    expect((await until(one, third, (view) => view.endedAt !== null)).error).toMatchObject({ code: 'TIMED_OUT', path: 'work' });
    failing = second.id;
    const fourth = (await one.start(work(), { key: 'a' })).execution.id;
    await one.service.stop({ org: ORG, executionId: first, by: 'me' });
    await until(one, second.id, (view) => view.status === 'failed');
    await until(one, fourth, (view) => view.status === 'running');
    expect(one.faults).toEqual([]);
  });

  const paid = (timeoutSeconds?: number) =>
    workflow(
      [
        node('pay', 'signal', { name: 'paid', key: '{{ input.order }}', ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) }),
        node('end', 'end', { output: '{{ pay.output }}' }),
      ],
      ['start -> pay -> end'],
    );
  const signal = (one: RunningOrchestrator, key: string, payload: string | number, id?: string) =>
    one.service.signalByKey({ org: ORG, name: 'paid', key, payload, by: 'me', ...(id === undefined ? {} : { id }) });

  it('keep a signal until somebody waits for its key, and give it to one only', async () => {
    const one = await open();
    expect(await signal(one, 'o1', 'early', 's1')).toEqual({ id: 's1', delivered: false });
    expect(await signal(one, 'o1', 'early', 's1')).toEqual({ id: 's1', delivered: false });
    const first = await one.start(paid(), { order: 'o1' }, { waitMs: 5_000 });
    expect(first.execution).toMatchObject({ status: 'completed', output: 'early' });
    const waiting = await Promise.all([1, 2].map(() => one.start(paid(), { order: 'o1' })));
    expect(waiting[0]?.execution.waiting).toEqual([{ path: 'pay', kind: 'signal', signal: 'paid', key: 'o1' }]);
    const queue = async () => {
      const state = one.coordinator.hot.peek(sharedId(ORG, 'signal', signalKey('paid', 'o1')))?.state;
      return state?.shared?.kind === 'signal' ? state.shared.value.waiters.size : 0;
    };
    await eventually(async () => (await queue()) === 2);
    expect(await signal(one, 'o1', 'late')).toMatchObject({ delivered: true });
    const [a, b] = waiting.map(({ execution }) => execution.id) as [string, string];
    const ended = async (id: string) => (await one.service.get({ org: ORG, executionId: id })).status === 'completed';
    await eventually(async () => (await ended(a)) || (await ended(b)));
    expect([await ended(a), await ended(b)].filter(Boolean)).toHaveLength(1);
    await signal(one, 'o1', 'last');
    await eventually(async () => (await ended(a)) && (await ended(b)));
    expect(one.faults).toEqual([]);
  });
  it('lose no signal and give none twice, whatever was undelivered at a crash, large ones included', async () => {
    let one = await open();
    const large = 'x'.repeat(40_000);
    const waiting = await Promise.all(Array.from({ length: 10 }, () => one.start(paid(), { order: 'o2' })));
    one.coordinator.postman.stop();
    await Promise.all(Array.from({ length: 20 }, (_, n) => signal(one, 'o2', `${n}${large}`, `s${n}`)));
    await Promise.all(Array.from({ length: 10 }, () => one.start(paid(), { order: 'o2' })).map(async (start) => waiting.push(await start)));
    const undelivered = one.coordinator.postman.backlog;
    one = await reopen();
    const views = await Promise.all(waiting.map(({ execution }) => until(one, execution.id, (view) => view.endedAt !== null)));
    const got = await Promise.all(
      views.map(async ({ id, output }) => {
        const { json } = await one.service.value({ org: ORG, executionId: id, digest: (output as { $ref: string }).$ref });
        return Number.parseInt((JSON.parse(json) as string).slice(0, 2), 10);
      }),
    );
    console.info(`20 signals for 20 waiters, ${undelivered} messages undelivered at a crash: ${new Set(got).size} different ones arrived`);
    expect(got.sort((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(undelivered).toBeGreaterThan(9);
    expect(one.faults).toEqual([]);
  });
  it('pass a signal on when its waiter has gone: nobody waits, nothing is lost', async () => {
    const one = await open();
    const late = await one.start(paid(0.1), { order: 'o3' });
    expect((await until(one, late.execution.id, (view) => view.endedAt !== null)).error).toMatchObject({ code: 'TIMED_OUT' });
    await eventually(async () => one.coordinator.postman.backlog === 0);
    expect(await signal(one, 'o3', 'kept')).toMatchObject({ delivered: false });
    expect((await one.start(paid(), { order: 'o3' }, { waitMs: 5_000 })).execution.output).toBe('kept');
  });
  it('expire what nobody came for, and refuse what is too much', async () => {
    const one = await open();
    await one.service.signalByKey({ org: ORG, name: 'paid', key: 'o4', payload: 1, ttlSeconds: 0.05, by: 'me' });
    await eventually(() => {
      const live = one.coordinator.hot.peek(sharedId(ORG, 'signal', signalKey('paid', 'o4')));
      return Promise.resolve(live?.state.status === 'completed');
    });
    expect((await one.start(paid(), { order: 'o4' })).execution.status).toBe('waiting');
    const answers = await Promise.allSettled(Array.from({ length: 1_003 }, () => signal(one, 'o5', 1)));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(['SIGNALS_FULL', 'SIGNALS_FULL', 'SIGNALS_FULL']);
  });
});
