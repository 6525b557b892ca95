import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime, formatRelative } from '../format.js';

type Listener = (now: number) => void;
const clocks = new Map<number, { readonly listeners: Set<Listener>; readonly timer: ReturnType<typeof setInterval> }>();
/** One clock for all who want the same beat: they are drawn together, not each by itself. */
function onTick(everyMs: number, listener: Listener): () => void {
  let clock = clocks.get(everyMs);
  if (!clock) {
    const listeners = new Set<Listener>();
    const timer = setInterval(() => {
      const now = Date.now();
      for (const each of listeners) each(now);
    }, everyMs);
    clocks.set(everyMs, (clock = { listeners, timer }));
  }
  const { listeners, timer } = clock;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || clocks.get(everyMs)?.timer !== timer) return;
    clearInterval(timer);
    clocks.delete(everyMs);
  };
}
/** Epoch milliseconds, anew every `everyMs` while `active`. */
export function useNow(everyMs: number, active = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    setNow(Date.now());
    return onTick(everyMs, setNow);
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
