import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime, formatRelative } from '../format.js';

/** Epoch milliseconds, anew every `everyMs` while `active`. */
export function useNow(everyMs: number, active = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, active]);
  return now;
}
/** "3 minutes ago", with the exact time at hand. */
export function RelativeTime({ at }: { readonly at: string | number }) {
  const { i18n } = useTranslation();
  const now = useNow(15_000);
  const time = typeof at === 'number' ? at : Date.parse(at);
  if (!Number.isFinite(time)) return null;
  return (
    <time dateTime={new Date(time).toISOString()} title={formatDateTime(time, i18n.language)}>
      {formatRelative(time, now, i18n.language)}
    </time>
  );
}
