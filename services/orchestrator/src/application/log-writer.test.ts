import { executionId, partitionId, SmallSet } from '@agentflow/core';
import { createFakeClock, createTestIds, driveExecution, node, workflow } from '@agentflow/testkit';
import type { LiveExecution } from './live-execution.js';
import { createLogWriter } from './log-writer.js';
import { createTurns } from './turns.js';

const P = partitionId('master', 0);
const definition = workflow([node('work', 'tool', { tool: 'echo', arguments: {} })], ['start -> work -> end']);
function liveOf(id: string): LiveExecution {
  const { state, start } = driveExecution(definition, 1_000_000, {}, { id: executionId(id) });
  start();
  return {
    ...{ state, partition: P, version: 1, pending: null, inFlight: null, touched: 0, poisoned: false, tail: 0, tailBytes: 0 },
    ...{ snapshotBytes: 0, checkpointDue: false, head: null, headAt: 0, endWaiters: new SmallSet<() => void>() },
  };
}
/** A writer that owns one partition; nothing is ever written in these tests. */
function open() {
  let acts = true;
  const log = createLogWriter({
    store: {
      append: () => {
        throw new Error('nothing is to be written');
      },
    } as never,
    ids: createTestIds(1),
    clock: createFakeClock(),
    turns: createTurns(),
    onDurable: () => undefined,
    discard: () => undefined,
    onOwnershipLost: () => undefined,
    mayAct: () => acts,
  });
  log.own([{ partition: P, epoch: 1, owner: 'me', expiresAt: 0, position: 1 }]);
  const said: string[] = [];
  /** A decision that led to nothing: a repeat of what is there, as far as this state knows. */
  const decideNothing = (): void => {
    log.open(liveOf('E1'), 0).settled.push((error) => void said.push(error === undefined ? 'counts' : (error as { code: string }).code));
    log.kick();
  };
  return { log, said, decideNothing, act: (may: boolean) => (acts = may) };
}

describe('a decision that writes nothing', () => {
  it('counts at once while its owner may act', () => {
    const { said, decideNothing } = open();
    decideNothing();
    expect(said).toEqual(['counts']);
  });
  it('counts only once its owner may act again, as another may have gone on with the execution', () => {
    const { log, said, decideNothing, act } = open();
    act(false);
    decideNothing();
    expect(said).toEqual([]);
    act(true);
    log.kick();
    expect(said).toEqual(['counts']);
  });
  it('does not count where the partition turns out to be another’s', () => {
    const { log, said, decideNothing, act } = open();
    act(false);
    decideNothing();
    log.disown(new Set([P]));
    expect(said).toEqual(['OWNERSHIP_LOST']);
    expect(log.backlog).toBe(0);
  });
});
