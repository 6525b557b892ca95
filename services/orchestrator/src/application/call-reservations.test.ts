import { AppError, executionId, orgId, type CallReserved } from '@agentflow/core';
import type { CoordinatorEnd, CoordinatorMessage, WorkerMessage } from '@agentflow/ports';
import { createCallReservations } from './call-reservations.js';
import type { Dispatched } from './dispatch.js';
import type { LiveExecution, PendingCommit } from './live-execution.js';
import type { Letter } from './mailboxes.js';

type Ask = Extract<WorkerMessage, { readonly type: 'reserve' }>;
const at = { org: orgId('default'), executionId: executionId('E1'), path: 'ask', attempt: 1 } as Dispatched;
const call = { token: 'c.1', index: 0, name: 'sim/plain', route: 'only', cost: '0', tokens: 1, calls: 1 } as const;
const reserved = { type: 'CallReserved', path: 'ask', index: 0, token: 'c.1' } as CallReserved & { seq: number };

/** A worker asks for the same call over one stream after another; what is to be decided gathers in `letters`. */
function open() {
  const letters: Letter[] = [];
  const reservations = createCallReservations(
    { forget: () => undefined } as never,
    (_org, _id, letter) => void letters.push(letter),
    () => undefined,
  );
  const refused: unknown[] = [];
  function ask(id: number): CoordinatorMessage[] {
    const heard: CoordinatorMessage[] = [];
    const end = { send: (message) => void heard.push(message) } as CoordinatorEnd;
    reservations.ask(end, { type: 'reserve', id, ...call } as Ask, at, (error) => void refused.push([id, error]));
    return heard;
  }
  const budget = { reservations: new Map([['ask', new Map([[0, { token: 'c.1' }]])]]) };
  const live = { state: { budget, openTasks: new Set(['ask']) } } as unknown as LiveExecution;
  const pending = { settled: [] } as unknown as PendingCommit;
  return { ...{ letters, reservations, refused, ask, live, pending } };
}

describe('a question about a budget that comes again over another stream', () => {
  it('is answered there when the reservation is durable, also where that was decided while the first stream was there', () => {
    const { letters, reservations, refused, ask, live, pending } = open();
    ask(6);
    reservations.decided(live, [reserved], pending);
    const heard = ask(7);
    // The commit is durable: those who wait for it are told in their order.
    for (const call of pending.settled) call();
    for (const letter of letters) letter.done?.(undefined, live);
    expect(heard).toEqual([{ type: 'reserved', id: 7 }]);
    expect([refused, reservations.waiting]).toEqual([[], 0]);
  });

  it('is answered there when the first one is refused', () => {
    const { letters, refused, ask, live } = open();
    ask(6);
    const heard = ask(7);
    const error = new AppError('UNAVAILABLE', 'not written');
    letters[0]!.done?.(error, undefined);
    letters[1]!.done?.(undefined, live);
    expect(heard).toEqual([{ type: 'reserved', id: 7 }]);
    expect(refused).toEqual([[6, error]]);
  });
});
