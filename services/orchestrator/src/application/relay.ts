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
} from '@agentflow/core';
import type { BusMessage, Clock, EventBus } from '@agentflow/ports';

const GATHER_MS = 50;
const RETRY_MS = 1_000;

export interface Relay {
  /** `traceparent`: of what started the execution, where somebody traces it. */
  note(commit: Commit, head: ExecutionHead, traceparent?: string | null): void;
  /** Resolves when everything noted so far is published. */
  settled(): Promise<void>;
  readonly backlog: number;
  /** How long the oldest of what is noted waits already, milliseconds. */
  readonly delayMs: number;
}
/** Publishes what was appended as CloudEvents (CONTRACT 3): ends of executions and model calls. At least once; ids make repeats harmless. */
export function createRelay(bus: EventBus, clock: Clock, onFault: (error: unknown) => void): Relay {
  let waiting: BusMessage[] = [];
  /** Who waits for `waiting`, and for the batch on its way. */
  let after: (() => void)[] = [];
  let afterFlight: (() => void)[] | null = null;
  let armed = false;
  /** Since when something waits, monotonic milliseconds. */
  let since: number | null = null;

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
      await bus.publish(PUBLIC_EVENTS_TOPIC, batch);
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
  }
  return {
    note(commit, head, traceparent = null) {
      // What was recorded elsewhere has been told there.
      if (commit.imported) return;
      for (let index = copiedEvents(commit); index < commit.events.length; index++) {
        const event = commit.events[index] as ExecutionEvent;
        const message = toMessage(commit, event, head);
        if (message)
          waiting.push(traceparent === null ? message : traced(message, ownTraceparent({ traceparent, id: commit.executionId }) as string));
      }
      if (waiting.length === 0) return;
      since ??= clock.monotonic();
      schedule(GATHER_MS);
    },
    settled() {
      const queue = waiting.length > 0 ? after : afterFlight;
      return queue === null ? Promise.resolve() : new Promise((resolve) => queue.push(resolve));
    },
    get backlog() {
      return waiting.length;
    },
    get delayMs() {
      return since === null ? 0 : clock.monotonic() - since;
    },
  };
}

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
