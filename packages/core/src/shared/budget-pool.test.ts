import { executionId } from '../ids.js';
import type { ExecutionCommand } from '../execution/events/commands.js';
import { NOTHING, type Amount } from '../execution/budgets/budget-amount.js';
import { poolKey, type PoolLimits } from './shared-commands.js';
import { spentAt, windowAt, type PoolState } from './budget-pool.js';
import { driveShared, type SharedDriver } from './testing/drive-shared.js';

const KEY = poolKey('w1');
const calls = (count: number): Amount => ({ ...NOTHING, calls: count });
const draw = (
  pool: SharedDriver,
  execution: string,
  n: number,
  need: number,
  more: { want?: number; limits?: PoolLimits | null; spent?: number } = {},
) =>
  pool.send({
    type: 'SharedDraw',
    kind: 'budget',
    key: KEY,
    execution: executionId(execution),
    n,
    need: calls(need),
    want: calls(more.want ?? need),
    spent: calls(more.spent ?? 0),
    returned: NOTHING,
    limits: more.limits === undefined ? { calls: 10 } : more.limits,
  });
const settle = (pool: SharedDriver, execution: string, spent: number, returned: number, final = false) =>
  pool.send({
    type: 'SharedSettle',
    kind: 'budget',
    key: KEY,
    execution: executionId(execution),
    spent: calls(spent),
    returned: calls(returned),
    final,
  });
const of = (pool: SharedDriver): PoolState => pool.state.shared?.value as PoolState;
const told = (pool: SharedDriver) =>
  pool.state.outbox
    .splice(0)
    .map(({ to, command }: { to: string; command: ExecutionCommand }) =>
      command.type === 'GrantAllowance' ? `${to} granted ${command.amount.calls}` : `${to} ${command.type}`,
    );

describe('a budget over executions', () => {
  it('hands out what there is room for, more than is needed while there is plenty, and no more than a quarter of the rest ahead', () => {
    const pool = driveShared('budget', KEY);
    expect(draw(pool, 'A', 1, 1, { want: 4, limits: { calls: 16 } })).toEqual(['SharedOpened', 'PoolLimited', 'PoolAsked', 'PoolDrawn']);
    expect(told(pool)).toEqual(['A granted 4']);
    draw(pool, 'B', 1, 1, { want: 4, limits: { calls: 16 } });
    draw(pool, 'C', 1, 8, { want: 32, limits: { calls: 16 } });
    expect(told(pool)).toEqual(['B granted 3', 'C granted 8']);
    expect(of(pool).held.calls).toBe(15);
    pool.check();
  });
  it('answers a repeat as it did the first time, and counts it once', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 2);
    expect(draw(pool, 'A', 1, 2)).toEqual([]);
    expect(told(pool)).toEqual(['A granted 2', 'A granted 2']);
    expect(of(pool).held.calls).toBe(2);
    draw(pool, 'A', 2, 1);
    expect(draw(pool, 'A', 1, 2)).toEqual([]);
    expect(told(pool)).toEqual(['A granted 1']);
  });
  it('asks others for what they do not use before it refuses anybody', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 6);
    draw(pool, 'B', 1, 4);
    told(pool);
    expect(draw(pool, 'C', 1, 3)).toEqual(['PoolAsked']);
    expect(draw(pool, 'C', 1, 3)).toEqual([]);
    expect(told(pool)).toEqual(['A RecallAllowance', 'B RecallAllowance']);
    expect(pool.state.status).toBe('waiting');
    expect(settle(pool, 'A', 4, 1)).toEqual(['PoolSettled']);
    expect(settle(pool, 'B', 1, 2)).toEqual(['PoolSettled', 'PoolDrawn']);
    expect(told(pool)).toEqual(['C granted 3']);
    expect(of(pool)).toMatchObject({ spent: { calls: 5 }, held: { calls: 5 } });
    expect(pool.state.status).toBe('completed');
    pool.check();
  });
  it('refuses when all have answered and it is not enough', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 10);
    draw(pool, 'B', 1, 3);
    told(pool);
    expect(settle(pool, 'A', 8, 0)).toEqual(['PoolSettled', 'PoolRefused']);
    expect(told(pool)).toEqual(['B RefuseAllowance']);
    expect(draw(pool, 'B', 1, 3)).toEqual([]);
    expect(told(pool)).toEqual(['B RefuseAllowance']);
    pool.check();
  });
  it('counts a report once, however often and in whatever order it comes', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 8);
    settle(pool, 'A', 3, 1);
    settle(pool, 'A', 3, 1);
    settle(pool, 'A', 1, 0);
    expect(of(pool)).toMatchObject({ spent: { calls: 3 }, held: { calls: 4 } });
    settle(pool, 'A', 5, 3, true);
    expect(of(pool)).toMatchObject({ spent: { calls: 5 }, held: { calls: 0 } });
    expect(settle(pool, 'A', 5, 3, true)).toEqual([]);
    // It was retried and draws again: what it spent before is counted already.
    draw(pool, 'A', 2, 1, { spent: 5 });
    expect(of(pool)).toMatchObject({ spent: { calls: 5 }, held: { calls: 1 } });
    pool.check();
  });
  it('counts what was used beyond the grant', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 2);
    settle(pool, 'A', 9, 0);
    expect(of(pool)).toMatchObject({ spent: { calls: 9 }, held: { calls: 0 } });
    told(pool);
    draw(pool, 'B', 1, 2);
    expect(told(pool)).toEqual(['B RefuseAllowance']);
  });
  it('counts all that an execution held which nobody can ask any more', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 8);
    draw(pool, 'B', 1, 4);
    told(pool);
    expect(pool.send({ type: 'SharedForfeit', kind: 'budget', key: KEY, execution: executionId('A') })).toEqual([
      'PoolForfeited',
      'PoolRefused',
    ]);
    expect(of(pool)).toMatchObject({ spent: { calls: 8 }, held: { calls: 0 } });
    expect(pool.send({ type: 'SharedForfeit', kind: 'budget', key: KEY, execution: executionId('A') })).toEqual([]);
    pool.check();
  });
  it('takes back a grant that nobody waited for any more, once', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 3);
    const decline = { type: 'SharedDecline', kind: 'budget', key: KEY, execution: executionId('A'), n: 1 } as const;
    expect(pool.send(decline)).toEqual(['PoolDeclined']);
    expect(pool.send(decline)).toEqual([]);
    expect(of(pool).held.calls).toBe(0);
    pool.check();
  });
  it('begins each day and month of UTC anew, with what is held then still held', () => {
    const noon = Date.UTC(2026, 10, 30, 12);
    const pool = driveShared('budget', KEY);
    const limits = { calls: 5, per: 'day' } as const;
    pool.now = noon;
    draw(pool, 'A', 1, 4, { limits });
    settle(pool, 'A', 3, 0);
    expect(spentAt(of(pool), noon).calls).toBe(3);
    expect(spentAt(of(pool), noon + 13 * 3_600_000)).toEqual(NOTHING);
    pool.now = noon + 13 * 3_600_000;
    told(pool);
    draw(pool, 'B', 1, 4, { limits });
    expect(told(pool)).toEqual(['B granted 4']);
    expect(of(pool)).toMatchObject({ spent: NOTHING, held: { calls: 5 } });
    pool.check();
    expect(windowAt('month', Date.UTC(2026, 11, 1)) - windowAt('month', noon)).toBe(1);
    expect(windowAt('month', Date.UTC(2027, 0, 1)) - windowAt('month', Date.UTC(2026, 11, 31))).toBe(1);
    expect(windowAt(undefined, noon)).toBe(0);
  });
  it('obeys other limits from when they are set, and limits nothing without any', () => {
    const pool = driveShared('budget', KEY);
    const limit = (limits: PoolLimits) => pool.send({ type: 'SharedLimit', kind: 'budget', key: KEY, limits, by: 'ann' });
    expect(limit({ calls: 1 })).toEqual(['SharedOpened', 'PoolLimited']);
    expect(limit({ calls: 1 })).toEqual([]);
    draw(pool, 'A', 1, 2, { limits: null });
    expect(told(pool)).toEqual(['A RefuseAllowance']);
    limit({ calls: 2, per: 'month' });
    draw(pool, 'A', 2, 2, { limits: null });
    limit({});
    draw(pool, 'B', 1, 1_000, { limits: null });
    expect(told(pool)).toEqual(['A granted 2', 'B granted 1000']);
    pool.check();
  });
  it('is no execution: anything else is refused', () => {
    const pool = driveShared('budget', KEY);
    draw(pool, 'A', 1, 1);
    expect(() => pool.send({ type: 'Pause', by: 'p', reason: 'r' })).toThrow('no execution has this id');
    expect(pool.send({ type: 'Wake' })).toEqual([]);
  });
});
