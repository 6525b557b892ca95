import { useTranslation } from 'react-i18next';
import { formatCost, formatCount, formatDuration } from '../../shared/format.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { useExecution } from './execution-store.js';

/** How long the execution has taken and what it has used so far. */
export function RunClock() {
  const { t } = useTranslation();
  const startedAt = useExecution((state) => state.startedAt);
  const endedAt = useExecution((state) => state.endedAt);
  const usage = useExecution((state) => state.usage);
  const now = useNow(500, startedAt !== null && endedAt === null);
  const tokens = usage.inputTokens + usage.outputTokens;
  return (
    <span style={{ color: 'var(--text-2)', fontSize: 12.5, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {startedAt !== null && formatDuration((endedAt ?? now) - startedAt)}
      {tokens > 0 && ` · ${t('run.tokens', { n: formatCount(tokens) })} · ${formatCost(usage.cost)}`}
    </span>
  );
}
