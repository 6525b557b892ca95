import { createHash } from 'node:crypto';
import type { World } from '../world.js';
import type { ExecutionRecord } from './execution-record.js';
import type { Report } from './violation.js';

/** No timer acts before it is due. */
export function checkTimers(records: ReadonlyMap<string, ExecutionRecord>, report: Report): void {
  for (const { id, events } of records.values()) {
    const due = new Map<string, number>();
    for (const { event, at } of events) {
      if (event.type === 'TimerSet' && event.purpose === 'wait') due.set(event.path, event.dueAt);
      else if (event.type === 'RetryScheduled') due.set(event.path, event.dueAt);
      else if (event.type === 'NodeCompleted' || event.type === 'TaskScheduled') {
        const when = due.get(event.path);
        if (when !== undefined && at < when) report('early', `${id} ${event.path} went on ${when - at} ms early`);
        due.delete(event.path);
      } else if ('path' in event && event.type === 'UncertainResolved') due.delete(event.path);
    }
  }
}
const REF = /"ref":"sha256:([0-9a-f]{64})"/g;
/** Every value that the log refers to was stored before the commit that refers to it, and is what its digest says. */
export function checkValues(world: World, records: ReadonlyMap<string, ExecutionRecord>, report: Report): void {
  for (const { id, org, commits } of records.values())
    for (const { text, step, commit } of commits)
      for (const [, digest] of text.matchAll(REF)) {
        const blob = world.objects.blobs.get(`${org}/${id}/${digest as string}`);
        if (!blob) report('value', `version ${commit.version} of ${id} refers to a value that is not stored`);
        else if (blob.step > step) report('value', `version ${commit.version} of ${id} was durable before the value it refers to`);
        else if (createHash('sha256').update(blob.bytes).digest('hex') !== digest)
          report('value', `a value of ${id} is not what its digest says`);
      }
}
