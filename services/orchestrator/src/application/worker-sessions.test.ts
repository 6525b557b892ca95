import { AppError, executionId, partitionId, SmallSet } from '@agentflow/core';
import type { CoordinatorEnd, CoordinatorMessage, WorkerMessage } from '@agentflow/ports';
import { createFakeClock, driveExecution, node, nextTurn, workflow } from '@agentflow/testkit';
import { createDispatch } from './dispatch.js';
import type { LiveExecution } from './live-execution.js';
import type { Letter } from './mailboxes.js';
import { createWorkerSessions } from './worker-sessions.js';

const definition = workflow([node('work', 'tool', { tool: 'echo', arguments: {} })], ['start -> work -> end']);

/** Workers of one coordinator that owns one execution with one open task. What is to be decided gathers in `letters`. */
function open() {
  const driver = driveExecution(definition, 1_000_000, {}, { id: executionId('E1') });
  driver.start();
  const live: LiveExecution = {
    ...{ state: driver.state, partition: partitionId('master', 0), version: 1, pending: null, inFlight: null, touched: 0 },
    ...{ poisoned: false, tail: 0, tailBytes: 0, snapshotBytes: 0, checkpointDue: false, head: null, headAt: 0 },
    endWaiters: new SmallSet<() => void>(),
  };
  const clock = createFakeClock();
  const dispatch = createDispatch(clock, () => undefined);
  const letters: Letter[] = [];
  const is = { acting: true };
  const joins: ((end: CoordinatorEnd) => void)[] = [];
  const sessions = createWorkerSessions({
    dispatch,
    reservations: { forget: () => undefined } as never,
    post: (_org, _id, letter) => void letters.push(letter),
    hub: {} as never,
    hot: { load: async () => live },
    store: {} as never,
    owns: () => true,
    mayAct: () => is.acting,
    clock,
    sessionMs: 3_000,
    onFault: (error) => {
      throw error;
    },
    onLost: () => undefined,
  });
  sessions.accept({ onWorker: (handler) => void joins.push(handler) });
  function connect() {
    const heard: CoordinatorMessage[] = [];
    let say: (message: WorkerMessage) => void = () => undefined;
    let gone: () => void = () => undefined;
    joins[0]!({
      send: (message) => void heard.push(message),
      onMessage: (handler) => (say = handler),
      onClose: (handler) => (gone = handler),
      close: () => undefined,
    });
    return { heard, say: (message: WorkerMessage) => say(message), cut: () => gone() };
  }
  return { dispatch, live, letters, connect, is };
}

describe('a result that comes again over another stream', () => {
  for (const [how, error, answer] of [
    ['is acknowledged when the first one is durable', undefined, { type: 'ack', id: 7 }],
    ['is refused with the first one where that cannot be written', new AppError('UNAVAILABLE', 'not written'), { type: 'nack', id: 7 }],
  ] as const)
    it(how, async () => {
      const { dispatch, live, letters, connect } = open();
      const first = connect();
      first.say({ type: 'grant', slots: 1 });
      dispatch.send(live, 'work', 'c1');
      const task = first.heard.find((message) => message.type === 'task');
      const { token, org, executionId: id, path, attempt } = (task as Extract<CoordinatorMessage, { type: 'task' }>).task;
      const result = { type: 'result', id: 7, token, outcome: { status: 'completed', output: { value: 1 } } } as const;
      first.say(result);
      expect(letters).toHaveLength(1);
      // Decided, on its way to the log, and its stream breaks.
      live.state.openTasks.delete('work');
      first.cut();
      const second = connect();
      second.say({ type: 'offer', tasks: [{ token, org, executionId: id, path, attempt }] });
      await nextTurn();
      await nextTurn();
      second.say(result);
      expect(second.heard.filter(({ type }) => type === 'ack' || type === 'nack')).toEqual([]);
      letters[0]?.done?.(error, live);
      expect(second.heard.at(-1)).toMatchObject(answer);
      expect(letters).toHaveLength(1);
    });
});

describe('a worker that asks about a task because it came late', () => {
  it('is told that it holds by an owner that may act, and nothing by one that may not', () => {
    const { dispatch, live, connect, is } = open();
    const worker = connect();
    worker.say({ type: 'grant', slots: 1 });
    dispatch.send(live, 'work', 'c1', true);
    const task = worker.heard.find((message) => message.type === 'task');
    const { token, org, executionId: id, path, attempt } = (task as Extract<CoordinatorMessage, { type: 'task' }>).task;
    const ask = (): void => worker.say({ type: 'offer', tasks: [{ token, org, executionId: id, path, attempt }] });
    is.acting = false;
    ask();
    expect(worker.heard.filter(({ type }) => type === 'adopted')).toEqual([]);
    is.acting = true;
    ask();
    expect(worker.heard.at(-1)).toEqual({ type: 'adopted', token });
  });
});
