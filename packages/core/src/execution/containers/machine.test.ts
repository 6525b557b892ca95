import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import type { BodyDefinition } from '../../workflow/definition/definition.js';
import { LiveFrames } from '../views/live-frames.js';
import { presentWaiting } from '../views/present.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const out = (output: Json) => node('end', 'end', { output });
const inline = (output: Json): Json => body([out(output)], ['start -> end']) as unknown as Json;
const task = (id: string): Json => body([echo(id), out(`{{ ${id}.output }}`)], [`start -> ${id} -> end`]) as unknown as Json;
/** `start -> order -> end`, with the machine's output as the execution's. */
const machine = (config: JsonObject, rest = {}, more: Parameters<typeof workflow>[0] = [], chains: readonly string[] = []) =>
  workflow([node('order', 'statemachine', config, rest), out('{{ order.output }}'), ...more], ['start -> order -> end', ...chains]);
let sent = 0;
const send = (run: ExecutionDriver, name: string, value: Json = null) =>
  run.send({ type: 'SendSignal', name, id: `m${++sent}`, payload: { value }, by: 'test' });
const open = (run: ExecutionDriver) => [...run.state.openTasks];
const stateOf = (run: ExecutionDriver) => run.node('order').machine?.state;
const started = (config: JsonObject, rest = {}, input: Json = {}): ExecutionDriver => {
  const run = driveExecution(machine(config, rest));
  run.start(input);
  return run;
};
/** What happened to the machine, in order. */
const moves = (run: ExecutionDriver) =>
  run.events.flatMap((event) => {
    if (event.type === 'StateEntered') return [`in ${event.state}`];
    if (event.type === 'TransitionTaken') return [`${event.on} -> ${event.target}`];
    if (event.type === 'BodyStarted') return [`${event.phase}[${event.index}]`];
    return event.type === 'SignalDropped' ? ['dropped'] : [];
  });

describe('a state machine', () => {
  it('goes from state to state by signals, and ends with the output of its final state', () => {
    const run = started({
      initial: 'open',
      states: {
        open: { on: [{ event: 'paid', target: 'packing' }] },
        packing: { on: [{ event: 'shipped', target: 'closed' }] },
        closed: { final: true, body: inline('{{ event.by }}') },
      },
    });
    expect([run.state.status, stateOf(run)]).toEqual(['waiting', 'open']);
    run.checkReplay();
    send(run, 'paid', { sum: 7 });
    expect(stateOf(run)).toBe('packing');
    send(run, 'shipped', { by: 'ann' });
    expect(run.output()).toBe('ann');
    expect(moves(run)).toEqual(['in open', 'paid -> packing', 'in packing', 'shipped -> closed', 'in closed', 'body[0]']);
    run.checkReplay();
  });
  it('leaves what no transition takes to a signal node that waits for it, inside or beside it, before it drops it', () => {
    const waits = body([node('wait', 'signal', { name: 'go' }), out('{{ wait.output }}')], ['start -> wait -> end']) as unknown as Json;
    const config: JsonObject = {
      initial: 'a',
      states: {
        a: {
          body: waits,
          on: [
            { event: 'done', target: 'b' },
            { event: 'go', when: 'event == 9', target: 'c' },
          ],
        },
        b: { on: [{ event: 'go', target: 'c' }] },
        c: { final: true, body: inline('{{ last }}') },
      },
    };
    const run = started(config);
    send(run, 'go', 1);
    expect(moves(run)).toEqual(['in a', 'body[0]', 'done -> b', 'in b']);
    send(run, 'go', 2);
    expect(run.state.status).toBe('completed');
    run.checkReplay();
    const early = started(config);
    send(early, 'go', 9);
    expect(moves(early)).toContain('go -> c');
    early.checkReplay();
  });
  it('gives null where its final state has no body', () => {
    const run = started({ initial: 'a', states: { a: { body: inline('x'), on: [{ event: 'done', target: 'b' }] }, b: { final: true } } });
    expect(run.output()).toBeNull();
  });
  it('runs entry, body and exit in order, each to its end, under numbered paths', () => {
    const run = started({
      initial: 'a',
      states: {
        a: { entry: task('prepare'), body: task('work'), exit: task('tidy'), on: [{ event: 'go', target: 'b' }] },
        b: { entry: task('prepare'), final: true, body: inline('{{ [index, last, event] }}') },
      },
    });
    expect(open(run)).toEqual(['order[0]/prepare']);
    send(run, 'go', 1);
    expect([open(run), run.state.signals.buffer.size]).toEqual([['order[0]/prepare'], 1]);
    run.checkReplay();
    run.complete('order[0]/prepare', 'prepared');
    // The body begins and ends: the signal that waited for the state to be ready is looked at before the body's first node.
    expect([open(run), run.state.nodes.has('order[1]/work')]).toEqual([['order[2]/tidy'], false]);
    run.checkReplay();
    run.complete('order[2]/tidy', 'tidied');
    run.complete('order[3]/prepare', 'again');
    expect(run.output()).toEqual([4, 'again', 1]);
    expect(run.node('order').phases).toEqual([
      { state: 'a', phase: 'entry' },
      { state: 'a', phase: 'body' },
      { state: 'a', phase: 'exit' },
      { state: 'b', phase: 'entry' },
      { state: 'b', phase: 'body' },
    ]);
    run.checkReplay();
  });
  it('looks at events in order of arrival across names; one that no transition takes is dropped', () => {
    const run = driveExecution(
      workflow(
        [
          echo('first'),
          node('order', 'statemachine', {
            initial: 'a',
            states: {
              a: { on: [{ event: 'two', target: 'b' }] },
              b: { on: [{ event: 'one', target: 'c' }] },
              c: { final: true, body: inline('{{ event }}') },
            },
          }),
          out('{{ order.output }}'),
        ],
        ['start -> first -> order -> end'],
      ),
    );
    run.start();
    send(run, 'one', 'too early');
    send(run, 'two', 2);
    send(run, 'other', 'not of the alphabet');
    send(run, 'one', 'in time');
    run.complete('first');
    expect(run.output()).toBe('in time');
    expect(moves(run)).toEqual(['in a', 'dropped', 'two -> b', 'in b', 'one -> c', 'in c', 'body[0]', 'dropped']);
    run.checkReplay();
  });
  it('takes the first transition whose guard holds; guards see event and what lies around the machine', () => {
    const config = {
      initial: 'a',
      states: {
        a: {
          on: [
            { event: 'bid', when: 'event.sum > input.limit', target: 'high' },
            { event: 'bid', when: 'event.sum == input.limit', target: 'even' },
          ],
        },
        high: { final: true, body: inline('high') },
        even: { final: true, body: inline('even') },
      },
    };
    const run = started(config, {}, { limit: 10 });
    send(run, 'bid', { sum: 3 });
    expect([stateOf(run), run.state.signals.buffer.size]).toEqual(['a', 0]);
    send(run, 'bid', { sum: 10 });
    expect(run.output()).toBe('even');
    expect(moves(run).slice(0, 3)).toEqual(['in a', 'dropped', 'bid -> even']);
    const broken = started(config, {}, { limit: 10 });
    send(broken, 'bid', 'no object');
    expect(broken.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'order' });
  });
  it('asks a guard for a large payload only once it is loaded', () => {
    const run = started({
      initial: 'a',
      states: {
        a: { on: [{ event: 'text', when: 'size(event) > 35000', target: 'b' }] },
        b: { final: true, body: inline('{{ size(event) }}') },
      },
    });
    run.send({ type: 'SendSignal', name: 'text', id: 'l1', payload: run.plant('x'.repeat(34_000)), by: 'test' });
    expect([stateOf(run), run.state.status, [...run.state.waiting]]).toEqual(['a', 'waiting', ['order']]);
    run.checkReplay();
    run.send({ type: 'SendSignal', name: 'text', id: 'l2', payload: run.plant('x'.repeat(40_000)), by: 'test' });
    expect(run.output()).toBe(40_000);
    run.checkReplay();
  });
  it('leads on by `done` when the body has completed, with its output as the event', () => {
    const run = started({
      initial: 'a',
      states: {
        a: {
          body: task('work'),
          on: [
            { event: 'done', when: 'event.ok', target: 'good' },
            { event: 'done', target: 'bad' },
          ],
        },
        good: { final: true, body: inline('{{ event.ok }}') },
        bad: { final: true, body: inline('bad') },
      },
    });
    run.complete('order[0]/work', { ok: true });
    expect(run.output()).toBe(true);
    run.checkReplay();
  });
  it('stays in a state whose body is done where no transition takes that, and still hears signals', () => {
    const run = started({
      initial: 'a',
      states: {
        a: {
          body: inline(1),
          on: [
            { event: 'done', when: 'event == 2', target: 'b' },
            { event: 'go', target: 'b' },
          ],
        },
        b: { final: true },
      },
    });
    expect([run.state.status, stateOf(run)]).toEqual(['waiting', 'a']);
    expect(presentWaiting(run.state)).toEqual([{ path: 'order', kind: 'signal', signals: ['go'], state: 'a' }]);
    send(run, 'go');
    expect(run.output()).toBeNull();
    run.checkReplay();
  });
  it('leads on by time: the earliest of its time-outs, cancelled by leaving the state', () => {
    const config = {
      initial: 'a',
      states: {
        a: {
          body: task('work'),
          after: [
            { seconds: 30, target: 'slow' },
            { seconds: '{{ input.s }}', target: 'late' },
          ],
          on: [{ event: 'go', target: 'slow' }],
        },
        late: { final: true, body: inline('{{ event }}') },
        slow: { body: inline(1), on: [{ event: 'again', target: 'a' }] },
      },
    };
    const run = started(config, {}, { s: 10 });
    expect(run.state.timers.next()).toEqual({ path: 'order', dueAt: run.now + 10_000, purpose: 'after' });
    expect(presentWaiting(run.state)).toMatchObject([
      { kind: 'signal', signals: ['go', 'again'], state: 'a', expiresAt: new Date(run.now + 10_000).toISOString() },
    ]);
    run.checkReplay();
    run.now += 9_999;
    expect(run.send({ type: 'Wake' })).toEqual([]);
    run.now += 1;
    run.send({ type: 'Wake' });
    expect([run.output(), run.node('order[0]/work').status]).toEqual([null, 'cancelled']);
    run.checkReplay();
    const other = started(config, {}, { s: 10 });
    send(other, 'go');
    expect([stateOf(other), other.state.timers.size]).toEqual(['slow', 0]);
    const wrong = started(config, {}, { s: 'soon' });
    expect(wrong.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'order' });
  });
  it('goes along `error` when its body fails: a retry edge, and only where its guard holds', () => {
    const config: JsonObject = {
      initial: 'try',
      states: {
        try: {
          body: task('call'),
          on: [
            { event: 'error', when: 'event.code == "BUSY"', target: 'try' },
            { event: 'done', target: 'ok' },
          ],
        },
        ok: { final: true, body: inline('{{ event }}') },
      },
    };
    const run = started(config);
    run.fail('order[0]/call', { code: 'BUSY', retryable: false });
    expect(open(run)).toEqual(['order[1]/call']);
    run.checkReplay();
    run.complete('order[1]/call', 'done');
    expect([run.output(), moves(run)]).toEqual([
      'done',
      ['in try', 'body[0]', 'error -> try', 'in try', 'body[1]', 'done -> ok', 'in ok', 'body[2]'],
    ]);
    run.checkReplay();
    const fails = started(config);
    fails.fail('order[0]/call', { code: 'BROKEN', retryable: false });
    expect(fails.state.error).toMatchObject({ code: 'BROKEN', path: 'order[0]/call' });
    expect(fails.node('order').status).toBe('failed');
    fails.checkReplay();
  });
  it('goes along `error` when its entry fails, but fails with its exit', () => {
    const config = (failing: 'entry' | 'exit') => ({
      initial: 'a',
      states: {
        a: {
          [failing]: task('call'),
          on: [
            { event: 'error', target: 'b' },
            { event: 'go', target: 'b' },
          ],
        },
        b: { final: true, body: inline('{{ event.code }}') },
      },
    });
    const entry = started(config('entry'));
    entry.fail('order[0]/call', { code: 'BROKEN', retryable: false });
    expect(entry.output()).toBe('BROKEN');
    entry.checkReplay();
    const exit = started(config('exit'));
    send(exit, 'go');
    exit.fail('order[0]/call', { code: 'BROKEN', retryable: false });
    expect(exit.state.error).toMatchObject({ code: 'BROKEN', path: 'order[0]/call' });
    exit.checkReplay();
  });
  it('runs a transition that fails in several branches once: what else ran in the body is cancelled', () => {
    const both = body([echo('x'), echo('y')], ['start -> x -> end', 'start -> y -> end']) as unknown as Json;
    const run = started({
      initial: 'a',
      states: { a: { body: both, on: [{ event: 'error', target: 'b' }] }, b: { final: true, body: task('mend') } },
    });
    run.fail('order[0]/x', { retryable: false });
    expect([run.node('order[0]/y').status, open(run)]).toEqual(['cancelled', ['order[1]/mend']]);
    expect(run.state.suspended.size).toBe(0);
    run.checkReplay();
  });
  it('may go round in circles, up to a limit that fails it by name', () => {
    const config = (more: JsonObject): JsonObject => ({
      initial: 'a',
      states: {
        a: {
          body: inline('{{ index }}'),
          on: [
            { event: 'done', when: 'event >= 4', target: 'z' },
            { event: 'done', target: 'a' },
          ],
        },
        z: { final: true },
      },
      ...more,
    });
    expect(started(config({})).state.status).toBe('completed');
    const limited = started(config({ maxVisits: 4 }));
    expect(limited.state.error).toMatchObject({ code: 'LOOP_LIMIT', path: 'order' });
    expect(moves(limited).filter((move) => move === 'in a')).toHaveLength(4);
    limited.checkReplay();
  });
  it('yields when it goes round in circles by itself', () => {
    const run = started({
      initial: 'a',
      maxVisits: 5_000,
      states: {
        a: {
          body: inline(1),
          on: [
            { event: 'done', when: 'event == 2', target: 'z' },
            { event: 'done', target: 'a' },
          ],
        },
        z: { final: true },
      },
    });
    expect(run.events.filter((event) => event.type === 'NodeStarted').length).toBeGreaterThan(5);
    expect(run.state.error).toMatchObject({ code: 'LOOP_LIMIT' });
  });
  it('shows event to containers inside its bodies, and its bodies by its name to them', () => {
    const each = node(
      'each',
      'map',
      { items: '[1, 2]' },
      { body: body([out('{{ [item, event, order.index, order.item] }}')], ['start -> end']) },
    );
    const run = started({
      initial: 'a',
      states: {
        a: { on: [{ event: 'go', target: 'b' }] },
        b: { final: true, body: body([each, out('{{ each.output }}')], ['start -> each -> end']) as unknown as Json },
      },
    });
    send(run, 'go', 'x');
    expect(run.output()).toEqual([
      [1, 'x', 0, 'x'],
      [2, 'x', 0, 'x'],
    ]);
    run.checkReplay();
  });
  it('nests: a machine in a map in a loop, with a signal for each that waits', () => {
    const inner = node('order', 'statemachine', {
      initial: 'a',
      states: { a: { on: [{ event: 'go', target: 'b' }] }, b: { final: true, body: inline('{{ event }}') } },
    });
    const mapped: BodyDefinition = body(
      [
        node('each', 'map', { items: '[1, 2]' }, { body: body([inner, out('{{ order.output }}')], ['start -> order -> end']) }),
        out('{{ each.output }}'),
      ],
      ['start -> each -> end'],
    );
    const run = driveExecution(
      workflow([node('again', 'loop', { times: 2 }, { body: mapped }), out('{{ again.output }}')], ['start -> again -> end']),
    );
    run.start();
    for (const value of [1, 2, 3]) send(run, 'go', value);
    expect([...run.state.waiting]).toEqual(['again[1]/each[1]/order']);
    run.checkReplay();
    send(run, 'go', 4);
    expect(run.output()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect([run.state.scopes.size, run.state.signals.listeners.size]).toEqual([0, 0]);
    run.checkReplay();
  });
  it('stands still while the execution is paused, failures included, and goes on after', () => {
    const run = started({
      initial: 'a',
      states: {
        a: { body: task('call'), on: [{ event: 'error', target: 'b' }] },
        b: { on: [{ event: 'go', target: 'c' }] },
        c: { final: true },
      },
    });
    run.send({ type: 'Pause', by: 'p', reason: 'r' });
    run.fail('order[0]/call', { retryable: false });
    expect([run.state.status, stateOf(run)]).toEqual(['paused', 'a']);
    run.checkReplay();
    run.send({ type: 'Resume', by: 'p' });
    expect([run.state.status, stateOf(run)]).toEqual(['waiting', 'b']);
    run.send({ type: 'Pause', by: 'p', reason: 'r' });
    send(run, 'go');
    expect(stateOf(run)).toBe('b');
    run.send({ type: 'Resume', by: 'p' });
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('is cancelled and stopped with all that it does', () => {
    const config = {
      initial: 'a',
      states: { a: { body: task('work'), on: [{ event: 'go', target: 'a' }], after: [{ seconds: 5, target: 'a' }] } },
    };
    const run = started(config);
    run.send({ type: 'Stop', by: 'p', reason: 'r' });
    expect([run.state.status, run.state.active.size, run.state.timers.size, run.state.waiting.size]).toEqual(['stopped', 0, 0, 0]);
    run.checkReplay();
    const loser = driveExecution(
      workflow(
        [node('order', 'statemachine', config), echo('other'), node('won', 'set', { values: {} }, { join: 'first' })],
        ['start -> order -> won', 'start -> other -> won -> end'],
      ),
    );
    loser.start();
    loser.complete('other');
    expect([loser.node('order').status, loser.node('order[0]/work').status, loser.state.signals.listeners.size]).toEqual([
      'cancelled',
      'cancelled',
      0,
    ]);
    loser.checkReplay();
  });
  it('may be passed over, or lead along its error edge, like any node that fails', () => {
    const config = { initial: 'a', states: { a: { body: task('work'), on: [{ event: 'go', target: 'a' }] } } };
    const run = driveExecution(machine(config, {}, [echo('mend')], ['order:error -> mend -> end']));
    run.start();
    run.fail('order[0]/work', { retryable: false });
    expect([run.node('order').status, run.node('mend').status]).toEqual(['failed', 'running']);
    run.checkReplay();
  });
  it('names the nodes of its bodies in the live view, although their paths do not say the state', () => {
    const run = started({
      initial: 'a',
      states: {
        a: { entry: task('same'), on: [{ event: 'done', target: 'b' }] },
        b: { final: true, body: body([node('same', 'set', { values: {} })], ['start -> same -> end']) as unknown as Json },
      },
    });
    run.complete('order[0]/same');
    const live = new LiveFrames('X1', run.plan);
    const frames = run.events.flatMap((event) => live.of(event, 1));
    const types = frames
      .filter(({ type, payload }) => type === 'node_started' && payload['node_id'] === 'same')
      .map(({ payload }) => [payload['path'], payload['node_type']]);
    expect(types).toEqual([
      ['order[0]/same', 'tool'],
      ['order[1]/same', 'set'],
    ]);
    expect(frames.filter(({ type }) => type === 'log').map(({ payload }) => payload['state'])).toEqual(['a', 'b']);
    expect(frames.some(({ payload }) => payload['node_type'] === 'unknown')).toBe(false);
  });
});

describe('an execution that failed inside a container', () => {
  it('goes on there when it is retried: in a loop, and in a machine that still hears and keeps its time', () => {
    const inner = body(
      [
        node('again', 'loop', { times: 2 }, { body: body([echo('work'), out('{{ work.output }}')], ['start -> work -> end']) }),
        out('{{ again.output }}'),
      ],
      ['start -> again -> end'],
    ) as unknown as Json;
    const run = started({
      initial: 'a',
      states: {
        a: { body: inner, after: [{ seconds: 60, target: 'b' }], on: [{ event: 'done', target: 'b' }] },
        b: { final: true, body: inline('{{ event }}') },
      },
    });
    const due = run.now + 60_000;
    run.complete('order[0]/again[0]/work', 1);
    run.fail('order[0]/again[1]/work', { retryable: false });
    expect(run.state.status).toBe('failed');
    run.checkReplay();
    run.send({ type: 'RetryExecution', by: 'p', confirm: false });
    expect([open(run), run.state.timers.next()?.dueAt]).toEqual([['order[0]/again[1]/work'], due]);
    run.checkReplay();
    run.complete('order[0]/again[1]/work', 2);
    expect(run.output()).toEqual([1, 2]);
    run.checkReplay();
  });
});

describe('a call that must not be broken off', () => {
  const paying = (id: string) => node(id, 'http', { method: 'POST', url: 'https://pay.example' }, { effect: 'at_most_once' });
  const begin = (run: ExecutionDriver, path: string) =>
    run.send({ type: 'StartEffect', path, attempt: 1, index: 0, name: 'pay', key: 'k', requestHash: 'h' });
  const answer = (run: ExecutionDriver, path: string) => {
    run.step(path, 0, { effect: 'at_most_once' });
    run.complete(path, 'paid');
  };
  const pays = body(
    [paying('pay'), echo('more'), echo('other')],
    ['start -> pay -> more -> end', 'start -> other -> end'],
  ) as unknown as Json;

  it('is let finish when a transition, or a failure beside it, ends its body; nothing follows it, and the execution waits for it', () => {
    for (const cause of ['signal', 'failure'] as const) {
      const run = started({
        initial: 'a',
        states: {
          a: {
            body: pays,
            on: [
              { event: 'go', target: 'b' },
              { event: 'error', target: 'b' },
            ],
          },
          b: { final: true, body: inline('over') },
        },
      });
      begin(run, 'order[0]/pay');
      if (cause === 'signal') send(run, 'go');
      else run.fail('order[0]/other', { retryable: false });
      expect([run.node('order').status, run.state.status, open(run)]).toEqual(['completed', 'running', ['order[0]/pay']]);
      run.checkReplay();
      answer(run, 'order[0]/pay');
      expect([run.output(), run.node('order[0]/pay').status, run.node('order[0]/more').status]).toEqual(['over', 'completed', 'skipped']);
      run.checkReplay();
    }
  });
  it('is let finish when the container it lies in deeper down is cancelled', () => {
    const each = node('each', 'map', { items: '[1, 2]' }, { body: pays as unknown as BodyDefinition });
    const run = driveExecution(
      workflow(
        [
          node('again', 'loop', { times: 3 }, { body: body([each], ['start -> each -> end']) }),
          echo('other'),
          node('won', 'set', { values: {} }, { join: 'first' }),
        ],
        ['start -> again -> won', 'start -> other -> won -> end'],
      ),
    );
    run.start();
    begin(run, 'again[0]/each[1]/pay');
    run.complete('other');
    expect([run.node('again').status, run.node('again[0]/each').status, open(run)]).toEqual([
      'cancelled',
      'cancelled',
      ['again[0]/each[1]/pay'],
    ]);
    run.checkReplay();
    answer(run, 'again[0]/each[1]/pay');
    expect([run.state.status, run.state.scopes.size]).toEqual(['completed', 0]);
    run.checkReplay();
  });
  it('is let finish when a map stops, and when what was absorbed fails beside it', () => {
    const stopping = (onStop: string) =>
      driveExecution(
        workflow(
          [node('each', 'map', { items: '[1, 2]', stopWhen: 'true', onStop }, { body: pays as unknown as BodyDefinition })],
          ['start -> each -> end'],
        ),
      );
    for (const onStop of ['cancel', 'absorb']) {
      const run = stopping(onStop);
      run.start();
      begin(run, 'each[1]/pay');
      for (const id of ['pay', 'other', 'more']) run.complete(`each[0]/${id}`);
      expect([run.node('each').status, run.state.status]).toEqual(['completed', 'running']);
      if (onStop === 'absorb') run.fail('each[1]/other', { retryable: false });
      expect(open(run)).toEqual(['each[1]/pay']);
      run.checkReplay();
      answer(run, 'each[1]/pay');
      expect([run.state.status, run.node('each[1]/more').status]).toEqual(['completed', 'skipped']);
      run.checkReplay();
    }
  });
  it('keeps an execution that fails open until its outcome is known, and is not repeated by a retry', () => {
    const run = driveExecution(
      workflow([node('each', 'map', { items: '[1]' }, { body: pays as unknown as BodyDefinition })], ['start -> each -> end']),
    );
    run.start();
    begin(run, 'each[0]/pay');
    run.fail('each[0]/other', { retryable: false });
    expect([run.state.phase, open(run)]).toEqual(['stopping', ['each[0]/pay']]);
    answer(run, 'each[0]/pay');
    expect(run.state.status).toBe('failed');
    run.checkReplay();
    run.send({ type: 'RetryExecution', by: 'p', confirm: false });
    expect(open(run)).not.toContain('each[0]/pay');
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('leaves nothing behind of a container that failed inside a body whose failure was caught', () => {
    const each = node('each', 'map', { items: '[1, 2]' }, { body: body([echo('work')], ['start -> work -> end']) });
    const run = started({
      initial: 'a',
      states: {
        a: { body: body([each], ['start -> each -> end']) as unknown as Json, on: [{ event: 'error', target: 'b' }] },
        b: { on: [{ event: 'go', target: 'c' }] },
        c: { final: true },
      },
    });
    run.fail('order[0]/each[1]/work', { retryable: false });
    expect([stateOf(run), [...run.state.scopes.keys()], run.state.suspended.size]).toEqual(['b', [''], 0]);
    run.checkReplay();
  });
});
