/** The part of kafkajs's request queue that the patch touches. */
export interface RequestQueueInside {
  readonly pending: readonly unknown[];
  /** Epoch milliseconds; in the past: no throttle. */
  readonly throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}
const PATCHED = Symbol.for('agentflow.kafkajs.timer-loop');

/**
 * kafkajs 2.2.4 re-arms a 1 ms timer per broker connection for ever, idle or not (tulios/kafkajs#1751): some 900 wake-ups a second and 2 % of a
 * core each. A check is due only where requests wait or a throttle is on; answered requests look after the rest. Idempotent.
 */
export function stopIdleTimers(RequestQueue: { readonly prototype: RequestQueueInside }): void {
  const prototype = RequestQueue.prototype as RequestQueueInside & { [PATCHED]?: true };
  if (prototype[PATCHED]) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueueInside) {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
  prototype[PATCHED] = true;
}
