import { createRequire } from 'node:module';
import { jest } from '@jest/globals';
import { stopIdleTimers, type RequestQueueInside } from './timer-loop.js';

interface Queue extends RequestQueueInside {
  maybeThrottle(ms: number): void;
  push(request: object): void;
  fulfillRequest(answer: object): void;
  destroy(): void;
}
type QueueClass = { new (options: object): Queue; readonly prototype: RequestQueueInside };
const load = (): QueueClass => {
  // A copy of its own: what is patched here is patched for nobody else.
  const Original = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as QueueClass;
  return class extends (Original as new (options: object) => Queue) {} as unknown as QueueClass;
};
const logger = { debug: () => undefined, warn: () => undefined };
const open = (Class: QueueClass, options: object = {}): Queue =>
  new Class({
    maxInFlightRequests: null,
    requestTimeout: 30_000,
    enforceRequestTimeout: false,
    clientId: 'c',
    broker: 'b',
    logger,
    ...options,
  });

/** How often an idle connection wakes the process within ten seconds of a clock that we move. */
function wakeUps(queue: Queue): number {
  const armed = jest.spyOn(globalThis, 'setTimeout');
  queue.scheduleCheckPendingRequests();
  for (let ms = 0; ms < 10_000; ms++) jest.advanceTimersByTime(1);
  const count = armed.mock.calls.length;
  armed.mockRestore();
  queue.destroy();
  return count;
}
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the timer loop of kafkajs', () => {
  it('wakes an idle process no more', () => {
    const before = wakeUps(open(load()));
    const Patched = load();
    stopIdleTimers(Patched);
    stopIdleTimers(Patched);
    const after = wakeUps(open(Patched));
    console.info(`timers armed by an idle connection in 10 s: ${before} before, ${after} after`);
    expect(before).toBeGreaterThan(5_000);
    expect(after).toBe(0);
  });
  it('still sends what had to wait, for a throttle or for room', () => {
    const Patched = load();
    stopIdleTimers(Patched);
    const sent: number[] = [];
    const request = (correlationId: number) => ({
      entry: { correlationId, resolve: () => undefined },
      expectResponse: true,
      sendRequest: () => sent.push(correlationId),
    });
    const throttled = open(Patched);
    throttled.maybeThrottle(200);
    throttled.push(request(1));
    jest.advanceTimersByTime(150);
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(sent).toEqual([1]);
    const narrow = open(Patched, { maxInFlightRequests: 1 });
    narrow.push(request(2));
    narrow.push(request(3));
    expect(sent).toEqual([1, 2]);
    narrow.fulfillRequest({ correlationId: 2, payload: null, size: 0 });
    expect(sent).toEqual([1, 2, 3]);
    narrow.destroy();
    throttled.destroy();
  });
});
