import { sortRows, turnSort } from './data-list-sort.js';

const columns = [{ key: 'name', sortBy: (row: Row) => row.name }, { key: 'size', sortBy: (row: Row) => row.size }, { key: 'plain' }];
interface Row {
  readonly name: string;
  readonly size: number | null;
}
const rows: readonly Row[] = [
  { name: 'b', size: 2 },
  { name: 'a', size: null },
  { name: 'c', size: 10 },
];
const names = (by: string, order: 'ascending' | 'descending') => sortRows(rows, columns, { by, order }).map(({ name }) => name);

describe('the order of rows', () => {
  it('is that of the chosen column, numbers by size', () => {
    expect(names('name', 'ascending')).toEqual(['a', 'b', 'c']);
    expect(names('size', 'ascending')).toEqual(['b', 'c', 'a']);
  });
  it('keeps what has no value at the end both ways', () => expect(names('size', 'descending')).toEqual(['c', 'b', 'a']));
  it('is as given without a column that can be sorted by', () => {
    expect(names('plain', 'ascending')).toEqual(['b', 'a', 'c']);
    expect(sortRows(rows, columns, undefined)).toBe(rows);
  });
  it('turns with every click on the same head', () => {
    const first = turnSort(undefined, 'name');
    expect(first).toEqual({ by: 'name', order: 'ascending' });
    expect(turnSort(first, 'name').order).toBe('descending');
    expect(turnSort(turnSort(first, 'name'), 'name').order).toBe('ascending');
    expect(turnSort(turnSort(first, 'name'), 'size')).toEqual({ by: 'size', order: 'ascending' });
  });
});
