import type { LiveState } from './live-state.js';

/** Before anything is known. */
export const initialLiveState: LiveState = {
  status: 'pending',
  nodes: {},
  progress: {},
  waiting: {},
  error: null,
  usage: { inputTokens: 0, outputTokens: 0, cost: '0' },
  logs: [],
  startedAt: null,
  endedAt: null,
  seq: 0,
};
