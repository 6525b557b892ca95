import { CheckCircleOutlined, CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/types.js';
import { problemSentence } from '../../shared/i18n/explain.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { problemRows } from './problem-rows.js';
import styles from './designer.module.css';

const ROW_PX = 34;
/** A sentence of a megabyte is one that nobody reads. */
const MAX_MESSAGE = 600;

/** What is wrong, grouped by how bad it is, each with the way to where it is. Ten thousand of them are drawn as far as they are seen. */
export function ProblemList({ problems, onGo }: { readonly problems: readonly Problem[]; readonly onGo: (problem: Problem) => void }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => problemRows(problems), [problems]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  if (problems.length === 0) return <EmptyState small icon={<CheckCircleOutlined />} title={t('problems.none')} />;
  return (
    <div className={styles['problemScroll']} ref={scroller} data-testid="problem-list">
      <ul className={styles['problems']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
            >
              {'heading' in row ? (
                <h3>
                  {t(`problems.${row.heading}s`, { count: row.count })}
                  {row.heading === 'error' && <small>{t('problems.blocks')}</small>}
                </h3>
              ) : (
                <ProblemButton problem={row.problem} onGo={onGo} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
function ProblemButton({ problem, onGo }: { readonly problem: Problem; readonly onGo: (problem: Problem) => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" onClick={() => onGo(problem)}>
      {problem.severity === 'error' ? (
        <CloseCircleFilled style={{ color: 'var(--st-failed)' }} />
      ) : (
        <WarningFilled style={{ color: 'var(--st-waiting)' }} />
      )}
      <span>
        <bdi>{problemSentence(problem).slice(0, MAX_MESSAGE)}</bdi>
      </span>
      <code>
        <bdi>{(problem.nodeId ?? (problem.pointer || t('problems.workflow'))).slice(0, 120)}</bdi>
      </code>
      {problem.line !== undefined && <small>{t('problems.line', { line: problem.line })}</small>}
    </button>
  );
}
