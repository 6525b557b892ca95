export interface Sort {
  readonly by: string;
  readonly order: 'ascending' | 'descending';
}
interface Sortable<T> {
  readonly key: string;
  sortBy?(row: T): string | number | null;
}
/** The rows in the order asked for; equal ones stay as they were, and what has no value comes last either way. */
export function sortRows<T>(rows: readonly T[], columns: readonly Sortable<T>[], sort: Sort | undefined): readonly T[] {
  const by = columns.find(({ key }) => key === sort?.by)?.sortBy;
  if (!sort || !by) return rows;
  const sign = sort.order === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: by(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
      return sign * (typeof a.value === 'number' ? a.value - Number(b.value) : a.value.localeCompare(String(b.value)));
    })
    .map(({ row }) => row);
}
/** What a click on a head asks for: up, then down, then up again. */
export const turnSort = (sort: Sort | undefined, by: string): Sort => ({
  by,
  order: sort?.by === by && sort.order === 'ascending' ? 'descending' : 'ascending',
});
