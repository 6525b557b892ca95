import { orgId, type OrgId } from '@agentflow/core';
import { createFakeClock } from '@agentflow/testkit';
import { createTaskQueue, type OrgLimits } from './task-queue.js';

const [A, B, C] = ['acme', 'bolt', 'core'].map(orgId) as [OrgId, OrgId, OrgId];
const anything = (): boolean => true;
function open(limits: ReadonlyMap<OrgId, OrgLimits> = new Map()) {
  const clock = createFakeClock();
  const room = { calls: 0 };
  const queue = createTaskQueue<string>(
    clock,
    (org) => limits.get(org),
    () => void room.calls++,
  );
  const push = (org: OrgId, value: string, priority = 0, kind = 'tool'): void => queue.push({ org, priority, kind, value });
  const take = (count: number, can: (kind: string) => boolean = anything): string[] => {
    const taken: string[] = [];
    for (let i = 0; i < count; i++) {
      const value = queue.next(can);
      if (value === undefined) break;
      taken.push(value);
    }
    return taken;
  };
  return { queue, clock, room, push, take };
}

describe('tasks that wait for a worker', () => {
  it('go in their order within an org', () => {
    const { push, take, queue } = open();
    for (let i = 0; i < 2_000; i++) push(A, `a${i}`);
    expect(take(2_000)).toEqual(Array.from({ length: 2_000 }, (_, i) => `a${i}`));
    expect(queue.size).toBe(0);
    expect(queue.next(anything)).toBeUndefined();
  });
  it('take turns among orgs, however many each has', () => {
    const { push, take, queue } = open();
    for (let i = 0; i < 1_000; i++) push(A, `a${i}`);
    push(B, 'b0');
    push(B, 'b1');
    push(C, 'c0');
    expect(take(7)).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'a2', 'a3']);
    expect(queue.sizes().get(A)).toBe(996);
    expect(queue.sizes().has(B)).toBe(false);
  });
  it('go by priority before that', () => {
    const { push, take } = open();
    push(A, 'low', -5);
    push(A, 'usual');
    push(B, 'urgent', 100);
    push(A, 'urgent too', 100);
    push(C, 'usual too');
    expect(take(9)).toEqual(['urgent', 'urgent too', 'usual', 'usual too', 'low']);
  });
  it('go to a worker that can do them; another is not held up', () => {
    const { push, take } = open();
    push(A, 'heavy', 0, 'gpu');
    push(A, 'light', 0, 'tool');
    push(B, 'heavy too', 9, 'gpu');
    expect(take(9, (kind) => kind === 'tool')).toEqual(['light']);
    expect(take(9)).toEqual(['heavy too', 'heavy']);
  });
  it('of an org at its limit wait until one of its own is over, and hold up nobody else', () => {
    const { push, take, queue, clock, room } = open(new Map([[A, { concurrency: 2 }]]));
    for (let i = 0; i < 5; i++) push(A, `a${i}`);
    push(B, 'b0');
    expect(take(9)).toEqual(['a0', 'b0', 'a1']);
    queue.ended(A);
    clock.advance(0);
    expect(room.calls).toBe(1);
    expect(take(9)).toEqual(['a2']);
    queue.ended(A);
    queue.ended(A);
    expect(take(9)).toEqual(['a3', 'a4']);
  });
  it('may begin at once where nothing of their org waits and there is room', () => {
    const { push, queue } = open(new Map([[A, { concurrency: 1 }]]));
    expect(queue.tryBegin(B)).toBe(true);
    expect(queue.tryBegin(A)).toBe(true);
    expect(queue.tryBegin(A)).toBe(false);
    push(A, 'waits');
    queue.ended(A);
    expect(queue.tryBegin(A)).toBe(false);
    expect(queue.next(anything)).toBe('waits');
  });
  it('begin no faster than the rate of their org, and somebody is told when the next may', () => {
    const { push, take, clock, room } = open(new Map([[A, { perSecond: 4 }]]));
    for (let i = 0; i < 20; i++) push(A, `a${i}`);
    expect(take(9)).toHaveLength(4);
    expect(room.calls).toBe(0);
    clock.advance(250);
    expect(room.calls).toBe(1);
    expect(take(9)).toEqual(['a4']);
    clock.advance(10_000);
    expect(take(9)).toHaveLength(4);
  });
  it('may begin more rarely than once a second, too', () => {
    const { push, take, clock, room } = open(new Map([[A, { perSecond: 0.5 }]]));
    for (let i = 0; i < 3; i++) push(A, `a${i}`);
    expect(take(9)).toEqual(['a0']);
    clock.advance(1_999);
    expect([take(9), room.calls]).toEqual([[], 0]);
    clock.advance(1);
    expect([take(9), room.calls]).toEqual([['a1'], 1]);
  });
});
