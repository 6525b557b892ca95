import { TimerHeap } from './timer-heap.js';

/** The paths in the order in which they fall due. */
function drain(heap: TimerHeap): string[] {
  const paths: string[] = [];
  for (let next = heap.next(); next; next = heap.next()) {
    paths.push(next.path);
    heap.clear(next.path);
  }
  return paths;
}
const timer = (path: string, dueAt: number) => ({ path, dueAt, purpose: 'wait' as const });

describe('the timers of an execution', () => {
  it('come by their time, cleared ones never, one that was set again at its new time', () => {
    const heap = new TimerHeap();
    for (const [path, dueAt] of [
      ['c', 3],
      ['a', 1],
      ['gone', 2],
      ['late', 1],
    ] as const)
      heap.set(timer(path, dueAt));
    heap.clear('gone');
    heap.set(timer('late', 9));
    expect([heap.size, heap.get('late')?.dueAt]).toEqual([3, 9]);
    expect(drain(heap)).toEqual(['a', 'c', 'late']);
    expect(heap.size).toBe(0);
  });
  it('come in the same order when several are due at once, however often somebody has looked for the next', () => {
    const paths = ['n1', 'n4', 'n0', 'n3', 'n2', 'n5'];
    const [asked, unasked] = [new TimerHeap(), new TimerHeap()];
    for (const heap of [asked, unasked]) {
      heap.set(timer('first', 1));
      heap.set(timer('second', 2));
    }
    for (const [index, path] of paths.entries()) {
      asked.set(timer(path, 5));
      unasked.set(timer(path, 5));
      if (index === 2) for (const heap of [asked, unasked]) heap.clear('first');
      // What was cleared leaves the heap when it is looked at: one of the two is not.
      asked.next();
    }
    for (const heap of [asked, unasked]) heap.clear('second');
    expect(drain(asked)).toEqual([...paths].sort());
    expect(drain(unasked)).toEqual([...paths].sort());
  });
});
