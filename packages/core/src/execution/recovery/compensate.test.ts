import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const book = (id: string, rest = {}) =>
  node(id, 'tool', { tool: 'echo', arguments: { what: id, n: '{{ input.n }}' } }, { effect: 'at_least_once', ...rest });
const open = (run: ExecutionDriver) => [...run.state.openTasks];

describe('compensation', () => {
  const trip = () =>
    workflow(
      [
        book('flight', { compensation: 'cancelFlight' }),
        book('hotel', { compensation: 'cancelHotel' }),
        echo('pay', { retry: { maxAttempts: 1 } }),
        node('cancelFlight', 'tool', {
          tool: 'echo',
          arguments: { of: '{{ compensated.output.ref }}', n: '{{ compensated.input.arguments.n }}' },
        }),
        echo('cancelHotel'),
      ],
      ['start -> flight -> pay -> end', 'start -> hotel -> pay'],
    );

  it('undoes what has completed, latest first and one after the other, before the execution has failed', () => {
    const run = driveExecution(trip());
    run.start({ n: 5 });
    run.complete('hotel', { ref: 'h' });
    run.complete('flight', { ref: 'f' });
    run.fail('pay', { code: 'CARD_REFUSED', message: 'no' });
    expect([run.state.phase, run.state.status]).toEqual(['compensating', 'running']);
    expect(open(run)).toEqual(['cancelFlight']);
    expect(run.node('cancelFlight').compensates).toMatchObject({
      of: 'flight',
      input: { value: { tool: 'echo', arguments: { what: 'flight', n: 5 } } },
      output: { value: { ref: 'f' } },
    });
    run.checkReplay();
    run.complete('cancelFlight');
    expect(run.node('flight').status).toBe('compensated');
    expect(open(run)).toEqual(['cancelHotel']);
    run.complete('cancelHotel');
    expect(run.state).toMatchObject({ status: 'failed', phase: null, error: { code: 'CARD_REFUSED', path: 'pay' } });
    run.checkReplay();
  });

  it('follows a stop too: what is in flight is awaited first', () => {
    const run = driveExecution(trip());
    run.start({ n: 1 });
    run.complete('hotel', { ref: 'h' });
    run.send({ type: 'Stop', by: 'test', reason: 'enough' });
    expect(run.state.phase).toBe('stopping');
    run.complete('flight', { ref: 'f' });
    expect(open(run)).toEqual(['cancelFlight']);
    expect(run.send({ type: 'Stop', by: 'test', reason: 'again' })).toEqual([]);
    expect(run.send({ type: 'Pause', by: 'test', reason: 'again' })).toEqual([]);
    run.runAll();
    expect(run.state.status).toBe('stopped');
    expect(run.trace().filter((line) => line.startsWith('CompensationStarted'))).toEqual([
      'CompensationStarted cancelFlight',
      'CompensationStarted cancelHotel',
    ]);
    run.checkReplay();
  });

  it('is retried like any task, and one that fails for good is on record while the others go on', () => {
    const run = driveExecution(trip());
    run.start({ n: 1 });
    run.complete('flight', { ref: 'f' });
    run.complete('hotel', { ref: 'h' });
    run.fail('pay', { retryable: false });
    run.fail('cancelHotel');
    expect(run.node('cancelHotel').status).toBe('retrying');
    run.now = run.state.timers.next()?.dueAt ?? 0;
    run.send({ type: 'Wake' });
    run.fail('cancelHotel', { retryable: false });
    expect(open(run)).toEqual(['cancelFlight']);
    run.complete('cancelFlight');
    expect(run.state).toMatchObject({ status: 'failed', error: { code: 'COMPENSATION_FAILED', path: 'cancelHotel' } });
    expect([run.node('hotel').status, run.node('flight').status]).toEqual(['completed', 'compensated']);
    run.checkReplay();
  });

  it('sees the iteration it belongs to, after the iteration is over, and one node may undo several', () => {
    const run = driveExecution(
      workflow(
        [
          node(
            'each',
            'map',
            { items: 'input.list', concurrency: 1 },
            {
              body: body(
                [
                  book('a', { compensation: 'undo' }),
                  book('b', { compensation: 'undo' }),
                  node('undo', 'tool', { tool: 'echo', arguments: { item: '{{ item }}' } }),
                ],
                ['start -> a -> b -> end'],
              ),
            },
          ),
          node('no', 'fail', { code: 'NO', message: 'no' }),
        ],
        ['start -> each -> no'],
      ),
    );
    run.start({ n: 1, list: ['x', 'y'] });
    run.complete('each[0]/a');
    run.complete('each[0]/b');
    run.complete('each[1]/a');
    run.complete('each[1]/b');
    const undone: string[] = [];
    while (open(run).length > 0) {
      run.checkReplay();
      const [path] = open(run) as [string];
      undone.push(`${path} ${JSON.stringify(run.node(path).scope.item)}`);
      run.complete(path);
    }
    expect(undone).toEqual([
      'each[1]/undo[b] {"value":"y"}',
      'each[1]/undo[a] {"value":"y"}',
      'each[0]/undo[b] {"value":"x"}',
      'each[0]/undo[a] {"value":"x"}',
    ]);
    expect(run.state.error).toMatchObject({ code: 'NO' });
  });

  it('undoes the calls of an agent, those of a failed attempt too', () => {
    const run = driveExecution(workflow([echo('agent', { retry: { maxAttempts: 1 } })], ['start -> agent -> end']));
    run.start();
    const compensation = { tool: 'refund', arguments: { id: '{{ compensated.output.id }}', sum: '{{ compensated.input.sum }}' } };
    run.step('agent', 0, {
      name: 'charge',
      effect: 'idempotent',
      request: { value: { sum: 3 } },
      response: { value: { id: 'c1' } },
      compensation,
    });
    run.step('agent', 1, {
      name: 'charge',
      effect: 'idempotent',
      request: { value: { sum: 4 } },
      response: { value: { id: 'c2' } },
      compensation,
    });
    run.fail('agent', { retryable: false });
    expect(open(run)).toEqual(['agent[undo1]']);
    expect(run.node('agent[undo1]').compensates?.call).toEqual({ tool: 'refund', arguments: { value: { id: 'c2', sum: 4 } } });
    run.checkReplay();
    run.complete('agent[undo1]');
    run.complete('agent[undo0]');
    expect(run.state.status).toBe('failed');
    run.checkReplay();
  });

  it('parks a call of a compensation whose outcome is unknown, and goes on once it is resolved', () => {
    const run = driveExecution(
      workflow(
        [book('a', { compensation: 'undo' }), echo('undo', { effect: 'at_most_once' }), node('no', 'fail', { code: 'NO', message: 'no' })],
        ['start -> a -> no'],
      ),
    );
    run.start({ n: 1 });
    run.complete('a');
    run.send({ type: 'StartEffect', path: 'undo', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
    run.send({ type: 'LoseTask', path: 'undo', attempt: 1, reason: 'worker-lost' });
    expect([run.state.phase, run.state.status, run.node('undo').status]).toEqual(['compensating', 'waiting', 'uncertain']);
    expect(() => run.send({ type: 'ResolveUncertain', path: 'undo', resolution: 'compensate', by: 'test' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    run.send({ type: 'ResolveUncertain', path: 'undo', resolution: 'done', output: { value: 1 }, by: 'test' });
    run.complete('undo');
    expect(run.state.status).toBe('failed');
    run.checkReplay();
  });

  it.each(['stop', 'continue'] as const)(
    'is a way to resolve an unknown outcome: the node fails (%s) and what it may have done is undone',
    (onError) => {
      const run = driveExecution(
        workflow(
          [echo('a', { effect: 'at_most_once', compensation: 'undo', onError }), echo('undo'), echo('after')],
          ['start -> a -> after -> end'],
        ),
      );
      run.start();
      run.send({ type: 'StartEffect', path: 'a', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
      run.send({ type: 'LoseTask', path: 'a', attempt: 1, reason: 'worker-lost' });
      run.send({ type: 'ResolveUncertain', path: 'a', resolution: 'compensate', by: 'test' });
      expect(open(run).sort()).toEqual(onError === 'stop' ? ['undo'] : ['after', 'undo']);
      run.runAll();
      expect(run.state.status).toBe(onError === 'stop' ? 'failed' : 'completed');
      expect(run.node('a').error).toMatchObject(onError === 'stop' ? { code: 'EFFECT_COMPENSATED' } : { code: 'EFFECT_COMPENSATED' });
      run.checkReplay();
    },
  );

  it('undoes a completed execution by command, and says so where there is nothing to undo', () => {
    const run = driveExecution(workflow([book('a', { compensation: 'undo' }), echo('undo')], ['start -> a -> end']));
    run.start({ n: 1 });
    run.complete('a');
    expect(run.state.status).toBe('completed');
    run.send({ type: 'Compensate', by: 'test', reason: 'customer withdrew' });
    expect(open(run)).toEqual(['undo']);
    run.checkReplay();
    run.complete('undo');
    expect(run.state.status).toBe('stopped');
    run.checkReplay();
    const none = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    none.start();
    none.complete('a');
    expect(() => none.send({ type: 'Compensate', by: 'test', reason: '' })).toThrow(
      expect.objectContaining({ code: 'NOTHING_TO_COMPENSATE' }),
    );
  });

  it('begins again with a compensation that the end of the execution called off', () => {
    const run = driveExecution(
      workflow(
        [
          echo('a', { effect: 'at_most_once', compensation: 'undo', onError: 'continue' }),
          echo('undo', { retry: { maxAttempts: 5, initialDelaySeconds: 50, backoff: 'fixed' } }),
          echo('after'),
        ],
        ['start -> a -> after -> end'],
      ),
    );
    run.start();
    run.send({ type: 'StartEffect', path: 'a', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
    run.send({ type: 'LoseTask', path: 'a', attempt: 1, reason: 'worker-lost' });
    run.send({ type: 'ResolveUncertain', path: 'a', resolution: 'compensate', by: 'test' });
    run.fail('undo');
    expect(run.node('undo').status).toBe('retrying');
    run.send({ type: 'Stop', by: 'test', reason: 'enough' });
    expect([run.state.phase, open(run)]).toEqual(['compensating', ['undo']]);
    run.complete('undo');
    expect(run.state.status).toBe('stopped');
    run.checkReplay();
  });

  it('waits for large values that it reads', () => {
    const run = driveExecution(
      workflow(
        [
          echo('big'),
          node('a', 'tool', { tool: 'echo', arguments: { text: '{{ big.output }}' } }, { effect: 'at_least_once', compensation: 'undo' }),
          echo('undo'),
          node('no', 'fail', { code: 'NO', message: 'no' }),
        ],
        ['start -> big -> a -> no'],
      ),
    );
    run.start();
    const text = 'x'.repeat(50_000);
    const digest = run.plant(text);
    run.send({ type: 'EndTask', path: 'big', attempt: 1, outcome: { status: 'completed', output: digest } });
    run.complete('a');
    expect(open(run)).toEqual(['undo']);
    expect(run.node('undo').compensates?.input).toMatchObject({ ref: expect.stringContaining('sha256:') as string });
    run.checkReplay();
  });

  it('that a person asks for waits for large values too, and the execution does not complete before it; without what is lost it does without', () => {
    for (const lost of [false, true]) {
      const run = driveExecution(
        workflow(
          [
            echo('big'),
            node(
              'a',
              'tool',
              { tool: 'echo', arguments: { text: '{{ big.output }}' } },
              { effect: 'at_most_once', compensation: 'undo', onError: 'continue' },
            ),
            echo('undo'),
          ],
          ['start -> big -> a -> end'],
        ),
      );
      run.start();
      const held = run.plant('x'.repeat(50_000));
      run.send({ type: 'EndTask', path: 'big', attempt: 1, outcome: { status: 'completed', output: held } });
      run.send({ type: 'StartEffect', path: 'a', attempt: 1, index: 0, name: 'x', key: 'k', requestHash: 'h' });
      run.send({ type: 'LoseTask', path: 'a', attempt: 1, reason: 'worker-lost' });
      if (lost) run.lose(held);
      run.send({ type: 'ResolveUncertain', path: 'a', resolution: 'compensate', by: 'test' });
      expect([run.state.status, open(run)]).toEqual(['running', ['undo']]);
      const input = run.node('undo').compensates?.input;
      if (lost) expect(input).toEqual({ value: { tool: 'echo', arguments: { text: null } } });
      else expect(input).toMatchObject({ ref: expect.stringContaining('sha256:') as string });
      run.complete('undo');
      expect(run.state.status).toBe('completed');
      run.checkReplay();
    }
  });

  it('without values that are lost does without them in a saga as well', () => {
    const run = driveExecution(
      workflow(
        [
          echo('big'),
          node('a', 'tool', { tool: 'echo', arguments: { text: '{{ big.output }}' } }, { effect: 'at_least_once', compensation: 'undo' }),
          echo('undo'),
          node('no', 'fail', { code: 'NO', message: 'no' }),
        ],
        ['start -> big -> a -> no'],
      ),
    );
    run.start();
    const held = run.plant('x'.repeat(50_000));
    run.send({ type: 'EndTask', path: 'big', attempt: 1, outcome: { status: 'completed', output: held } });
    run.lose(held);
    run.complete('a');
    expect(run.node('undo').compensates?.input).toEqual({ value: { tool: 'echo', arguments: { text: null } } });
    run.complete('undo');
    expect(run.state).toMatchObject({ status: 'failed', error: { code: 'NO' } });
    run.checkReplay();
  });
});
