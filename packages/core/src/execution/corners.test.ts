import { body, driveExecution, node, workflow } from '@agentflow/testkit';
import { MAX_STEPS } from './settle.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const big = 'x'.repeat(40_000);

describe('inline nodes', () => {
  it.each([
    [node('x', 'condition', { when: 'input.n' }), ['start -> x:true -> end', 'x:false -> end']],
    [node('x', 'switch', { cases: [{ name: 'a', when: 'input.n' }] }), ['start -> x:a -> end', 'x:default -> end']],
    [
      node(
        'x',
        'map',
        { items: '[1, 2]', concurrency: 1, stopWhen: 'input.n' },
        { body: body([node('s', 'set', { values: 1 })], ['start -> s -> end']) },
      ),
      ['start -> x -> end'],
    ],
  ])('refuse a rule that is neither true nor false: %j', (subject, chains) => {
    const run = driveExecution(workflow([subject], chains));
    run.start({ n: 7 });
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'x' });
    expect(run.state.error?.message).toContain('must be true or false');
  });
  it('go on along their usual handle when a failure is passed over', () => {
    const run = driveExecution(
      workflow(
        [
          node('c', 'condition', { when: 'input.nope' }, { onError: 'continue' }),
          node('s', 'switch', { cases: [{ name: 'a', when: 'input.nope' }] }, { onError: 'continue' }),
          echo('no'),
          echo('other'),
        ],
        ['start -> c:false -> no -> end', 'c:true -> end', 'start -> s:default -> other -> end', 's:a -> end'],
      ),
    );
    run.start({});
    expect([...run.state.openTasks].sort()).toEqual(['no', 'other']);
    run.runAll();
    run.checkReplay();
  });
  it('join the outputs of the sources that were taken', () => {
    const run = driveExecution(
      workflow(
        [
          node('c', 'condition', { when: 'true' }),
          echo('a'),
          echo('b'),
          node('j', 'join'),
          node('end', 'end', { output: '{{ j.output }}' }),
        ],
        ['start -> c:true -> a -> j -> end', 'c:false -> b -> j'],
      ),
    );
    run.start();
    run.complete('a', 1);
    expect(run.output()).toEqual({ a: 1 });
  });
  it('wait without a time for nothing', () => {
    const run = driveExecution(workflow([node('w', 'wait', { seconds: '{{ input.s }}' })], ['start -> w -> end']));
    run.start({ s: '0' });
    expect(run.state.status).toBe('completed');
  });
  it('refuse a time-out that is none', () => {
    const run = driveExecution(
      workflow(
        [node('h', 'human', { prompt: '?', schema: {}, timeoutSeconds: '{{ input.s }}', assignees: ['{{ input.who }}'] })],
        ['start -> h -> end'],
      ),
    );
    run.start({ s: 'soon', who: 'ann' });
    expect(run.state.error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'h' });
  });
  it('remember whom they ask', () => {
    const run = driveExecution(
      workflow([node('h', 'human', { prompt: '?', schema: {}, assignees: ['{{ input.who }}'] })], ['start -> h -> end']),
    );
    run.start({ who: 'ann' });
    expect(run.node('h').human?.assignees).toEqual(['ann']);
  });
  it('fail the join whose rule cannot be evaluated', () => {
    const run = driveExecution(
      workflow(
        [echo('a'), echo('b'), node('j', 'join', {}, { join: { when: 'live > input.nope' } })],
        ['start -> a -> j -> end', 'start -> b -> j'],
      ),
    );
    run.start({});
    run.complete('a');
    expect(run.state.error?.path).toBe('j');
  });
});

describe('what expressions see', () => {
  it('is the execution, its trigger and variables, nodes with error, status and usage, and null for what is unknown', () => {
    const run = driveExecution(
      workflow(
        [
          echo('a', { onError: 'continue' }),
          node('c', 'condition', { when: 'false' }),
          echo('never'),
          node('end', 'end', {
            output: {
              id: '{{ execution.id }}',
              revision: '{{ execution.revision }}',
              at: '{{ execution.startedAt }}',
              v: '{{ variables.v }}',
              t: '{{ trigger }}',
              code: '{{ a.error.code }}',
              status: '{{ a.status }}',
              tokens: '{{ a.usage.inputTokens }}',
              skipped: '{{ never.status }}',
            },
          }),
        ],
        ['start -> a -> end', 'start -> c:true -> never -> end'],
        { variables: { v: 'set' } },
      ),
    );
    run.start();
    run.fail('a', { retryable: false });
    expect(run.output()).toEqual({
      id: 'X1',
      revision: 1,
      at: '1970-01-01T00:16:40.000Z',
      v: 'set',
      t: null,
      code: 'TOOL_FAILED',
      status: 'failed',
      tokens: 0,
      skipped: 'skipped',
    });
  });
  it('is the iteration and the one before, by name of the container too', () => {
    const inner = body(
      [
        node('s', 'set', {
          values: { last: '{{ last }}', index: '{{ each.index }}', item: '{{ each.item.k }}', before: '{{ each.last }}' },
        }),
        node('end', 'end', { output: '{{ s.output }}' }),
      ],
      ['start -> s -> end'],
    );
    const run = driveExecution(
      workflow(
        [node('each', 'map', { items: 'input', concurrency: 1 }, { body: inner }), node('end', 'end', { output: '{{ each.output }}' })],
        ['start -> each -> end'],
      ),
    );
    run.start([{ k: 'a' }, { k: 'b' }]);
    const first = { last: null, index: 0, item: 'a', before: null };
    expect(run.output()).toEqual([first, { last: first, index: 1, item: 'b', before: first }]);
    run.checkReplay();
  });
});

describe('large values', () => {
  it('stop a map at its items, its stop rule and its outputs, and it goes on when they are there', () => {
    const run = driveExecution(
      workflow(
        [
          node(
            'each',
            'map',
            { items: 'input.list', concurrency: 1, stopWhen: 'size(last) > 50000' },
            { body: body([echo('t'), node('end', 'end', { output: '{{ t.output }}' })], ['start -> t -> end']) },
          ),
          node('end', 'end', { output: '{{ size(each.output) }}' }),
        ],
        ['start -> each -> end'],
      ),
    );
    const { state } = run;
    run.send({
      type: 'StartExecution',
      workflowId: 'w',
      workflowName: 'w',
      revision: 1,
      digest: run.plan.digest,
      input: { value: { list: Array.from({ length: 10 }, (_, i) => `${i}${big}`) } },
      variables: {},
      trigger: null,
      trial: false,
      tags: [],
      priority: 0,
      parentId: null,
      rootId: 'X1',
      bodyHash: null,
    });
    run.complete('each[0]/t', big);
    run.complete('each[1]/t', big + big);
    expect(state.status).toBe('completed');
    expect(run.output()).toBe(2);
    expect(run.trace().filter((line) => line === 'NodeStarted each').length).toBeGreaterThan(0);
    run.checkReplay();
  });
  it('wait for values when several ends are reached', () => {
    const run = driveExecution(
      workflow(
        [echo('a'), node('p', 'parallel'), node('end', 'end', { output: '{{ a.output }}' }), node('e2', 'end', { output: 2 })],
        ['start -> a -> p -> end', 'p -> e2'],
      ),
    );
    run.start();
    run.complete('a', big);
    expect(run.state.status).toBe('completed');
    expect(run.state.output).toHaveProperty('ref');
    run.checkReplay();
  });
  it('that people answer are kept by reference', () => {
    const run = driveExecution(workflow([node('h', 'human', { prompt: '?', schema: { type: 'string' } })], ['start -> h -> end']));
    run.start();
    run.send({ type: 'AnswerInput', path: 'h', value: { ref: `sha256:${'a'.repeat(64)}`, size: 40_000 }, by: 'x' });
    expect(run.state.status).toBe('completed');
  });
  it('are not asked for again while the execution is paused, ended or stopping', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    expect(run.send({ type: 'Continue', digests: [] })).toEqual([]);
    run.complete('a');
    run.send({ type: 'Resume', by: 'x' });
    expect(run.send({ type: 'Continue', digests: [] })).toEqual([]);
  });
});

describe('limits and odd moments', () => {
  it('ends with STEP_LIMIT, past any onError, when it began too many steps', () => {
    const run = driveExecution(
      workflow([echo('a', { onError: 'continue' }), echo('b', { onError: 'continue' })], ['start -> a -> b -> end']),
    );
    run.start();
    run.state.begun = MAX_STEPS;
    run.complete('a');
    expect(run.state.error).toMatchObject({ code: 'STEP_LIMIT', path: 'b' });
  });
  it('keeps a started at_most_once call of a losing branch until its outcome is known', () => {
    const pay = node('pay', 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_most_once' });
    const run = driveExecution(
      workflow([pay, echo('quick'), node('j', 'join', {}, { join: 'first' })], ['start -> pay -> j -> end', 'start -> quick -> j']),
    );
    run.start();
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'p', key: 'k', requestHash: 'h' });
    run.complete('quick');
    expect([run.node('j').status, run.node('pay').status, run.state.status]).toEqual(['completed', 'running', 'running']);
    run.complete('pay');
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('cancels what a losing container was doing inside', () => {
    const each = node('each', 'map', { items: '[1, 2]' }, { body: body([echo('t')], ['start -> t -> end']) });
    const run = driveExecution(
      workflow([each, echo('quick'), node('j', 'join', {}, { join: 'first' })], ['start -> each -> j -> end', 'start -> quick -> j']),
    );
    run.start();
    run.complete('quick');
    expect([run.node('each').status, run.node('each[0]/t').status, run.state.status]).toEqual(['cancelled', 'cancelled', 'completed']);
    expect(run.send({ type: 'EndTask', path: 'each[0]/t', attempt: 1, outcome: { status: 'completed', output: { value: 1 } } })).toEqual(
      [],
    );
    run.checkReplay();
  });
  it('counts a cancelled answer as lost: handed out again, or done with when stopping', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    expect(run.send({ type: 'EndTask', path: 'a', attempt: 1, outcome: { status: 'cancelled' } })).toEqual([]);
    expect(run.state.openTasks.has('a')).toBe(true);
  });
  it('lets a resolved call go on only after a pause', () => {
    const pay = node('pay', 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_most_once' });
    const run = driveExecution(workflow([pay], ['start -> pay -> end']));
    run.start();
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'p', key: 'k', requestHash: 'h' });
    run.fail('pay');
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    run.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'repeat', by: 'x' });
    expect(run.state.openTasks.size).toBe(0);
    run.send({ type: 'Resume', by: 'x' });
    run.send({ type: 'Wake' });
    expect(run.state.openTasks.has('pay')).toBe(true);
    run.checkReplay();
  });
  it('settles calls with unknown outcomes either way while stopping', () => {
    for (const resolution of ['not_done', 'repeat'] as const) {
      const pay = node('pay', 'http', { method: 'POST', url: 'https://x.example' }, { effect: 'at_most_once' });
      const run = driveExecution(workflow([pay, echo('a')], ['start -> pay -> end', 'start -> a -> end']));
      run.start();
      run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'p', key: 'k', requestHash: 'h' });
      run.fail('a', { retryable: false });
      expect(run.state.phase).toBe('stopping');
      run.fail('pay');
      expect(() => run.send({ type: 'AnswerInput', path: 'pay', value: { value: 1 }, by: 'x' })).toThrow(
        expect.objectContaining({ code: 'INPUT_NOT_WAITING' }),
      );
      run.send({ type: 'ResolveUncertain', path: 'pay', resolution, by: 'x' });
      expect(run.state).toMatchObject({ status: 'failed', error: { code: 'TOOL_FAILED', path: 'a' } });
      run.checkReplay();
    }
  });
  it('fails an attempt that breaks while stopping by cancelling it', () => {
    const run = driveExecution(workflow([node('h', 'http', { method: 'POST', url: 'https://x.example' })], ['start -> h -> end']));
    run.start();
    run.send({ type: 'Stop', by: 'x', reason: 'r' });
    expect(run.send({ type: 'Stop', by: 'x', reason: 'r' })).toEqual([]);
    expect(() => run.send({ type: 'StartEffect', path: 'h', attempt: 1, index: 0, name: 'p', key: 'k', requestHash: 'h' })).toThrow(
      expect.objectContaining({ code: 'TASK_CANCELLED' }),
    );
    run.fail('h');
    expect([run.state.status, run.node('h').status]).toEqual(['stopped', 'cancelled']);
  });
});
