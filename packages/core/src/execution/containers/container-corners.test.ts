import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import type { ExecutionEvent, ExecutionEventBody } from '../events/events.js';
import { foldCommit } from '../state/fold.js';
import { chunksOf, cutItems, itemAt } from './item-list.js';
import { decide } from '../decide.js';
import { evolve } from '../state/evolve.js';

const echo = (id: string) => node(id, 'tool', { tool: 'echo', arguments: {} });
const out = (output: Json) => node('end', 'end', { output });
/** One decision, without what the driver does after it. */
function decideOnce(
  run: ExecutionDriver,
  command: Parameters<ExecutionDriver['send']>[0],
  loaded: ReadonlyMap<string, Json> = new Map(),
): ExecutionEvent[] {
  const { state } = run;
  const events: ExecutionEvent[] = [];
  for (const [digest, value] of loaded) state.loaded.set(digest, value);
  decide({ command, at: run.now, id: 'once', seed: 1 }, state, (event: ExecutionEventBody) => {
    const numbered = { ...event, seq: state.seq + 1 } as ExecutionEvent;
    events.push(numbered);
    evolve(state, numbered, run.now);
  });
  state.loaded.clear();
  return events;
}

describe('values that cannot be had', () => {
  it('fail the container that needs them, and no other that is held up', () => {
    const loop = (id: string, until: string) =>
      node(id, 'loop', { until, maxIterations: 3 }, { body: body([echo('work')], ['start -> work -> end']), onError: 'continue' });
    const run = driveExecution(
      workflow(
        [echo('first'), loop('needs', 'size(first.output) > 3'), loop('plain', 'index == 1')],
        ['start -> first -> needs -> end', 'first -> plain -> end'],
      ),
    );
    run.start();
    const large = run.plant('x'.repeat(40_000));
    run.send({ type: 'EndTask', path: 'first', attempt: 1, outcome: { status: 'completed', output: large } });
    const ended = { status: 'completed', output: { value: null } } as const;
    decideOnce(run, { type: 'EndTask', path: 'needs[0]/work', attempt: 1, outcome: ended });
    const digests = [...run.state.needs];
    expect([digests, [...run.state.blocked]]).toEqual([['ref' in large ? large.ref : ''], ['needs']]);
    run.state.needs.clear();
    run.state.blocked.add('plain');
    decideOnce(run, { type: 'Continue', digests, failed: { code: 'VALUE_CORRUPT', message: 'it is not what it was' } });
    expect([run.node('needs').error, run.node('plain').status]).toEqual([
      { code: 'VALUE_CORRUPT', message: 'it is not what it was' },
      'running',
    ]);
  });
  it('are asked for again by the guard of a retry edge, after the body has ended', () => {
    const states = {
      a: {
        body: body([echo('work')], ['start -> work -> end']) as unknown as Json,
        on: [{ event: 'error', when: 'size(first.output) < 3', target: 'b' }],
      },
      b: { final: true },
    };
    const run = driveExecution(
      workflow([echo('first'), node('order', 'statemachine', { initial: 'a', states })], ['start -> first -> order -> end']),
    );
    run.start();
    run.send({ type: 'EndTask', path: 'first', attempt: 1, outcome: { status: 'completed', output: run.plant('x'.repeat(40_000)) } });
    run.fail('order[0]/work', { code: 'BROKEN', retryable: false });
    expect(run.state.error).toMatchObject({ code: 'BROKEN', path: 'order[0]/work' });
    expect(run.trace()).toContain('BodyFailed order');
    run.checkReplay();
  });
});

describe('a retry edge', () => {
  it('whose guard cannot be evaluated is not taken: the failure itself is told', () => {
    const states = {
      a: {
        body: body([echo('work')], ['start -> work -> end']) as unknown as Json,
        on: [{ event: 'error', when: 'event.missing > 1', target: 'b' }],
      },
      b: { final: true },
    };
    const run = driveExecution(workflow([node('order', 'statemachine', { initial: 'a', states })], ['start -> order -> end']));
    run.start();
    run.fail('order[0]/work', { code: 'BROKEN', retryable: false });
    expect(run.state.error).toMatchObject({ code: 'BROKEN', path: 'order[0]/work' });
    run.checkReplay();
  });
  it.each(['event.code', '1'])('whose guard is neither true nor false is not taken: %s', (when) => {
    const states = { a: { on: [{ event: 'go', when, target: 'b' }] }, b: { final: true } };
    const run = driveExecution(workflow([node('order', 'statemachine', { initial: 'a', states })], ['start -> order -> end']));
    run.start();
    run.send({ type: 'SendSignal', name: 'go', id: '1', payload: { value: { code: 'x' } }, by: 'p' });
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'order' });
  });
});

describe('items', () => {
  it('are cut into chunks where the list is long, a chunk for each item that is longer than one', () => {
    const kept = new Map<string, string>();
    const list = [...Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(1_000, '.')), 'x'.repeat(90_000), 'last'];
    const held = cutItems(list, (digest, text) => kept.set(digest, text), 7);
    expect(held.chunks?.map(({ from }) => from)).toEqual([7, 72, 107, 108]);
    const { state } = driveExecution(workflow([], ['start -> end']));
    for (const [digest, text] of kept) state.loaded.set(digest, JSON.parse(text) as Json);
    const chunks = chunksOf(held);
    expect([7, 71, 72, 106, 107, 108, 109].map((index) => itemAt(state, chunks, index))).toEqual([
      list[0],
      list[64],
      list[65],
      list[99],
      list[100],
      'last',
      null,
    ]);
    expect(cutItems([1, 2], () => expect('kept').toBe('never'))).toEqual({ items: { value: [1, 2] } });
  });
  it('of an empty addition say nothing; long additions are cut, too, and join those that are there', () => {
    const run = driveExecution(
      workflow(
        [
          node(
            'each',
            'map',
            { items: '["a"]', concurrency: 1 },
            { body: body([echo('work'), out('{{ size(item) }}')], ['start -> work -> end']) },
          ),
          out('{{ each.output }}'),
        ],
        ['start -> each -> end'],
      ),
    );
    run.start();
    const add = { type: 'AddItems', path: 'each', by: 'p' } as const;
    expect(run.send({ ...add, items: { value: [] }, count: 0 })).toEqual([]);
    expect(() => run.send({ ...add, items: { value: 'x' }, count: 1 })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    const list = Array.from({ length: 3 }, () => 'y'.repeat(40_000));
    const chunks = list.map((text, from) => ({ from, items: run.plant([text]) }));
    run.send({ ...add, items: run.plant(list), count: 3, chunks, id: 'x' });
    run.runAll();
    expect(run.output()).toEqual([1, 40_000, 40_000, 40_000]);
    run.checkReplay();
  });
  it('that are no list are refused, whatever they are', () => {
    for (const items of ['input', 'input.n', 'null']) {
      const run = driveExecution(
        workflow([node('each', 'map', { items }, { body: body([], ['start -> end']) })], ['start -> each -> end']),
      );
      run.start({ n: 3 });
      expect(run.state.error?.message).toMatch(/must be a list, but .* is (an object|3|null)/);
    }
  });
});

describe('events that do not fit a container', () => {
  const run = driveExecution(
    workflow(
      [node('each', 'map', { items: '[1]' }, { body: body([echo('work')], ['start -> work -> end']) }), echo('task')],
      ['start -> each -> end', 'start -> task -> end'],
    ),
  );
  run.start();
  it.each([
    { type: 'BodyStarted', path: 'task', index: 0, item: { value: 1 } },
    { type: 'BodySkipped', path: 'each', index: 0 },
    { type: 'StateReady', path: 'each', dueAt: null, target: null },
    { type: 'ItemsAdded', path: 'task', items: { value: [] }, count: 0 },
    { type: 'BodyCompleted', path: 'task', index: 0, output: { value: 1 } },
  ])('are refused: %p', (event) => {
    expect(() => foldCommit(run.state, { at: 1, events: [{ seq: run.state.seq + 1, ...event } as ExecutionEvent] })).toThrow(RangeError);
    run.state.seq--;
  });
});
