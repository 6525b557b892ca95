import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const send = (run: ExecutionDriver, name: string, value: unknown, id = `${name}-${JSON.stringify(value)}`) =>
  run.send({ type: 'SendSignal', name, id, payload: { value: value as null }, by: 'test' });

describe('signals', () => {
  it('go to the node that waits for their name', () => {
    const run = driveExecution(
      workflow(
        [node('pay', 'signal', { name: 'payment' }), node('end', 'end', { output: '{{ pay.output.sum }}' })],
        ['start -> pay -> end'],
      ),
    );
    run.start();
    expect(run.state.status).toBe('waiting');
    send(run, 'other', 1);
    expect(run.state.status).toBe('waiting');
    send(run, 'payment', { sum: 7 });
    expect(run.output()).toBe(7);
    expect(run.trace()).toContain('SignalDropped');
    run.checkReplay();
  });

  it('are kept until a node waits for them, oldest first, and the same id counts once', () => {
    const run = driveExecution(
      workflow(
        [
          echo('a'),
          node('s1', 'signal', { name: 'go' }),
          node('s2', 'signal', { name: 'go' }),
          node('end', 'end', { output: '{{ [s1.output, s2.output] }}' }),
        ],
        ['start -> a -> s1 -> s2 -> end'],
      ),
    );
    run.start();
    send(run, 'go', 1, 'x');
    expect(send(run, 'go', 1, 'x')).toEqual([]);
    send(run, 'go', 2, 'y');
    run.checkReplay();
    run.complete('a');
    expect(run.output()).toEqual([1, 2]);
    run.checkReplay();
  });

  it('go to one of several waiting nodes, first come first served', () => {
    const run = driveExecution(
      workflow([node('s1', 'signal', { name: 'go' }), node('s2', 'signal', { name: 'go' })], ['start -> s1 -> end', 'start -> s2 -> end']),
    );
    run.start();
    send(run, 'go', 1, 'x');
    expect([run.node('s1').status, run.node('s2').status]).toEqual(['completed', 'waiting']);
    send(run, 'go', 2, 'y');
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });

  it('that do not come in time lead along timeout, or fail the node where nothing leads on', () => {
    const waiting = node('s', 'signal', { name: 'go', timeoutSeconds: 5 });
    const along = driveExecution(workflow([waiting, echo('late')], ['start -> s -> end', 's:timeout -> late -> end']));
    along.start();
    along.now += 5_000;
    along.send({ type: 'Wake' });
    expect(along.node('late').status).toBe('running');
    along.checkReplay();
    const fails = driveExecution(workflow([waiting], ['start -> s -> end']));
    fails.start();
    fails.now += 5_000;
    fails.send({ type: 'Wake' });
    expect(fails.state.error).toMatchObject({ code: 'TIMED_OUT', path: 's' });
  });

  it('are kept while the execution is paused and delivered when it goes on', () => {
    const run = driveExecution(workflow([node('s', 'signal', { name: 'go' })], ['start -> s -> end']));
    run.start();
    run.send({ type: 'Pause', by: 'test', reason: 'test' });
    send(run, 'go', 1);
    expect(run.node('s').status).toBe('waiting');
    run.send({ type: 'Resume', by: 'test' });
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });

  it('are refused by name beyond a thousand, beyond a mebibyte, and once the execution has ended', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    for (let n = 0; n < 1_000; n++) send(run, 'x', n);
    expect(() => send(run, 'x', 'more')).toThrow(expect.objectContaining({ code: 'SIGNALS_FULL' }));
    run.complete('a');
    expect(run.events.filter((event) => event.type === 'SignalDropped')).toHaveLength(1_000);
    expect(() => send(run, 'x', 'late')).toThrow(expect.objectContaining({ code: 'EXECUTION_ENDED' }));
    const large = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    large.start();
    for (let n = 0; n < 33; n++) send(large, 'x', `${n}`.padEnd(31_000, 'x'));
    expect(() => {
      for (let n = 50; n < 60; n++) send(large, 'x', `${n}`.padEnd(31_000, 'x'));
    }).toThrow(expect.objectContaining({ code: 'SIGNALS_FULL' }));
  });

  it('race against a timer: the first one cancels the other', () => {
    const definition = workflow(
      [
        node('paid', 'signal', { name: 'go' }),
        node('timer', 'wait', { seconds: 10 }),
        node('won', 'condition', { when: 'paid.status == "completed"' }, { join: 'first' }),
        echo('a'),
        echo('b'),
      ],
      ['start -> paid -> won', 'start -> timer -> won', 'won:true -> a -> end', 'won:false -> b -> end'],
    );
    const event = driveExecution(definition);
    event.start();
    send(event, 'go', 1);
    expect([event.node('timer').status, event.node('a').status, event.state.timers.size]).toEqual(['cancelled', 'running', 0]);
    event.checkReplay();
    const timer = driveExecution(definition);
    timer.start();
    timer.now += 10_000;
    timer.send({ type: 'Wake' });
    expect([timer.node('paid').status, timer.node('b').status]).toEqual(['cancelled', 'running']);
    send(timer, 'go', 1);
    expect(timer.state.signals.buffer.size).toBe(1);
    timer.checkReplay();
  });
});

describe('emit', () => {
  it('records the event under its type and goes on', () => {
    const run = driveExecution(
      workflow([node('tell', 'emit', { type: 'com.example.{{ input.what }}', data: { n: '{{ input.n }}' } })], ['start -> tell -> end']),
    );
    run.start({ what: 'paid', n: 3 });
    expect(run.events).toContainEqual(
      expect.objectContaining({ type: 'EventEmitted', eventType: 'com.example.paid', data: { value: { n: 3 } } }),
    );
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it.each(['', 'agentflow.execution.completed.v1', 'no spaces', 'x'.repeat(300)])('refuses the type %p', (what) => {
    const run = driveExecution(workflow([node('tell', 'emit', { type: '{{ input.what }}', data: null })], ['start -> tell -> end']));
    run.start({ what });
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'tell' });
  });
});

describe('a join each', () => {
  it('fires once per token, and what is downstream inherits the number', () => {
    const run = driveExecution(
      workflow(
        [echo('a'), echo('b'), echo('c', { join: 'each' }), node('end', 'end', { output: '{{ c.output }}' })],
        ['start -> a -> c', 'start -> b -> c', 'c -> end'],
      ),
    );
    run.start();
    run.complete('b');
    expect([...run.state.openTasks]).toEqual(['a', 'c[0]']);
    run.complete('a');
    run.complete('c[1]', 'one');
    expect(run.state.status).toBe('running');
    run.complete('c[0]', 'zero');
    expect(run.output()).toEqual({ 'end[0]': 'zero', 'end[1]': 'one' });
    run.checkReplay();
  });

  it('does not fire for dead edges and is skipped when all are dead', () => {
    const run = driveExecution(
      workflow(
        [
          node('x', 'switch', {
            cases: [
              { name: 'p', when: 'input.p' },
              { name: 'q', when: 'input.q' },
            ],
            mode: 'all',
          }),
          echo('c', { join: 'each' }),
          echo('d'),
        ],
        ['start -> x:p -> c', 'x:q -> c', 'x -> end', 'c -> d -> end'].map((chain) => chain.replace('x -> end', 'x:default -> end')),
      ),
    );
    run.start({ p: true, q: false });
    expect([...run.state.openTasks]).toEqual(['c[0]']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });

  it('shares nothing with another join each of the same body', () => {
    const run = driveExecution(
      workflow(
        [echo('a'), echo('b'), echo('c', { join: 'each' }), echo('c2'), echo('d'), echo('e'), echo('f', { join: 'each' }), echo('f2')],
        ['start -> a -> c -> c2 -> end', 'start -> b -> c', 'start -> d -> f -> f2', 'start -> e -> f'],
      ),
    );
    run.start();
    for (const path of ['a', 'd', 'c[0]', 'e', 'b', 'f[0]', 'f[1]', 'c[1]', 'f2[1]', 'c2[1]']) run.complete(path);
    run.checkReplay();
    expect([...run.state.openTasks].sort()).toEqual(['c2[0]', 'f2[0]']);
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });

  it('nests: lanes within lanes, containers within lanes', () => {
    const run = driveExecution(
      workflow(
        [
          echo('a'),
          echo('b'),
          echo('c', { join: 'each' }),
          echo('l'),
          echo('r'),
          node('m', 'map', { items: '[1, 2]' }, { join: 'each', body: body([echo('w')], ['start -> w -> end']) }),
        ],
        ['start -> a -> c', 'start -> b -> c', 'c -> l -> m', 'c -> r -> m', 'm -> end'],
      ),
    );
    run.start();
    run.runAll();
    expect([...run.state.nodes.keys()].filter((path) => path.endsWith('/w')).sort()).toEqual([
      'm[0][0][0]/w',
      'm[0][0][1]/w',
      'm[0][1][0]/w',
      'm[0][1][1]/w',
      'm[1][0][0]/w',
      'm[1][0][1]/w',
      'm[1][1][0]/w',
      'm[1][1][1]/w',
    ]);
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
});
