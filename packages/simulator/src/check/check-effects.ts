import { createHash } from 'node:crypto';
import type { LedgerCall } from '../effects.js';
import type { World } from '../world.js';
import type { ExecutionRecord } from './execution-record.js';
import type { Report } from './violation.js';

/** Calls that one attempt of this world's node types makes at most. */
const CALLS = 3;
interface KeyedCall {
  readonly record: ExecutionRecord;
  readonly path: string;
  readonly index: number;
  readonly generation: number;
}
const keyText = (record: ExecutionRecord, path: string, index: number, generation: number): string =>
  createHash('sha256')
    .update(JSON.stringify([record.org, record.id, path, index, generation]))
    .digest('hex');

/** Whether the world outside saw no more than it should. */
export function checkEffects(world: World, records: ReadonlyMap<string, ExecutionRecord>, report: Report): void {
  const keys = new Map<string, KeyedCall>();
  const scheduled = new Map<string, number>();
  const started = new Map<string, number>();
  const answered = new Map<string, number>();
  const repeats = new Map<string, number>();
  const place = (id: string, path: string): string => `${id}\n${path}`;
  for (const record of records.values()) {
    const responses = new Map<string, Set<string>>();
    const generations = new Map<string, number>();
    for (const { event, step } of record.events) {
      if (event.type === 'TaskScheduled') {
        const at = place(record.id, event.path);
        if (!scheduled.has(at)) scheduled.set(at, step);
      } else if (event.type === 'EffectStarted') started.set(event.key, step);
      else if (event.type === 'StepsDiscarded') generations.set(event.path, event.generation);
      else if (event.type === 'UncertainResolved' && event.resolution === 'repeat')
        repeats.set(place(record.id, event.path), (repeats.get(place(record.id, event.path)) ?? 0) + 1);
      else if (event.type === 'StepRecorded') {
        const { path, step: recorded } = event;
        if (recorded.response === undefined) continue;
        answered.set(`${place(record.id, path)}\n${recorded.index}\n${recorded.generation}`, step);
        const known = responses.get(path) ?? new Set();
        known.add(JSON.stringify(recorded.response));
        responses.set(path, known);
      } else if (event.type === 'NodeCompleted' && !event.delegated)
        checkAnswer(record, event.path, JSON.stringify(event.output), responses.get(event.path), report);
    }
    for (const at of scheduled.keys()) {
      const [id, path] = at.split('\n') as [string, string];
      if (id !== record.id) continue;
      for (let generation = 0; generation <= (generations.get(path) ?? 0); generation++)
        for (let index = 0; index < CALLS; index++) keys.set(keyText(record, path, index, generation), { record, path, index, generation });
    }
  }
  const byPlace = new Map<string, Set<string>>();
  for (const [key, calls] of world.ledger.byKey) {
    const [{ effect }] = calls as [LedgerCall, ...LedgerCall[]];
    if (effect === 'read') continue;
    const call = keys.get(key);
    if (!call) {
      report('idempotency-key', `a call of class ${effect} came under ${key.slice(0, 8)}, which is no key of any step`);
      continue;
    }
    checkCalls(world, call, key, calls, { scheduled, started }, report);
    if (effect !== 'at_most_once') continue;
    const at = place(call.record.id, call.path);
    const seen = byPlace.get(`${at}\n${call.index}`) ?? new Set();
    seen.add(key);
    byPlace.set(`${at}\n${call.index}`, seen);
    if (seen.size > 1 + (repeats.get(at) ?? 0))
      report(
        'at-most-once',
        `${call.record.id} ${call.path} was called under ${seen.size} keys, and repeated by a person ${repeats.get(at) ?? 0} times`,
      );
  }
  checkDispatches(world, records, answered, report);
}
function checkCalls(
  world: World,
  { record, path, index, generation }: KeyedCall,
  key: string,
  calls: readonly LedgerCall[],
  known: { readonly scheduled: ReadonlyMap<string, number>; readonly started: ReadonlyMap<string, number> },
  report: Report,
): void {
  const [first] = calls as [LedgerCall, ...LedgerCall[]];
  const where = `${record.id} ${path} call ${index}`;
  const at = `${record.id}\n${path}`;
  if (first.madeAt <= (known.scheduled.get(at) ?? 0)) report('output-commit', `${where} left before its task was durable`);
  if (first.effect === 'at_most_once') {
    if (calls.length > 1) report('at-most-once', `${where} was made ${calls.length} times`);
    const begun = known.started.get(key);
    if (begun === undefined || begun > first.madeAt) report('unrecorded-start', `${where} left before its start was recorded`);
  }
  // Each attempt that was handed out makes a call once; one that was given the answer does not make it.
  const made = new Map<string, number>();
  for (const { by } of calls) made.set(by, (made.get(by) ?? 0) + 1);
  for (const [runtime, count] of made) {
    const allowed = world.dispatches.filter(
      (dispatch) =>
        dispatch.executionId === record.id &&
        dispatch.path === path &&
        dispatch.runtime === runtime &&
        dispatch.generation === generation &&
        !dispatch.known.includes(index),
    ).length;
    if (count > allowed) report('idempotency-key', `${where} was made ${count} times by ${runtime}, which was asked ${allowed} times`);
  }
}
/** A new attempt is given every answer that was recorded. */
function checkDispatches(
  world: World,
  records: ReadonlyMap<string, ExecutionRecord>,
  answered: ReadonlyMap<string, number>,
  report: Report,
): void {
  for (const { sentAt, executionId, path, generation, known } of world.dispatches) {
    if (!records.has(executionId)) continue;
    for (let index = 0; index < CALLS; index++) {
      const at = answered.get(`${executionId}\n${path}\n${index}\n${generation}`);
      if (at !== undefined && at < sentAt && !known.includes(index))
        report('idempotency-key', `${executionId} ${path} was handed out without the recorded answer of call ${index}`);
    }
  }
}
/** What an HTTP node answers is the answer that was recorded for it, or what a person said it was. */
function checkAnswer(
  record: ExecutionRecord,
  path: string,
  output: string,
  responses: ReadonlySet<string> | undefined,
  report: Report,
): void {
  const node = record.state.nodes.get(path);
  // What an execution of its own does, or undoes, is on record there.
  if (node?.plan.type !== 'http' || node.child) return;
  if (!responses?.has(output)) report('idempotency-key', `${record.id} ${path} answered something else than its recorded call`);
}
