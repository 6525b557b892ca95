import { body, createWorld, driveExecution, node, workflow, type ExecutionWorld, type Inhabitant } from '@agentflow/testkit';
import { executionId, partitionId } from '../../ids.js';
import type { WorkflowDefinition } from '../../workflow/definition/definition.js';
import { waitsForChildren } from './at-rest.js';
import type { ExecutionEventBody } from '../events/events.js';
import { forkPrefix } from '../recovery/fork-prefix.js';
import { LiveFrames } from '../views/live-frames.js';
import { headOf } from '../views/present.js';
import { NO_USAGE } from '../views/views.js';

const post = (id: string, rest: object = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_least_once', retry: { maxAttempts: 1 }, ...rest });
const call = (id: string, to: string, rest: object = {}) => node(id, 'subflow', { workflow: to, input: {}, ...rest });
const trip = workflow([post('flight', { compensation: 'cancel' }), post('cancel')], ['start -> flight -> end']);
const plain = workflow([post('look')], ['start -> look -> end']);
/** A parent that calls `to`, books something itself, and pays at last. */
const parent = (to = 'trip', rest: object = {}): WorkflowDefinition =>
  workflow(
    [{ ...call('call', to), ...rest }, post('book', { compensation: 'unbook' }), post('unbook'), post('pay')],
    ['start -> call -> book -> pay -> end'],
  );
const at = (world: ExecutionWorld, label: string): Inhabitant => {
  const found = world.executions().find((each) => each.label === label);
  if (!found)
    throw new Error(
      `no execution ${label}: ${world
        .executions()
        .map((each) => each.label)
        .join()}`,
    );
  return found;
};
/** Everything that is open now, as `call>flight`. */
const open = (world: ExecutionWorld): string[] =>
  world.executions().flatMap(({ state, label }) => [...state.openTasks].map((path) => label + path));
function end(world: ExecutionWorld, where: string, failed = false): void {
  const label = where.slice(0, where.lastIndexOf('>') + 1);
  const { state } = at(world, label);
  const path = where.slice(label.length);
  const attempt = state.nodes.get(path)?.attempt as number;
  world.send(state.id, {
    type: 'EndTask',
    path,
    attempt,
    outcome: failed
      ? { status: 'failed', error: { code: 'NO', message: 'no', retryable: false } }
      : { status: 'completed', output: { value: where } },
  });
}
const run = (world: ExecutionWorld, ...tasks: string[]): void => tasks.forEach((task) => end(world, task));
const status = (world: ExecutionWorld, label: string): string => at(world, label).state.status;

describe('undoing passes down', () => {
  it('to a subflow that has completed, in its place in the reverse order of completion', () => {
    const world = createWorld({ parent: parent(), trip }, 'parent');
    world.start();
    run(world, 'call>flight', 'book');
    end(world, 'pay', true);
    expect([open(world), at(world, '').state.phase, status(world, 'call>')]).toEqual([['unbook'], 'compensating', 'completed']);
    run(world, 'unbook');
    expect(open(world)).toEqual(['call>cancel']);
    expect(at(world, '').state.nodes.get('call[undo]')).toMatchObject({ status: 'running', compensates: { of: 'call' } });
    world.checkReplay();
    run(world, 'call>cancel');
    expect([status(world, ''), status(world, 'call>')]).toEqual(['failed', 'stopped']);
    const { state } = at(world, '');
    expect([state.error?.code, state.nodes.get('call')?.status, state.nodes.get('call[undo]')?.status]).toEqual([
      'NO',
      'compensated',
      'completed',
    ]);
    world.checkReplay();
  });
  it('through every level, on a stop and by command on what has completed', () => {
    for (const how of ['stop', 'command']) {
      const middle = workflow([call('down', 'trip'), post('more')], ['start -> down -> more -> end']);
      const top = workflow([call('call', 'middle'), post('last')], ['start -> call -> last -> end']);
      const world = createWorld({ top, middle, trip }, 'top');
      world.start();
      run(world, 'call>down>flight', 'call>more');
      const { id } = at(world, '').state;
      if (how === 'stop') {
        world.send(id, { type: 'Stop', by: 'me', reason: 'enough' });
        run(world, 'last');
      } else {
        run(world, 'last');
        world.send(id, { type: 'Compensate', by: 'me', reason: 'withdrawn' });
      }
      expect(open(world)).toEqual(['call>down>cancel']);
      run(world, 'call>down>cancel');
      expect(['', 'call>', 'call>down>'].map((label) => status(world, label))).toEqual(['stopped', 'stopped', 'stopped']);
      world.checkReplay();
    }
  });
  it('not to one with nothing to undo, a detached one, or one whose node names a compensation', () => {
    const nothing = createWorld({ parent: parent('plain'), plain }, 'parent');
    nothing.start();
    run(nothing, 'call>look', 'book');
    end(nothing, 'pay', true);
    run(nothing, 'unbook');
    expect([status(nothing, ''), status(nothing, 'call>')]).toEqual(['failed', 'completed']);

    const detached = createWorld({ parent: parent('trip', { config: { workflow: 'trip', input: {}, detached: true } }), trip }, 'parent');
    detached.start();
    run(detached, 'call>flight', 'book');
    end(detached, 'pay', true);
    run(detached, 'unbook');
    expect([status(detached, ''), status(detached, 'call>')]).toEqual(['failed', 'completed']);

    const named = createWorld({ parent: parent('trip', { compensation: 'unbook' }), trip }, 'parent');
    named.start();
    run(named, 'call>flight', 'book');
    end(named, 'pay', true);
    run(named, 'unbook[book]', 'unbook[call]');
    expect([status(named, ''), status(named, 'call>')]).toEqual(['failed', 'completed']);
    named.checkReplay();
  });
  it('and what the subflow could not undo is on the record of its parent, which goes on', () => {
    const world = createWorld({ parent: parent(), trip }, 'parent');
    world.start();
    run(world, 'call>flight', 'book');
    end(world, 'pay', true);
    run(world, 'unbook');
    end(world, 'call>cancel', true);
    const { state } = at(world, '');
    expect(status(world, 'call>')).toBe('failed');
    expect(state).toMatchObject({
      status: 'failed',
      error: { code: 'COMPENSATION_FAILED', path: 'call[undo]' },
      notCompensated: ['call[undo]'],
    });
    expect(state.nodes.get('call[undo]')?.error?.code).toBe('COMPENSATION_FAILED');
    world.checkReplay();
  });
  it('and one that is no more counts as not undone, by name', () => {
    const world = createWorld({ parent: parent(), trip }, 'parent');
    world.start();
    run(world, 'call>flight', 'book');
    world.forget(at(world, 'call>').state.id);
    end(world, 'pay', true);
    run(world, 'unbook');
    const { state } = at(world, '');
    expect(state).toMatchObject({ status: 'failed', error: { code: 'COMPENSATION_FAILED', path: 'call[undo]' } });
    expect(state.nodes.get('call[undo]')?.error?.code).toBe('EXECUTION_NOT_FOUND');
  });
  it('or finds that a person has undone it, or is about to', () => {
    for (const before of [true, false]) {
      const world = createWorld({ parent: parent(), trip }, 'parent');
      world.start();
      run(world, 'call>flight', 'book');
      const child = at(world, 'call>').state;
      world.send(child.id, { type: 'Compensate', by: 'me', reason: 'withdrawn' });
      if (before) run(world, 'call>cancel');
      end(world, 'pay', true);
      run(world, 'unbook');
      if (!before) run(world, 'call>cancel');
      expect([status(world, ''), at(world, '').state.error?.code, status(world, 'call>')]).toEqual(['failed', 'NO', 'stopped']);
      world.checkReplay();
    }
  });
  it('once, however often and late its messages come', () => {
    const world = createWorld({ parent: parent(), trip }, 'parent');
    world.holding = true;
    world.start();
    world.deliver();
    run(world, 'call>flight');
    world.deliver(undefined, 3);
    run(world, 'book');
    end(world, 'pay', true);
    run(world, 'unbook');
    const [undo] = world.mail;
    expect(undo?.command.type).toBe('Compensate');
    world.deliver(undefined, 3);
    expect(open(world)).toEqual(['call>cancel']);
    for (const mail of [...world.delivered]) world.repeat(mail);
    expect([open(world), world.mail.length]).toEqual([['call>cancel'], 0]);
    run(world, 'call>cancel');
    world.deliver(undefined, 2);
    expect([status(world, ''), world.mail.length]).toEqual(['failed', 0]);
    for (const mail of [...world.delivered]) world.repeat(mail);
    // The order that was followed already is not answered twice: its answer is in the log.
    expect([status(world, ''), world.mail.length, open(world)]).toEqual(['failed', 0, []]);
    world.checkReplay();
  });
});

describe('the children of an execution', () => {
  it('are not those of its forks: a fork neither undoes nor retries them', () => {
    const definition = workflow([call('call', 'other'), post('pay')], ['start -> call -> pay -> end']);
    const run = driveExecution(definition);
    run.start();
    const childId = run.node('call').child?.id as never;
    run.send({ type: 'EndChild', path: 'call', childId, status: 'completed', usage: NO_USAGE, undoable: true });
    expect(run.state.compensable).toEqual([{ path: 'call', child: childId }]);
    const source = { org: run.state.org, id: run.state.id, plan: run.plan, plans: run.state.plans };
    const history = run.history().flatMap(({ at: when, events }) => events.map((event) => ({ event, at: event.at ?? when })));
    const { events } = forkPrefix(source, history, { path: 'pay' }, { id: executionId('F1'), at: run.now });
    const forked = driveExecution(definition, run.now, {}, { id: executionId('F1') });
    forked.send({ type: 'CopyEvents', events, count: events.length });
    forked.send({ type: 'FinishFork', by: 'me', path: 'pay' });
    forked.fail('pay', { retryable: false });
    expect([forked.state.status, forked.messages]).toEqual(['failed', []]);
    forked.checkReplay();
    run.fail('pay', { retryable: false });
    expect([run.state.phase, run.messages.at(-1)?.command.type]).toEqual(['compensating', 'Compensate']);
    run.checkReplay();
  });
  it('are all that a parent waits for: its row says so, and no more once something else is to be done', () => {
    const definition = workflow(
      [call('call', 'other'), post('beside'), post('more')],
      ['start -> call -> more -> end', 'start -> beside -> end'],
    );
    const run = driveExecution(definition);
    const idle = (): boolean | undefined => headOf(run.state, 1, partitionId('master', 0)).idle;
    run.start();
    expect([idle(), waitsForChildren(run.state)]).toEqual([undefined, false]);
    run.complete('beside');
    expect(idle()).toBe(true);
    run.send({ type: 'Pause', by: 'me', reason: '' });
    expect(idle()).toBeUndefined();
    run.send({ type: 'Resume', by: 'me' });
    run.send({ type: 'Stop', by: 'me', reason: '' });
    expect([run.state.phase, idle()]).toEqual(['stopping', true]);
    const childId = run.node('call').child?.id as never;
    run.send({ type: 'EndChild', path: 'call', childId, status: 'completed', usage: NO_USAGE });
    expect([run.state.status, idle()]).toEqual(['stopped', undefined]);
  });
  it('are looked at as a whole where there are many', () => {
    const each = node(
      'each',
      'map',
      { items: 'input', concurrency: 100 },
      { body: body([call('call', 'other')], ['start -> call -> end']) },
    );
    const many = (count: number): boolean => {
      const run = driveExecution(workflow([each], ['start -> each -> end']));
      run.start(Array.from({ length: count }, (_, index) => index));
      return waitsForChildren(run.state);
    };
    expect([many(10), many(80)]).toEqual([true, false]);
  });
  it('show in the live view when they go on, are undone, or do not start', () => {
    const run = driveExecution(workflow([call('call', 'other'), post('pay')], ['start -> call -> pay -> end']));
    const frames = new LiveFrames('X1', run.plan);
    run.start();
    for (const event of run.events) frames.of(event, 1);
    const tie = { path: 'call', childId: 'C1' as never };
    const error = { code: 'GONE', message: 'gone' };
    const types = (body: ExecutionEventBody): unknown =>
      frames.of({ ...body, seq: 9 }, 2).map(({ type, payload }) => [type, payload['path'], payload['message']]);
    expect(types({ type: 'ChildRetried', ...tie, expiresAt: null })).toEqual([['node_retrying', 'call', undefined]]);
    expect(types({ type: 'ChildDeclined', ...tie, error })).toEqual([
      ['log', 'call', 'the subflow cannot go on, another one begins: gone'],
    ]);
    expect(types({ type: 'ChildNotStarted', ...tie, error })).toEqual([['log', 'call', 'the subflow could not be started: gone']]);
    const started = {
      type: 'CompensationStarted',
      path: 'call[undo]',
      of: 'call',
      input: { value: null },
      output: { value: null },
    } as const;
    expect(types({ ...started, child: tie.childId })).toEqual([['node_started', 'call[undo]', undefined]]);
    expect(types({ ...started, path: 'un' })).toEqual([]);
  });
});
