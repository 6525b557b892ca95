import type { LiveFrame } from '../../api/types.js';
import type { ExecutionStore } from './execution-store.js';
import { foldFrames } from './live-state.js';

/** Gathers frames and folds them into the store at most once per animation frame, however many arrive. `schedule` answers how to call it off. */
export function createFrameSink(
  store: ExecutionStore,
  onCommit: (frames: readonly LiveFrame[]) => void = () => {},
  schedule: (commit: () => void) => () => void = withRests(nextFrame),
): { push(frame: LiveFrame): void; close(): void } {
  let waiting: LiveFrame[] = [];
  let cancel: (() => void) | null = null;
  const commit = (): void => {
    cancel = null;
    const frames = waiting;
    waiting = [];
    store.setState(foldFrames(store.getState(), frames), true);
    onCommit(frames);
  };
  return {
    push(frame) {
      waiting.push(frame);
      cancel ??= schedule(commit);
    },
    close() {
      cancel?.();
      cancel = null;
    },
  };
}
/** After each drawing, so many times its own length belongs to the person: they drag and scroll while hundreds of events come. */
const REST = 8;
const MOST_REST_MS = 400;
/** Two animation frames at sixty a second: what the second one after a drawing is late by, the drawing has cost beyond the scripts. */
const TWO_FRAMES_MS = 34;
/** Lets a rest follow each commit: one that draws little comes with every animation frame, one that draws much more seldom. */
function withRests(schedule: (commit: () => void) => () => void): (commit: () => void) => () => void {
  let free = 0;
  const drawnBy = (commit: () => void) => (): void => {
    const from = performance.now();
    const rest = (cost: number): void => {
      free = Math.max(free, from + Math.min(MOST_REST_MS, cost * REST));
    };
    commit();
    // React draws in a microtask of the same task.
    queueMicrotask(() => rest(performance.now() - from));
    // A tab in the background has no frames, and nobody who waits for one.
    requestAnimationFrame(() => requestAnimationFrame((now) => rest(now - from - TWO_FRAMES_MS)));
  };
  return (commit) => {
    const rest = free - performance.now();
    if (rest <= 0) return schedule(drawnBy(commit));
    let cancel: () => void;
    const timer = setTimeout(() => (cancel = schedule(drawnBy(commit))), rest);
    cancel = () => clearTimeout(timer);
    return () => cancel();
  };
}
/** A tab in the background gets no animation frames, but its state goes on. */
function nextFrame(commit: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(commit, 250);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(commit);
  return () => cancelAnimationFrame(frame);
}
