import type { LiveFrame } from '../../api/types.js';
import { foldFrames, forgetTexts, initialLiveState, mergeRead } from './live-state.js';

let seq = 0;
const frame = (type: LiveFrame['type'], payload: LiveFrame['payload']): LiveFrame => ({
  type,
  payload: { execution_id: 'e', ...payload },
  ...(type === 'node_output_delta' ? {} : { id: ++seq }),
});
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
beforeEach(() => {
  seq = 0;
});

describe('the live state of an execution', () => {
  it('follows nodes through start, stream, retry, answer and end', () => {
    const frames = [
      frame('execution_started', { timestamp: at(0) }),
      frame('node_started', { path: 'ask', node_id: 'ask', node_type: 'llm', timestamp: at(1) }),
      frame('node_output_delta', { path: 'ask', index: 0, text: 'Hel' }),
      frame('node_output_delta', { path: 'ask', index: 0, text: 'lo' }),
    ];
    const streaming = foldFrames(initialLiveState, frames);
    expect(streaming.nodes['ask']).toMatchObject({ status: 'running', text: 'Hello', attempt: 1, type: 'llm' });
    const between = foldFrames(streaming, [
      frame('node_failed', { path: 'ask', attempt: 1, retryable: true, error: { code: 'MODEL_UNAVAILABLE', message: 'busy' } }),
    ]);
    expect(between.nodes['ask']).toMatchObject({ status: 'retrying', error: { code: 'MODEL_UNAVAILABLE' } });
    const retried = foldFrames(between, [frame('node_retrying', { path: 'ask', attempt: 2 })]);
    expect(retried.nodes['ask']).toMatchObject({ status: 'running', attempt: 2, text: '' });
    const waiting = foldFrames(retried, [
      frame('node_completed', { path: 'ask', output: { text: 'Hello' }, duration_ms: 1500, timestamp: at(3) }),
      frame('user_input_required', {
        path: 'approve',
        node_id: 'approve',
        prompt: 'Send?',
        input_schema: { type: 'object' },
        timeout_seconds: 60,
        timestamp: at(3),
      }),
    ]);
    expect(waiting.status).toBe('waiting');
    expect(waiting.waiting['approve']).toMatchObject({ kind: 'human', prompt: 'Send?', expiresAt: at(63) });
    const done = foldFrames(waiting, [
      frame('node_completed', { path: 'approve', output: { ok: true }, duration_ms: 5, timestamp: at(4) }),
      frame('node_skipped', { path: 'other' }),
      frame('execution_completed', { status: 'completed', result: { ok: true }, duration_ms: 4000, timestamp: at(4) }),
    ]);
    expect(done).toMatchObject({ status: 'completed', output: { ok: true }, waiting: {} });
    expect(done.nodes['other']?.status).toBe('skipped');
    expect(done.nodes['ask']?.endedAt).toBe(Date.parse(at(3)));
  });
  it('knows how a node spent its time: attempts, pauses, waits; told twice it is the same', () => {
    const story = [
      frame('node_started', { path: 'a', node_type: 'http', timestamp: at(1) }),
      frame('node_failed', { path: 'a', attempt: 1, retryable: true, error: { code: 'X' }, timestamp: at(3) }),
      frame('node_retrying', { path: 'a', attempt: 2, timestamp: at(5) }),
      frame('node_completed', { path: 'a', output: 1, duration_ms: 5000, timestamp: at(6) }),
      frame('node_started', { path: 'ask', node_type: 'human', timestamp: at(6) }),
    ];
    const told = foldFrames(initialLiveState, story);
    const spans = [
      { kind: 'run', attempt: 1, from: Date.parse(at(1)), to: Date.parse(at(3)), failed: true },
      { kind: 'backoff', attempt: 1, from: Date.parse(at(3)), to: Date.parse(at(5)) },
      { kind: 'run', attempt: 2, from: Date.parse(at(5)), to: Date.parse(at(6)) },
    ];
    expect(told.nodes['a']?.spans).toEqual(spans);
    expect(told.nodes['ask']?.spans).toEqual([{ kind: 'wait', attempt: 1, from: Date.parse(at(6)), to: null }]);
    expect(foldFrames({ ...told, seq: 0 }, story).nodes['a']?.spans).toEqual(spans);
  });
  it('knows how many items a map has before they have begun', () => {
    const state = foldFrames(initialLiveState, [frame('node_started', { path: 'each', node_type: 'map', items: 100, timestamp: at(1) })]);
    expect(state.progress['each']).toEqual({ started: 0, done: 0, items: 100 });
  });
  it('keeps the last lines of the log, numbered, however many come', () => {
    const lines = Array.from({ length: 6000 }, (_, n): LiveFrame => ({
      type: 'log',
      payload: { path: 'a', level: 'info', message: String(n) },
    }));
    const once = foldFrames(initialLiveState, lines.slice(0, 10));
    expect(once.logs.map(({ n, message }) => [n, message]).at(-1)).toEqual([10, '9']);
    const after = foldFrames(foldFrames(once, lines.slice(10)), []);
    expect(after.logs.at(-1)).toMatchObject({ n: 6000, message: '5999' });
    expect(foldFrames(after, lines.slice(0, 1)).logs.length).toBeLessThanOrEqual(6001);
    expect(once.logs).toHaveLength(10);
  });
  it('takes the text so far after a resume instead of doubling it, and each call of a node speaks for itself', () => {
    const delta = (index: number, text: string) => frame('node_output_delta', { path: 'a', index, text });
    const before = foldFrames(initialLiveState, [
      frame('node_started', { path: 'a', timestamp: at(0) }),
      delta(0, 'one '),
      delta(0, 'two'),
    ]);
    const after = foldFrames(forgetTexts(before), [delta(0, 'one two three'), delta(0, ' four')]);
    expect(after.nodes['a']?.text).toBe('one two three four');
    expect(foldFrames(after, [delta(1, 'next call')]).nodes['a']?.text).toBe('next call');
  });
  it('knows the handles a node left by, and what was cancelled', () => {
    const state = foldFrames(initialLiveState, [
      frame('node_completed', { path: 'route', output: null, handles: ['urgent'], duration_ms: 1, timestamp: at(1) }),
      frame('node_skipped', { path: 'late', cancelled: true }),
      frame('log', { path: 'pay', level: 'warn', message: 'no answer', uncertain: true, timestamp: at(1) }),
    ]);
    expect(state.nodes['route']?.handles).toEqual(['urgent']);
    expect(state.nodes['late']?.status).toBe('cancelled');
    expect(state.nodes['pay']?.status).toBe('uncertain');
  });
  it('counts the bodies of a container once, also when frames come twice', () => {
    const frames = [0, 1].flatMap((i) => [
      frame('node_started', { path: `each[${i}]/work`, node_type: 'set', timestamp: at(i) }),
      frame('node_completed', { path: `each[${i}]/end`, node_type: 'end', output: 1, timestamp: at(i) }),
    ]);
    const once = foldFrames(initialLiveState, frames);
    expect(once.progress['each']).toEqual({ started: 2, done: 2 });
    expect(foldFrames(once, frames).progress['each']).toEqual({ started: 2, done: 2 });
  });
  it('leaves untouched nodes the same objects, so that only what changed is drawn', () => {
    const one = foldFrames(initialLiveState, [
      frame('node_started', { path: 'a', timestamp: at(0) }),
      frame('node_started', { path: 'b', timestamp: at(0) }),
    ]);
    const two = foldFrames(one, [frame('node_completed', { path: 'b', output: null, timestamp: at(1) })]);
    expect(two.nodes['a']).toBe(one.nodes['a']);
    expect(foldFrames(two, [])).toBe(two);
  });
  it('never lets an older read undo what a frame has ended', () => {
    const live = foldFrames(initialLiveState, [
      frame('node_started', { path: 'a', node_type: 'set', timestamp: at(0) }),
      frame('node_completed', { path: 'a', output: 7, timestamp: at(1) }),
    ]);
    const view = {
      status: 'running',
      usage: { inputTokens: 3, outputTokens: 4, cost: '0.01' },
      error: null,
      startedAt: at(0),
      endedAt: null,
      output: null,
      waiting: [],
    } as never;
    const read = mergeRead(live, view, [
      { id: 'a', path: 'a', type: 'set', status: 'running', attempt: 1, startedAt: at(0), endedAt: null, output: null, error: null },
    ]);
    expect(read.nodes['a']).toMatchObject({ status: 'completed', output: 7 });
    expect(read.usage.cost).toBe('0.01');
  });
});
