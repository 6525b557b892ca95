import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import { initialLiveState } from './initial-live-state.js';
import type { LiveState, NodeRun, Progress } from './live-state.js';

export type ExecutionStore = StoreApi<LiveState>;
export const createExecutionStore = (): ExecutionStore => createStore<LiveState>()(() => initialLiveState);

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
