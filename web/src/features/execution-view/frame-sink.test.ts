import type { LiveFrame } from '../../api/types.js';
import { createExecutionStore } from './execution-store.js';
import { createFrameSink } from './frame-sink.js';

const delta = (_: number): LiveFrame => ({ type: 'node_output_delta', payload: { path: 'a', index: 0, text: 'x' } });

describe('the sink of live frames', () => {
  it('commits once per animation frame, however many frames arrive', () => {
    const store = createExecutionStore();
    let commits = 0;
    store.subscribe(() => commits++);
    const due: (() => void)[] = [];
    const sink = createFrameSink(store, undefined, (commit) => {
      due.push(commit);
      return () => due.splice(due.indexOf(commit), 1);
    });
    for (let i = 0; i < 500; i++) sink.push(delta(i));
    expect(due).toHaveLength(1);
    due.shift()?.();
    expect(commits).toBe(1);
    expect(store.getState().nodes['a']?.text).toHaveLength(500);
    sink.push(delta(500));
    sink.close();
    expect(due).toHaveLength(0);
  });
});
