import { driveExecution, node, workflow } from '@agentflow/testkit';
import { executionId, orgId } from '../../ids.js';
import type { Json } from '../../json.js';
import { fromCause, toCause } from '../events/causes.js';
import type { ExecutionEvent } from '../events/events.js';
import { foldCommit, timeOf } from './fold.js';
import { fitsInline, holdValue, utf8Length, valueOf } from '../hold.js';
import { addMoney } from '../budgets/money.js';
import { readSnapshot, SnapshotRefused, writeSnapshot } from './snapshot.js';
import { createState } from './state.js';
import { TimerHeap } from './timer-heap.js';
import { UnknownEventVersion, upcast } from '../events/upcast.js';
import { unreachable } from '../../unreachable.js';

const ORG = orgId('default');
const ID = executionId('X1');
const echo = (id: string) => node(id, 'tool', { tool: 'echo', arguments: {} });

describe('holding values', () => {
  it.each<[string, Json, boolean]>([
    ['small', { a: [1, 'x', null, true] }, true],
    ['a long text', 'x'.repeat(33_000), false],
    ['a long list', Array.from({ length: 5_000 }, () => 'xxxx'), false],
    ['a wide object', Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`key${i}`, i])), false],
  ])('knows %s at a glance', (_, value, fits) => expect(fitsInline(value)).toBe(fits));
  it('keeps in place what looks large but is not', () => {
    const text = 'x'.repeat(20_000);
    expect(holdValue(text, () => expect('kept').toBe('never'))).toEqual({ value: text });
  });
  it('counts bytes as UTF-8 does', () => {
    for (const text of ['abc', 'ä', '€', '😀', 'a😀€ä']) expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  });
  it('refuses what is over 16 MB, by name', () => {
    expect(() => holdValue('x'.repeat(17_000_000), () => undefined)).toThrow(expect.objectContaining({ code: 'VALUE_TOO_LARGE' }));
  });
  it('gives back a loaded value and asks for one that is not', () => {
    const { state } = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    expect(() => valueOf(state, { ref: 'sha256:x', size: 1 })).toThrow('values must be loaded first');
    state.loaded.set('sha256:x', 7);
    expect(valueOf(state, { ref: 'sha256:x', size: 1 })).toBe(7);
  });
});

describe('money', () => {
  it.each([
    ['0', '0', '0'],
    ['0', '1.5', '1.5'],
    ['0.1', '0.2', '0.3'],
    ['0.000000000001', '0.000000000001', '0.000000000002'],
    ['1', '-0.25', '0.75'],
    ['-1', '0.5', '-0.5'],
    ['12.50', '0.5', '13'],
  ])('%s + %s = %s', (a, b, sum) => expect(addMoney(a, b)).toBe(sum));
  it('refuses what is no amount', () => expect(() => addMoney('1', 'x')).toThrow(RangeError));
});

describe('timers', () => {
  it('come in order of their time, whatever the order they were set in', () => {
    const heap = new TimerHeap();
    const times = [50, 10, 40, 20, 30, 60, 5, 45];
    for (const dueAt of times) heap.set({ path: `p${dueAt}`, dueAt, purpose: 'wait' });
    heap.clear('p20');
    heap.set({ path: 'p10', dueAt: 55, purpose: 'retry' });
    const order: number[] = [];
    for (let next = heap.next(); next; next = heap.next()) {
      order.push(next.dueAt);
      heap.clear(next.path);
    }
    expect(order).toEqual([5, 30, 40, 45, 50, 55, 60]);
    expect([heap.size, [...heap.values()]]).toEqual([0, []]);
  });
});

describe('folding', () => {
  it('refuses a history with a gap', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    const state = createState(ORG, ID, run.plan);
    expect(() => foldCommit(state, { at: 1, events: run.events.slice(1) })).toThrow('event 2 follows 0');
  });
  it('refuses events of a version it does not know', () => {
    const event = { type: 'ExecutionStopped', reason: 'r', seq: 1, v: 2 } as ExecutionEvent;
    expect(() => upcast(event)).toThrow(UnknownEventVersion);
    expect(upcast({ ...event, v: 1 }).seq).toBe(1);
  });
  it('takes the time from the event, else from its commit', () => {
    expect(timeOf({ type: 'ExecutionStopped', reason: 'r', seq: 1, at: 5 }, { at: 9 })).toBe(5);
    expect(timeOf({ type: 'ExecutionStopped', reason: 'r', seq: 1 }, { at: 9 })).toBe(9);
  });
  it('refuses events that do not fit the plan or the state', () => {
    const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
    run.start();
    const apply = (event: object) => foldCommit(run.state, { at: 1, events: [{ seq: run.state.seq + 1, ...event } as ExecutionEvent] });
    expect(() => apply({ type: 'NodeStarted', path: 'nowhere' })).toThrow('nowhere');
    expect(() =>
      apply({ type: 'RetryScheduled', path: 'end', attempt: 1, error: { code: 'X', message: '', retryable: true }, dueAt: 1 }),
    ).toThrow();
    expect(() => apply({ type: 'UncertainResolved', path: 'start', resolution: 'done', by: 'x' })).toThrow();
    expect(() => apply({ type: 'BodyStarted', path: 'a', index: 0, item: { value: 1 } })).toThrow();
    expect(() => apply({ type: 'Nonsense' })).toThrow('does not know the type');
    expect(() => unreachable('x' as never)).toThrow('"x"');
  });
});

describe('snapshots', () => {
  const run = driveExecution(workflow([echo('a')], ['start -> a -> end']));
  run.start();
  const text = writeSnapshot(run.state, 3);
  it('come back as they were', () =>
    expect(readSnapshot(text, ORG, ID, run.plan)).toMatchObject({ version: 3, state: { seq: run.state.seq } }));
  it('are refused by name after any flipped byte or cut', () => {
    let refused = 0;
    for (let i = 0; i < 300; i++) {
      const at = (i * 7919) % text.length;
      const broken =
        i % 3 === 0 ? text.slice(0, at) : text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      expect(() => readSnapshot(broken, ORG, ID, run.plan)).toThrow(SnapshotRefused);
      refused++;
    }
    expect(refused).toBe(300);
  });
  it('are refused when they are of another execution, revision or format', () => {
    expect(() => readSnapshot(text, orgId('other'), ID, run.plan)).toThrow('another execution');
    expect(() => readSnapshot(text, ORG, ID, { ...run.plan, digest: 'sha256:else' })).toThrow('another execution or revision');
  });
});

describe('causes', () => {
  it('point at what the events repeat, and give back the very command', () => {
    const run = driveExecution(workflow([echo('a'), node('ask', 'human', { prompt: '?', schema: {} })], ['start -> a -> ask -> end']));
    const started = run.start({ big: 'input' });
    const command = {
      type: 'EndTask',
      path: 'a',
      attempt: 1,
      outcome: { status: 'completed', output: { value: 'long'.repeat(20) } },
    } as const;
    const ended = run.send(command);
    const envelope = { command, at: 5, id: 'c', seed: 1 };
    const cause = toCause(envelope, ended);
    expect(JSON.stringify(cause)).not.toContain('longlong');
    expect(fromCause(cause, [...started, ...ended])).toEqual(envelope);
    expect(() => fromCause(cause, started)).toThrow('points at');
    expect(() => fromCause({ ...cause, command: { type: 'Pause', by: 'x', reason: 'r', from: ended[0]?.seq } as never }, ended)).toThrow(
      'Pause',
    );
    const failed = {
      type: 'EndTask',
      path: 'a',
      attempt: 1,
      outcome: { status: 'failed', error: { code: 'X', message: 'm', retryable: false } },
    } as const;
    expect(toCause({ ...envelope, command: failed }, ended).command).toBe(failed);
    expect(toCause({ ...envelope, command: failed }, []).command).toBe(failed);
  });
});
