import { problemRows } from './problem-rows.js';

const problem = (severity: 'error' | 'warning', message: string) => ({ pointer: '', code: 'X', severity, message });
describe('the list of problems', () => {
  it('has errors first, each kind under its heading, in the order of the document', () => {
    const rows = problemRows([problem('warning', 'w1'), problem('error', 'e1'), problem('warning', 'w2')]);
    expect(rows.map((row) => ('heading' in row ? `${row.heading} ${row.count}` : row.problem.message))).toEqual([
      'error 1',
      'e1',
      'warning 2',
      'w1',
      'w2',
    ]);
    expect(problemRows([])).toEqual([]);
  });
});
