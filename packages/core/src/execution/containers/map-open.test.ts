import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const out = (output: string) => node('end', 'end', { output });
const taskBody = body([echo('work'), out('{{ work.output }}')], ['start -> work -> end']);
const mapping = (
  config: JsonObject,
  inside = taskBody,
  rest = {},
  more: Parameters<typeof workflow>[0] = [],
  chains: readonly string[] = [],
) =>
  workflow(
    [node('each', 'map', config, { body: inside, ...rest }), out('{{ each.output }}'), ...more],
    ['start -> each -> end', ...chains],
  );
let sent = 0;
const send = (run: ExecutionDriver, name: string, value: Json = null) =>
  run.send({ type: 'SendSignal', name, id: `s${++sent}`, payload: { value }, by: 'test' });
const open = (run: ExecutionDriver) => [...run.state.openTasks];

describe('a map with a stop rule', () => {
  it('cancels what still runs, and gives what is done in item order', () => {
    const run = driveExecution(mapping({ items: '[0, 1, 2, 3]', concurrency: 3, stopWhen: 'dead >= 2' }));
    run.start();
    run.complete('each[2]/work', 'c');
    expect(open(run)).toEqual(['each[0]/work', 'each[1]/work', 'each[3]/work']);
    run.complete('each[1]/work', 'b');
    expect(run.output()).toEqual(['b', 'c']);
    expect([run.node('each[0]/work').status, run.node('each[3]/work').status]).toEqual(['cancelled', 'cancelled']);
    run.checkReplay();
  });
  it('shows it the iteration that has just completed, and how many are live, dead and in all', () => {
    const seen = 'last == "stop" && index == 0 && live == 1 && dead == 2 && total == 3';
    const run = driveExecution(mapping({ items: '[0, 1, 2]', stopWhen: seen }));
    run.start();
    run.complete('each[1]/work', 'stop');
    expect(run.node('each').status).toBe('running');
    run.complete('each[0]/work', 'stop');
    expect(run.output()).toEqual(['stop', 'stop']);
  });
  it('that absorbs goes on without the rest, which end by themselves before the execution does', () => {
    const run = driveExecution(
      mapping({ items: '[0, 1, 2]', stopWhen: 'true', onStop: 'absorb' }, taskBody, {}, [echo('next')], ['each -> next -> end']),
    );
    run.start();
    run.complete('each[1]/work', 'b');
    expect([run.node('each').status, run.node('each').output]).toEqual(['completed', { value: ['b'] }]);
    expect(open(run)).toEqual(['each[0]/work', 'each[2]/work', 'next']);
    run.checkReplay();
    run.complete('next');
    expect(run.state.status).toBe('running');
    run.complete('each[0]/work', 'late');
    expect(run.state.status).toBe('running');
    run.fail('each[2]/work', { retryable: false });
    expect(run.output()).toEqual(['b']);
    expect(run.trace()).toContain('BodyFailed each');
    run.checkReplay();
  });
  it('that absorbs lets the execution complete when the last of the rest fails during a pause', () => {
    const run = driveExecution(mapping({ items: '[0, 1]', stopWhen: 'true', onStop: 'absorb' }));
    run.start();
    run.complete('each[0]/work', 'a');
    expect(open(run)).toEqual(['each[1]/work']);
    run.send({ type: 'Pause', by: 'test', reason: 'test' });
    run.fail('each[1]/work', { retryable: false });
    expect(run.state.status).toBe('paused');
    run.send({ type: 'Resume', by: 'test' });
    expect(run.output()).toEqual(['a']);
    run.checkReplay();
  });
  it('inside a loop: the iteration is complete once what was absorbed has ended, and cancelling it cancels that too', () => {
    const inner = body(
      [node('each', 'map', { items: '[0, 1]', stopWhen: 'true', onStop: 'absorb' }, { body: taskBody }), out('{{ each.output }}')],
      ['start -> each -> end'],
    );
    const definition = workflow(
      [node('again', 'loop', { times: 2 }, { body: inner }), echo('other'), node('won', 'set', { values: {} }, { join: 'first' })],
      ['start -> again -> won', 'start -> other -> won -> end'],
    );
    const run = driveExecution(definition);
    run.start();
    run.complete('again[0]/each[0]/work', 'a');
    expect(open(run)).toEqual(['other', 'again[0]/each[1]/work']);
    run.checkReplay();
    run.complete('again[0]/each[1]/work', 'b');
    expect(open(run)).toEqual(['other', 'again[1]/each[0]/work', 'again[1]/each[1]/work']);
    run.complete('again[1]/each[1]/work', 'c');
    run.complete('other');
    expect([run.state.status, run.node('again[1]/each[0]/work').status, run.node('again').status]).toEqual([
      'completed',
      'cancelled',
      'cancelled',
    ]);
    run.checkReplay();
  });
});

describe('a map that stays open', () => {
  it('takes an item from each signal until it is closed, without knowing how many come', () => {
    const run = driveExecution(
      mapping({ addOn: 'order', closeOn: 'enough', concurrency: 2 }, body([out('{{ item.n * 10 }}')], ['start -> end'])),
    );
    run.start();
    expect([run.state.status, [...run.state.waiting]]).toEqual(['waiting', ['each']]);
    send(run, 'order', { n: 1 });
    send(run, 'order', { n: 2 });
    expect(run.state.status).toBe('waiting');
    run.checkReplay();
    send(run, 'enough');
    expect(run.output()).toEqual([10, 20]);
    run.checkReplay();
  });
  it('ends after what it has once closed; later additions are not for it', () => {
    const run = driveExecution(mapping({ items: '["a"]', addOn: 'order', closeOn: 'enough', concurrency: 1 }));
    run.start();
    send(run, 'order', 'b');
    send(run, 'enough');
    send(run, 'order', 'c');
    expect(open(run)).toEqual(['each[0]/work']);
    run.complete('each[0]/work', 1);
    run.complete('each[1]/work', 2);
    expect(run.output()).toEqual([1, 2]);
    expect(run.trace().filter((line) => line === 'SignalDropped')).toHaveLength(1);
    run.checkReplay();
  });
  it('takes signals that came before it began, and large ones', () => {
    const slow = workflow(
      [
        echo('first'),
        node('each', 'map', { items: '[]', addOn: 'order' }, { body: body([out('{{ size(item) }}')], ['start -> end']) }),
        out('{{ each.output }}'),
      ],
      ['start -> first -> each -> end'],
    );
    const run = driveExecution(slow);
    run.start();
    send(run, 'order', 'abc');
    send(run, 'order', 'x'.repeat(40_000));
    run.complete('first');
    expect(run.output()).toEqual([3, 40_000]);
    run.checkReplay();
  });
  it('takes the oldest signal first, and is not closed by a signal while it is paused', () => {
    const run = driveExecution(mapping({ items: '["a"]', addOn: 'order', closeOn: 'enough' }));
    run.start();
    run.send({ type: 'Pause', by: 'p', reason: 'r' });
    send(run, 'order', 'b');
    send(run, 'enough');
    expect(run.node('each').map).toMatchObject({ count: 1, open: true });
    run.complete('each[0]/work', 1);
    run.send({ type: 'Resume', by: 'p' });
    expect(open(run)).toEqual(['each[1]/work']);
    run.complete('each[1]/work', 2);
    expect(run.output()).toEqual([1, 2]);
    run.checkReplay();
  });
  it('ends at once with what is done when told to stop', () => {
    const run = driveExecution(mapping({ items: '[0, 1, 2]', stopOn: 'halt' }));
    run.start();
    run.complete('each[1]/work', 'b');
    send(run, 'halt');
    expect(run.output()).toEqual(['b']);
    expect(run.node('each[0]/work').status).toBe('cancelled');
    expect(run.state.signals.listeners.size).toBe(0);
    run.checkReplay();
  });
  it('does not hinder a stop of the execution', () => {
    const run = driveExecution(mapping({ closeOn: 'enough' }));
    run.start();
    run.send({ type: 'Stop', by: 'p', reason: 'r' });
    expect([run.state.status, run.state.active.size, run.state.waiting.size]).toEqual(['stopped', 0, 0]);
    run.checkReplay();
  });
});

describe('items by command', () => {
  const add = (run: ExecutionDriver, items: Json, id?: string) =>
    run.send({
      type: 'AddItems',
      path: 'each',
      items: { value: items },
      count: (items as unknown[]).length,
      by: 'test',
      ...(id === undefined ? {} : { id }),
    });
  it('are worked on like the others; the same id twice is one addition', () => {
    const run = driveExecution(mapping({ items: '["a"]' }));
    run.start();
    add(run, ['b', 'c'], 'x');
    expect(add(run, ['b', 'c'], 'x')).toEqual([]);
    expect(open(run)).toHaveLength(3);
    run.runAll((path) => path);
    expect(run.output()).toEqual(['each[0]/work', 'each[1]/work', 'each[2]/work']);
    run.checkReplay();
  });
  it('wait while the execution is paused', () => {
    const run = driveExecution(mapping({ items: '["a"]' }));
    run.start();
    run.send({ type: 'Pause', by: 'p', reason: 'r' });
    run.complete('each[0]/work', 1);
    add(run, ['b']);
    expect([run.state.status, run.state.openTasks.size]).toEqual(['paused', 0]);
    run.send({ type: 'Resume', by: 'p' });
    expect(open(run)).toEqual(['each[1]/work']);
    run.checkReplay();
  });
  it('are refused by name where no map takes them', () => {
    const run = driveExecution(mapping({ items: '["a"]', closeOn: 'enough' }, taskBody, {}, [echo('other')], ['start -> other -> end']));
    run.start();
    const adding = (path: string, items: Json) => () => run.send({ type: 'AddItems', path, items: { value: items }, count: 1, by: 'test' });
    expect(adding('nowhere', [1])).toThrow(expect.objectContaining({ code: 'NODE_NOT_FOUND' }));
    expect(adding('other', [1])).toThrow(
      expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('no map') as string }),
    );
    expect(adding('each', 'x')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    send(run, 'enough');
    expect(adding('each', [1])).toThrow(
      expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('closed') as string }),
    );
    run.runAll();
    expect(adding('each', [1])).toThrow(expect.objectContaining({ code: 'EXECUTION_ENDED' }));
  });
});
