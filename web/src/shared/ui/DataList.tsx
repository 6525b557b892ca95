import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { sortRows, turnSort, type Sort } from './data-list-sort.js';
import styles from './data-list.module.css';

export interface Column<T> {
  readonly key: string;
  readonly title: ReactNode;
  /** A track of the grid: `1fr`, `120px`, `minmax(0, 2fr)`. */
  readonly width: string;
  render(row: T): ReactNode;
  /** What rows are ordered by; without it the column cannot be sorted by. */
  sortBy?(row: T): string | number | null;
  readonly end?: boolean;
}
/** From so many rows on, only those that can be seen are drawn. */
const VIRTUAL_FROM = 80;
const ROW_PX = 57;
const OVERSCAN = 12;
const GHOSTS = 5;

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  readonly pending?: boolean;
  /** Shown instead of the rows where there are none. */
  readonly empty?: ReactNode;
  readonly initialSort?: Sort;
}
/** Rows under sortable heads, long lists included: a table to who hears it, one that loads as its own outline to who sees it. */
export function DataList<T>({ label, columns, rows, rowKey, onOpen, pending, empty, initialSort }: Props<T>) {
  const [sort, setSort] = useState<Sort | undefined>(initialSort);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const far = sorted.length >= VIRTUAL_FROM;
  useLayoutEffect(() => {
    const scroller = document.getElementById('main');
    if (!far || !body.current || !scroller) return;
    setMargin(body.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop);
  }, [far]);
  const virtual = useVirtualizer({
    count: far ? sorted.length : 0,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: margin,
  });
  const tracks = { '--tracks': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  const shown = far ? virtual.getVirtualItems() : undefined;
  return (
    <div className={styles['list']} style={tracks} role="table" aria-label={label} aria-rowcount={sorted.length + 1} aria-busy={pending}>
      <div role="rowgroup">
        <div className={styles['head']} role="row">
          {columns.map((column) => (
            <Head key={column.key} column={column} sort={sort} onTurn={() => setSort(turnSort(sort, column.key))} />
          ))}
        </div>
      </div>
      {pending && <Ghosts columns={columns.length} />}
      {!pending && sorted.length === 0 && (
        <div role="rowgroup">
          <div role="row">
            <div role="cell">{empty}</div>
          </div>
        </div>
      )}
      <div ref={body} role="rowgroup" className={styles['body']} style={far ? { height: virtual.getTotalSize() } : undefined}>
        {shown
          ? shown.map(({ key, index, start }) => (
              <Row
                key={key}
                row={sorted[index] as T}
                columns={columns}
                onOpen={onOpen}
                rowIndex={index + 2}
                style={{ position: 'absolute', top: 0, left: 0, right: 0, height: ROW_PX, transform: `translateY(${start - margin}px)` }}
              />
            ))
          : !pending && sorted.map((row) => <Row key={rowKey(row)} row={row} columns={columns} onOpen={onOpen} />)}
      </div>
    </div>
  );
}
function Head<T>({ column, sort, onTurn }: { readonly column: Column<T>; readonly sort: Sort | undefined; readonly onTurn: () => void }) {
  const order = sort?.by === column.key ? sort.order : undefined;
  if (!column.sortBy)
    return (
      <div role="columnheader" data-end={column.end || undefined}>
        {column.title}
      </div>
    );
  return (
    <div role="columnheader" data-end={column.end || undefined} aria-sort={order ?? 'none'}>
      <button type="button" onClick={onTurn}>
        {column.title}
        <span className={styles['caret']} data-on={order || undefined} aria-hidden="true">
          {order === 'descending' ? <CaretDownOutlined /> : <CaretUpOutlined />}
        </span>
      </button>
    </div>
  );
}
interface RowProps<T> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly onOpen: ((row: T) => void) | undefined;
  readonly style?: CSSProperties;
  readonly rowIndex?: number;
}
/** A click anywhere opens; by keyboard the link or button in its first cell does. */
function PlainRow<T>({ row, columns, onOpen, style, rowIndex }: RowProps<T>) {
  const open = (event: React.MouseEvent): void => {
    if (!(event.target as Element).closest('a, button, input, [role="menuitem"], .ant-dropdown, .ant-modal')) onOpen?.(row);
  };
  return (
    <div
      className={styles['row']}
      role="row"
      style={style}
      aria-rowindex={rowIndex}
      data-opens={onOpen ? true : undefined}
      onClick={onOpen && open}
    >
      {columns.map((column) => (
        <div key={column.key} role="cell" data-end={column.end || undefined}>
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}
const Row = memo(PlainRow) as typeof PlainRow;

function Ghosts({ columns }: { readonly columns: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: GHOSTS }, (_, row) => (
        <div key={row} className={styles['row']}>
          {Array.from({ length: columns }, (_, column) => (
            <div key={column}>
              <span className={styles['ghost']} style={{ width: `${column === 0 ? 64 - row * 6 : 46}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
