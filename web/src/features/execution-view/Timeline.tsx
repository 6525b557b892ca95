import { CompressOutlined, MinusOutlined, NodeCollapseOutlined, PlusOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Tooltip } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../shared/format.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { useExecution } from './execution-store.js';
import { foldsAbove, ganttRows, type GanttRow } from './gantt-rows.js';
import { GanttTip, type Tip } from './GanttTip.js';
import { GanttLine } from './GanttLine.js';
import { moved, tickLabel, ticks, zoomed, type Window } from './time-scale.js';
import styles from './gantt.module.css';

const ROW_PX = 30;
const OVERSCAN = 10;
const LIVE_MS = 400;
const ZOOM = 1.6;
/** Around what a row is zoomed to. */
const AIR_MS = 20;
/** Where a mark's words would be cut off. */
const LAST_WORDS = 0.94;
/** Room at the right end, so that what runs is seen to run. */
const MARGIN = 1.02;

/** When each node ran and waited, attempt by attempt, on one time axis: follows what is live, zooms and moves by mouse and keys. */
export function Timeline({ selected, onSelect }: { readonly selected: string | undefined; readonly onSelect: (path: string) => void }) {
  const { t } = useTranslation();
  const nodes = useExecution((state) => state.nodes);
  const startedAt = useExecution((state) => state.startedAt);
  const endedAt = useExecution((state) => state.endedAt);
  const now = useNow(LIVE_MS, endedAt === null && startedAt !== null);
  const [folding, setFolding] = useState<ReadonlyMap<string, boolean>>(new Map());
  const rows = useMemo(() => ganttRows(nodes, folding), [nodes, folding]);
  const [window, setWindow] = useState<Window | null>(null);
  const [active, setActive] = useState(0);
  const [tip, setTip] = useState<Tip | null>(null);
  const [width, setWidth] = useState(600);
  const scroller = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const origin = Math.min(startedAt ?? Infinity, rows[0]?.from ?? Infinity);
  const last = rows.reduce((latest, row) => Math.max(latest, row.to ?? 0), origin);
  // While it goes on the axis grows in steps: with each event it would move every bar.
  const end = Math.max(endedAt ?? now, last) - origin;
  const total = Math.max(20, (endedAt === null ? Math.ceil(end / LIVE_MS) * LIVE_MS : end) * MARGIN);
  const seen = window ?? { from: 0, to: total };
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const latest = useRef({ seen, total });
  latest.current = { seen, total };
  const empty = rows.length === 0;

  const zoom = useCallback((factor: number, at = 0.5) => {
    const { seen: before, total: whole } = latest.current;
    const next = zoomed(before, factor, at, whole);
    setWindow(next.from <= 0 && next.to >= whole ? null : next);
  }, []);
  const pan = useCallback((share: number) => {
    const { seen: before, total: whole } = latest.current;
    setWindow(moved(before, (before.to - before.from) * share, whole));
  }, []);
  useEffect(() => {
    const element = axis.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [empty]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const wheel = (event: WheelEvent): void => {
      const track = axis.current?.getBoundingClientRect();
      if (!track) return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(Math.exp(event.deltaY * 0.004), Math.min(1, Math.max(0, (event.clientX - track.left) / track.width)));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        pan((event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX) / track.width);
      }
    };
    // React listens passively, and the page would zoom with us.
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [zoom, pan, empty]);

  const told = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (selected === undefined || told.current === selected) return;
    const above = foldsAbove(selected);
    const at = rows.findIndex((row) => row.kind === 'node' && row.path === selected);
    if (at < 0 && above.length > 0 && above.some((key) => folding.get(key) !== true))
      return setFolding((known) => new Map([...known, ...above.map((key) => [key, true] as const)]));
    told.current = selected;
    if (at < 0) return;
    setActive(at);
    virtual.scrollToIndex(at, { align: 'auto' });
  }, [selected, rows, folding, virtual]);

  const around = useRef({ origin, endedAt, now, total });
  around.current = { origin, endedAt, now, total };
  /** Shows what a row takes from end to end, with some air. */
  const zoomTo = (row: GanttRow): void => {
    const { origin, endedAt, now, total } = around.current;
    const [from, to] = [row.from - origin, (row.to ?? endedAt ?? now) - origin];
    const air = Math.max(AIR_MS, (to - from) * 0.06);
    setWindow(zoomed({ from: Math.max(0, from - air), to: Math.min(total, to + air) }, 1, 0.5, total));
  };
  const fold = useCallback((row: GanttRow, open: boolean): void => {
    if (row.open !== undefined) setFolding((known) => new Map(known).set(row.key, open));
  }, []);
  const choose = useCallback(
    (row: GanttRow, index: number): void => {
      told.current = row.path;
      setActive(index);
      onSelect(row.path);
    },
    [onSelect],
  );
  const dragged = useRef<{ x: number; id: number; moved: boolean } | null>(null);
  const acts = useRef({ choose, zoomTo });
  acts.current = { choose, zoomTo };
  const chooseUndragged = useCallback((row: GanttRow, index: number) => {
    if (!dragged.current?.moved) acts.current.choose(row, index);
  }, []);
  const zoomToRow = useCallback((row: GanttRow) => acts.current.zoomTo(row), []);
  const go = (index: number): void => {
    const to = Math.min(rows.length - 1, Math.max(0, index));
    setActive(to);
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  const keys = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const parent = (): void => {
      for (let at = active - 1; at >= 0; at--) if ((rows[at] as GanttRow).depth < row.depth) return go(at);
    };
    const keyed: { readonly [key: string]: () => void } = {
      ArrowDown: () => go(active + 1),
      ArrowUp: () => go(active - 1),
      PageDown: () => go(active + 10),
      PageUp: () => go(active - 10),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowRight: () => (event.shiftKey ? pan(0.2) : row.open === false ? fold(row, true) : go(active + 1)),
      ArrowLeft: () => (event.shiftKey ? pan(-0.2) : row.open === true ? fold(row, false) : parent()),
      Enter: () => choose(row, active),
      ' ': () => choose(row, active),
      '+': () => zoom(1 / ZOOM),
      '=': () => zoom(1 / ZOOM),
      '-': () => zoom(ZOOM),
      '0': () => setWindow(null),
      z: () => zoomTo(row),
    };
    const act = keyed[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0 || window === null) return;
    dragged.current = { x: event.clientX, id: event.pointerId, moved: false };
  };
  const drag = (event: PointerEvent): void => {
    const from = dragged.current;
    if (!from || event.buttons === 0) return;
    if (!from.moved && Math.abs(event.clientX - from.x) < 4) return;
    from.moved = true;
    setTip(null);
    pan((from.x - event.clientX) / Math.max(1, width));
    from.x = event.clientX;
  };
  const foldAll = (): void =>
    setFolding(new Map(rows.filter((row) => row.open !== undefined && row.depth === 0).map((row) => [row.key, false] as const)));

  if (empty) return <EmptyState small title={t('executions.nothingYet')} />;
  const marks = ticks(seen, width);
  const length = seen.to - seen.from;
  const items = virtual.getVirtualItems();
  const shown = rows[active];
  return (
    <div className={styles['gantt']} data-testid="timeline">
      <div className={styles['tools']}>
        <span className={styles['legend']} aria-hidden="true">
          <i data-kind="run" /> {t('gantt.run')} <i data-kind="wait" /> {t('gantt.wait')} <i data-kind="backoff" /> {t('gantt.backoff')}
        </span>
        <span className={styles['seen']}>
          {window
            ? t('gantt.part', { part: formatDuration(length), whole: formatDuration(total / MARGIN) })
            : formatDuration(total / MARGIN)}
        </span>
        <Tooltip title={t('gantt.foldAll')}>
          <Button size="small" type="text" icon={<NodeCollapseOutlined />} aria-label={t('gantt.foldAll')} onClick={foldAll} />
        </Tooltip>
        <Button
          size="small"
          type="text"
          icon={<MinusOutlined />}
          aria-label={t('gantt.zoomOut')}
          disabled={window === null}
          onClick={() => zoom(ZOOM)}
        />
        <Tooltip title={t('gantt.zoomHelp')}>
          <Button size="small" type="text" icon={<PlusOutlined />} aria-label={t('gantt.zoomIn')} onClick={() => zoom(1 / ZOOM)} />
        </Tooltip>
        <Button
          size="small"
          type="text"
          icon={<CompressOutlined />}
          aria-label={t('gantt.fit')}
          disabled={window === null}
          onClick={() => setWindow(null)}
        />
      </div>
      <div
        ref={scroller}
        className={styles['scroller']}
        role="treegrid"
        tabIndex={0}
        aria-label={t('executions.timeline')}
        aria-rowcount={rows.length}
        aria-activedescendant={shown && items.some((item) => item.index === active) ? `gantt-${active}` : undefined}
        data-pannable={window !== null || undefined}
        onKeyDown={keys}
        onPointerDown={press}
        onPointerMove={drag}
        onPointerUp={() => setTimeout(() => (dragged.current = null), 0)}
        onPointerLeave={() => (dragged.current = null)}
        onMouseLeave={() => setTip(null)}
      >
        <div className={styles['head']} role="presentation">
          <span />
          <div ref={axis} className={styles['axis']}>
            {marks.map(({ at, step }) => (
              <span key={at} style={{ left: `${((at - seen.from) / length) * 100}%` }}>
                {(at - seen.from) / length < LAST_WORDS && tickLabel(at, step)}
              </span>
            ))}
          </div>
          <span />
        </div>
        <div className={styles['rows']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          <div className={styles['grid']} role="presentation" aria-hidden="true">
            <span />
            <div>
              {marks.map(({ at }) => (
                <i key={at} style={{ left: `${((at - seen.from) / length) * 100}%` }} />
              ))}
              {endedAt === null && now - origin >= seen.from && now - origin <= seen.to && (
                <i data-now style={{ left: `${((now - origin - seen.from) / length) * 100}%` }} />
              )}
            </div>
          </div>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <GanttLine
                key={item.key}
                row={row}
                index={item.index}
                top={item.start}
                origin={origin}
                from={seen.from}
                to={seen.to}
                now={row.to === null ? (endedAt ?? now) : 0}
                active={item.index === active}
                selected={row.kind === 'node' && row.path === selected}
                onChoose={chooseUndragged}
                onFold={fold}
                onZoom={zoomToRow}
                onTip={setTip}
              />
            );
          })}
        </div>
      </div>
      {tip && <GanttTip tip={tip} origin={origin} now={endedAt ?? now} />}
    </div>
  );
}
