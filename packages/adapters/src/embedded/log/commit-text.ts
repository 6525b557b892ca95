import type { Cause, Commit, ExecutionEvent } from '@agentflow/core';

/*
 * The JSON of a commit. What nearly all commits are made of (a task that ended, what follows it) is put together from its parts: the general
 * way asks each object for its fields' names and takes twice as long. Both ways say the same: whatever is not as expected goes the general way.
 */

/** The cause of nearly every commit, a completed task whose output is in the event it led to, without the names of its fields. */
export type PackedCause = readonly [path: string, attempt: number, from: number, at: number, id: string, seed: number];

/** The JSON text of what a line holds of a commit (log-line.ts). */
export function commitText({ at, causes, events, messages, wakeAt, imported }: Commit): string {
  if (!isWhole(at) || !(wakeAt === null || isWhole(wakeAt)) || imported !== undefined)
    return JSON.stringify({ at, causes: causes.map(packCause), events, messages, wakeAt, imported });
  let text = `{"at":${at},"causes":[`;
  for (let i = 0; i < causes.length; i++) text += i === 0 ? causeText(causes[i]!) : ',' + causeText(causes[i]!);
  text += '],"events":[';
  for (let i = 0; i < events.length; i++) text += i === 0 ? eventText(events[i]!) : ',' + eventText(events[i]!);
  return `${text}],"messages":${messages.length === 0 ? '[]' : JSON.stringify(messages)},"wakeAt":${wakeAt}}`;
}
export function packCause(cause: Cause): PackedCause | Cause {
  const command = cause.command as { readonly type: string; readonly path?: string; readonly attempt?: number; readonly from?: number };
  if (command.type !== 'EndTask' || command.from === undefined || countFields(command) !== 4) return cause;
  return [command.path as string, command.attempt as number, command.from, cause.at, cause.id, cause.seed];
}
function causeText(cause: Cause): string {
  const short = packCause(cause);
  if (!isPacked(short)) return JSON.stringify(cause);
  const [path, attempt, from, at, id, seed] = short;
  if (!isWhole(attempt) || !isWhole(from) || !isWhole(at) || !isWhole(seed)) return JSON.stringify(short);
  return `[${quoted(path)},${attempt},${from},${at},${quoted(id)},${seed}]`;
}
function eventText(event: ExecutionEvent): string {
  const { type, seq, at } = event;
  if ((type !== 'NodeCompleted' && type !== 'TaskScheduled') || !isWhole(seq) || !(at === undefined || isWhole(at)))
    return JSON.stringify(event);
  const end = at === undefined ? `,"seq":${seq}}` : `,"seq":${seq},"at":${at}}`;
  const fields = at === undefined ? countFields(event) : countFields(event) - 1;
  if (type === 'TaskScheduled') {
    const { path, attempt } = event;
    return fields === 4 && isWhole(attempt)
      ? `{"type":"TaskScheduled","path":${quoted(path)},"attempt":${attempt}${end}`
      : JSON.stringify(event);
  }
  const { path, output, handles } = event;
  if (fields !== 5 || typeof output !== 'object' || !Array.isArray(handles)) return JSON.stringify(event);
  const out = handles.length === 1 && handles[0] === 'out' ? '["out"]' : JSON.stringify(handles);
  return `{"type":"NodeCompleted","path":${quoted(path)},"output":${JSON.stringify(output)},"handles":${out}${end}`;
}
export const isPacked = (cause: Cause | PackedCause): cause is PackedCause => Array.isArray(cause);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
/** Those that hold nothing included: then there is one too many, and the general way leaves it out. */
function countFields(object: object): number {
  let fields = 0;
  for (const _ in object) fields++;
  return fields;
}
/** Ids and paths hardly ever hold anything that JSON writes otherwise. */
function quoted(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return JSON.stringify(text);
  }
  return `"${text}"`;
}
