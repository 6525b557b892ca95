import { body, driveExecution, node, workflow } from '@agentflow/testkit';
import { executionId, orgId } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import { fromCause } from '../events/causes.js';
import type { ExecutionCommand } from '../events/commands.js';
import { decide } from '../decide.js';
import type { Envelope } from '../decider.js';
import type { ExecutionEvent } from '../events/events.js';
import { evolve } from '../state/evolve.js';
import { createState } from '../state/state.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const out = (output: string) => node('end', 'end', { output });
const taskBody = body([echo('work'), out('{{ work.output }}')], ['start -> work -> end']);
/** `start -> again -> end`, with the loop's output as the execution's. */
const looping = (
  config: JsonObject,
  inside = taskBody,
  rest = {},
  more: Parameters<typeof workflow>[0] = [],
  chains: readonly string[] = [],
) =>
  workflow(
    [node('again', 'loop', config, { body: inside, ...rest }), out('{{ again.output }}'), ...more],
    ['start -> again -> end', ...chains],
  );
/** The command that these events began with, as a log would give it back. */
const causeOf = (events: readonly ExecutionEvent[]): Envelope =>
  fromCause({ command: { type: 'StartExecution', from: 1 } as unknown as ExecutionCommand, at: 1, id: 'a', seed: 1 }, events);
const inline = (output: string) => body([out(output)], ['start -> end']);

describe('a loop', () => {
  it('runs its body so many times, one after the other', () => {
    const run = driveExecution(looping({ times: 3 }));
    run.start();
    for (const index of [0, 1, 2]) {
      expect([...run.state.openTasks]).toEqual([`again[${index}]/work`]);
      run.complete(`again[${index}]/work`, index * 10);
      run.checkReplay();
    }
    expect(run.output()).toEqual([0, 10, 20]);
    expect(run.trace().filter((line) => line.includes('again'))).toEqual([
      'LoopStarted again',
      ...[0, 1, 2].flatMap((k) => [
        'BodyStarted again',
        `TaskScheduled again[${k}]/work`,
        `NodeCompleted again[${k}]/work`,
        `NodeCompleted again[${k}]/end`,
        'BodyCompleted again',
      ]),
      'NodeCompleted again',
    ]);
    run.checkReplay();
  });
  it.each([
    ['a number', 2, [null, null]],
    ['a template', '{{ input.n + 1 }}', [null, null, null, null]],
    ['text that is a number', '{{ string(input.n) }}', [null, null, null]],
    ['zero', 0, []],
  ])('takes its times from %s', (_, times, expected) => {
    const run = driveExecution(looping({ times }, inline('{{ null }}')));
    run.start({ n: 3 });
    expect(run.output()).toEqual(expected);
    run.checkReplay();
  });
  it.each([
    [{ times: '{{ input.bad }}' }, 'whole number'],
    [{ items: 'input.bad' }, 'must be a list'],
    [{ while: 'input.bad' }, '`while` must be true or false'],
    [{ until: 'last' }, '`until` must be true or false'],
    [{ times: 1, breakWhen: 'input.bad' }, '`breakWhen` must be true or false'],
  ])('fails by name where its config is not what it must be: %p', (config, message) => {
    const run = driveExecution(looping(config, inline('{{ "x" }}')));
    run.start({ bad: 'no' });
    expect(run.state.error).toMatchObject({
      code: 'EXPRESSION_FAILED',
      path: 'again',
      message: expect.stringContaining(message) as string,
    });
    run.checkReplay();
  });
  it('goes on while a condition holds, looked at before each iteration', () => {
    const run = driveExecution(looping({ while: 'index == 0 || last < 20' }, inline('{{ (last == null ? 1 : last) * 3 }}')));
    run.start();
    expect(run.output()).toEqual([3, 9, 27]);
    const never = driveExecution(looping({ while: 'false' }));
    never.start();
    expect(never.output()).toEqual([]);
  });
  it('goes on until a condition holds, looked at after each iteration: once at least', () => {
    const run = driveExecution(looping({ until: 'last >= 8 || index == 9' }, inline('{{ last == null ? 2 : last * 2 }}')));
    run.start();
    expect(run.output()).toEqual([2, 4, 8]);
    const once = driveExecution(looping({ until: 'true' }, inline('{{ index }}')));
    once.start();
    expect(once.output()).toEqual([0]);
  });
  it('goes through items in order; break ends it and continue skips one, on record', () => {
    const run = driveExecution(
      looping({ items: 'input.list', continueWhen: 'item % 2 == 1', breakWhen: 'item > 6 && last == 60' }, inline('{{ item * 10 }}')),
    );
    run.start({ list: [1, 2, 3, 6, 7, 8] });
    expect(run.output()).toEqual([20, 60]);
    expect(run.events.filter((event) => event.type === 'BodySkipped').map((event) => 'index' in event && event.index)).toEqual([0, 2]);
    run.checkReplay();
  });
  it('shows its body item, index and last, and those of the loop around it by its name', () => {
    const inner = node('inner', 'loop', { items: '[10, 20]' }, { body: inline('{{ [outer.item, outer.index, item, index, last] }}') });
    const run = driveExecution(
      workflow(
        [
          node('outer', 'loop', { items: '["a", "b"]' }, { body: body([inner, out('{{ inner.output }}')], ['start -> inner -> end']) }),
          out('{{ outer.output }}'),
        ],
        ['start -> outer -> end'],
      ),
    );
    run.start();
    expect(run.output()).toEqual([
      [
        ['a', 0, 10, 0, null],
        ['a', 0, 20, 1, ['a', 0, 10, 0, null]],
      ],
      [
        ['b', 1, 10, 0, null],
        ['b', 1, 20, 1, ['b', 1, 10, 0, null]],
      ],
    ]);
    run.checkReplay();
  });
  it.each([
    [{ times: 4, maxIterations: 3 }, 0],
    [{ items: '[1, 2, 3, 4]', maxIterations: 3 }, 0],
    [{ while: 'true', maxIterations: 3 }, 3],
    [{ until: 'false', maxIterations: 3 }, 3],
    [{ while: 'true', continueWhen: 'true', maxIterations: 3 }, 0],
  ])('with more iterations than allowed fails with LOOP_LIMIT, never succeeds: %p', (config, bodies) => {
    const run = driveExecution(looping(config, inline('{{ index }}')));
    run.start();
    expect(run.state.error).toMatchObject({ code: 'LOOP_LIMIT', path: 'again' });
    expect(run.events.filter((event) => event.type === 'BodyCompleted')).toHaveLength(bodies);
    run.checkReplay();
  });
  it('may make exactly as many iterations as allowed', () => {
    for (const config of [{ times: 3 }, { while: 'index < 3' }, { until: 'index == 2' }] as readonly JsonObject[]) {
      const run = driveExecution(looping({ ...config, maxIterations: 3 }, inline('{{ index }}')));
      run.start();
      expect(run.output()).toEqual([0, 1, 2]);
    }
  });
  it('fails with its body, and may lead along its error edge', () => {
    const run = driveExecution(looping({ times: 3 }, taskBody, {}, [echo('mend')], ['again:error -> mend -> end']));
    run.start();
    run.complete('again[0]/work', 1);
    run.fail('again[1]/work', { retryable: false });
    expect([run.node('again').status, run.node('mend').status, run.state.scopes.size]).toEqual(['failed', 'running', 1]);
    run.checkReplay();
    const whole = driveExecution(looping({ times: 3 }));
    whole.start();
    whole.fail('again[0]/work', { retryable: false });
    expect(whole.state.error).toMatchObject({ code: 'TOOL_FAILED', path: 'again[0]/work' });
    whole.checkReplay();
  });
  it('stands still while the execution is paused, and ends when it is stopped', () => {
    const run = driveExecution(looping({ times: 3 }));
    run.start();
    run.send({ type: 'Pause', by: 'p', reason: 'r' });
    run.complete('again[0]/work', 1);
    expect([run.state.status, run.state.openTasks.size]).toEqual(['paused', 0]);
    run.checkReplay();
    run.send({ type: 'Resume', by: 'p' });
    expect([...run.state.openTasks]).toEqual(['again[1]/work']);
    run.send({ type: 'Stop', by: 'p', reason: 'r' });
    expect([run.state.status, run.state.active.size]).toEqual(['stopped', 0]);
    run.checkReplay();
  });
});

describe('long inline work', () => {
  it('of 20,000 iterations yields: no decision is large, and the cost of each stays the same', () => {
    const run = driveExecution(looping({ times: 20_000, maxIterations: 20_000 }, inline('{{ index }}')));
    run.start();
    const yields = run.events.filter((event) => event.type === 'NodeStarted').map((event) => event.seq);
    const most = Math.max(...yields.map((seq, at) => seq - (yields[at - 1] ?? 0)));
    console.info(`${run.events.length} events, ${yields.length} yields, at most ${most} events in a decision`);
    expect(yields.length).toBeGreaterThan(20);
    expect(most).toBeLessThan(2_100);
    expect([run.state.status, run.state.scopes.size, run.state.blocked.size]).toEqual(['completed', 0, 0]);
  }, 60_000);
  it('that has yielded replays to the same state, from a snapshot in the middle too', () => {
    const run = driveExecution(looping({ times: 2_500, maxIterations: 2_500 }, inline('{{ index }}')));
    run.start();
    expect(run.events.filter((event) => event.type === 'NodeStarted')).toHaveLength(3);
    run.checkReplay();
  });
  it('yields by the bytes of its outputs too', () => {
    const run = driveExecution(looping({ times: 60 }, inline('{{ input.text }}')));
    run.start({ text: 'x'.repeat(10_000) });
    expect(run.events.filter((event) => event.type === 'NodeStarted').length).toBeGreaterThan(3);
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('that is skipped yields as well', () => {
    const run = driveExecution(looping({ times: 6_000, maxIterations: 6_000, continueWhen: 'true' }));
    run.start();
    expect(run.events.filter((event) => event.type === 'NodeStarted')).toHaveLength(3);
    expect(run.output()).toEqual([]);
    run.checkReplay();
  });
  it('goes on after a pause that came while it had yielded', () => {
    const definition = workflow([node('again', 'loop', { times: 1_000 }, { body: inline('{{ index }}') })], ['start -> again -> end']);
    const run = driveExecution(definition);
    const started = causeOf(run.start());
    const state = createState(orgId('default'), executionId('X2'), run.plan);
    const decideOne = (envelope: Envelope) =>
      decide(envelope, state, (event) => evolve(state, { ...event, seq: state.seq + 1 } as ExecutionEvent, envelope.at));
    const send = (command: ExecutionCommand) => {
      state.yielded = false;
      decideOne({ ...started, command });
    };
    send(started.command);
    expect([state.yielded, [...state.blocked], state.status]).toEqual([true, ['again'], 'running']);
    send({ type: 'Pause', by: 'p', reason: 'r' });
    send({ type: 'Continue', digests: [] });
    expect([state.yielded, state.status]).toEqual([false, 'paused']);
    send({ type: 'Resume', by: 'p' });
    expect([state.yielded, state.status]).toEqual([true, 'running']);
    send({ type: 'Continue', digests: [] });
    expect(state.status).toBe('completed');
  });
  it('of a list over 32 KiB loads a part of it at a time', () => {
    const list = Array.from({ length: 400 }, (_, index) => ({ index, text: 'y'.repeat(1_000) }));
    const run = driveExecution(looping({ items: 'input.list', maxIterations: 400 }, inline('{{ item.index }}')));
    run.start({ list });
    const started = run.events.find((event) => event.type === 'LoopStarted');
    expect(started?.type === 'LoopStarted' && started.chunks?.length).toBe(7);
    expect(run.output()).toEqual(list.map(({ index }) => index));
    run.checkReplay();
  });
});
