import {
  executionId,
  isSegmentDigest,
  ownTraceparent,
  PUBLIC_EVENTS_TOPIC,
  PUBLIC_EVENT_TYPES,
  presentHeld,
  publicEventSource,
  RESERVED,
  type BudgetExceededData,
  type Commit,
  type ExecutionEndedData,
  type ExecutionEvent,
  type ExecutionHead,
  type Json,
  type ModelCalledData,
  type PartitionId,
} from '@agentflow/core';
import type { BusMessage, Clock, EventBus, LogRecord } from '@agentflow/ports';

/*
 * I1  Events of one execution are published in their order: those of a partition are in memory, or behind a place in its log from which on they are read again, never both at once.
 * I2  What is kept in memory is bounded, however long the bus is away: the log is the outbox, and cursors do not pass what is not published.
 */
const GATHER_MS = 50;
const RETRY_MS = 1_000;
/** So much is kept in memory: messages, and UTF-16 units of their text. What comes beyond is read from the log when there is room. */
export const RELAY_MOST = { messages: 10_000, characters: 8 * 1024 * 1024 };
/** Records of a log that are read at once. */
const PAGE = 200;

export interface Relay {
  /** `traceparent`: of what started the execution, where somebody traces it. */
  note(commit: Commit, head: ExecutionHead, traceparent?: string | null): void;
  /** Resolves when everything noted so far is published. */
  settled(): Promise<void>;
  /** What is left in the log of this partition is another's to publish. */
  drop(partition: PartitionId): void;
  /** Events not published, wherever they are kept. */
  readonly backlog: number;
  /** Of those, what is kept in the log only. */
  readonly inLog: number;
  /** How long the oldest of what is noted waits already, milliseconds. */
  readonly delayMs: number;
}
/** Where events are found again that are not kept in memory. */
export interface RelayLog {
  tail(partition: PartitionId, position: number, limit: number): Promise<readonly LogRecord[]>;
  /** The list row of an execution, at least as new as the commit; `undefined` where it cannot be made now or ever: that is told elsewhere. */
  headOf(commit: Commit): Promise<ExecutionHead | undefined>;
}
/** A partition whose events are read from its log: positions from the next to read to the last that was noted. */
interface Left {
  from: number;
  to: number;
  /** Events among those that were noted. */
  events: number;
  /** When the first was noted, monotonic milliseconds. */
  readonly since: number;
}
/** Publishes what was appended as CloudEvents (CONTRACT 3): ends of executions and model calls. At least once; ids make repeats harmless. */
export function createRelay(
  bus: Pick<EventBus, 'publish'>,
  clock: Clock,
  onFault: (error: unknown) => void,
  log?: RelayLog,
  most = RELAY_MOST,
): Relay {
  let waiting: BusMessage[] = [];
  /** Who waits for `waiting`, for the batch on its way, and for what is left in logs. */
  let after: (() => void)[] = [];
  let afterFlight: (() => void)[] | null = null;
  let afterLogs: (() => void)[] = [];
  let armed = false;
  /** Since when something waits, monotonic milliseconds. */
  let since: number | null = null;
  /** In memory, what is on its way included. */
  const kept = { messages: 0, characters: 0 };
  const left = new Map<PartitionId, Left>();
  let reading = false;

  function schedule(ms: number): void {
    if (armed || afterFlight !== null) return;
    armed = true;
    clock.after(ms, () => void run());
  }
  async function run(): Promise<void> {
    armed = false;
    const batch = waiting;
    const told = (afterFlight = after);
    waiting = [];
    after = [];
    let pause = GATHER_MS;
    try {
      if (batch.length > 0) await bus.publish(PUBLIC_EVENTS_TOPIC, batch);
      count(batch, -1);
      since = waiting.length > 0 ? clock.monotonic() : null;
      for (const call of told) call();
    } catch (error) {
      onFault(error);
      waiting = [...batch, ...waiting];
      after = [...told, ...after];
      pause = RETRY_MS;
    }
    afterFlight = null;
    if (waiting.length > 0) schedule(pause);
    if (left.size > 0 && pause === GATHER_MS) void refill();
  }
  function count(messages: readonly BusMessage[], sign: 1 | -1): void {
    kept.messages += sign * messages.length;
    for (const { value } of messages) kept.characters += sign * value.length;
  }
  function keep(messages: readonly BusMessage[]): void {
    waiting.push(...messages);
    count(messages, 1);
    since ??= clock.monotonic();
  }
  const hasRoom = (share: number): boolean => kept.messages < most.messages * share && kept.characters < most.characters * share;

  /** Reads on where memory ran out, partition by partition, while there is room. */
  async function refill(): Promise<void> {
    if (reading || !log) return;
    reading = true;
    try {
      for (const [partition, one] of left) {
        while (left.get(partition) === one && hasRoom(0.5)) await readOn(log, partition, one);
      }
    } catch (error) {
      onFault(error);
      clock.after(RETRY_MS, () => void refill());
    }
    reading = false;
    if (waiting.length > 0) schedule(GATHER_MS);
    tellAfterLogs();
  }
  async function readOn(source: RelayLog, partition: PartitionId, one: Left): Promise<void> {
    const records = await source.tail(partition, one.from - 1, PAGE);
    for (const record of records) {
      // What is in the log already and was not noted yet will be.
      if (record.position > one.to) break;
      const head = record.kind === 'commit' && hasEvents(record) ? await source.headOf(record) : undefined;
      if (left.get(partition) !== one) return;
      const messages = head && record.kind === 'commit' ? toMessages(record, head, null) : [];
      keep(messages);
      one.events = Math.max(0, one.events - messages.length);
      one.from = record.position + 1;
      if (!hasRoom(1)) break;
    }
    if (left.get(partition) === one && (one.from > one.to || records.length === 0)) left.delete(partition);
  }
  /** What they waited for is in memory now, or out. */
  function tellAfterLogs(): void {
    if (left.size > 0) return;
    const told = afterLogs;
    afterLogs = [];
    if (waiting.length > 0) after.push(...told);
    else if (afterFlight !== null) afterFlight.push(...told);
    else for (const call of told) call();
  }
  return {
    note(commit, head, traceparent = null) {
      // What was recorded elsewhere has been told there.
      if (commit.imported) return;
      const messages = toMessages(commit, head, traceparent);
      const { partition, position } = commit;
      const one = left.get(partition);
      if (messages.length > 0) {
        if (one) {
          one.to = position;
          one.events += messages.length;
        } else if (log && !hasRoom(1))
          left.set(partition, { from: position, to: position, events: messages.length, since: clock.monotonic() });
        else keep(messages);
      }
      if (waiting.length > 0) schedule(GATHER_MS);
    },
    settled() {
      if (left.size > 0) return new Promise((resolve) => afterLogs.push(resolve));
      const queue = waiting.length > 0 ? after : afterFlight;
      return queue === null ? Promise.resolve() : new Promise((resolve) => queue.push(resolve));
    },
    drop(partition) {
      if (left.delete(partition)) tellAfterLogs();
    },
    get backlog() {
      return kept.messages + this.inLog;
    },
    get inLog() {
      let events = 0;
      for (const one of left.values()) events += one.events;
      return events;
    },
    get delayMs() {
      const first = Math.min(since ?? Infinity, ...[...left.values()].map((one) => one.since));
      return first === Infinity ? 0 : clock.monotonic() - first;
    },
  };
}
function toMessages(commit: Commit, head: ExecutionHead, traceparent: string | null): readonly BusMessage[] {
  let messages: BusMessage[] | null = null;
  for (let index = copiedEvents(commit); index < commit.events.length; index++) {
    const event = commit.events[index] as ExecutionEvent;
    const message = PUBLIC.has(event.type) ? toMessage(commit, event, head) : undefined;
    if (!message) continue;
    const own = traceparent === null ? message : traced(message, ownTraceparent({ traceparent, id: commit.executionId }) as string);
    (messages ??= []).push(own);
  }
  return messages ?? NONE;
}
const NONE: readonly BusMessage[] = [];
const PUBLIC: ReadonlySet<ExecutionEvent['type']> = new Set([
  'ExecutionCompleted',
  'ExecutionFailed',
  'ExecutionStopped',
  'BudgetExceeded',
  'StepRecorded',
  'EventEmitted',
]);
const hasEvents = ({ events, imported }: Commit): boolean => !imported && events.some(({ type }) => PUBLIC.has(type));

/** The end of an execution that runs a part of another one is nothing to the world: the other one's is. */
const ENDS: ReadonlySet<ExecutionEvent['type']> = new Set(['ExecutionCompleted', 'ExecutionFailed', 'ExecutionStopped']);
/** What happens in it happens in the name of the one whose nodes it runs. */
function owning(head: ExecutionHead): ExecutionHead {
  if (!isSegmentDigest(head.digest)) return head;
  return { ...head, executionId: executionId(head.parentId ?? head.executionId), workflowId: head.workflowId.slice(RESERVED.length) };
}
/** How many events at the beginning of a commit were copied from another execution. */
function copiedEvents({ causes }: Commit): number {
  let count = 0;
  for (const { command } of causes) if (command.type === 'CopyEvents') count += command.count;
  return count;
}
function toMessage(commit: Commit, event: ExecutionEvent, row: ExecutionHead): BusMessage | undefined {
  if (isSegmentDigest(row.digest) && ENDS.has(event.type)) return undefined;
  const head = owning(row);
  const at = event.at ?? commit.at;
  switch (event.type) {
    case 'ExecutionCompleted':
      return cloudEvent(commit, event, head, at, PUBLIC_EVENT_TYPES.executionCompleted, ended('completed', head, at));
    case 'ExecutionFailed':
      return cloudEvent(commit, event, head, at, PUBLIC_EVENT_TYPES.executionFailed, ended('failed', head, at));
    case 'ExecutionStopped':
      return cloudEvent(commit, event, head, at, PUBLIC_EVENT_TYPES.executionStopped, ended('stopped', head, at));
    case 'BudgetExceeded': {
      const { path, name, account, action, limit, spent, reserved, asked } = event;
      const { executionId, workflowId, trial } = head;
      const budget = BUDGET_NAMES.get(account) ?? account;
      const data: BudgetExceededData = { executionId, workflowId, path, name, budget, action, limit, spent, reserved, asked, trial };
      return cloudEvent(commit, event, head, at, PUBLIC_EVENT_TYPES.budgetExceeded, data);
    }
    case 'StepRecorded': {
      const { step } = event;
      if (step.kind !== 'model') return undefined;
      const data: ModelCalledData = {
        executionId: head.executionId,
        workflowId: head.workflowId,
        path: event.path,
        model: step.name,
        durationMs: step.endedAt - step.startedAt,
        status: step.error ? 'failed' : 'completed',
        usage: step.usage ?? { inputTokens: 0, outputTokens: 0, cost: '0' },
        trial: head.trial,
      };
      return cloudEvent(commit, event, head, at, PUBLIC_EVENT_TYPES.modelCalled, data);
    }
    // A value that lies in the object store goes out as its reference, as the API shows it.
    case 'EventEmitted':
      return cloudEvent(commit, event, head, at, event.eventType, presentHeld(event.data));
    default:
      return undefined;
  }
}
/** CloudEvents' distributed tracing extension, and the same as the bus has it. */
function traced({ key, headers, value }: BusMessage, traceparent: string): BusMessage {
  return { key, headers: { ...headers, traceparent }, value: `${value.slice(0, -1)},"traceparent":"${traceparent}"}` };
}
const BUDGET_NAMES: ReadonlyMap<string, string> = new Map([
  ['', 'execution'],
  ['@parent', 'parent'],
  ['@workflow', 'workflow'],
  ['@org', 'org'],
]);
const ended = (status: ExecutionEndedData['status'], head: ExecutionHead, at: number): ExecutionEndedData => ({
  executionId: head.executionId,
  workflowId: head.workflowId,
  revision: head.revision,
  status,
  startedAt: new Date(head.createdAt).toISOString(),
  endedAt: new Date(at).toISOString(),
  durationMs: at - head.createdAt,
  usage: head.usage,
  trial: head.trial,
});
function cloudEvent(commit: Commit, event: ExecutionEvent, head: ExecutionHead, at: number, type: string, data: object | Json): BusMessage {
  const value = JSON.stringify({
    specversion: '1.0',
    id: `${commit.executionId}:${event.seq}`,
    type,
    source: publicEventSource(commit.org, head.workflowId),
    subject: head.executionId,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data,
  });
  return { key: head.executionId, headers: { 'content-type': 'application/cloudevents+json' }, value };
}
