import type { Clock } from '@agentflow/ports';

/** setTimeout takes a signed 32-bit delay; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's own clock. Timers hold the process awake only as long as something else does not need it: they are not unref'd. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(ms, call) {
      let timer: NodeJS.Timeout;
      const arm = (left: number): void => {
        timer =
          left > LONGEST_TIMER_MS ? setTimeout(() => arm(left - LONGEST_TIMER_MS), LONGEST_TIMER_MS) : setTimeout(call, Math.max(0, left));
      };
      arm(ms);
      return () => clearTimeout(timer);
    },
  };
}
