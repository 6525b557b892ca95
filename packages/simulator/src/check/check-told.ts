import type { ExecutionView } from '@agentflow/core';
import type { Told } from '../client/history.js';
import type { Client } from '../client/client.js';
import type { ExecutionRecord } from './execution-record.js';
import { keyOf } from './execution-record.js';
import type { Report } from './violation.js';

type Records = ReadonlyMap<string, ExecutionRecord>;

/** Whether everything that clients were told holds in the end, and held when they were told. */
export function checkTold({ history }: Client, records: Records, report: Report): void {
  checkStarts(history.starts, records, report);
  checkViews(history.views, records, report);
  for (const { answer, leftAt } of history.pages) {
    const record = records.get(answer.id);
    answer.items.forEach((item, index) => {
      const recorded = record?.events[item.seq - 1];
      if (item.seq !== answer.after + index + 1)
        report('sequence', `the history of ${answer.id} shows ${item.seq} after ${answer.after + index}`);
      if (recorded?.event.type !== item.type)
        report('output-commit', `the history of ${answer.id} showed ${item.seq} ${item.type}, which is not in the log`);
      else if (recorded.step > leftAt) report('output-commit', `the history of ${answer.id} showed ${item.seq} before it was durable`);
    });
  }
  for (const { id, frame, leftAt } of history.frames) {
    if (frame.id === undefined) continue;
    const recorded = records.get(id)?.events[frame.id - 1];
    if (!recorded || recorded.step > leftAt)
      report('output-commit', `a frame ${frame.type} of ${id} told event ${frame.id} before it was durable`);
  }
  for (const { answer, leftAt } of history.commands) checkCommand(answer, leftAt, records.get(answer.id), report);
  for (const { what, code, message, id, askedAt } of history.refusals) {
    if (code === 'NOT_TYPED' || code === 'INTERNAL') report('fault', `${what}: ${message}`);
    if (code.startsWith('VALUE_')) report('value', `${what}: ${message.split('\n')[0]}`);
    if (code === 'EXECUTION_NOT_FOUND' && history.starts.some((start) => start.answer.id === id && start.toldAt <= askedAt))
      report('lost', `${what}: ${id} was acknowledged and is not found`);
  }
}
function checkStarts(starts: Client['history']['starts'], records: Records, report: Report): void {
  const byKey = new Map<string, string>();
  const created = new Set<string>();
  for (const { answer, leftAt } of starts) {
    const { id, key, input } = answer;
    const first = records.get(id)?.events[0];
    if (!first || first.event.type !== 'ExecutionStarted') {
      report('lost', `${id} was acknowledged and is not in the log`);
      continue;
    }
    if (first.step > leftAt) report('output-commit', `the start of ${id} was acknowledged before it was durable`);
    if ('value' in first.event.input && JSON.stringify(first.event.input.value) !== JSON.stringify(input))
      report('start-key', `${id} was started with another input than it was acknowledged for`);
    if (answer.created && created.has(id)) report('start-key', `${id} was created twice`);
    if (answer.created) created.add(id);
    if (key === null) continue;
    const known = byKey.get(key);
    if (known !== undefined && known !== id) report('start-key', `the start key ${key} was answered with ${known} and ${id}`);
    byKey.set(key, id);
  }
}
function checkViews(views: readonly Told<ExecutionView>[], records: Records, report: Report): void {
  /** Per execution: what was shown so far, and the step from which a new request must not see less. */
  const seen = new Map<string, { readonly toldAt: number; readonly first: number }[]>();
  for (const { answer, leftAt, askedAt, toldAt } of views) {
    const record = records.get(answer.id);
    if (!record) continue;
    const shown = record.views.get(keyOf(answer));
    if (!shown) {
      report(
        'output-commit',
        `${answer.id} was shown ${answer.status} in version ${answer.version}, which no prefix of its log is: ${keyOf(answer).slice(0, 700)}`,
      );
      continue;
    }
    const durable = record.events[shown.first - 1]?.step ?? 0;
    if (durable > leftAt) report('output-commit', `${answer.id} was shown up to event ${shown.first} before that was durable`);
    const before = seen.get(answer.id) ?? [];
    for (const earlier of before)
      if (earlier.toldAt < askedAt && earlier.first > shown.last) {
        report('reads-go-back', `${answer.id} was shown up to event ${shown.last} after ${earlier.first} had been`);
        break;
      }
    before.push({ toldAt, first: shown.first });
    seen.set(answer.id, before);
  }
}
function checkCommand(
  { id, type, by, path, name }: Client['history']['commands'][number]['answer'],
  leftAt: number,
  record: ExecutionRecord | undefined,
  report: Report,
): void {
  if (!record) return report('lost', `${type} of ${id} was acknowledged, and the execution is not in the log`);
  const holds = (is: (recorded: ExecutionRecord['events'][number]['event']) => boolean): boolean =>
    record.events.some(({ event, step }) => step <= leftAt && is(event));
  const found = ((): boolean => {
    switch (type) {
      case 'answer':
        return record.commits.some(
          ({ commit, step }) =>
            step <= leftAt &&
            commit.causes.some(({ command }) => command.type === 'AnswerInput' && command.by === by && command.path === path),
        );
      case 'resolve':
        return holds((event) => event.type === 'UncertainResolved' && event.by === by && event.path === path && event.resolution === name);
      case 'signal':
        return holds((event) => event.type === 'SignalReceived' && event.id === by && event.name === name);
      case 'pause':
        return holds((event) => ['ExecutionPausing', 'ExecutionPaused', 'ExecutionStopping', 'CompensationStarted'].includes(event.type));
      case 'stop':
        return holds((event) =>
          ['ExecutionStopping', 'ExecutionStopped', 'ExecutionCompensating', 'CompensationStarted'].includes(event.type),
        );
      default:
        return true;
    }
  })();
  if (!found)
    report('acknowledged', `${type} of ${id}${path === undefined ? '' : ` ${path}`} by ${by} was acknowledged and is not in its log`);
}
