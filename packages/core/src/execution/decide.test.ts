import { body, driveExecution, node, workflow } from '@agentflow/testkit';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);

describe('an execution', () => {
  it('runs a chain of tasks and answers the output of its end', () => {
    const run = driveExecution(
      workflow([echo('a'), echo('b'), node('end', 'end', { output: { sum: '{{ a.output + b.output }}' } })], ['start -> a -> b -> end']),
    );
    run.start({ n: 1 });
    run.complete('a', 2);
    run.complete('b', 3);
    expect(run.output()).toEqual({ sum: 5 });
    expect(run.trace()).toEqual([
      'ExecutionStarted',
      'TaskScheduled a',
      'NodeCompleted a',
      'TaskScheduled b',
      'NodeCompleted b',
      'NodeCompleted end',
      'ExecutionCompleted',
    ]);
    run.checkReplay();
  });

  it('says nothing to a repeated start of the same body, and refuses another body', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    expect(run.start()).toEqual([]);
    const {
      type: _,
      seq: _seq,
      deadline: _deadline,
      ...fields
    } = run.events[0] as Extract<(typeof run.events)[0], { type: 'ExecutionStarted' }>;
    expect(() => run.send({ type: 'StartExecution', ...fields, bodyHash: 'other' })).toThrow(
      expect.objectContaining({ code: 'IDEMPOTENCY_MISMATCH' }),
    );
  });

  it('ignores late and repeated results', () => {
    const run = driveExecution(workflow([echo('a'), echo('b')], ['start -> a -> b -> end']));
    run.start();
    run.complete('a', 1);
    expect(run.send({ type: 'EndTask', path: 'a', attempt: 1, outcome: { status: 'completed', output: { value: 2 } } })).toEqual([]);
    expect(run.send({ type: 'EndTask', path: 'nowhere', attempt: 1, outcome: { status: 'completed', output: { value: 2 } } })).toEqual([]);
    expect(run.node('a').output).toEqual({ value: 1 });
  });

  it('takes the chosen handle, kills the other path and skips what lies on it', () => {
    const run = driveExecution(
      workflow(
        [
          node('c', 'condition', { when: 'input.n > 1' }),
          echo('yes'),
          echo('no'),
          echo('no2'),
          node('end', 'end', { output: '{{ no2.output }}' }),
        ],
        ['start -> c:true -> yes -> end', 'c:false -> no -> no2 -> end'],
      ),
    );
    run.start({ n: 2 });
    run.runAll();
    expect(run.node('no').status).toBe('skipped');
    expect(run.node('no2').status).toBe('skipped');
    expect(run.output()).toBeNull();
    run.checkReplay();
  });

  it.each([
    [5, ['low']],
    [50, ['low', 'high']],
    [0, ['default']],
  ])('follows every case that holds in a switch of mode all (%s)', (n, handles) => {
    const run = driveExecution(
      workflow(
        [
          node('s', 'switch', {
            mode: 'all',
            cases: [
              { name: 'low', when: 'input.n > 1' },
              { name: 'high', when: 'input.n > 10' },
            ],
          }),
          echo('a'),
          echo('b'),
          echo('c'),
        ],
        ['start -> s:low -> a -> end', 's:high -> b -> end', 's:default -> c -> end'],
      ),
    );
    run.start({ n });
    run.runAll();
    const done = run.events.find((event) => event.type === 'NodeCompleted' && event.path === 's');
    expect(done).toMatchObject({ handles });
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });

  it('takes the first case that holds otherwise', () => {
    const run = driveExecution(
      workflow(
        [
          node('s', 'switch', {
            cases: [
              { name: 'x', when: 'input.n > 1' },
              { name: 'y', when: 'input.n > 0' },
            ],
          }),
          echo('a'),
          echo('b'),
        ],
        ['start -> s:x -> a -> end', 's:y -> b -> end'],
      ),
    );
    run.start({ n: 5 });
    run.runAll();
    expect([run.node('a').status, run.node('b').status]).toEqual(['completed', 'skipped']);
  });

  it('answers an object by id when several ends are reached', () => {
    const run = driveExecution(
      workflow(
        [node('p', 'parallel'), node('end', 'end', { output: 1 }), node('e2', 'end', { output: 'two' })],
        ['start -> p -> end', 'p -> e2'],
      ),
    );
    run.start();
    expect(run.output()).toEqual({ end: 1, e2: 'two' });
    run.checkReplay();
  });
});

describe('joins', () => {
  const diamond = (join: object | string, count = 3) => {
    const names = Array.from({ length: count }, (_, i) => `t${i}`);
    return workflow(
      [...names.map((name) => echo(name)), node('j', 'join', {}, { join: join as never }), echo('after')],
      [...names.map((name) => `start -> ${name} -> j`), 'j -> after -> end'],
    );
  };
  it('all waits for every edge and collects the outputs', () => {
    const run = driveExecution(diamond('all'));
    run.start();
    run.complete('t0', 'a');
    run.complete('t2', 'c');
    expect(run.state.nodes.has('j')).toBe(false);
    run.complete('t1', 'b');
    expect(run.node('j').output).toEqual({ value: { t0: 'a', t1: 'b', t2: 'c' } });
    run.checkReplay();
  });
  it('any fires on the first and absorbs the others', () => {
    const run = driveExecution(diamond('any'));
    run.start();
    run.complete('t1', 1);
    run.complete('after');
    expect(run.state.status).toBe('running');
    run.runAll();
    expect(run.state.status).toBe('completed');
    expect(run.trace().filter((line) => line === 'NodeCompleted j')).toHaveLength(1);
    run.checkReplay();
  });
  it('first cancels what the others are doing', () => {
    const run = driveExecution(diamond('first'));
    run.start();
    run.complete('t1', 1);
    expect([run.node('t0').status, run.node('t2').status]).toEqual(['cancelled', 'cancelled']);
    run.complete('after');
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('first leaves alone what leads elsewhere too', () => {
    const run = driveExecution(
      workflow(
        [echo('a'), echo('b'), echo('c'), node('j', 'join', {}, { join: 'first' })],
        ['start -> a -> j -> end', 'start -> b -> j', 'b -> c -> end'],
      ),
    );
    run.start();
    run.complete('a');
    expect(run.node('b').status).toBe('running');
    run.runAll();
    expect(run.node('c').status).toBe('completed');
  });
  it('n fires at the n-th and can cancel the rest', () => {
    const run = driveExecution(diamond({ n: 2, cancel: true }));
    run.start();
    run.complete('t0');
    expect(run.state.nodes.has('j')).toBe(false);
    run.complete('t1');
    expect(run.node('t2').status).toBe('cancelled');
    run.checkReplay();
  });
  it('n that can no longer be reached fails with JOIN_UNREACHABLE', () => {
    const run = driveExecution(
      workflow(
        [node('c', 'condition', { when: 'false' }), echo('a'), echo('b'), node('j', 'join', {}, { join: { n: 2 } })],
        ['start -> a -> j -> end', 'start -> c:true -> b -> j'],
      ),
    );
    run.start();
    run.complete('a');
    expect(run.state.error).toMatchObject({ code: 'JOIN_UNREACHABLE', path: 'j' });
    run.checkReplay();
  });
  it('when decides at each arrival', () => {
    const run = driveExecution(diamond({ when: 'live >= 2' }));
    run.start();
    run.complete('t0');
    expect(run.state.nodes.has('j')).toBe(false);
    run.complete('t1');
    expect(run.node('j').status).toBe('completed');
    run.checkReplay();
  });
  it('is skipped when all its edges are dead', () => {
    const run = driveExecution(
      workflow(
        [node('c', 'condition', { when: 'false' }), echo('a'), echo('b'), node('j', 'join')],
        ['start -> c:true -> a -> j -> end', 'c:true -> b -> j', 'c:false -> end'],
      ),
    );
    run.start();
    expect(run.node('j').status).toBe('skipped');
    expect(run.state.status).toBe('completed');
  });
});

describe('map', () => {
  const mapped = (config: object, inner = [echo('t')]) =>
    workflow(
      [
        node(
          'each',
          'map',
          { items: 'input.list', ...config },
          { body: body(inner, [['start', ...inner.map((n) => n.id), 'end'].join(' -> ')]) },
        ),
        node('end', 'end', { output: '{{ each.output }}' }),
      ],
      ['start -> each -> end'],
    );

  it('runs its body once per item, no more at once than it may, and keeps item order', () => {
    const definition = workflow(
      [
        node(
          'each',
          'map',
          { items: 'input.list', concurrency: 2 },
          {
            body: body(
              [
                echo('t'),
                node('end', 'end', { output: { item: '{{ item }}', index: '{{ index }}', outer: '{{ each.item }}', t: '{{ t.output }}' } }),
              ],
              ['start -> t -> end'],
            ),
          },
        ),
        node('end', 'end', { output: '{{ each.output }}' }),
      ],
      ['start -> each -> end'],
    );
    const run = driveExecution(definition);
    run.start({ list: ['x', 'y', 'z'] });
    expect([...run.state.openTasks]).toEqual(['each[0]/t', 'each[1]/t']);
    run.complete('each[1]/t', 'second');
    expect([...run.state.openTasks]).toEqual(['each[0]/t', 'each[2]/t']);
    run.complete('each[2]/t', 'third');
    run.complete('each[0]/t', 'first');
    expect(run.output()).toEqual([
      { item: 'x', index: 0, outer: 'x', t: 'first' },
      { item: 'y', index: 1, outer: 'y', t: 'second' },
      { item: 'z', index: 2, outer: 'z', t: 'third' },
    ]);
    run.checkReplay();
  });
  it('is empty for no items', () => {
    const run = driveExecution(mapped({}));
    run.start({ list: [] });
    expect(run.output()).toEqual([]);
    run.checkReplay();
  });
  it('fails when its items are no list', () => {
    const run = driveExecution(mapped({}));
    run.start({ list: 7 });
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'each' });
  });
  it('ends early by its stop rule', () => {
    const run = driveExecution(mapped({ concurrency: 1, stopWhen: 'index >= 1' }));
    run.start({ list: [1, 2, 3, 4] });
    run.complete('each[0]/t');
    run.complete('each[1]/t');
    expect(run.state.status).toBe('completed');
    expect((run.output() as unknown[]).length).toBe(2);
    run.checkReplay();
  });
  it('fails with the error of an item that fails, and cancels the others', () => {
    const run = driveExecution(mapped({}));
    run.start({ list: [1, 2, 3] });
    run.fail('each[1]/t', { retryable: false });
    expect(run.state.error).toEqual({ code: 'TOOL_FAILED', message: 'it broke', path: 'each[1]/t' });
    expect(run.node('each[0]/t').status).toBe('cancelled');
    run.checkReplay();
  });
  it('can go on along its own error edge', () => {
    const definition = workflow(
      [node('each', 'map', { items: '[1, 2]' }, { body: body([echo('t')], ['start -> t -> end']) }), echo('rescue')],
      ['start -> each -> end', 'each:error -> rescue -> end'],
    );
    const run = driveExecution(definition);
    run.start();
    run.fail('each[0]/t', { retryable: false });
    run.runAll();
    expect(run.state.status).toBe('completed');
    expect(run.node('each').error).toEqual({ code: 'TOOL_FAILED', message: 'it broke' });
    run.checkReplay();
  });
  it('nests', () => {
    const inner = node(
      'inner',
      'map',
      { items: 'item' },
      { body: body([echo('t'), node('end', 'end', { output: '{{ outer.index * 10 + index }}' })], ['start -> t -> end']) },
    );
    const run = driveExecution(
      workflow(
        [
          node(
            'outer',
            'map',
            { items: '[[1, 2], [3]]' },
            { body: body([inner, node('end', 'end', { output: '{{ inner.output }}' })], ['start -> inner -> end']) },
          ),
          node('end', 'end', { output: '{{ outer.output }}' }),
        ],
        ['start -> outer -> end'],
      ),
    );
    run.start();
    run.runAll();
    expect(run.output()).toEqual([[0, 1], [10]]);
    run.checkReplay();
  });
});

describe('waiting', () => {
  it('wakes from a wait at its time, never before', () => {
    const run = driveExecution(workflow([node('w', 'wait', { seconds: 5 })], ['start -> w -> end']));
    run.start();
    expect(run.state.status).toBe('waiting');
    run.now += 4_999;
    expect(run.send({ type: 'Wake' })).toEqual([]);
    run.now += 1;
    run.send({ type: 'Wake' });
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('waits until a time, and not at all for one that has passed', () => {
    const at = new Date(1_005_000).toISOString();
    const run = driveExecution(
      workflow([node('w', 'wait', { until: at }), node('w2', 'wait', { until: at })], ['start -> w -> w2 -> end']),
    );
    run.start();
    run.now = 1_005_000;
    run.send({ type: 'Wake' });
    expect(run.state.status).toBe('completed');
  });
  it.each([[{ seconds: '{{ input.n }}' }], [{ until: '{{ input.n }}' }]])('refuses a time that is none: %j', (config) => {
    const run = driveExecution(workflow([node('w', 'wait', config)], ['start -> w -> end']));
    run.start({ n: 'soon' });
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'w' });
  });

  const approval = (more: object = {}, chains = ['start -> ask -> end']) =>
    driveExecution(
      workflow(
        [
          node('ask', 'human', {
            prompt: 'OK, {{ input.who }}?',
            schema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } },
            ...more,
          }),
          node('end', 'end', { output: '{{ ask.output }}' }),
          echo('late'),
        ].filter((n) => n.id !== 'late' || chains.length > 1),
        chains,
      ),
    );
  it('asks a person and goes on with the answer', () => {
    const run = approval();
    run.start({ who: 'Ann' });
    expect(run.node('ask').human).toMatchObject({ prompt: 'OK, Ann?', expiresAt: null });
    expect(() => run.send({ type: 'AnswerInput', path: 'ask', value: { value: { ok: 'yes' } }, by: 'a' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    run.send({ type: 'AnswerInput', path: 'ask', value: { value: { ok: true } }, by: 'a' });
    expect(run.output()).toEqual({ ok: true });
    expect(() => run.send({ type: 'AnswerInput', path: 'ask', value: { value: { ok: true } }, by: 'a' })).toThrow(
      expect.objectContaining({ code: 'ALREADY_ANSWERED' }),
    );
    run.checkReplay();
  });
  it('never evaluates what a person answered', () => {
    const run = approval();
    run.start({ who: '{{ 1 + 1 }}' });
    expect(run.node('ask').human?.prompt).toBe('OK, {{ 1 + 1 }}?');
  });
  it('fails with TIMED_OUT when nobody answers and no edge says otherwise', () => {
    const run = approval({ timeoutSeconds: 60 });
    run.start({ who: 'x' });
    run.now += 60_000;
    run.send({ type: 'Wake' });
    expect(run.state.error).toMatchObject({ code: 'TIMED_OUT', path: 'ask' });
    run.checkReplay();
  });
  it('goes along the timeout edge when there is one', () => {
    const run = approval({ timeoutSeconds: 60 }, ['start -> ask -> end', 'ask:timeout -> late -> end']);
    run.start({ who: 'x' });
    run.now += 60_000;
    run.send({ type: 'Wake' });
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('refuses an answer nobody asked for', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    expect(() => run.send({ type: 'AnswerInput', path: 'a', value: { value: 1 }, by: 'x' })).toThrow(
      expect.objectContaining({ code: 'INPUT_NOT_WAITING' }),
    );
    run.complete('a');
    expect(() => run.send({ type: 'AnswerInput', path: 'a', value: { value: 1 }, by: 'x' })).toThrow(
      expect.objectContaining({ code: 'EXECUTION_ENDED' }),
    );
  });
});

describe('failure', () => {
  const failing = (rest: object, chains = ['start -> a -> end']) =>
    driveExecution(
      workflow(
        [echo('a', rest), echo('b'), node('end', 'end', { output: { a: '{{ a.output }}', error: '{{ a.error }}' } })].filter(
          (n) => n.id !== 'b' || chains.length > 1,
        ),
        chains,
      ),
    );

  it('retries with back-off until the policy is exhausted', () => {
    const run = failing({ retry: { maxAttempts: 3, initialDelaySeconds: 10, backoff: 'fixed' } });
    run.start();
    for (const attempt of [1, 2]) {
      run.fail('a');
      expect(run.node('a')).toMatchObject({ status: 'retrying', attempt });
      run.now += 9_999;
      expect(run.send({ type: 'Wake' })).toEqual([]);
      run.now += 1;
      run.send({ type: 'Wake' });
    }
    run.fail('a');
    expect(run.state.error).toEqual({ code: 'TOOL_FAILED', message: 'it broke', path: 'a' });
    run.checkReplay();
  });
  it('waits at least as long as the target asked for', () => {
    const run = failing({ retry: { initialDelaySeconds: 1 } });
    run.start();
    run.fail('a', { retryAfterMs: 30_000 });
    expect(run.state.timers.get('a')?.dueAt).toBe(run.now + 30_000);
  });
  it('does not retry what is not retryable', () => {
    const run = failing({});
    run.start();
    run.fail('a', { retryable: false });
    expect(run.state.status).toBe('failed');
  });
  it('goes on with null, the fallback, or along the error edge', () => {
    const passOver = failing({ onError: 'continue' });
    passOver.start();
    passOver.fail('a', { retryable: false });
    expect(passOver.output()).toEqual({ a: null, error: { code: 'TOOL_FAILED', message: 'it broke' } });
    const fallback = failing({ onError: 'fallback', fallback: { plan: 'b' } });
    fallback.start();
    fallback.fail('a', { retryable: false });
    expect(fallback.output()).toMatchObject({ a: { plan: 'b' } });
    const edge = failing({ onError: 'fallback', fallback: 1 }, ['start -> a -> end', 'a:error -> b -> end']);
    edge.start();
    edge.fail('a', { retryable: false });
    expect([...edge.state.openTasks]).toEqual(['b']);
    edge.runAll();
    for (const run of [passOver, fallback, edge]) run.checkReplay();
  });
  it('fails by a fail node with its code and message, past any onError', () => {
    const run = driveExecution(
      workflow([node('f', 'fail', { code: 'TOO_BIG', message: 'got {{ input.n }}' }, { onError: 'continue' })], ['start -> f -> end']),
    );
    run.start({ n: 7 });
    expect(run.state.error).toEqual({ code: 'TOO_BIG', message: 'got 7', path: 'f' });
  });
  it('ends at once by terminate and cancels the rest', () => {
    const run = driveExecution(
      workflow([echo('a'), node('t', 'terminate', { output: { early: true } })], ['start -> a -> end', 'start -> t']),
    );
    run.start();
    expect(run.output()).toEqual({ early: true });
    expect(run.node('a').status).toBe('cancelled');
    run.checkReplay();
  });
  it('ends with EXECUTION_TIMED_OUT at its own deadline, waiting included', () => {
    const run = driveExecution(
      workflow([node('w', 'wait', { seconds: 100 })], ['start -> w -> end'], { settings: { timeoutSeconds: 10 } }),
    );
    run.start();
    run.now += 10_000;
    run.send({ type: 'Wake' });
    expect(run.state.error).toMatchObject({ code: 'EXECUTION_TIMED_OUT', path: null });
    run.checkReplay();
  });
  it('fails the node whose expression fails', () => {
    const run = driveExecution(workflow([node('s', 'set', { values: { x: '{{ input.missing }}' } })], ['start -> s -> end']));
    run.start({});
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 's' });
  });
  it('times an attempt out and tries again', () => {
    const run = failing({ timeoutSeconds: 5, retry: { initialDelaySeconds: 0 } });
    run.start();
    run.send({ type: 'LoseTask', path: 'a', attempt: 1, reason: 'timed-out' });
    run.send({ type: 'Wake' });
    expect(run.node('a').attempt).toBe(2);
    run.checkReplay();
  });
});

describe('pause and stop', () => {
  it('lets attempts in flight finish, starts nothing new, and goes on where it stood', () => {
    const run = driveExecution(workflow([echo('a'), echo('b')], ['start -> a -> b -> end']));
    run.start();
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    expect(run.state).toMatchObject({ status: 'running', phase: 'pausing' });
    run.complete('a');
    expect(run.state).toMatchObject({ status: 'paused', phase: null });
    expect(run.state.openTasks.size).toBe(0);
    expect(run.send({ type: 'Pause', by: 'x', reason: 'r' })).toEqual([]);
    run.send({ type: 'Resume', by: 'x' });
    expect([...run.state.openTasks]).toEqual(['b']);
    expect(run.send({ type: 'Resume', by: 'x' })).toEqual([]);
    run.complete('b');
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('acts on timers that fell due while paused when it is resumed; its deadline runs on', () => {
    const run = driveExecution(
      workflow([node('w', 'wait', { seconds: 5 }), node('w2', 'wait', { seconds: 100 })], ['start -> w -> end', 'start -> w2 -> end'], {
        settings: { timeoutSeconds: 50 },
      }),
    );
    run.start();
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    run.now += 10_000;
    expect(run.send({ type: 'Wake' })).toEqual([]);
    run.send({ type: 'Resume', by: 'x' });
    run.send({ type: 'Wake' });
    expect(run.node('w').status).toBe('completed');
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    run.now += 50_000;
    run.send({ type: 'Wake' });
    expect(run.state.error).toMatchObject({ code: 'EXECUTION_TIMED_OUT' });
    run.checkReplay();
  });
  it('records an answer given while paused and goes on after', () => {
    const run = driveExecution(workflow([node('ask', 'human', { prompt: '?', schema: {} }), echo('b')], ['start -> ask -> b -> end']));
    run.start();
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    run.send({ type: 'AnswerInput', path: 'ask', value: { value: 1 }, by: 'x' });
    expect(run.state.openTasks.size).toBe(0);
    run.send({ type: 'Resume', by: 'x' });
    run.runAll();
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('stops at once what waits, and pure work; repeated stops are quiet, other commands refused', () => {
    const run = driveExecution(workflow([echo('a'), node('w', 'wait', { seconds: 5 })], ['start -> a -> end', 'start -> w -> end']));
    run.start();
    run.send({ type: 'Stop', by: 'x', reason: 'enough' });
    expect(run.state.status).toBe('stopped');
    expect(run.send({ type: 'Stop', by: 'x', reason: 'enough' })).toEqual([]);
    expect(() => run.send({ type: 'Pause', by: 'x', reason: 'r' })).toThrow(expect.objectContaining({ code: 'EXECUTION_ENDED' }));
    run.checkReplay();
  });
  it('waits for calls that may have changed something outside before it has stopped', () => {
    const run = driveExecution(workflow([node('h', 'http', { method: 'POST', url: 'https://x.example' })], ['start -> h -> end']));
    run.start();
    run.send({ type: 'Stop', by: 'x', reason: 'enough' });
    expect(run.state).toMatchObject({ phase: 'stopping', status: 'running' });
    run.complete('h', { status: 200 });
    expect(run.state.status).toBe('stopped');
    expect(run.node('h').status).toBe('completed');
    run.checkReplay();
  });
  it('counts an attempt as cancelled when it does not answer within its grace', () => {
    const run = driveExecution(workflow([node('h', 'http', { method: 'POST', url: 'https://x.example' })], ['start -> h -> end']));
    run.start();
    run.send({ type: 'Stop', by: 'x', reason: 'enough' });
    run.send({ type: 'LoseTask', path: 'h', attempt: 1, reason: 'worker-lost' });
    expect([run.state.status, run.node('h').status]).toEqual(['stopped', 'cancelled']);
  });
});

describe('effects', () => {
  const paying = () =>
    driveExecution(
      workflow(
        [
          node('pay', 'http', { method: 'POST', url: 'https://pay.example' }, { effect: 'at_most_once' }),
          node('end', 'end', { output: '{{ pay.output }}' }),
        ],
        ['start -> pay -> end'],
      ),
    );
  const started = () => {
    const run = paying();
    run.start();
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'pay.example', key: 'k', requestHash: 'h' });
    return run;
  };
  it('parks a started at_most_once call whose answer is lost', () => {
    const run = started();
    run.send({ type: 'LoseTask', path: 'pay', attempt: 1, reason: 'worker-lost' });
    expect(run.state.status).toBe('waiting');
    expect(run.node('pay').status).toBe('uncertain');
    run.checkReplay();
  });
  it('does not park one whose answer was recorded, and never repeats it', () => {
    const run = started();
    run.step('pay', 0, { effect: 'at_most_once' });
    run.send({ type: 'LoseTask', path: 'pay', attempt: 1, reason: 'worker-lost' });
    expect(run.node('pay').status).toBe('running');
    expect(run.node('pay').task?.steps.size).toBe(1);
  });
  it('is repeated freely before it has started', () => {
    const run = paying();
    run.start();
    expect(run.send({ type: 'LoseTask', path: 'pay', attempt: 1, reason: 'worker-lost' })).toEqual([]);
    expect(run.state.openTasks.has('pay')).toBe(true);
  });
  it('does not retry an answered error of an at_most_once call', () => {
    const run = started();
    run.step('pay', 0, { effect: 'at_most_once' });
    run.fail('pay', { retryable: true });
    expect(run.state.status).toBe('failed');
  });
  it('goes on with what a person says was done', () => {
    const run = started();
    run.fail('pay', { code: 'HTTP_UNAVAILABLE' });
    run.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'done', output: { value: { status: 200 } }, by: 'ann' });
    expect(run.node('pay')).toMatchObject({ status: 'running', attempt: 2 });
    expect(run.node('pay').task?.steps.get(0)?.response).toEqual({ value: { status: 200 } });
    run.complete('pay', { status: 200 });
    expect(run.output()).toEqual({ status: 200 });
    run.checkReplay();
  });
  it('fails with EFFECT_NOT_DONE, or repeats under a new generation', () => {
    const notDone = started();
    notDone.fail('pay');
    notDone.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'not_done', by: 'ann' });
    expect(notDone.state.error).toMatchObject({ code: 'EFFECT_NOT_DONE' });
    const again = started();
    again.fail('pay');
    again.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'repeat', by: 'ann' });
    expect(again.node('pay').task).toMatchObject({ generation: 1, started: null });
    for (const run of [notDone, again]) run.checkReplay();
  });
  it('refuses to resolve what is not uncertain, and compensation where there is none', () => {
    const run = started();
    expect(() => run.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'done', by: 'ann' })).toThrow(
      expect.objectContaining({ code: 'NOT_UNCERTAIN' }),
    );
    run.fail('pay');
    expect(() => run.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'compensate', by: 'ann' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
  it('has to be resolved before a stop can end', () => {
    const run = started();
    run.send({ type: 'Stop', by: 'x', reason: 'r' });
    run.send({ type: 'LoseTask', path: 'pay', attempt: 1, reason: 'worker-lost' });
    expect(run.state).toMatchObject({ phase: 'stopping', status: 'waiting' });
    run.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'done', by: 'ann' });
    expect(run.state.status).toBe('stopped');
    run.checkReplay();
  });
  it('gives recorded steps to the next attempt and drops those named, with a new generation', () => {
    const run = driveExecution(workflow([node('l', 'llm', { model: 'scripted/x', prompt: 'p' })], ['start -> l -> end']));
    run.start();
    run.step('l', 0, { effect: 'read', usage: { inputTokens: 5, outputTokens: 7, cost: '0.1' } });
    run.step('l', 1, { effect: 'read', usage: { inputTokens: 1, outputTokens: 1, cost: '0.2' } });
    expect(run.step('l', 1)).toEqual([]);
    run.fail('l', {}, 1);
    expect([...(run.node('l').task?.steps.keys() ?? [])]).toEqual([0]);
    expect(run.node('l').task?.generation).toBe(1);
    expect(run.state.usage).toEqual({ inputTokens: 6, outputTokens: 8, cost: '0.3' });
    run.checkReplay();
  });
  it('fails for good when an effect lies among the steps to be dropped', () => {
    const run = driveExecution(workflow([node('l', 'llm', { model: 'scripted/x', prompt: 'p' })], ['start -> l -> end']));
    run.start();
    run.step('l', 0, { effect: 'at_least_once' });
    run.fail('l', {}, 0);
    expect(run.state.status).toBe('failed');
  });
  it('refuses a second start of the same call, and starts for a closed attempt', () => {
    const run = started();
    const again = { type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'p', key: 'k', requestHash: 'h' } as const;
    expect(() => run.send(again)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    expect(() => run.send({ ...again, attempt: 2 })).toThrow(expect.objectContaining({ code: 'TASK_CANCELLED' }));
  });
});

describe('large values', () => {
  const big = 'x'.repeat(40_000);
  it('go by reference, and inline work that needs them goes on once they are loaded', () => {
    const run = driveExecution(
      workflow(
        [
          echo('a'),
          node('s', 'set', { values: { length: '{{ size(a.output) }}', copy: '{{ a.output }}' } }),
          node('end', 'end', { output: '{{ s.output.length }}' }),
        ],
        ['start -> a -> s -> end'],
      ),
    );
    run.start();
    run.send({ type: 'EndTask', path: 'a', attempt: 1, outcome: { status: 'completed', output: { value: big } } });
    expect(run.output()).toBe(40_000);
    expect(run.node('s').output).toHaveProperty('ref');
    expect(run.trace()).toContain('NodeStarted end');
    run.checkReplay();
  });
  it('are assembled from the iterations of a map', () => {
    const run = driveExecution(
      workflow(
        [
          node(
            'each',
            'map',
            { items: '[1, 2, 3]' },
            {
              body: body(
                [node('s', 'set', { values: '{{ input.text }}' }), node('end', 'end', { output: '{{ s.output }}' })],
                ['start -> s -> end'],
              ),
            },
          ),
          node('end', 'end', { output: '{{ each.output.map(t, size(t)) }}' }),
        ],
        ['start -> each -> end'],
      ),
    );
    run.start({ text: 'y'.repeat(33_000) });
    expect(run.output()).toEqual([33_000, 33_000, 33_000]);
    run.checkReplay();
  });
  it('that cannot be loaded fail the node by name', () => {
    const run = driveExecution(workflow([echo('a'), node('s', 'set', { values: '{{ a.output }}' })], ['start -> a -> s -> end']));
    run.start();
    run.state.needs.clear();
    const ref = `sha256:${'0'.repeat(64)}`;
    const events: unknown[] = [];
    const original = run.state.needs.add.bind(run.state.needs);
    run.state.needs.add = (digest) => (events.push(digest), run.state.needs);
    run.send({ type: 'EndTask', path: 'a', attempt: 1, outcome: { status: 'completed', output: { ref, size: 50_000 } } });
    run.state.needs.add = original;
    expect(events).toEqual([ref]);
    run.send({ type: 'Continue', digests: [ref], failed: { code: 'VALUE_CORRUPT', message: 'no match' } });
    expect(run.state.error).toMatchObject({ code: 'VALUE_CORRUPT', path: 's' });
  });
});

describe('commands for an execution that never started', () => {
  it('are refused', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    expect(() => run.send({ type: 'Wake' })).toThrow(expect.objectContaining({ code: 'EXECUTION_NOT_FOUND' }));
  });
});
