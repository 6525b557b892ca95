import { executionId, partitionId, SmallSet } from '@agentflow/core';
import { createFakeClock, driveExecution, node, workflow } from '@agentflow/testkit';
import type { LiveExecution } from './live-execution.js';
import { createTaskCheck } from './task-check.js';

const definition = workflow([node('work', 'tool', { tool: 'echo', arguments: {} })], ['start -> work -> end']);

/** An execution with one open task, which nobody has unless told otherwise. */
function open() {
  const driver = driveExecution(definition, 1_000_000, {}, { id: executionId('E1') });
  driver.start();
  const live: LiveExecution = {
    ...{ state: driver.state, partition: partitionId('master', 0), version: 1, pending: null, inFlight: null, touched: 0 },
    ...{ poisoned: false, tail: 0, tailBytes: 0, snapshotBytes: 0, checkpointDue: false, head: null, headAt: 0 },
    endWaiters: new SmallSet<() => void>(),
  };
  const clock = createFakeClock();
  const is = { acting: true, busy: false, held: false, had: false };
  const out: string[] = [];
  const check = createTaskCheck({
    dispatch: { all: () => [], has: () => is.had },
    hot: { of: () => [live] },
    owned: () => [live.partition],
    mayAct: () => is.acting,
    isBusy: () => is.busy,
    isHeld: () => is.held,
    lose: () => undefined,
    handOut: (_live, paths) => void out.push(...paths),
    clock,
    onFault: () => undefined,
  });
  check.start();
  return { clock, is, out, check, live };
}

describe('a look at open tasks', () => {
  it('hands out what nobody has at two looks in a row', () => {
    const { clock, out, check } = open();
    clock.advance(5_000);
    expect(out).toEqual([]);
    clock.advance(5_000);
    expect([out, check.counts.withNobody]).toEqual([['work'], 1]);
  });
  it.each(['busy', 'held', 'had'] as const)('leaves alone what is %s', (what) => {
    const { clock, is, out } = open();
    is[what] = true;
    clock.advance(60_000);
    expect(out).toEqual([]);
  });
  it('forgets what it saw where the process may not act in between, and what has begun to change', () => {
    const { clock, is, out, live } = open();
    clock.advance(5_000);
    is.acting = false;
    clock.advance(5_000);
    is.acting = true;
    clock.advance(5_000);
    expect(out).toEqual([]);
    live.inFlight = {} as never;
    clock.advance(5_000);
    live.inFlight = null;
    clock.advance(5_000);
    expect(out).toEqual([]);
  });
});
