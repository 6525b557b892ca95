import { body, driveExecution, node, randomWorkflow, seededRandom, workflow, type ExecutionDriver, type Random } from '@agentflow/testkit';
import { executionId, orgId } from '../../ids.js';
import type { Json } from '../../json.js';
import type { WorkflowDefinition } from '../../workflow/definition/definition.js';
import type { ExecutionEvent } from '../events/events.js';
import { forkPrefix, type ForkPoint, type ForkTarget } from './fork-prefix.js';
import { foldCommit } from '../state/fold.js';
import { Replay } from './replay.js';
import { retryOutlook } from './retry.js';
import { createState, isEnded } from '../state/state.js';
import { createUpcast, upcast, UnknownEventVersion } from '../events/upcast.js';

const ORG = orgId('default');
const X1 = executionId('X1');
const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: { n: '{{ input.n }}' } }, rest);
const post = (id: string, rest = {}) =>
  node(id, 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_least_once', ...rest });

function replay(run: ExecutionDriver, tamper: (events: ExecutionEvent[]) => void = () => undefined) {
  const again = new Replay(ORG, X1, run.plan);
  for (const commit of run.history()) {
    const events = [...commit.events];
    tamper(events);
    const loaded = new Map(Replay.needsOf(commit).map((digest) => [digest, JSON.parse(run.stored(digest) ?? 'null') as Json]));
    const plans = new Map(Replay.plansOf(commit).map((digest) => [digest, run.state.plans.get(digest) as typeof run.plan]));
    const difference = again.step({ ...commit, events }, loaded, plans);
    if (difference) return difference;
  }
  expect(again.state.seq).toBe(run.state.seq);
  return null;
}
/** Random answers until the execution ends or `moves` are used up. Keeps no promise about how it ends. */
function wander(run: ExecutionDriver, random: Random, moves: number): void {
  for (let move = 0; move < moves && !isEnded(run.state); move++) {
    const { state } = run;
    const open = [...state.openTasks];
    const task = open[random(Math.max(1, open.length))];
    const human = [...state.waiting].find((path) => state.nodes.get(path)?.human);
    const uncertain = [...state.waiting].find((path) => state.nodes.get(path)?.status === 'uncertain');
    if (uncertain !== undefined) run.send({ type: 'ResolveUncertain', path: uncertain, resolution: 'not_done', by: 'p' });
    else if (human !== undefined && random(2) === 0) run.send({ type: 'AnswerInput', path: human, value: { value: 1 }, by: 'p' });
    else if (task !== undefined && random(6) === 0) run.fail(task, { retryable: random(2) === 0 });
    else if (task !== undefined && random(5) === 0 && !run.node(task).task?.steps.has(0)) run.step(task, 0, { effect: 'at_least_once' });
    else if (task !== undefined && random(4) > 0) run.complete(task, { n: random(9) });
    else {
      const next = state.timers.next();
      if (next) run.now = Math.max(run.now, next.dueAt);
      run.send({ type: 'Wake' });
    }
  }
}
function fork(run: ExecutionDriver, definition: WorkflowDefinition, point: ForkPoint, more: Partial<ForkTarget> = {}): ExecutionDriver {
  const id = executionId('F1');
  const history = run.history().flatMap(({ at, events }) => events.map((event) => ({ event, at: event.at ?? at })));
  const source = { org: ORG, id: X1, plan: run.plan, plans: run.state.plans };
  const { events, plan } = forkPrefix(source, history, point, { id, at: run.now + 5, ...more });
  const forked = driveExecution(definition, run.now + 5, {}, { id, digest: plan.digest });
  forked.send({ type: 'CopyEvents', events, count: events.length });
  expect(forked.state.copying).toBe(true);
  forked.send({ type: 'FinishFork', by: 'ann', ...point });
  return forked;
}

describe('replay', () => {
  it('of random histories gives the same events and messages, and names the first event that was changed', () => {
    let events = 0;
    let tampered = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const run = driveExecution(randomWorkflow(random));
      run.start({ n: random(10) });
      wander(run, random, 120);
      expect([seed, replay(run)]).toEqual([seed, null]);
      events += run.events.length;
      const victim = 1 + random(run.events.length);
      const difference = replay(run, (list) => {
        const at = list.findIndex(({ seq }) => seq === victim);
        if (at >= 0 && 'path' in (list[at] as object)) list[at] = { ...(list[at] as ExecutionEvent), path: 'forged' } as ExecutionEvent;
      });
      if ('path' in (run.events[victim - 1] as object)) tampered++;
      if (difference) expect([seed, difference.seq]).toEqual([seed, victim]);
      else expect('path' in (run.events[victim - 1] as object)).toBe(false);
    }
    console.info(`${events} events of 200 histories decided again without a difference; ${tampered} forged events named`);
    expect(tampered).toBeGreaterThan(120);
  });
  it('says when a command is refused, or leads to less or more than was recorded', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    run.complete('a', 1);
    expect(replay(run, (list) => list[0]?.type === 'NodeCompleted' && list.pop())).toMatchObject({ seq: run.state.seq, expected: null });
    expect(
      replay(run, (list) => list[0]?.type === 'NodeCompleted' && list.push({ type: 'NodeSkipped', path: 'a', seq: run.state.seq + 1 })),
    ).toMatchObject({ seq: run.state.seq + 1, actual: null });
    const again = new Replay(ORG, X1, run.plan);
    const [start] = run.history();
    const commit = {
      ...(start as NonNullable<typeof start>),
      causes: [{ command: { type: 'Pause', by: 'a', reason: 'b' }, at: 1, id: 'c', seed: 1 }],
    } as const;
    expect(again.step(commit, new Map())).toMatchObject({ seq: 1, actual: { error: { code: 'EXECUTION_NOT_FOUND' } } });
  });
  it('gives decisions the large values they had', () => {
    const definition = workflow([echo('a'), node('s', 'set', { values: { n: '{{ size(a.output.text) }}' } })], ['start -> a -> s -> end']);
    const run = driveExecution(definition);
    run.start();
    run.send({ type: 'EndTask', path: 'a', attempt: 1, outcome: { status: 'completed', output: run.plant({ text: 'x'.repeat(40_000) }) } });
    expect(run.state.status).toBe('completed');
    expect(replay(run)).toBeNull();
  });
});

describe('a fork', () => {
  it('of random histories at every node repeats nothing that stands before it, and runs on to an end', () => {
    let forks = 0;
    const ends: Record<string, number> = {};
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const definition = randomWorkflow(random);
      const run = driveExecution(definition);
      run.start({ n: random(10) });
      wander(run, random, 60);
      for (const path of [...run.state.nodes.keys()]) {
        const first = run.events.findIndex((event) => 'path' in event && event.path === path);
        if (first < 1) continue;
        let forked: ExecutionDriver;
        try {
          forked = fork(run, definition, { path });
        } catch (error) {
          if ((error as { code?: string }).code === 'CONFLICT') continue;
          throw new Error(`seed ${seed} at ${path}: ${(error as Error).stack}`);
        }
        try {
          forks++;
          const before = new Set(
            run.events
              .slice(0, first)
              .flatMap((event) => (event.type === 'NodeCompleted' || event.type === 'NodeFailed' ? [event.path] : [])),
          );
          const own = forked.events.slice(forked.events.findIndex(({ type }) => type === 'ExecutionForked'));
          for (const event of own) if (event.type === 'TaskScheduled') expect(before.has(event.path)).toBe(false);
          forked.checkReplay();
          for (let round = 0; round < 20 && !isEnded(forked.state); round++) wander(forked, seededRandom(seed * 31 + round), 60);
          forked.checkReplay();
          expect([seed, path, forked.state.status, isEnded(forked.state)]).toEqual([seed, path, forked.state.status, true]);
          ends[forked.state.status] = (ends[forked.state.status] ?? 0) + 1;
        } catch (error) {
          throw new Error(`seed ${seed}, fork at ${path}: ${(error as Error).stack}`);
        }
      }
    }
    console.info(`${forks} forks, ended as ${JSON.stringify(ends)}`);
    expect(forks).toBeGreaterThan(250);
  }, 120_000);

  it('keeps the recorded calls before the step it branches at, free of charge, and lets other branches begin anew', () => {
    const definition = workflow([echo('a'), echo('b'), echo('c')], ['start -> a -> end', 'start -> b -> c -> end']);
    const run = driveExecution(definition);
    run.start({ n: 1 });
    const usage = { inputTokens: 5, outputTokens: 1, cost: '0.1' };
    run.step('a', 0, { usage, kind: 'model' });
    run.step('a', 1, { usage, kind: 'model' });
    run.complete('a');
    run.complete('b');
    const forked = fork(run, definition, { path: 'a', step: 1 }, { input: { value: { n: 2 } } });
    expect([...forked.state.openTasks].sort()).toEqual(['a', 'b']);
    expect([...(forked.node('a').task?.steps.keys() ?? [])]).toEqual([0]);
    expect(forked.state.usage.inputTokens).toBe(0);
    expect(forked.state).toMatchObject({ input: { value: { n: 2 } }, forkedFrom: { executionId: 'X1' }, rootId: 'F1', parentId: null });
    expect(() => fork(run, definition, { path: 'a', step: 7 })).toThrow('has no step 7: 2 are recorded');
    expect(() => fork(run, definition, { path: 'nowhere' })).toThrow('has not come to nowhere');
  });
  it('parks a call whose answer had not come when it branched: it may have happened', () => {
    const definition = workflow(
      [post('pay', { effect: 'at_most_once' }), echo('b'), echo('c')],
      ['start -> pay -> end', 'start -> b -> c -> end'],
    );
    const run = driveExecution(definition);
    run.start();
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
    run.complete('b');
    const forked = fork(run, definition, { path: 'c' });
    expect(forked.node('pay').task?.started).toMatchObject({ key: 'k' });
    expect(forked.node('c').status).toBe('running');
  });
  it('goes on after a pause, and takes no other command while it is copied', () => {
    const definition = workflow([echo('a'), echo('b')], ['start -> a -> b -> end']);
    const run = driveExecution(definition);
    run.start();
    run.send({ type: 'Pause', by: 'p', reason: 'r' });
    run.step('a', 0);
    run.send({ type: 'Resume', by: 'p' });
    run.complete('a');
    expect(fork(run, definition, { path: 'a', step: 0 }).state.status).toBe('running');
    const copying = driveExecution(definition, 1, {}, { id: executionId('F2') });
    copying.send({
      type: 'CopyEvents',
      events: [{ ...(run.events[0] as ExecutionEvent), forkedFrom: { executionId: 'X1', seq: 1 } } as ExecutionEvent],
      count: 1,
    });
    expect(() => copying.send({ type: 'Pause', by: 'p', reason: 'r' })).toThrow('is being forked');
    expect(() => copying.send({ type: 'RetryExecution', by: 'p', confirm: false })).toThrow('is being forked');
    copying.send({ type: 'Stop', by: 'p', reason: 'cut off' });
    expect(copying.state.status).toBe('stopped');
    expect(() => run.send({ type: 'FinishFork', by: 'p', path: 'a' })).toThrow('no fork');
    expect(() => run.send({ type: 'CopyEvents', events: [], count: 0 })).toThrow('has begun already');
  });
  it('runs under another revision when that fits what stands before it', () => {
    const definition = workflow([echo('a'), echo('b')], ['start -> a -> b -> end']);
    const other = workflow([echo('a'), node('b', 'wait', { seconds: 5 })], ['start -> a -> b -> end']);
    const gone = workflow([echo('z'), echo('b')], ['start -> z -> b -> end']);
    const run = driveExecution(definition);
    run.start();
    run.complete('a');
    const plan = run.goOver(other, 'sha256:other');
    expect(fork(run, other, { path: 'b' }, { revision: { plan, revision: 2 } }).state).toMatchObject({ revision: 2, status: 'waiting' });
    const unfit = run.goOver(gone, 'sha256:gone');
    expect(() => fork(run, gone, { path: 'b' }, { revision: { plan: unfit, revision: 3 } })).toThrow('does not fit what has begun: start');
  });
});

describe('a retry', () => {
  it('goes on from the failed node in the same execution, with the calls it had recorded and the same generation', () => {
    const run = driveExecution(workflow([echo('a'), post('b'), echo('c')], ['start -> a -> b -> c -> end']));
    run.start();
    run.complete('a', 1);
    run.step('b', 0, { effect: 'at_least_once' });
    run.fail('b', { retryable: false });
    expect(run.state.status).toBe('failed');
    expect(retryOutlook(run.state, { input: false, plan: undefined })).toMatchObject({
      fits: true,
      paths: ['b'],
      effects: [],
      renewed: [],
    });
    run.send({ type: 'RetryExecution', by: 'ann', confirm: false });
    expect(run.state).toMatchObject({ status: 'running', error: null, endedAt: null });
    expect(run.node('b')).toMatchObject({ attempt: 2, status: 'running', task: { generation: 0 } });
    expect(run.node('b').task?.steps.has(0)).toBe(true);
    expect(() => run.send({ type: 'RetryExecution', by: 'ann', confirm: false })).toThrow(
      'only an execution that has failed or was stopped',
    );
    run.runAll();
    expect(run.state.status).toBe('completed');
    expect(() => run.send({ type: 'RetryExecution', by: 'ann', confirm: false })).toThrow('this one is completed');
    run.checkReplay();
    expect(replay(run)).toBeNull();
  });
  it('asks for confirmation when changed input would repeat calls with an effect, and then raises the generation', () => {
    const run = driveExecution(workflow([post('b')], ['start -> b -> end']));
    run.start({ n: 1 });
    run.step('b', 0, { effect: 'at_least_once', name: 'x.example' });
    run.fail('b', { retryable: false });
    const changed = { type: 'RetryExecution', by: 'ann', input: { value: { n: 2 } } } as const;
    expect(() => run.send({ ...changed, confirm: false })).toThrow('1 recorded call with an effect would be made again (x.example of b)');
    run.send({ ...changed, confirm: true });
    expect(run.node('b').task).toMatchObject({ generation: 1 });
    expect(run.node('b').task?.steps.size).toBe(0);
    expect(run.state.input).toEqual({ value: { n: 2 } });
    run.runAll();
    run.checkReplay();
  });
  it('resumes the iterations of a map that another iteration made fail, and keeps what is done', () => {
    const each = node('each', 'map', { items: '[0, 1, 2]' }, { body: body([echo('t'), echo('u')], ['start -> t -> u -> end']) });
    const run = driveExecution(workflow([each, node('end', 'end', { output: '{{ size(each.output) }}' })], ['start -> each -> end']));
    run.start();
    run.complete('each[0]/t', 'kept');
    run.fail('each[1]/t', { retryable: false });
    while (run.state.openTasks.size > 0 && !isEnded(run.state))
      run.send({ type: 'LoseTask', path: [...run.state.openTasks][0] as string, attempt: 1, reason: 'worker-lost' });
    expect(run.state.status).toBe('failed');
    run.send({ type: 'RetryExecution', by: 'ann', confirm: false });
    expect([...run.state.openTasks].sort()).toEqual(['each[0]/u', 'each[1]/t', 'each[2]/t']);
    expect(run.node('each')).toMatchObject({ status: 'running' });
    run.runAll();
    expect(run.output()).toBe(3);
    run.checkReplay();
  });
  it('asks people again and sets waits anew after a stop', () => {
    const run = driveExecution(
      workflow(
        [node('ask', 'human', { prompt: '?', schema: {} }), node('w', 'wait', { seconds: 60 }), echo('a')],
        ['start -> ask -> end', 'start -> w -> a -> end'],
      ),
    );
    run.start();
    run.send({ type: 'Stop', by: 'p', reason: 'enough' });
    expect(run.state.status).toBe('stopped');
    run.now += 1_000_000;
    run.send({ type: 'RetryExecution', by: 'ann', confirm: false });
    expect(run.state).toMatchObject({ status: 'waiting' });
    expect(run.state.timers.get('w')?.dueAt).toBe(run.now + 60_000);
    run.send({ type: 'AnswerInput', path: 'ask', value: { value: 1 }, by: 'p' });
    run.now += 60_000;
    run.send({ type: 'Wake' });
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('evaluates an inline node again: with other input it may go well', () => {
    const run = driveExecution(
      workflow(
        [node('c', 'condition', { when: 'input.n > 1' }), echo('yes'), echo('no')],
        ['start -> c', 'c:true -> yes -> end', 'c:false -> no -> end'],
      ),
    );
    run.start({ n: 'no number' });
    expect(run.state).toMatchObject({ status: 'failed', error: { path: 'c' } });
    run.send({ type: 'RetryExecution', by: 'ann', input: { value: { n: 2 } }, confirm: false });
    expect([...run.state.openTasks]).toEqual(['yes']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('does not write an output twice when the end itself had failed', () => {
    const run = driveExecution(workflow([node('end', 'end', { output: '{{ input.n }}' })], ['start -> end']));
    run.start({});
    expect(run.state.status).toBe('failed');
    run.send({ type: 'RetryExecution', by: 'ann', input: { value: { n: 7 } }, confirm: false });
    expect(run.output()).toBe(7);
    run.checkReplay();
  });
  it('goes over to a revision that fits, and refuses one that does not with every reason', () => {
    const definition = workflow([echo('a'), echo('b'), echo('c')], ['start -> a -> b -> c -> end']);
    const fixed = workflow(
      [echo('x'), echo('a'), node('b', 'tool', { tool: 'echo', arguments: { n: 5 } }), echo('d')],
      ['start -> a -> b -> d -> end', 'd:error -> x -> end'],
    );
    const run = driveExecution(definition);
    run.start();
    run.complete('a');
    run.step('b', 0, { effect: 'read' });
    run.fail('b', { retryable: false });
    const plan = run.goOver(fixed, 'sha256:fixed');
    const outlook = retryOutlook(run.state, { input: false, plan });
    expect(outlook).toMatchObject({ fits: true, problems: [], renewed: ['b'], effects: [] });
    expect(outlook.changes.map(({ path, change }) => `${path} ${change}`).sort()).toEqual([
      'b config',
      'b edges',
      'c removed',
      'd added',
      'end edges',
      'x added',
    ]);
    const unfit = run.goOver(
      workflow([node('a', 'wait', { seconds: 1 }), echo('b')], ['start -> b -> end', 'start -> a -> end']),
      'sha256:unfit',
    );
    expect(() => run.send({ type: 'RetryExecution', by: 'ann', digest: 'sha256:unfit', revision: 3, confirm: false })).toThrow(
      'does not fit',
    );
    expect(retryOutlook(run.state, { input: false, plan: unfit }).problems.length).toBeGreaterThan(1);
    expect(() => run.send({ type: 'RetryExecution', by: 'ann', digest: 'sha256:none', confirm: false })).toThrow('no revision');
    run.send({ type: 'RetryExecution', by: 'ann', digest: 'sha256:fixed', revision: 2, confirm: false });
    expect(run.state).toMatchObject({ revision: 2, plan: { digest: 'sha256:fixed' } });
    expect(run.node('b').task).toMatchObject({ generation: 1 });
    run.complete('b');
    expect([...run.state.openTasks]).toEqual(['d']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
    expect(replay(run)).toBeNull();
  });
  it('keeps inside a container going under another revision', () => {
    const each = (inner: ReturnType<typeof echo>[], edges: string[], more: object = {}) =>
      node('each', 'map', { items: '[0, 1]', ...more }, { body: body(inner, edges) });
    const before = workflow([each([echo('t')], ['start -> t -> end'])], ['start -> each -> end']);
    const after = workflow([each([echo('t'), echo('u')], ['start -> t -> u -> end'])], ['start -> each -> end']);
    const run = driveExecution(before);
    run.start();
    run.fail('each[0]/t', { retryable: false });
    for (const path of [...run.state.openTasks]) run.send({ type: 'LoseTask', path, attempt: 1, reason: 'worker-lost' });
    run.goOver(after, 'sha256:after');
    run.send({ type: 'RetryExecution', by: 'ann', digest: 'sha256:after', revision: 2, confirm: false });
    run.complete('each[0]/t');
    expect([...run.state.openTasks].sort()).toEqual(['each[0]/u', 'each[1]/t']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('of random histories that failed or were stopped goes on to an end, again and again', () => {
    let retries = 0;
    const ends: Record<string, number> = {};
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const run = driveExecution(randomWorkflow(random));
      try {
        run.start({ n: random(10) });
        wander(run, random, 10 + random(40));
        for (let round = 0; round < 6; round++) {
          if (!isEnded(run.state) && random(2) === 0) run.send({ type: 'Stop', by: 'p', reason: 'r' });
          for (let move = 0; move < 50 && run.state.phase !== null; move++) wander(run, random, 20);
          if (run.state.status === 'failed' || run.state.status === 'stopped') {
            try {
              run.send({ type: 'RetryExecution', by: 'ann', confirm: true });
              retries++;
            } catch (error) {
              if (!['ALREADY_COMPENSATED', 'NOT_RETRYABLE'].includes((error as { code: string }).code)) throw error;
              break;
            }
          }
          wander(run, random, 60);
        }
        run.checkReplay();
        expect(replay(run)).toBeNull();
        for (let more = 0; more < 20 && !isEnded(run.state); more++) wander(run, random, 60);
        expect([seed, isEnded(run.state)]).toEqual([seed, true]);
        ends[run.state.status] = (ends[run.state.status] ?? 0) + 1;
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).stack}`);
      }
    }
    console.info(`${retries} retries in 200 histories, ended as ${JSON.stringify(ends)}`);
    expect(retries).toBeGreaterThan(100);
  }, 120_000);
});

describe('an imported history', () => {
  it('is stopped evidence: nothing can be done with it but reading', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    const state = createState(ORG, X1, run.plan);
    for (const commit of run.history()) foldCommit(state, { ...commit, imported: { messages: [] } });
    expect(state.imported).toBe(true);
    const copy = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    copy.start();
    copy.state.imported = true;
    expect(() => copy.complete('a')).toThrow('it can be read, replayed and forked');
    copy.send({ type: 'ImportExecution', by: 'ann', sha256: 'x' });
    expect(copy.state.status).toBe('stopped');
    expect(() => retryOutlook(copy.state, { input: false, plan: undefined })).toThrow('cannot be retried');
  });
});

describe('event versions', () => {
  const event = { type: 'NodeSkipped', path: 'a', seq: 1 } as ExecutionEvent;
  it('are lifted step by step to the present one', () => {
    const lift = createUpcast({
      NodeSkipped: [
        (old) => ({ ...old, path: `${(old as { path: string }).path}!` }) as ExecutionEvent,
        (old) => ({ ...old, path: `${(old as { path: string }).path}?` }) as ExecutionEvent,
      ],
    });
    expect(lift(event)).toEqual({ ...event, path: 'a!?', v: 3 });
    expect(lift({ ...event, v: 2 })).toEqual({ ...event, path: 'a?', v: 3 });
    expect(lift({ ...event, v: 3 })).toEqual({ ...event, v: 3 });
    expect(() => lift({ ...event, v: 4 })).toThrow('knows up to 3');
  });
  it('and types that this engine does not know are refused by name', () => {
    expect(() => upcast({ ...event, v: 9 })).toThrow(UnknownEventVersion);
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    const unknown = { type: 'NodeDreamt', path: 'a', seq: run.state.seq + 1 } as unknown as ExecutionEvent;
    expect(() => foldCommit(run.state, { at: 1, events: [unknown] })).toThrow(
      'event NodeDreamt has version 1; this engine does not know the type',
    );
  });
});
