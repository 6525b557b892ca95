import { executionId, orgId } from '../ids.js';
import { createState } from '../execution/state/state.js';
import { decide } from '../execution/decide.js';
import { evolve } from '../execution/state/evolve.js';
import { readSnapshot, writeSnapshot } from '../execution/state/snapshot.js';
import { driveShared } from './testing/drive-shared.js';
import { sharedPlan } from './shared-plan.js';

const claimant = (execution: string, ticket = 1, path = 'a') => ({ execution: executionId(execution), path, ticket });
const acquire = (execution: string, ticket = 1) =>
  ({ type: 'SharedAcquire', kind: 'mutex', key: 'k', claimant: claimant(execution, ticket) }) as const;
const release = (execution: string, ticket = 1) =>
  ({ type: 'SharedRelease', kind: 'mutex', key: 'k', claimant: claimant(execution, ticket) }) as const;

describe('a mutex', () => {
  it('is handed to who asks first, then to the others in the order in which they asked', () => {
    const mutex = driveShared('mutex', 'k');
    expect(mutex.send(acquire('x'))).toEqual(['SharedOpened', 'MutexHanded']);
    expect(mutex.told()).toEqual(['x MutexGranted']);
    expect([mutex.send(acquire('y')), mutex.send(acquire('z')), mutex.told()]).toEqual([['MutexQueued'], ['MutexQueued'], []]);
    expect(mutex.send(release('x'))).toEqual(['MutexReleased', 'MutexHanded']);
    expect(mutex.told()).toEqual(['y MutexGranted']);
    mutex.send(release('y'));
    mutex.send(release('z'));
    expect(mutex.told()).toEqual(['z MutexGranted']);
    expect(mutex.state.status).toBe('completed');
    expect(mutex.state.endedAt).toBeNull();
    mutex.check();
  });
  it('says nothing new to who asks again, but tells a holder again that it holds', () => {
    const mutex = driveShared('mutex', 'k');
    mutex.send(acquire('x'));
    mutex.send(acquire('y'));
    mutex.told();
    expect([mutex.send(acquire('x')), mutex.told()]).toEqual([[], ['x MutexGranted']]);
    expect([mutex.send(acquire('y')), mutex.told()]).toEqual([[], []]);
    expect([mutex.send(release('z')), mutex.send(release('x', 2))]).toEqual([[], []]);
    mutex.check();
  });
  it('lets a place in the queue be given up, and goes on with the next when the holder lets go', () => {
    const mutex = driveShared('mutex', 'k');
    for (const who of ['x', 'y', 'z']) mutex.send(acquire(who));
    expect(mutex.send(release('y'))).toEqual(['MutexReleased']);
    mutex.told();
    mutex.send(release('x'));
    expect(mutex.told()).toEqual(['z MutexGranted']);
    mutex.check();
  });
  it('is no execution: it answers to nothing else, and an execution to none of its commands', () => {
    const mutex = driveShared('mutex', 'k');
    mutex.send(acquire('x'));
    const stop = { type: 'Stop', by: 'me', reason: '' } as const;
    expect(() => mutex.send(stop)).toThrow(expect.objectContaining({ code: 'EXECUTION_NOT_FOUND' }));
    expect(() => mutex.send({ type: 'SharedAwait', kind: 'signal', key: 'k', claimant: claimant('x') })).toThrow(
      expect.objectContaining({ code: 'EXECUTION_NOT_FOUND' }),
    );
    expect(mutex.send({ type: 'Wake' })).toEqual([]);
    const fresh = createState(orgId('default'), executionId('X'), sharedPlan('mutex'));
    evolve(fresh, { type: 'ExecutionPaused', reason: '', seq: 1 }, 1);
    expect(() => decide({ command: acquire('x'), at: 1, id: 'c', seed: 1 }, fresh, () => undefined)).toThrow(
      expect.objectContaining({ code: 'EXECUTION_NOT_FOUND' }),
    );
  });
  it('comes back whole from a snapshot', () => {
    const mutex = driveShared('mutex', 'k');
    for (const who of ['x', 'y', 'z']) mutex.send(acquire(who));
    const { state } = readSnapshot(writeSnapshot(mutex.state, 3), mutex.state.org, mutex.state.id, sharedPlan('mutex'));
    expect(writeSnapshot(state, 3)).toBe(writeSnapshot(mutex.state, 3));
    expect(state.shared).toEqual(mutex.state.shared);
  });
});
