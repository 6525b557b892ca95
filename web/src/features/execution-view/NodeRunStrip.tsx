import { useTranslation } from 'react-i18next';
import { failureLine } from '../../shared/i18n/explain.js';
import { formatCost, formatCount, formatDuration } from '../../shared/format.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { visibleMarks } from '../../shared/ui/visible-marks.js';
import styles from '../canvas/canvas.module.css';
import type { NodeRun } from './live-state.js';

const TAIL = 220;
/** What one node of an execution is doing, on the node itself: state, attempt, time, tokens, money and the words as they come. */
export function NodeRunStrip({ run }: { readonly run: NodeRun }) {
  const { t } = useTranslation();
  const live = run.status === 'running' || run.status === 'waiting' || run.status === 'retrying';
  const now = useNow(500, live && run.startedAt !== null);
  const took = run.startedAt === null || run.status === 'skipped' ? null : (run.endedAt ?? (live ? now : null));
  const tokens = (run.usage?.inputTokens ?? 0) + (run.usage?.outputTokens ?? 0);
  const streaming = run.status === 'running' && run.text;
  const detail = [
    run.attempt > 1 && t('run.attempt', { n: run.attempt }),
    took !== null && run.startedAt !== null && formatDuration(took - run.startedAt),
    tokens > 0 && t('run.tokens', { n: formatCount(tokens) }),
    run.usage && Number(run.usage.cost) > 0 && formatCost(run.usage.cost),
  ].filter(Boolean);
  return (
    <>
      {streaming && <div className={styles['stream']}>{visibleMarks((run.text ?? '').slice(-TAIL))}</div>}
      {run.status === 'failed' && run.error && (
        <div className={styles['failure']}>{visibleMarks(failureLine(run.error.code, run.error.message).slice(0, TAIL))}</div>
      )}
      <div className={styles['strip']}>
        <b>{t(`status.${run.status}`)}</b>
        {detail.length > 0 && <span>{detail.join(' · ')}</span>}
      </div>
    </>
  );
}
