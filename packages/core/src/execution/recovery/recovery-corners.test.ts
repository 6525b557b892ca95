import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import { executionId, orgId } from '../../ids.js';
import type { Json } from '../../json.js';
import type { WorkflowDefinition } from '../../workflow/definition/definition.js';
import { foldCommit } from '../state/fold.js';
import { forkPrefix, type ForkPoint } from './fork-prefix.js';
import { Replay } from './replay.js';
import { retryOutlook } from './retry.js';
import { snapshotDigest, stateText } from '../state/snapshot-digest.js';
import { writeSnapshot } from '../state/snapshot.js';
import { createState } from '../state/state.js';

const ORG = orgId('default');
const X1 = executionId('X1');
const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } }, rest);
const post = (id: string, rest = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_least_once', ...rest });
const out = (output: Json) => node('end', 'end', { output });
const retry = (run: ExecutionDriver, more: object = {}) => run.send({ type: 'RetryExecution', by: 'ann', confirm: true, ...more });
const machine = (entered: string, later = 'wait') =>
  workflow(
    [
      node('order', 'statemachine', {
        initial: 'a',
        states: {
          a: {
            entry: body([echo(entered)], [`start -> ${entered} -> end`]),
            body: body([echo('t')], ['start -> t -> end']),
            on: [{ event: 'go', target: 'b' }],
          },
          b: { final: true, body: body([out(later)], ['start -> end']) },
        },
      } as never),
    ],
    ['start -> order -> end'],
  );
function prefix(run: ExecutionDriver, point: ForkPoint) {
  const history = run.history().flatMap(({ at, events }) => events.map((event) => ({ event, at: event.at ?? at })));
  return forkPrefix({ org: ORG, id: X1, plan: run.plan, plans: run.state.plans }, history, point, { id: executionId('F1'), at: 9_000_000 });
}

describe('a retry on another revision', () => {
  it('keeps the state that a machine is in', () => {
    const run = driveExecution(machine('e'));
    run.start({ n: 1 });
    run.complete([...run.state.openTasks][0] as string);
    run.fail([...run.state.openTasks][0] as string, { retryable: false });
    expect(run.state.status).toBe('failed');
    const plan = run.goOver(machine('e', 'other'), 'sha256:other');
    expect(retryOutlook(run.state, { input: false, plan }).fits).toBe(true);
    const unfit = run.goOver(machine('renamed'), 'sha256:renamed');
    expect(retryOutlook(run.state, { input: false, plan: unfit }).problems.join()).toContain(
      'it has begun and the revision no longer has it',
    );
    retry(run, { digest: 'sha256:other', revision: 2 });
    run.runAll();
    run.send({ type: 'SendSignal', name: 'go', id: 's', payload: { value: 1 }, by: 'ann' });
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('keeps the lanes of a join each, and begins again in them', () => {
    const lanes = (more: WorkflowDefinition['nodes'] = []) =>
      workflow(
        [echo('a'), echo('b'), echo('x', { join: 'each' }), ...more],
        ['start -> a -> x -> end', 'start -> b -> x', ...more.map(({ id }) => `x:error -> ${id} -> end`)],
      );
    const run = driveExecution(lanes());
    run.start({ n: 1 });
    run.complete('a');
    run.complete('b');
    run.fail('x[1]', { retryable: false });
    for (const path of [...run.state.openTasks]) run.send({ type: 'LoseTask', path, attempt: 1, reason: 'worker-lost' });
    run.goOver(lanes([echo('y')]), 'sha256:y');
    retry(run, { digest: 'sha256:y', revision: 2 });
    expect([...run.state.openTasks].sort()).toEqual(['x[0]', 'x[1]']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('fires a join each again in the lane whose first node had failed before it was a task', () => {
    const definition = workflow(
      [echo('a'), node('c', 'condition', { when: 'input.n > 1' }, { join: 'each' }), echo('z')],
      ['start -> a -> c', 'c:true -> z -> end', 'c:false -> end'],
    );
    const run = driveExecution(definition);
    run.start({ n: 'x' });
    run.complete('a');
    expect(run.state).toMatchObject({ status: 'failed', error: { path: 'c[0]' } });
    retry(run, { input: { value: { n: 5 } } });
    expect([...run.state.openTasks]).toEqual(['z[0]']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('renews the calls of a task whose configuration is another, and keeps those of one whose is not', () => {
    const of = (arguments_: Json, effect: string, second = effect) =>
      workflow(
        [
          node('a', 'tool', { tool: 'echo', arguments: arguments_ }, { effect: effect as 'read' }),
          node('b', 'tool', { tool: 'echo', arguments: {} }, { effect: second as 'read' }),
        ],
        ['start -> a -> end', 'start -> b -> end'],
      );
    const run = driveExecution(of({ n: 1 }, 'at_least_once'));
    run.start();
    run.step('a', 0, { effect: 'at_least_once', name: 'mail' });
    run.step('b', 0, { effect: 'at_least_once' });
    run.fail('a', { retryable: false });
    run.send({ type: 'LoseTask', path: 'b', attempt: 1, reason: 'worker-lost' });
    const plan = run.goOver(of({ n: 2 }, 'at_least_once'), 'sha256:n2');
    expect(retryOutlook(run.state, { input: false, plan })).toMatchObject({
      renewed: ['a'],
      effects: [{ path: 'a', index: 0, name: 'mail' }],
    });
    expect(() => retry(run, { digest: 'sha256:n2', confirm: false })).toThrow('1 recorded call');
    expect(retryOutlook(run.state, { input: true, plan: undefined }).effects).toHaveLength(2);
    expect(() => retry(run, { input: { value: 1 }, confirm: false })).toThrow('2 recorded calls');
    const gone = run.goOver(workflow([echo('b')], ['start -> b -> end']), 'sha256:gone');
    expect(retryOutlook(run.state, { input: false, plan: gone })).toMatchObject({ fits: false, renewed: ['a', 'b'] });
    expect(retryOutlook(run.state, { input: false, plan: run.plan })).toMatchObject({ fits: true, changes: [] });
  });
  it('is refused once what was done has been undone, and while it still runs', () => {
    const definition = workflow(
      [post('a', { compensation: 'undo' }), echo('b', { retry: { maxAttempts: 1 } }), echo('undo')],
      ['start -> a -> b -> end'],
    );
    const run = driveExecution(definition);
    run.start({ n: 1 });
    expect(() => retryOutlook(run.state, { input: false, plan: undefined })).toThrow('this one is running');
    run.complete('a');
    run.fail('b', { retryable: false });
    run.runAll();
    expect(run.state.status).toBe('failed');
    expect(() => retry(run)).toThrow('was undone when it ended');
  });
  it('has a deadline of its own', () => {
    const run = driveExecution({ ...workflow([echo('a')], ['start -> a -> end']), settings: { timeoutSeconds: 10 } });
    run.start({ n: 1 });
    run.now += 10_000;
    run.send({ type: 'Wake' });
    for (const path of [...run.state.openTasks]) run.send({ type: 'LoseTask', path, attempt: 1, reason: 'worker-lost' });
    expect(run.state.error?.code).toBe('EXECUTION_TIMED_OUT');
    retry(run);
    expect(run.state.timers.get('')?.dueAt).toBe(run.now + 10_000);
    run.checkReplay();
  });
});

describe('the prefix of a fork', () => {
  it('takes a retried history as one that went well so far, under the revision it has', () => {
    const run = driveExecution(workflow([echo('a'), echo('b'), echo('c')], ['start -> a -> b -> c -> end']));
    run.start({ n: 1 });
    run.complete('a');
    run.fail('b', { retryable: false });
    run.goOver(workflow([echo('a'), echo('b'), echo('d')], ['start -> a -> b -> d -> end']), 'sha256:d');
    retry(run, { digest: 'sha256:d', revision: 2, input: { value: { n: 2 } } });
    run.complete('b');
    const { events, plan, seq } = prefix(run, { path: 'd' });
    expect([plan.digest, seq, events[0]]).toMatchObject(['sha256:d', events.length, { revision: 2, forkedFrom: { executionId: 'X1' } }]);
    expect(events.find(({ type }) => type === 'ExecutionRetried')).toMatchObject({ input: { value: { n: 2 } } });
    expect(events.find(({ type }) => type === 'ExecutionRetried')).not.toHaveProperty('digest');
    const forked = createState(ORG, executionId('F1'), plan);
    foldCommit(forked, { at: 1, events });
    expect(forked.nodes.get('b')?.status).toBe('completed');
  });
  it('is refused where the execution was ending, and at its very beginning', () => {
    const run = driveExecution(workflow([post('a'), echo('b')], ['start -> a -> end', 'start -> b -> end']));
    run.start({ n: 1 });
    run.send({ type: 'Stop', by: 'ann', reason: 'enough' });
    run.step('a', 0);
    expect(() => prefix(run, { path: 'a', step: 0 })).toThrow('was ending when it came to a');
    const events =
      run.history()[0]?.events.map((event, index) => ({ event: index === 0 ? ({ ...event, path: 'start' } as never) : event, at: 1 })) ??
      [];
    expect(() => forkPrefix({ org: ORG, id: X1, plan: run.plan, plans: new Map() }, events, { path: 'start' }, { id: X1, at: 1 })).toThrow(
      'where the execution began',
    );
  });
});

describe('the replay', () => {
  it('of a fork takes what was copied as given', () => {
    const definition = workflow([echo('a'), echo('b')], ['start -> a -> b -> end']);
    const run = driveExecution(definition);
    run.start({ n: 1 });
    run.complete('a');
    const { events } = prefix(run, { path: 'b' });
    const forked = driveExecution(definition, 9_000_000, {}, { id: executionId('F1') });
    forked.send({ type: 'CopyEvents', events, count: events.length });
    forked.send({ type: 'FinishFork', by: 'ann', path: 'b' });
    forked.runAll();
    const replay = new Replay(ORG, executionId('F1'), forked.plan);
    for (const commit of forked.history()) expect(replay.step(commit, new Map())).toBeUndefined();
    expect(stateText(replay.state)).toBe(stateText(forked.state));
  });
  it('tells another message from the one that was sent', () => {
    const run = driveExecution(workflow([post('a', { mutex: '"m"' })], ['start -> a -> end']));
    run.start();
    const [commit] = run.history();
    const replay = new Replay(ORG, X1, run.plan);
    expect(replay.step({ ...(commit as NonNullable<typeof commit>), messages: [] }, new Map())).toMatchObject({
      expected: { message: null },
    });
    const imported = new Replay(ORG, X1, run.plan);
    const carried = { ...(commit as NonNullable<typeof commit>), messages: [], imported: { messages: commit?.messages ?? [] } };
    expect(imported.step(carried, new Map())).toBeUndefined();
  });
});

describe('the text of a state', () => {
  it('names the revision of a snapshot, and refuses one that was cut short or changed', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start({ n: 1 });
    const text = writeSnapshot(run.state, 1);
    expect(snapshotDigest(text)).toBe('sha256:test');
    expect(() => snapshotDigest(text.slice(0, -1))).toThrow('does not match its sha256');
    expect(() => snapshotDigest('short')).toThrow('does not match its sha256');
  });
});
