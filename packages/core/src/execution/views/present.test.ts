import { body, driveExecution, node, workflow } from '@agentflow/testkit';
import { partitionId } from '../../ids.js';
import { LiveFrames, presentFrames } from './live-frames.js';
import { planOf } from '../state/paths.js';
import { headOf, presentExecution, presentHead, presentNode } from './present.js';
import { bindings } from '../state/scope-values.js';
import { nextWake } from '../state/state.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const ask = (config = {}) => node('ask', 'human', { prompt: 'OK?', schema: { type: 'boolean' }, ...config });
const pay = () => node('pay', 'http', { method: 'POST', url: 'https://pay.example' }, { effect: 'at_most_once' });

describe('the view of an execution', () => {
  it('shows what it waits for: people, timers, calls with an unknown outcome', () => {
    const run = driveExecution(
      workflow(
        [ask({ timeoutSeconds: 60 }), node('w', 'wait', { seconds: 5 }), pay()],
        ['start -> ask -> end', 'start -> w -> end', 'start -> pay -> end'],
      ),
    );
    run.start();
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'pay.example', key: 'k', requestHash: 'h' });
    expect(presentExecution(run.state, 1, false).status).toBe('running');
    run.fail('pay', { message: 'cut off' });
    const view = presentExecution(run.state, 3, true);
    expect(view).toMatchObject({ status: 'waiting', version: 3, nodesTotal: 4, endedAt: null, createdAt: '1970-01-01T00:16:40.000Z' });
    expect(view.waiting).toEqual([
      { path: 'ask', kind: 'human', prompt: 'OK?', schema: { type: 'boolean' }, expiresAt: '1970-01-01T00:17:40.000Z' },
      { path: 'w', kind: 'timer', expiresAt: '1970-01-01T00:16:45.000Z' },
      {
        path: 'pay',
        kind: 'uncertain',
        evidence: {
          call: 'pay.example',
          index: 0,
          startedAt: '1970-01-01T00:16:40.000Z',
          idempotencyKey: 'k',
          requestHash: 'h',
          attempt: 1,
          reason: 'cut off',
        },
      },
    ]);
    expect(view.nodes?.map(({ path, status }) => [path, status])).toEqual([
      ['start', 'completed'],
      ['ask', 'waiting'],
      ['w', 'waiting'],
      ['pay', 'uncertain'],
    ]);
    expect(nextWake(run.state)).toBe(1_005_000);
  });
  it('holds at most the first hundred nodes', () => {
    const run = driveExecution(
      workflow(
        [node('each', 'map', { items: 'input', concurrency: 80 }, { body: body([echo('t')], ['start -> t -> end']) })],
        ['start -> each -> end'],
      ),
    );
    run.start(Array.from({ length: 80 }, (_, i) => i));
    const view = presentExecution(run.state, 1, true);
    expect(view.nodes).toHaveLength(100);
    expect(view.nodesTotal).toBeGreaterThan(100);
    expect(presentExecution(run.state, 1, false)).not.toHaveProperty('nodes');
  });
  it('shows large values by reference and errors with their path', () => {
    const run = driveExecution(
      workflow(
        [node('s', 'set', { values: { big: '{{ input.text }}' } }), node('f', 'fail', { code: 'NO', message: 'never' })],
        ['start -> s -> f -> end'],
      ),
    );
    run.start({ text: 'x'.repeat(40_000) });
    expect(presentNode(run.node('s')).output).toEqual({ $ref: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), size: 40_010 });
    const head = headOf(run.state, 2, partitionId('master', 3));
    expect(head).toMatchObject({
      status: 'failed',
      partition: 'master/03',
      wakeAt: null,
      waitingCount: 0,
      error: { code: 'NO', path: 'f' },
    });
    expect(presentHead(head)).toMatchObject({ id: 'X1', status: 'failed', workflowName: 'test', endedAt: '1970-01-01T00:16:40.000Z' });
  });
  it('wants no wake-up while paused or stopping but for its own deadline', () => {
    const run = driveExecution(workflow([node('w', 'wait', { seconds: 5 }), pay()], ['start -> w -> end', 'start -> pay -> end']));
    run.start();
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    expect(nextWake(run.state)).toBeNull();
    run.send({ type: 'Stop', by: 'x', reason: 'r' });
    expect(run.state.phase).toBe('stopping');
    expect(nextWake(run.state)).toBeNull();
  });
});

/** Events that tell watchers nothing. */
const SILENT = new Set(['BodyCompleted', 'ExecutionPausing', 'StepRecorded', 'EffectStarted']);

describe('live frames', () => {
  const framesOf = (run: ReturnType<typeof driveExecution>) => {
    const frames = new LiveFrames('X1', run.plan);
    return run.events.flatMap((event) => frames.of(event, 1_000_000));
  };
  it('tell the whole story of a run, each frame with the number of its event', () => {
    const run = driveExecution(
      workflow(
        [
          node('c', 'condition', { when: 'true' }),
          echo('no'),
          node('each', 'map', { items: '[1]' }, { body: body([echo('t', { retry: { initialDelaySeconds: 0 } })], ['start -> t -> end']) }),
          ask({ timeoutSeconds: 60 }),
          node('w', 'wait', { seconds: 1 }),
        ],
        ['start -> c:true -> each -> ask -> w -> end', 'c:false -> no -> end'],
      ),
    );
    run.start();
    run.fail('each[0]/t');
    run.send({ type: 'Wake' });
    run.complete('each[0]/t', 'done');
    run.send({ type: 'Pause', by: 'x', reason: 'lunch' });
    run.send({ type: 'Resume', by: 'x' });
    run.send({ type: 'AnswerInput', path: 'ask', value: { value: true }, by: 'x' });
    run.now += 1_000;
    run.send({ type: 'Wake' });
    const frames = framesOf(run);
    expect(frames.map(({ type, payload }) => `${type} ${String(payload['path'] ?? '')}`.trim())).toEqual([
      'execution_started',
      'node_started start',
      'node_completed start',
      'node_started c',
      'node_completed c',
      'node_started each',
      'node_started each[0]/start',
      'node_completed each[0]/start',
      'node_skipped no',
      'node_started each[0]/t',
      'node_failed each[0]/t',
      'node_retrying each[0]/t',
      'node_completed each[0]/t',
      'node_started each[0]/end',
      'node_completed each[0]/end',
      'node_completed each',
      'node_started ask',
      'user_input_required ask',
      'execution_paused',
      'execution_resumed',
      'node_completed ask',
      'node_started w',
      'node_completed w',
      'node_started end',
      'node_completed end',
      'execution_completed',
    ]);
    const ids = frames.map(({ id }) => id as number);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(run.events.filter(({ type }) => !SILENT.has(type)).length);
    expect(frames.at(-1)).toMatchObject({
      type: 'execution_completed',
      id: run.state.seq,
      payload: { status: 'completed', execution_id: 'X1' },
    });
    expect(frames.find(({ type }) => type === 'user_input_required')?.payload).toMatchObject({
      prompt: 'OK?',
      input_schema: { type: 'boolean' },
      timeout_seconds: 60,
      node_type: 'human',
    });
  });
  it('tell of failures, cancellations, doubts and stops', () => {
    const run = driveExecution(
      workflow([pay(), echo('a', { onError: 'continue' }), ask()], ['start -> pay -> end', 'start -> a -> end', 'start -> ask -> end']),
    );
    run.start();
    run.fail('a', { retryable: false });
    run.send({ type: 'StartEffect', path: 'pay', attempt: 1, index: 0, name: 'p', key: 'k', requestHash: 'h' });
    run.fail('pay');
    run.send({ type: 'Stop', by: 'x', reason: 'r' });
    run.send({ type: 'ResolveUncertain', path: 'pay', resolution: 'not_done', by: 'x' });
    const told = framesOf(run).map(({ type, payload }) => `${type} ${String(payload['path'] ?? payload['status'] ?? '')}`.trim());
    expect(told).toEqual(
      expect.arrayContaining(['node_failed a', 'log pay', 'node_skipped ask', 'node_skipped pay', 'execution_completed stopped']),
    );
  });
  it('tell how an execution failed', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    run.fail('a', { retryable: false });
    expect(framesOf(run).at(-1)).toMatchObject({
      type: 'execution_completed',
      payload: { status: 'failed', error: { code: 'TOOL_FAILED', path: 'a' } },
    });
  });
  it('tell a late subscriber how things stand', () => {
    const run = driveExecution(
      workflow(
        [node('c', 'condition', { when: 'true' }), echo('no'), echo('bad', { onError: 'continue' }), ask({ timeoutSeconds: 60 })],
        ['start -> c:true -> bad -> ask -> end', 'c:false -> no -> end'],
      ),
    );
    run.start();
    run.fail('bad', { retryable: false });
    run.send({ type: 'Pause', by: 'x', reason: 'r' });
    const frames = presentFrames(run.state);
    expect(frames.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'execution_started',
        'node_completed',
        'node_skipped',
        'node_failed',
        'user_input_required',
        'execution_paused',
      ]),
    );
    run.send({ type: 'Resume', by: 'x' });
    run.send({ type: 'AnswerInput', path: 'ask', value: { value: true }, by: 'x' });
    expect(presentFrames(run.state).at(-1)).toMatchObject({ type: 'execution_completed', payload: { status: 'completed' } });
  });
  it('find a plan by path, and nothing where there is none', () => {
    const run = driveExecution(
      workflow([node('each', 'map', { items: '[1]' }, { body: body([echo('t')], ['start -> t -> end']) })], ['start -> each -> end']),
    );
    expect(planOf(run.plan, 'each[7]/t')?.type).toBe('tool');
    expect([planOf(run.plan, 'each[7]/nope'), planOf(run.plan, 'nope[1]/t'), planOf(run.plan, 'start/t')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('tell of a pause asked for, of inline work that waits for values, and of bodies by their own start', () => {
    const frames = new LiveFrames(
      'X1',
      driveExecution(
        workflow(
          [
            node(
              'each',
              'map',
              { items: '[1]' },
              {
                body: {
                  nodes: [
                    { id: 'first', type: 'start' },
                    { id: 'end', type: 'end' },
                  ],
                  edges: [{ source: 'first', target: 'end' }],
                },
              },
            ),
          ],
          ['start -> each -> end'],
        ),
      ).plan,
    );
    expect(frames.of({ type: 'ExecutionPausing', by: 'x', reason: 'r', seq: 1 }, 1)).toEqual([]);
    expect(frames.of({ type: 'MapStarted', path: 'each', items: { value: [1] }, count: 1, seq: 2 }, 1)[0]).toMatchObject({
      type: 'node_started',
      id: 2,
    });
    expect(frames.of({ type: 'BodyStarted', path: 'each', index: 0, item: { value: 1 }, seq: 3 }, 1)[0]?.payload).toMatchObject({
      path: 'each[0]/first',
      node_type: 'start',
    });
    expect(frames.of({ type: 'NodeStarted', path: 'gone', seq: 4 }, 1)[0]?.payload).toMatchObject({
      node_id: 'gone',
      node_type: 'unknown',
    });
    expect(frames.of({ type: 'NodeStarted', path: 'gone', seq: 5 }, 1)).toEqual([]);
    expect(frames.of({ type: 'BodyStarted', path: 'gone', index: 0, item: { value: 1 }, seq: 6 }, 1)[0]?.payload).toMatchObject({
      node_type: 'unknown',
    });
    expect(frames.of({ type: 'NodeCancelled', path: 'never', seq: 7 }, 1)[0]).toMatchObject({
      type: 'node_skipped',
      payload: { cancelled: true },
    });
    expect(frames.of({ type: 'UncertainResolved', path: 'gone', resolution: 'done', by: 'x', seq: 8 }, 1)).toEqual([]);
    expect(
      frames.of({ type: 'InputRequested', path: 'each', prompt: '?', schema: {}, expiresAt: null, assignees: null, seq: 9 }, 1).at(-1)
        ?.payload,
    ).toMatchObject({ timeout_seconds: null });
  });
});

describe('what a task is given', () => {
  it('is each root once, by reference where it is large', () => {
    const inner = body(
      [
        node('t', 'tool', {
          tool: 'echo',
          arguments: {
            a: '{{ item.k }}',
            b: '{{ item.l }}',
            each: '{{ each.index }}',
            before: '{{ first.output.x }}',
            later: '{{ input.n }}',
          },
        }),
      ],
      ['start -> t -> end'],
    );
    const run = driveExecution(
      workflow(
        [node('first', 'set', { values: { x: 1 } }), node('each', 'map', { items: 'input.list' }, { body: inner })],
        ['start -> first -> each -> end'],
      ),
    );
    run.start({ n: 1, list: [{ k: 'a', l: 'b' }] });
    const { plan, scope } = run.node('each[0]/t');
    const given = bindings(run.state, scope, plan.kind === 'task' ? plan.reads : []);
    expect(given).toMatchObject({
      item: { kind: 'value', held: { value: { k: 'a', l: 'b' } } },
      each: { kind: 'container', index: 0 },
      first: { kind: 'node', status: 'completed', output: { value: { x: 1 } } },
      input: { kind: 'value' },
    });
    expect(
      bindings(run.state, scope, [
        { root: 'unheard_of', path: [] },
        { root: 'last', path: [] },
      ]),
    ).toEqual({ unheard_of: { kind: 'value', held: { value: null } }, last: { kind: 'value', held: { value: null } } });
    expect(
      bindings(run.state, run.node('first').scope, [
        { root: 'each', path: [] },
        { root: 'end', path: [] },
      ])['end'],
    ).toEqual({ kind: 'node', output: { value: null }, error: null, status: 'pending', usage: null });
  });
});
