import { PlayCircleOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Skeleton } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page } from '../../shared/ui/Page.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { filtersHere, filtersOf, fitsHere, isFiltered, queryOf } from './execution-filter.js';
import { ExecutionFilters } from './ExecutionFilters.js';
import { ExecutionRow } from './ExecutionRow.js';
import { useExecutionList } from './use-execution-list.js';
import styles from './executions.module.css';

const ROW_PX = 55;
const GRAIN_MS = 60_000;
/** Rows from the end at which more is asked for. */
const AHEAD = 15;

/** All executions, newest first and live, however many; the filter is in the address, so that it can be sent to somebody. */
export function ExecutionsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => filtersOf(params), [params]);
  const minute = Math.floor(useNow(GRAIN_MS / 2, filters.time !== null) / GRAIN_MS) * GRAIN_MS;
  const { items: loaded, pages } = useExecutionList(useMemo(() => queryOf(filters, minute), [filters, minute]));
  const items = useMemo(
    () => (filtersHere(filters) ? loaded.filter((execution) => fitsHere(execution, filters, Date.now())) : loaded),
    [loaded, filters],
  );
  const set = useCallback(
    (name: string, value: string): void =>
      setParams(
        (known) => {
          const next = new URLSearchParams(known);
          if (value) next.set(name, value);
          else next.delete(name);
          if (name === 'time' && value !== 'custom') for (const part of ['from', 'to']) next.delete(part);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  // A filter that leaves nothing of a page goes on looking.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, items.length]);
  const go = (index: number): void => {
    const to = Math.min(items.length - 1, Math.max(0, index));
    setActive(to);
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  const keys = (event: KeyboardEvent): void => {
    const by: { readonly [key: string]: number } = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -1e9,
      End: 1e9,
    };
    const chosen = items[active];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && chosen) void navigate(`/executions/${encodeURIComponent(chosen.id)}`);
    else if (by[event.key] !== undefined) go(active + (by[event.key] as number));
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['listPage']}>
      <Page title={t('nav.executions')} lead={t('executions.lead')} wide>
        <ExecutionFilters filters={filters} onSet={set} onClear={() => setParams({}, { replace: true })} />
        {filtersHere(filters) && <p className={styles['note']}>{t('find.shownOnly', { count: loaded.length })}</p>}
        <div
          ref={scroller}
          className={styles['list']}
          role="grid"
          aria-label={t('nav.executions')}
          aria-description={t('find.keys')}
          aria-activedescendant={shown.some(({ index }) => index === active) ? `execution-${active}` : undefined}
          tabIndex={0}
          data-testid="execution-list"
          onKeyDown={keys}
        >
          {pages.isPending && <Skeleton active style={{ padding: 20 }} />}
          {pages.data && items.length === 0 && !hasNextPage && (
            <EmptyState icon={<PlayCircleOutlined />} title={isFiltered(filters) ? t('executions.noneFits') : t('executions.none')}>
              {isFiltered(filters) ? undefined : t('executions.noneLead')}
            </EmptyState>
          )}
          <div role="presentation" style={{ position: 'relative', height: virtual.getTotalSize() }}>
            {shown.map(({ index, key, start }) => {
              const execution = items[index];
              return (
                execution && (
                  <div
                    key={key}
                    id={`execution-${index}`}
                    role="row"
                    aria-selected={index === active}
                    className={styles['slot']}
                    style={{ transform: `translateY(${start}px)` }}
                    onClick={() => setActive(index)}
                  >
                    <div role="gridcell">
                      <ExecutionRow execution={execution} inList />
                    </div>
                  </div>
                )
              );
            })}
          </div>
          {isFetchingNextPage && <Skeleton active title={false} paragraph={{ rows: 2 }} style={{ padding: 20 }} />}
        </div>
      </Page>
    </div>
  );
}
