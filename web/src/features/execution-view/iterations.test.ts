import { countByStatus, iterationsOf } from './iterations.js';
import type { NodeRun } from './live-state.js';

const node = (path: string, status: NodeRun['status'], change: Partial<NodeRun> = {}): readonly [string, NodeRun] => [
  path,
  { path, type: 'code', status, attempt: 1, startedAt: 100, endedAt: status === 'running' || status === 'waiting' ? null : 200, ...change },
];
const nodes = (...list: readonly (readonly [string, NodeRun])[]) => Object.fromEntries(list);

describe('the iterations of a container', () => {
  const state = nodes(
    node('each', 'running', { type: 'map' }),
    node('each[0]/work', 'completed', { usage: { inputTokens: 3, outputTokens: 4, cost: '0.5' } }),
    node('each[0]/end', 'completed', { type: 'end', startedAt: 200, endedAt: 300 }),
    node('each[1]/work', 'running'),
    node('each[2]/work', 'failed', { error: { code: 'X', message: 'refused' } }),
    node('each[3]/work', 'retrying'),
    node('each[10]/inner', 'running', { type: 'loop' }),
    node('each[10]/inner[0]/ask', 'waiting', { startedAt: 150 }),
  );
  it('are told by one line each, in order, with what they wait for at any depth', () => {
    expect(iterationsOf(state).get('each')).toMatchObject([
      { index: 0, status: 'completed', startedAt: 100, endedAt: 300, nodes: 2, tokens: 7, cost: 0.5, error: null },
      { index: 1, status: 'running', endedAt: null, focus: 'each[1]/work' },
      { index: 2, status: 'failed', error: 'refused', focus: 'each[2]/work' },
      { index: 3, status: 'retrying' },
      { index: 10, status: 'waiting', focus: 'each[10]/inner[0]/ask' },
    ]);
    expect(iterationsOf(state).get('each[10]/inner')).toMatchObject([{ index: 0, status: 'waiting', nodes: 1 }]);
  });
  it('are counted by state, those first that somebody should look at', () => {
    expect(countByStatus(iterationsOf(state).get('each') ?? [])).toEqual([
      ['failed', 1],
      ['waiting', 1],
      ['retrying', 1],
      ['running', 1],
      ['completed', 1],
    ]);
  });
  it('are worked out once for a state', () => {
    expect(iterationsOf(state)).toBe(iterationsOf(state));
  });
  it('that lived with an error have completed, and say which', () => {
    const lived = nodes(
      node('m', 'completed'),
      node('m[0]/a', 'failed', { error: { code: 'X', message: '' } }),
      node('m[0]/end', 'completed', { type: 'end' }),
    );
    expect(iterationsOf(lived).get('m')).toMatchObject([{ status: 'completed', error: 'X', focus: 'm[0]/a' }]);
  });
});
