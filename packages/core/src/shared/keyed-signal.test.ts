import { executionId } from '../ids.js';
import { readSnapshot, writeSnapshot } from '../execution/state/snapshot.js';
import type { KeyedSignalState } from './keyed-signal.js';
import { MAX_KEPT_SIGNALS, REMEMBERED_MS } from './keyed-signal.js';
import { sharedPlan } from './shared-plan.js';
import { driveShared } from './testing/drive-shared.js';

const claimant = (execution: string, ticket = 1) => ({ execution: executionId(execution), path: 'a', ticket });
const base = { kind: 'signal', key: 'k' } as const;
const signal = (id: string, ttlMs = 60_000, value: string | number = id) =>
  ({ ...base, type: 'SharedSignal', id, payload: { value }, ttlMs, by: 'me' }) as const;
const wait = (execution: string) => ({ ...base, type: 'SharedAwait', claimant: claimant(execution) }) as const;
const forgo = (execution: string) => ({ ...base, type: 'SharedForgo', claimant: claimant(execution) }) as const;
const taken = (execution: string, id: string) => ({ ...base, type: 'SharedTaken', claimant: claimant(execution), id }) as const;
const drive = () => driveShared('signal', 'k');
const valueOf = ({ state }: ReturnType<typeof drive>) => state.shared?.value as KeyedSignalState;

describe('a keyed signal', () => {
  it('is kept until somebody waits, and goes to one waiter only, first come first served', () => {
    const shared = drive();
    expect(shared.send(signal('1'))).toEqual(['SharedOpened', 'KeyedSignalKept']);
    shared.send(signal('2'));
    expect([shared.send(wait('x')), shared.send(wait('y')), shared.send(wait('z'))]).toEqual([
      ['KeyedSignalSent'],
      ['KeyedSignalSent'],
      ['KeyedWaiterQueued'],
    ]);
    expect(shared.told()).toEqual(['x DeliverSignal', 'y DeliverSignal']);
    expect(shared.send(signal('3'))).toEqual(['KeyedSignalSent']);
    expect(shared.told()).toEqual(['z DeliverSignal']);
    expect(shared.send(taken('x', '2'))).toEqual([]);
    for (const [who, id] of ['x1', 'y2', 'z3'] as unknown as [string, string][])
      expect(shared.send(taken(who, id))).toEqual(['KeyedSignalReceived']);
    expect([shared.state.status, shared.send(taken('x', '1'))]).toEqual(['completed', []]);
    shared.check();
  });
  it('comes back, ahead of all others, when its waiter waits no more, and goes to the next', () => {
    const shared = drive();
    for (const id of ['1', '2']) shared.send(signal(id));
    shared.send(wait('x'));
    expect(shared.send(forgo('x'))).toEqual(['KeyedWaiterGone']);
    expect([...valueOf(shared).kept.keys()]).toEqual(['1', '2']);
    for (const who of ['x', 'y', 'z']) shared.send({ ...wait(who), claimant: claimant(who, 2) });
    shared.told();
    expect(shared.send({ ...forgo('x'), claimant: claimant('x', 2) })).toEqual(['KeyedWaiterGone', 'KeyedSignalSent']);
    expect(shared.told()).toEqual(['z DeliverSignal']);
    expect([...valueOf(shared).sent.values()].map((one) => [one.claimant.execution, one.signal.id])).toEqual([
      ['y', '2'],
      ['z', '1'],
    ]);
    expect(shared.send(forgo('nobody'))).toEqual([]);
    shared.check();
  });
  it('is one signal when its id comes twice within a day, whether it was taken or not', () => {
    const shared = drive();
    shared.send(signal('1'));
    expect(shared.send(signal('1'))).toEqual([]);
    shared.send(wait('x'));
    shared.send(taken('x', '1'));
    expect(shared.send(signal('1'))).toEqual([]);
    shared.now += REMEMBERED_MS;
    expect(shared.send(signal('1'))).toEqual(['KeyedSignalKept']);
    shared.check();
  });
  it('repeats nothing to who asks again, but the delivery', () => {
    const shared = drive();
    shared.send(wait('x'));
    expect(shared.send(wait('x'))).toEqual([]);
    shared.send(signal('1'));
    shared.told();
    expect([shared.send(wait('x')), shared.told()]).toEqual([[], ['x DeliverSignal']]);
    shared.check();
  });
  it('expires when nobody came in time', () => {
    const shared = drive();
    shared.send(signal('short', 10));
    shared.send(signal('long', 100));
    expect(shared.state.timers.next()?.dueAt).toBe(1_010);
    shared.now = 1_010;
    expect(shared.send({ type: 'Wake' })).toEqual(['KeyedSignalsExpired']);
    expect([...valueOf(shared).kept.keys()]).toEqual(['long']);
    shared.now = 1_200;
    expect(shared.send(wait('x'))).toEqual(['KeyedSignalsExpired', 'KeyedWaiterQueued']);
    expect(shared.state.timers.next()).toBeUndefined();
    shared.check();
  });
  it('is refused when a thousand wait to be taken', () => {
    const shared = drive();
    for (let i = 0; i < MAX_KEPT_SIGNALS; i++) shared.send(signal(String(i)));
    expect(() => shared.send(signal('more'))).toThrow(expect.objectContaining({ code: 'SIGNALS_FULL' }));
    const big = drive();
    big.send(signal('1', 60_000, 'x'.repeat(600_000)));
    expect(() => big.send(signal('2', 60_000, 'x'.repeat(600_000)))).toThrow(expect.objectContaining({ code: 'SIGNALS_FULL' }));
    expect(big.send(wait('x'))).toEqual(['KeyedSignalSent']);
    expect(valueOf(big).bytes).toBe(0);
  });
  it('comes back whole from a snapshot', () => {
    const shared = drive();
    for (const id of ['1', '2', '3']) shared.send(signal(id));
    shared.send(wait('x'));
    const { state } = readSnapshot(writeSnapshot(shared.state, 3), shared.state.org, shared.state.id, sharedPlan('signal'));
    expect(state.shared).toEqual(shared.state.shared);
    expect(writeSnapshot(state, 3)).toBe(writeSnapshot(shared.state, 3));
  });
});
