import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { LiveFrame } from '../../api/types.js';
import { foldFrames, initialLiveState, type LiveState, type NodeRun, type Progress } from './live-state.js';

export type ExecutionStore = StoreApi<LiveState>;
export const createExecutionStore = (): ExecutionStore => createStore<LiveState>()(() => initialLiveState);

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

export const ExecutionContext = createContext<ExecutionStore | null>(null);
const NOTHING: ExecutionStore = createExecutionStore();
export const useExecution = <T>(selector: (state: LiveState) => T): T => useStore(useContext(ExecutionContext) ?? NOTHING, selector);
export const useNodeRun = (path: string | undefined): NodeRun | undefined =>
  useExecution((state) => (path === undefined ? undefined : state.nodes[path]));
export const useProgress = (path: string | undefined): Progress | undefined =>
  useExecution((state) => (path === undefined ? undefined : state.progress[path]));

/** What became of an edge: taken, dead, or not known yet. */
export const useEdgeRun = (source: string | undefined, handle: string, target: string | undefined): 'taken' | 'dead' | undefined =>
  useExecution((state) => {
    if (source === undefined || target === undefined) return undefined;
    const from = state.nodes[source];
    const to = state.nodes[target]?.status;
    if (from?.handles) return from.handles.includes(handle) ? 'taken' : 'dead';
    if (from?.status === 'skipped' || to === 'skipped') return 'dead';
    // A failure that was lived with goes on, too.
    return (from?.status === 'completed' || from?.status === 'failed') && to !== undefined && to !== 'pending' ? 'taken' : undefined;
  });
