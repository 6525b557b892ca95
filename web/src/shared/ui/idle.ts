/** Does one thing after the other when nobody waits for the page. @returns how to call off what is left */
export function whenIdle(steps: readonly (() => unknown)[]): () => void {
  let gone = false;
  const ask = (then: () => void): void => {
    // Safari has no such callback.
    if ('requestIdleCallback' in window) window.requestIdleCallback(then, { timeout: 3000 });
    else setTimeout(then, 200);
  };
  const next = (at: number): void => {
    if (at < steps.length && !gone)
      ask(() => {
        if (gone) return;
        void Promise.resolve(steps[at]?.()).finally(() => next(at + 1));
      });
  };
  next(0);
  return () => {
    gone = true;
  };
}
