import { useVirtualizer } from '@tanstack/react-virtual';
import { Input } from 'antd';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCost, formatCount, formatDuration } from '../../shared/format.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { statusColor, StatusTag } from '../../shared/ui/StatusTag.js';
import { visibleMarks } from '../../shared/ui/visible-marks.js';
import { useExecution, useProgress } from './execution-store.js';
import { countByStatus, iterationsOf, NO_ITERATIONS, type Iteration, type IterationStatus } from './iterations.js';
import { StateBar } from './StateBar.js';
import styles from './watch.module.css';

const ROW_PX = 44;
/** The iterations of a container: how many are in which state, filtered by it, each a way inside. */
export function IterationList({ path, onGo }: { readonly path: string; readonly onGo: (path: string) => void }) {
  const { t } = useTranslation();
  const iterations = useExecution((state) => iterationsOf(state.nodes).get(path) ?? NO_ITERATIONS);
  const progress = useProgress(path);
  const [only, setOnly] = useState<IterationStatus | 'errors' | null>(null);
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const counts = useMemo(() => countByStatus(iterations), [iterations]);
  const withErrors = useMemo(() => iterations.filter(livedWithError).length, [iterations]);
  const shown = useMemo(() => fitting(iterations, only, search.trim().toLowerCase()), [iterations, only, search]);
  const live = iterations.some((iteration) => iteration.endedAt === null);
  const now = useNow(1000, live);
  const total = Math.max(progress?.items ?? 0, iterations.length);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getItemKey: (index) => shown[index]?.index ?? index,
  });
  if (iterations.length === 0) return <EmptyState small title={t('watch.noIterations')} />;
  const go = (index: number): void => {
    const to = Math.min(shown.length - 1, Math.max(0, index));
    setActive(to);
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  const keys = (event: KeyboardEvent): void => {
    const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 };
    const by = steps[event.key];
    const chosen = shown[active];
    if (by !== undefined) go(active + by);
    else if ((event.key === 'Enter' || event.key === ' ') && chosen) onGo(chosen.focus);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['iterations']} data-testid="iterations">
      <StateBar counts={counts} total={total} />
      <div className={styles['chips']} role="group" aria-label={t('watch.byState')}>
        <button type="button" aria-pressed={only === null} onClick={() => setOnly(null)}>
          {t('watch.all', { count: iterations.length })}
        </button>
        {counts.map(([status, n]) => (
          <button
            key={status}
            type="button"
            aria-pressed={only === status}
            data-status={status}
            style={{ '--tone': statusColor(status) } as React.CSSProperties}
            onClick={() => setOnly(only === status ? null : status)}
          >
            <i aria-hidden="true" /> {t(`status.${status}`)} {n}
          </button>
        ))}
        {withErrors > 0 && (
          <button
            type="button"
            aria-pressed={only === 'errors'}
            style={{ '--tone': 'var(--st-failed)' } as React.CSSProperties}
            onClick={() => setOnly(only === 'errors' ? null : 'errors')}
          >
            <i aria-hidden="true" /> {t('watch.withErrors', { count: withErrors })}
          </button>
        )}
      </div>
      <Input
        size="small"
        allowClear
        value={search}
        placeholder={t('watch.findIteration')}
        aria-label={t('watch.findIteration')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div
        ref={scroller}
        className={styles['iterationScroller']}
        role="listbox"
        tabIndex={0}
        aria-label={t('watch.iterations')}
        aria-activedescendant={virtual.getVirtualItems().some((item) => item.index === active) ? `iteration-${active}` : undefined}
        onKeyDown={keys}
      >
        {shown.length === 0 && <EmptyState small title={t('watch.noneFits')} />}
        <div style={{ position: 'relative', height: virtual.getTotalSize() }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const iteration = shown[item.index];
            return (
              iteration && (
                <Row
                  key={item.key}
                  iteration={iteration}
                  index={item.index}
                  top={item.start}
                  now={now}
                  active={item.index === active}
                  onGo={onGo}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}
interface RowProps {
  readonly iteration: Iteration;
  readonly index: number;
  readonly top: number;
  readonly now: number;
  readonly active: boolean;
  readonly onGo: (path: string) => void;
}
function Row({ iteration, index, top, now, active, onGo }: RowProps) {
  const { t } = useTranslation();
  const took = iteration.startedAt === null ? null : (iteration.endedAt ?? now) - iteration.startedAt;
  const facts = [
    took !== null && formatDuration(took),
    iteration.tokens > 0 && t('run.tokens', { n: formatCount(iteration.tokens) }),
    iteration.cost > 0 && formatCost(String(iteration.cost)),
  ].filter(Boolean);
  return (
    <div
      id={`iteration-${index}`}
      role="option"
      aria-selected={active}
      className={styles['iteration']}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onGo(iteration.focus)}
    >
      <b>[{iteration.index}]</b>
      <span>
        <StatusTag status={iteration.status} plain />
        {iteration.error && <small title={iteration.error.slice(0, 500)}>{visibleMarks(iteration.error.slice(0, 160))}</small>}
      </span>
      <em>{facts.join(' · ')}</em>
    </div>
  );
}
/** It went on although a node in it failed. */
const livedWithError = (iteration: Iteration): boolean => iteration.error !== null && iteration.status !== 'failed';
const fitting = (iterations: readonly Iteration[], only: IterationStatus | 'errors' | null, search: string): readonly Iteration[] =>
  only === null && search === ''
    ? iterations
    : iterations.filter(
        (iteration) =>
          (only === null || (only === 'errors' ? livedWithError(iteration) : iteration.status === only)) &&
          (search === '' ||
            String(iteration.index) === search.replace(/^\[|\]$/g, '') ||
            (iteration.error?.toLowerCase().includes(search) ?? false)),
      );
