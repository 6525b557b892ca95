import type { LiveFrame } from '../../api/types.js';
import type { ExecutionStore } from './execution-store.js';
import { foldFrames } from './live-state.js';

/** Gathers frames and folds them into the store once per animation frame, however many arrive. `schedule` answers how to call it off. */
export function createFrameSink(
  store: ExecutionStore,
  onCommit: (frames: readonly LiveFrame[]) => void = () => {},
  schedule: (commit: () => void) => () => void = nextFrame,
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
/** A tab in the background gets no animation frames, but its state goes on. */
function nextFrame(commit: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(commit, 250);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(commit);
  return () => cancelAnimationFrame(frame);
}
