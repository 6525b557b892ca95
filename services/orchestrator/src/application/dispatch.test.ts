import { executionId, orgId, partitionId, SmallSet, type OrgId } from '@agentflow/core';
import type { CoordinatorMessage } from '@agentflow/ports';
import { createFakeClock, driveExecution, node, workflow } from '@agentflow/testkit';
import { createDispatch, type WorkerSlot } from './dispatch.js';
import type { LiveExecution } from './live-execution.js';
import type { OrgLimits } from './task-queue.js';
import { ANYTHING } from './worker-abilities.js';

const definition = workflow([node('work', 'tool', { tool: 'echo', arguments: {} })], ['start -> work -> end']);
const ORG = orgId('default');

function liveOf(id: string): LiveExecution {
  const { state, start } = driveExecution(definition, 1_000_000, {}, { id: executionId(id) });
  start();
  return {
    ...{ state, partition: partitionId('master', 0), version: 1, pending: null, inFlight: null, touched: 0, poisoned: false, tail: 0 },
    ...{ tailBytes: 0, snapshotBytes: 0, checkpointDue: false, head: null, headAt: 0, endWaiters: new SmallSet<() => void>() },
  };
}
function open({ limits, maxQueued, mayAct }: { limits?: OrgLimits; maxQueued?: number; mayAct?: () => boolean } = {}) {
  const clock = createFakeClock();
  const dispatch = createDispatch(
    clock,
    () => undefined,
    maxQueued,
    () => undefined,
    mayAct,
    (org: OrgId) => (org === ORG ? limits : undefined),
  );
  const tasks: string[] = [];
  const send = (message: CoordinatorMessage): void => void (message.type === 'task' && tasks.push(message.task.executionId));
  const end = { send, onMessage: () => undefined, onClose: () => undefined, close: () => undefined };
  const worker: WorkerSlot = { id: 'w', end, slots: 0, abilities: ANYTHING, letGo: new Set(), held: new Set(), lists: 0 };
  dispatch.join(worker);
  return { dispatch, clock, tasks, worker };
}
const [one, two] = [liveOf('E1'), liveOf('E2')];

describe('the dispatch of tasks', () => {
  it('goes on with an org at its limit when one of its attempts has ended, though no worker speaks up', () => {
    const { dispatch, clock, tasks, worker } = open({ limits: { concurrency: 1 } });
    dispatch.grant(worker, 100);
    dispatch.send(one, 'work', 'c1');
    dispatch.send(two, 'work', 'c2');
    expect(tasks).toEqual(['E1']);
    const [running] = [...dispatch.all()];
    dispatch.forget(running!);
    clock.advance(1);
    expect(tasks).toEqual(['E1', 'E2']);
  });
  it('hands out on resume what was not allowed to leave', () => {
    let allowed = false;
    const { dispatch, tasks, worker } = open({ mayAct: () => allowed });
    dispatch.grant(worker, 100);
    dispatch.send(one, 'work', 'c1');
    dispatch.resume();
    expect([tasks, dispatch.queued]).toEqual([[], 1]);
    allowed = true;
    dispatch.resume();
    expect([tasks, dispatch.queued]).toEqual([['E1'], 0]);
  });
  it('takes at the next try what it had no room for: what it refused is with nobody', () => {
    const { dispatch, tasks, worker } = open({ maxQueued: 1 });
    dispatch.send(one, 'work', 'c1');
    expect(() => dispatch.send(two, 'work', 'c2')).toThrow('too many tasks wait for a worker');
    expect(dispatch.has(two.state.id, 'work')).toBe(false);
    dispatch.grant(worker, 2);
    dispatch.send(two, 'work', 'c3');
    expect(tasks).toEqual(['E1', 'E2']);
  });
});
