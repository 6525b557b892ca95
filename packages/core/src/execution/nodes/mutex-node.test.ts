import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import { executionId } from '../../ids.js';
import { sharedId } from '../../shared/shared-id.js';
import { forkPrefix } from '../recovery/fork-prefix.js';

const http = { method: 'GET', url: 'https://x.example' };
const flow = (more: object = {}) => workflow([node('work', 'http', http, { mutex: 'input.who', ...more })], ['start -> work -> end']);
const told = (run: ExecutionDriver): readonly string[] => run.messages.map(({ command }) => command.type);
const grant = (run: ExecutionDriver, path = 'work') => ({
  type: 'MutexGranted' as const,
  path,
  key: 'ann',
  ticket: run.state.ties.mutexes.get(path)?.ticket ?? 0,
});

describe('a node with a mutex', () => {
  it('waits for it before it begins, holds it through its attempts, and lets it go when it ends', () => {
    const run = driveExecution(flow());
    run.start({ who: 'ann' });
    expect(run.messages).toEqual([
      {
        to: sharedId(run.state.org, 'mutex', 'ann'),
        command: { type: 'SharedAcquire', kind: 'mutex', key: 'ann', claimant: { execution: run.state.id, path: 'work', ticket: 2 } },
      },
    ]);
    expect([run.state.status, run.node('work').status]).toEqual(['waiting', 'waiting']);
    expect(run.state.openTasks.size).toBe(0);
    run.send(grant(run));
    expect(run.node('work')).toMatchObject({ status: 'running', attempt: 1 });
    run.fail('work');
    expect(told(run)).toEqual(['SharedAcquire']);
    run.now += 60_000;
    run.send({ type: 'Wake' });
    expect(run.node('work').attempt).toBe(2);
    run.complete('work', 1);
    expect([run.state.status, told(run)]).toEqual(['completed', ['SharedAcquire', 'SharedRelease']]);
    run.checkReplay();
  });
  it.each(['failed', 'cancelled', 'timed out while it waited'])('lets it go when it has %s', (how) => {
    const run = driveExecution(flow({ timeoutSeconds: 5 }));
    run.start({ who: 'ann' });
    if (how === 'failed') {
      run.send(grant(run));
      run.fail('work', { retryable: false });
    } else if (how === 'cancelled') run.send({ type: 'Stop', by: 'me', reason: '' });
    else {
      run.now += 5_000;
      run.send({ type: 'Wake' });
      expect(run.state.error?.code).toBe('TIMED_OUT');
    }
    expect(told(run)).toEqual(['SharedAcquire', 'SharedRelease']);
    run.checkReplay();
  });
  it('gives back what it is given too late, also after the end, and takes a repeated grant for what it is', () => {
    const run = driveExecution(flow());
    run.start({ who: 'ann' });
    const first = grant(run);
    run.send(first);
    expect(run.send(first)).toEqual([]);
    run.complete('work');
    run.send(first);
    run.send({ ...first, path: 'nowhere' });
    expect(told(run)).toEqual(['SharedAcquire', 'SharedRelease', 'SharedRelease', 'SharedRelease']);
    run.checkReplay();
  });
  it('begins on resume when it was granted during a pause', () => {
    const run = driveExecution(flow());
    run.start({ who: 'ann' });
    run.send({ type: 'Pause', by: 'me', reason: '' });
    run.send(grant(run));
    expect(run.state.openTasks.size).toBe(0);
    run.send({ type: 'Resume', by: 'me' });
    if (run.state.yielded) run.send({ type: 'Continue', digests: [] });
    expect(run.state.openTasks.has('work')).toBe(true);
    run.complete('work');
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('fails where the key is no text', () => {
    const run = driveExecution(flow());
    run.start({ who: null });
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'work' });
    const number = driveExecution(flow());
    number.start({ who: 7 });
    expect(number.messages[0]?.to).toBe(sharedId(number.state.org, 'mutex', '7'));
  });
  it('may be a container: its whole body runs under the mutex', () => {
    const run = driveExecution(
      workflow(
        [node('each', 'map', { items: '[1, 2]' }, { mutex: '"ann"', body: body([node('work', 'http', http)], ['start -> work -> end']) })],
        ['start -> each -> end'],
      ),
    );
    run.start();
    expect(run.state.openTasks.size).toBe(0);
    run.send(grant(run, 'each'));
    expect(run.state.openTasks.size).toBe(2);
    run.runAll();
    expect([run.state.status, told(run)]).toEqual(['completed', ['SharedAcquire', 'SharedRelease']]);
    run.checkReplay();
  });
  it('shows whom it waits for', async () => {
    const { presentWaiting } = await import('../views/present.js');
    const run = driveExecution(flow({ timeoutSeconds: 5 }));
    run.start({ who: 'ann' });
    expect(presentWaiting(run.state)).toEqual([{ path: 'work', kind: 'mutex', key: 'ann', expiresAt: new Date(1_005_000).toISOString() }]);
  });

  const goOn = (run: ExecutionDriver): void => {
    if (!run.state.yielded) return;
    run.state.yielded = false;
    run.send({ type: 'Continue', digests: [] });
  };
  it('gets its mutex again before a retry goes on with its steps', () => {
    const run = driveExecution(flow());
    run.start({ who: 'ann' });
    run.send(grant(run));
    run.step('work', 0);
    run.fail('work', { retryable: false });
    expect(run.state.status).toBe('failed');
    run.send({ type: 'RetryExecution', by: 'me', confirm: false });
    expect([run.state.openTasks.size, run.node('work').status, told(run).at(-1)]).toEqual([0, 'waiting', 'SharedAcquire']);
    run.send(grant(run));
    expect(run.node('work')).toMatchObject({ status: 'running', attempt: 2 });
    expect(run.node('work').task?.steps.size).toBe(1);
    run.complete('work');
    expect([run.state.status, told(run)]).toEqual(['completed', ['SharedAcquire', 'SharedRelease', 'SharedAcquire', 'SharedRelease']]);
    run.checkReplay();
  });
  const guarded = (inside: string) =>
    workflow(
      [
        node(
          'each',
          'map',
          { items: '[1, 2]' },
          { mutex: '"ann"', body: body([node('work', 'http', http)], [`start -> work -> ${inside}`]) },
        ),
      ],
      ['start -> each -> end'],
    );
  it('holds everything inside a container until that has its mutex again, whoever resumes', () => {
    const run = driveExecution(guarded('end'));
    run.start();
    run.send(grant(run, 'each'));
    run.complete('each[0]/work');
    run.fail('each[1]/work', { retryable: false });
    expect(run.state.status).toBe('failed');
    run.send({ type: 'RetryExecution', by: 'me', confirm: false });
    expect([run.state.status, run.state.openTasks.size, told(run).at(-1)]).toEqual(['paused', 0, 'SharedAcquire']);
    expect(run.send({ type: 'Resume', by: 'me' })).toEqual([]);
    run.send(grant(run, 'each'));
    goOn(run);
    run.send({ type: 'Wake' });
    expect([run.state.status, [...run.state.openTasks]]).toEqual(['running', ['each[1]/work']]);
    run.complete('each[1]/work');
    expect([run.state.status, told(run).at(-1)]).toEqual(['completed', 'SharedRelease']);
    run.checkReplay();
  });
  it('gives the request up when the execution is stopped meanwhile', () => {
    const run = driveExecution(guarded('end'));
    run.start();
    run.send(grant(run, 'each'));
    run.fail('each[1]/work', { retryable: false });
    run.send({ type: 'RetryExecution', by: 'me', confirm: false });
    run.send({ type: 'Stop', by: 'me', reason: '' });
    expect([run.state.status, told(run).at(-1)]).toEqual(['stopped', 'SharedRelease']);
    run.checkReplay();
  });
  it('is not held by a fork of what held it: work and containers ask for it themselves', () => {
    const run = driveExecution(guarded('end'));
    run.start();
    run.send(grant(run, 'each'));
    run.complete('each[0]/work');
    const history = run.events.map((event) => ({ event, at: run.now }));
    const id = executionId('X2');
    const { events } = forkPrefix(run.state, history, { path: 'each[1]/work' }, { id, at: run.now });
    const forked = driveExecution(guarded('end'), run.now, {}, { id, digest: run.plan.digest });
    forked.send({ type: 'CopyEvents', events, count: events.length });
    expect(forked.messages).toEqual([]);
    forked.send({ type: 'FinishFork', by: 'me', path: 'each[1]/work' });
    expect([forked.state.status, forked.state.openTasks.size, told(forked)]).toEqual(['paused', 0, ['SharedAcquire']]);
    forked.send(grant(forked, 'each'));
    goOn(forked);
    forked.runAll();
    expect([forked.state.status, told(forked)]).toEqual(['completed', ['SharedAcquire', 'SharedRelease']]);
    forked.checkReplay();
  });
});
