import { foldsAbove, ganttRows } from './gantt-rows.js';
import type { NodeRun } from './live-state.js';

const run = (path: string, startedAt: number, change: Partial<NodeRun> = {}): NodeRun => ({
  path,
  type: 'code',
  status: 'completed',
  attempt: 1,
  startedAt,
  endedAt: startedAt + 10,
  ...change,
});
const state = (items: number): { [path: string]: NodeRun } => {
  const nodes: { [path: string]: NodeRun } = { each: run('each', 5), first: run('first', 0), off: run('off', 3, { status: 'skipped' }) };
  for (let n = 0; n < items; n++) {
    nodes[`each[${n}]/work`] = run(`each[${n}]/work`, 6 + n);
    nodes[`each[${n}]/end`] = run(`each[${n}]/end`, 16 + n, { type: 'end' });
  }
  return nodes;
};
const keys = (rows: readonly { key: string }[]): string[] => rows.map(({ key }) => key);

describe('the rows of the time line', () => {
  it('stand in the order of their beginning, iterations below their container; what was skipped has none', () => {
    expect(keys(ganttRows(state(2), new Map()))).toEqual([
      'first',
      'each',
      'each[0]',
      'each[0]/work',
      'each[0]/end',
      'each[1]',
      'each[1]/work',
      'each[1]/end',
    ]);
  });
  it('fold a large container until somebody opens it', () => {
    expect(keys(ganttRows(state(100), new Map()))).toEqual(['first', 'each']);
    expect(ganttRows(state(100), new Map([['each', true]]))).toHaveLength(102);
    const open = ganttRows(state(100), new Map([...['each', 'each[7]'].map((key) => [key, true] as const)]));
    expect(keys(open).slice(8, 13)).toEqual(['each[6]', 'each[7]', 'each[7]/work', 'each[7]/end', 'each[8]']);
    expect(open.find(({ key }) => key === 'each[7]')).toMatchObject({ kind: 'iteration', depth: 1, from: 13, to: 33 });
  });
  it('are made of thousands of nodes in no time', () => {
    const large = state(5000);
    expect(ganttRows(large, new Map([['each', true]]))).toHaveLength(5002);
  });
  it('know what has to be open to show a node', () => {
    expect(foldsAbove('each[3]/inner[2]/x')).toEqual(['each[3]/inner[2]', 'each[3]/inner', 'each[3]', 'each']);
    expect(foldsAbove('x')).toEqual([]);
  });
});
