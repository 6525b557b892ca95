import { isTimeZone, nextFireTime, problemOfCron } from '@agentflow/core';

/** The next `count` times of a cron expression after `from` (epoch milliseconds); none when it is wrong, which the problems say. */
export function nextTimes(cron: string, zone: string, from: number, count: number): Date[] {
  if (problemOfCron(cron) !== undefined || !isTimeZone(zone)) return [];
  const times: Date[] = [];
  for (let at = nextFireTime(cron, zone, from); at !== null && times.length < count; at = nextFireTime(cron, zone, at))
    times.push(new Date(at));
  return times;
}
