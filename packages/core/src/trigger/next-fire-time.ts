import { Cron } from 'croner';

/** Names of IANA time zones; offsets such as +02:00 are no time zones, because they know no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Why a cron expression cannot be used, as a sentence; `undefined` when it can. */
export function problemOfCron(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/).length;
  if (!cron.trim().startsWith('@') && fields !== 5 && fields !== 6)
    return `"${cron.slice(0, 80)}" is no cron expression: it takes five fields (minute hour day month weekday), or six with seconds first`;
  try {
    parse(cron, 'UTC');
    return undefined;
  } catch (error) {
    return `"${cron.slice(0, 80)}" is no cron expression: ${(error as Error).message.replace(/^CronPattern: /, '')}`;
  }
}

/**
 * The first instant strictly after `afterMs` at which `cron` (five fields, or six with seconds first) fires in `timeZone`, epoch milliseconds; `null` when it
 * never does. When clocks go forward, a time that is left out fires at the moment of the change; when they go back, a fixed time that comes twice fires once (an hourly one goes on every hour).
 * @throws Error for what `problemOfCron` or `isTimeZone` refuses
 */
export function nextFireTime(cron: string, timeZone: string, afterMs: number): number | null {
  return parse(cron, timeZone).nextRun(new Date(afterMs))?.getTime() ?? null;
}

/** Paused: croner would otherwise arm a timer. */
const parse = (cron: string, timezone: string): Cron => new Cron(cron.trim(), { timezone, paused: true });
