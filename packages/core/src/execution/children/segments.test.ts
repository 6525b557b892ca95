import { body, createWorld, driveExecution, node, workflow, type ExecutionWorld } from '@agentflow/testkit';
import { domainOf, executionId } from '../../ids.js';
import { forkPrefix } from '../recovery/fork-prefix.js';
import { presentExecution } from '../views/present.js';
import { innerPath, outerPath } from './segment-state.js';
import { isEnded, type ExecutionState } from '../state/state.js';

const work = (id: string, rest: object = {}) =>
  node(
    id,
    'http',
    { method: 'POST', url: 'https://x.example' },
    { effect: 'at_least_once', retry: { maxAttempts: 1 }, domain: 'research', ...rest },
  );
const here = (id: string, rest: object = {}) => work(id, { domain: undefined, ...rest });
const end = (output: string) => node('end', 'end', { output });

interface Run {
  readonly world: ExecutionWorld;
  readonly root: ExecutionState;
  /** The execution that runs the segment which begins at `path`. */
  part(path: string): ExecutionState;
  finish(state: ExecutionState, path: string, fails?: boolean): void;
  statusOf(path: string): string | undefined;
}
function run(definition: Parameters<typeof createWorld>[0][string], input: object = {}): Run {
  const world = createWorld({ root: definition }, 'root');
  world.start({ ...input });
  const root = world.root.state;
  return {
    world,
    root,
    part(path) {
      const id = root.nodes.get(path)?.child?.id;
      return world.executions().find(({ state }) => state.id === id)?.state as ExecutionState;
    },
    finish(state, path, fails = false) {
      const attempt = state.nodes.get(path)?.attempt as number;
      const outcome = fails
        ? { status: 'failed' as const, error: { code: 'NO', message: `no ${path}`, retryable: false } }
        : { status: 'completed' as const, output: { value: path } };
      world.send(state.id, { type: 'EndTask', path, attempt, outcome });
    },
    statusOf: (path) => root.nodes.get(path)?.status,
  };
}
const trace = ({ world, root }: Run): readonly string[] =>
  world.eventsOf(root.id).map((event) => `${event.type}${'path' in event && event.path !== null ? ` ${event.path}` : ''}`);

describe('a segment', () => {
  it('runs at home in its domain, with what it reads of the rest, and its end is that of its nodes', () => {
    const read = node(
      'b',
      'set',
      { values: { sum: '{{ input.n + before.output.m }}', from: '{{ a.output }}', id: '{{ execution.id }}' } },
      { domain: 'research' },
    );
    const before = node('before', 'set', { values: { m: 2 } });
    const one = run(workflow([before, work('a'), read, end('{{ b.output }}')], ['start -> before -> a -> b -> end']), { n: 5 });
    const part = one.part('a');
    expect([domainOf(part.id), part.plan.digest, part.parentId, part.rootId, part.depth]).toEqual([
      'research',
      'sha256:root#a',
      one.root.id,
      one.root.id,
      0,
    ]);
    expect(Object.keys(part.segment?.values ?? {}).sort()).toEqual(['before', 'execution', 'input']);
    one.finish(part, 'a');
    expect(one.root).toMatchObject({ status: 'completed', output: { value: { sum: 7, from: 'a', id: one.root.id } } });
    expect(one.root.nodes.get('b')).toMatchObject({ status: 'completed', delegated: part.id });
    one.world.checkReplay();
  });
  it('runs in place in an execution that is at home there', () => {
    const drive = driveExecution(workflow([work('a'), work('b')], ['start -> a -> b -> end']), 1, {}, { id: executionId('X1.research') });
    drive.start();
    expect(drive.messages).toEqual([]);
    drive.runAll();
    expect(drive.state.status).toBe('completed');
  });
  it('runs in place under what an execution around it gave it to use', () => {
    const drive = driveExecution(workflow([work('a')], ['start -> a -> end']));
    drive.start({}, { budget: { calls: 3 }, parentId: 'p', parentPath: 'x', depth: 1 });
    expect([...drive.state.openTasks]).toEqual(['a']);
  });
  it('takes the edges that its nodes take, dead ones too', () => {
    const nodes = [work('a'), work('b'), here('sorry'), here('next'), end('{{ sorry.output }}')];
    const one = run(workflow(nodes, ['start -> a -> b -> next -> end', 'b:error -> sorry -> end']));
    one.finish(one.part('a'), 'a');
    one.finish(one.part('a'), 'b', true);
    expect([one.statusOf('a'), one.statusOf('b'), one.statusOf('next'), one.statusOf('sorry')]).toEqual([
      'completed',
      'failed',
      'skipped',
      'running',
    ]);
    one.finish(one.root, 'sorry');
    expect(one.root.output).toEqual({ value: 'sorry' });
    one.world.checkReplay();
  });
  it('fails what is around it where it fails, whatever its first node says of its own failures', () => {
    const one = run(workflow([work('a', { onError: 'continue' }), work('b')], ['start -> a -> b -> end']));
    one.finish(one.part('a'), 'a');
    one.finish(one.part('a'), 'b', true);
    expect(one.root).toMatchObject({ status: 'failed', error: { code: 'NO', message: 'no b', path: 'b' } });
    one.world.checkReplay();
  });
  it('goes on where it failed when the execution is retried, and does nothing twice', () => {
    const one = run(workflow([work('a'), work('b'), end('{{ b.output }}')], ['start -> a -> b -> end']));
    const part = one.part('a');
    one.finish(part, 'a');
    one.finish(part, 'b', true);
    one.world.send(one.root.id, { type: 'RetryExecution', by: 'p', confirm: false });
    expect([one.root.status, part.status, [...part.openTasks]]).toEqual(['running', 'running', ['b']]);
    one.finish(part, 'b');
    expect(one.root).toMatchObject({ status: 'completed', output: { value: 'b' } });
    expect(trace(one).filter((each) => each.startsWith('Child'))).toEqual([
      'ChildRequested a',
      'ChildEnded a',
      'ChildRetried a',
      'ChildEnded a',
    ]);
    one.world.checkReplay();
  });
  it('begins anew, after asking, where an input that it reads has changed; else it goes on', () => {
    const reading = (text: string) =>
      workflow([work('a', { config: { method: 'POST', url: `https://x.example/${text}` } }), work('b')], ['start -> a -> b -> end']);
    const retried = (text: string, confirm: boolean) => {
      const one = run(reading(text), { n: 1 });
      const former = one.part('a');
      one.finish(former, 'a');
      one.finish(former, 'b', true);
      one.world.send(one.root.id, { type: 'RetryExecution', by: 'p', confirm, input: { value: { n: 2 } } });
      return { one, former };
    };
    expect(() => retried('{{ input.n }}', false)).toThrow('made again');
    const anew = retried('{{ input.n }}', true);
    expect([anew.one.part('a').id === anew.former.id, [...anew.one.part('a').openTasks]]).toEqual([false, ['a']]);
    const same = retried('x', false);
    expect([same.one.part('a').id === same.former.id, [...same.former.openTasks]]).toEqual([true, ['b']]);
  });
  it('pauses, goes on and stops with its execution', () => {
    const one = run(workflow([work('a'), work('b')], ['start -> a -> b -> end']));
    const part = one.part('a');
    one.world.send(one.root.id, { type: 'Pause', by: 'p', reason: '' });
    one.finish(part, 'a');
    expect([one.root.status, part.status, part.nodes.has('b')]).toEqual(['paused', 'paused', false]);
    one.world.send(one.root.id, { type: 'Resume', by: 'p' });
    expect([...part.openTasks]).toEqual(['b']);
    one.world.send(one.root.id, { type: 'Stop', by: 'p', reason: 'enough' });
    expect([one.root.phase, part.phase]).toEqual(['stopping', 'stopping']);
    one.finish(part, 'b');
    expect([one.root.status, part.status]).toEqual(['stopped', 'stopped']);
    one.world.checkReplay();
  });
  it('is undone in its turn, latest first, though it failed itself', () => {
    const undo = (id: string) => here(id);
    const nodes = [
      here('first', { compensation: 'u1' }),
      work('a', { compensation: 'u2' }),
      work('b', { compensation: 'u3' }),
      work('c'),
      undo('u1'),
      undo('u2'),
      undo('u3'),
    ];
    const one = run(workflow(nodes, ['start -> first -> a -> b -> c -> end']));
    one.finish(one.root, 'first');
    const part = one.part('a');
    for (const path of ['a', 'b']) one.finish(part, path);
    one.finish(part, 'c', true);
    expect([one.root.phase, part.phase, [...part.openTasks]]).toEqual(['compensating', 'compensating', ['u3']]);
    one.finish(part, 'u3');
    one.finish(part, 'u2');
    expect([...one.root.openTasks]).toEqual(['u1']);
    one.finish(one.root, 'u1');
    expect([one.root.status, part.status]).toEqual(['failed', 'stopped']);
    expect([part.nodes.get('a')?.status, part.nodes.get('b')?.status, one.statusOf('first')]).toEqual([
      'compensated',
      'compensated',
      'compensated',
    ]);
    one.world.checkReplay();
  });
  it('is undone after it completed, and its nodes say so here', () => {
    const one = run(workflow([work('a', { compensation: 'un' }), work('b'), here('c'), here('un')], ['start -> a -> b -> c -> end']));
    const part = one.part('a');
    one.finish(part, 'a');
    one.finish(part, 'b');
    one.finish(one.root, 'c', true);
    one.finish(part, 'un');
    expect([one.root.status, one.statusOf('a'), one.statusOf('b')]).toEqual(['failed', 'compensated', 'completed']);
    one.world.checkReplay();
  });
  it('is never let go of: the node ends when what was called off has, and what that did can be undone', () => {
    const once = { effect: 'at_most_once', compensation: 'un' };
    const one = run(
      workflow(
        [work('slow', once), here('fast'), here('j', { join: 'first' }), here('un')],
        ['start -> slow -> j -> end', 'start -> fast -> j'],
      ),
    );
    const part = one.part('slow');
    one.world.send(part.id, { type: 'StartEffect', path: 'slow', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
    one.finish(one.root, 'fast');
    expect([one.statusOf('slow'), part.phase, one.root.nodes.get('slow')?.child?.calledOff]).toEqual(['running', 'stopping', true]);
    one.finish(one.root, 'j');
    expect(isEnded(one.root)).toBe(false);
    one.world.send(part.id, {
      type: 'RecordStep',
      path: 'slow',
      attempt: 1,
      step: {
        index: 0,
        generation: 0,
        kind: 'http',
        name: 'x',
        effect: 'at_most_once',
        requestHash: 'h',
        request: { value: 1 },
        response: { value: 2 },
        attempt: 1,
        startedAt: 1,
        endedAt: 2,
      },
    });
    one.finish(part, 'slow');
    expect([one.root.status, part.status, one.root.compensable]).toEqual(['completed', 'stopped', [{ path: 'slow', child: part.id }]]);
    one.world.checkReplay();
  });
  it('runs in each lane and iteration by itself', () => {
    const inner = body([work('x'), work('y')], ['start -> x -> y -> end']);
    const each = node('each', 'map', { items: '[1, 2]' }, { body: inner });
    const one = run(
      workflow(
        [each, here('p'), here('q'), work('z', { join: 'each' })],
        ['start -> each -> end', 'start -> p -> z -> end', 'start -> q -> z'],
      ),
    );
    for (const [entry, paths] of [
      ['each[0]/x', ['x', 'y']],
      ['each[1]/x', ['x', 'y']],
    ] as const)
      for (const path of paths) one.finish(one.part(entry), path);
    one.finish(one.root, 'p');
    one.finish(one.root, 'q');
    for (const lane of ['z[0]', 'z[1]']) one.finish(one.part(lane), 'z');
    expect([one.root.status, one.statusOf('each[1]/y'), one.statusOf('z[1]')]).toEqual(['completed', 'completed', 'completed']);
    one.world.checkReplay();
  });
  it('goes on node by node in a fork that branches off between two of them', () => {
    const definition = workflow([work('a'), work('b'), end('{{ [a.output, b.output] }}')], ['start -> a -> b -> end']);
    const one = run(definition);
    for (const path of ['a', 'b']) one.finish(one.part('a'), path);
    const history = one.world.eventsOf(one.root.id).map((event) => ({ event, at: 1 }));
    const { org, id, plan, plans } = one.root;
    const target = executionId('X2');
    const { events } = forkPrefix({ org, id, plan, plans }, history, { path: 'b' }, { id: target, at: 5 });
    const fork = driveExecution(definition, 5, {}, { id: target, digest: plan.digest });
    fork.send({ type: 'CopyEvents', events, count: events.length });
    fork.send({ type: 'FinishFork', by: 'p', path: 'b' });
    expect(fork.messages.map(({ command }) => (command.type === 'StartExecution' ? command.digest : command.type))).toEqual([
      'sha256:root#a!b',
    ]);
    expect(fork.node('a').status).toBe('completed');
  });
  it('names the parts that are under way, and that nothing else is', () => {
    const one = run(workflow([work('a'), here('x')], ['start -> a -> end', 'start -> x -> end']));
    const view = () => presentExecution(one.root, 1, true);
    expect(view()).toMatchObject({ delegated: [{ path: 'a', executionId: one.part('a').id }] });
    expect(view().onlyDelegated).toBeUndefined();
    one.finish(one.root, 'x');
    expect(view().onlyDelegated).toBe(true);
    expect(view().nodes?.find(({ path }) => path === 'a')).toMatchObject({ delegatedTo: one.part('a').id });
  });
});
describe('paths of a segment', () => {
  it.each([
    [{ prefix: '', suffix: '' }, 'a', 'a', 'a'],
    [{ prefix: 'each[3]/', suffix: '' }, 'each[3]/x', 'loop[1]/y', 'each[3]/loop[1]/y'],
    [{ prefix: 'each[3]/', suffix: '[2]' }, 'each[3]/x[2]', 'loop[1]/y', 'each[3]/loop[2][1]/y'],
    [{ prefix: '', suffix: '[2]' }, 'x[2]', 'y[0]', 'y[2][0]'],
  ])('lead out and in again: %j', (seed, entry, inside, outside) => {
    expect(outerPath(seed, inside)).toBe(outside);
    expect(innerPath(entry, outside)).toBe(inside);
  });
  it('lead in only from their own body', () => {
    expect(innerPath('each[3]/x', 'other')).toBeUndefined();
    expect(innerPath('each[3]/x', 'each[4]/x')).toBeUndefined();
    expect(innerPath('x[2]', 'y')).toBeUndefined();
  });
});
