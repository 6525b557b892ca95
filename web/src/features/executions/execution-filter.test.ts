import type { ExecutionSummary } from '../../api/types.js';
import { filtersOf, fitsHere, isFiltered, merged, queryOf } from './execution-filter.js';

const NOW = Date.UTC(2026, 0, 10, 12, 0, 30);
const execution = (id: string, change: Partial<ExecutionSummary> = {}): ExecutionSummary =>
  ({
    id,
    version: 1,
    status: 'completed',
    createdAt: '2026-01-10T10:00:00.000Z',
    startedAt: '2026-01-10T10:00:00.000Z',
    endedAt: '2026-01-10T10:00:05.000Z',
    usage: { inputTokens: 0, outputTokens: 0, cost: '0.02' },
    ...change,
  }) as ExecutionSummary;
const filters = (query: string) => filtersOf(new URLSearchParams(query));

describe('the filters of the executions page', () => {
  it('are read from the address, and garbage in it is no filter', () => {
    expect(isFiltered(filters(''))).toBe(false);
    expect(isFiltered(filters('time=yesterday&cost=-1&seconds=x&status='))).toBe(false);
    expect(queryOf(filters('workflow=w&status=failed,stopped&time=1h&tag=nightly'), NOW)).toEqual({
      workflow: 'w',
      status: ['failed', 'stopped'],
      from: '2026-01-10T11:00:00.000Z',
      tag: 'nightly',
    });
    expect(queryOf(filters('time=custom&from=2026-01-01T00:00&to=nonsense'), NOW)).toEqual({
      from: new Date('2026-01-01T00:00').toISOString(),
    });
  });
  it('apply cost and duration to what was loaded; what still runs has lasted until now', () => {
    expect(fitsHere(execution('a'), filters('cost=0.02&seconds=5'), NOW)).toBe(true);
    expect(fitsHere(execution('a'), filters('cost=0.03'), NOW)).toBe(false);
    expect(fitsHere(execution('a'), filters('seconds=6'), NOW)).toBe(false);
    expect(fitsHere(execution('a', { endedAt: null }), filters('seconds=6000'), NOW)).toBe(true);
  });
  it('merge into one list with the newest version of each, newest first', () => {
    const list = merged(
      [execution('b', { createdAt: '2026-01-10T11:00:00.000Z', version: 3 }), execution('a')],
      [execution('c', { createdAt: '2026-01-10T12:00:00.000Z' }), execution('b', { createdAt: '2026-01-10T11:00:00.000Z', version: 2 })],
    );
    expect(list.map(({ id, version }) => [id, version])).toEqual([
      ['c', 1],
      ['b', 3],
      ['a', 1],
    ]);
  });
});
