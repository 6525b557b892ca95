import { FileTextOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Input, Segmented } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../shared/format.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { visibleMarks } from '../../shared/ui/visible-marks.js';
import { useExecution } from './execution-store.js';
import type { LogLine } from './live-state.js';
import styles from './watch.module.css';

const ROW_PX = 26;
const SHOWN = 2000;
const LEVELS = ['all', 'warn', 'error'] as const;
type Least = (typeof LEVELS)[number];
const loudness = (level: string): number => (level === 'error' || level === 'fatal' ? 2 : level === 'warn' ? 1 : 0);

/** What nodes wrote while this page listened, newest at the end; follows unless somebody scrolled up. `path`: of one node and what is inside it. */
export function LogList({ path, onGo }: { readonly path?: string; readonly onGo?: (path: string) => void }) {
  const { t, i18n } = useTranslation();
  const logs = useExecution((state) => state.logs);
  const [least, setLeast] = useState<Least>('all');
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<number | null>(null);
  const lines = useMemo(() => fitting(logs, path, LEVELS.indexOf(least), search.trim().toLowerCase()), [logs, path, least, search]);
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => lines[index]?.n ?? index,
  });
  useEffect(() => {
    if (follows.current && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lines.length, virtual]);
  if (logs.length === 0 || (path !== undefined && !logs.some((line) => within(line.path, path))))
    return (
      <EmptyState small icon={<FileTextOutlined />} title={t('watch.noLogs')}>
        {t('watch.noLogsLead')}
      </EmptyState>
    );
  return (
    <div className={styles['logs']} data-testid="logs">
      <div className={styles['listTools']}>
        <Segmented
          size="small"
          value={least}
          onChange={setLeast}
          options={LEVELS.map((value) => ({ value, label: t(`watch.level.${value}`) }))}
        />
        <Input
          size="small"
          allowClear
          value={search}
          placeholder={t('watch.findLog')}
          aria-label={t('watch.findLog')}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <div
        ref={scroller}
        className={styles['logScroller']}
        role="log"
        aria-label={t('watch.logs')}
        tabIndex={0}
        onScroll={({ currentTarget: box }) => (follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < ROW_PX)}
      >
        <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={styles['logLine']}
                data-level={line.level}
                data-open={open === line.n || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => setOpen(open === line.n ? null : line.n)}
              >
                <time>{line.at > 0 ? formatTime(line.at, i18n.language) : ''}</time>
                {path !== line.path && line.path !== '' && (
                  <button
                    type="button"
                    onClick={(event) => {
                      event.stopPropagation();
                      onGo?.(line.path);
                    }}
                  >
                    {line.path}
                  </button>
                )}
                <span>{visibleMarks(line.message.slice(0, SHOWN))}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
const within = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}[`);
const fitting = (logs: readonly LogLine[], path: string | undefined, least: number, search: string): readonly LogLine[] =>
  path === undefined && least === 0 && search === ''
    ? logs
    : logs.filter(
        (line) =>
          (path === undefined || within(line.path, path)) &&
          loudness(line.level) >= least &&
          (search === '' || line.message.toLowerCase().includes(search) || line.path.toLowerCase().includes(search)),
      );
