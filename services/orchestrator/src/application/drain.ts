import {
  AppError,
  decide,
  evolve,
  isAppError,
  isSharedCommand,
  sharedPlan,
  toCause,
  type Envelope,
  type ExecutionEvent,
  type ExecutionEventBody,
  type ExecutionId,
  type ExecutionState,
  type Held,
  type OrgId,
  type Plan,
} from '@agentflow/core';
import type { Clock, IdSource, PlanSource } from '@agentflow/ports';
import type { HotExecutions } from './hot-executions.js';
import { whenDurable, type LiveExecution, type PendingCommit } from './live-execution.js';
import type { LogWriter } from './log-writer.js';
import type { Letter } from './mailboxes.js';
import type { Values } from './values.js';

export interface DrainPorts {
  readonly hot: HotExecutions;
  readonly log: LogWriter;
  readonly plans: PlanSource;
  readonly values: Values;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** New events of an execution have been decided (not yet durable): tasks may be dispatched, timers armed. */
  readonly onDecided: (live: LiveExecution, events: readonly ExecutionEvent[], pending: PendingCommit) => void;
  /** Inline work waits for these values; none: it stopped to keep a decision small. */
  readonly onNeeds: (live: LiveExecution, digests: readonly string[]) => void;
  /** A decision broke off: the state is not what its log says, and is to be taken up anew from there. */
  readonly onBroken: (live: LiveExecution) => void;
  readonly onFault: (error: unknown, id: ExecutionId) => void;
}
/** Decides the letters of one execution's mailbox, in order, into its pending commit. A refused command is answered alone and changes nothing. */
export function createDrain(ports: DrainPorts) {
  const { hot, log, plans, values, clock, ids, onDecided, onNeeds, onBroken, onFault } = ports;
  // What the decision under way records into. Decisions are synchronous: there is one at a time, and one `record` serves them all.
  let recording: ExecutionEvent[] = [];
  let recordedIn: ExecutionState;
  let recordedAt = 0;
  let commitAt = 0;
  /** Gives each event its number and, where the commit's time is not its own, its time. */
  const record = (body: ExecutionEventBody): void => {
    // The decision made the body for this event alone: it becomes the event.
    const event = body as ExecutionEventBody & { seq: number; at?: number };
    event.seq = recordedIn.seq + 1;
    // A copied event has its own time already.
    const when = event.at ?? recordedAt;
    if (when !== commitAt) event.at = when;
    else if (event.at !== undefined) delete event.at;
    recording.push(event);
    evolve(recordedIn, event, when);
  };

  /** Synchronous while the execution is in memory: the usual case. */
  return function drain(org: OrgId, id: ExecutionId, letters: readonly Letter[]): Promise<void> | undefined {
    const live = hot.peek(id);
    if (live && live.state.org === org && !live.poisoned) return decideAll(live, letters);
    return prepare(org, id, letters).then(
      (ready) => {
        if (ready) decideAll(ready, letters);
        else refuseAll(letters, new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: id }));
      },
      (error: unknown) => refuseAll(letters, error),
    );
  };

  async function prepare(org: OrgId, id: ExecutionId, letters: readonly Letter[]): Promise<LiveExecution | undefined> {
    const known = await hot.load(org, id);
    if (known) return known;
    const shared = letters.map(({ command }) => command).find(isSharedCommand);
    if (shared) return hot.create(org, id, sharedPlan(shared.kind));
    const start = letters.find(({ command }) => command.type === 'StartExecution')?.command;
    if (start?.type !== 'StartExecution') return undefined;
    const plan: Plan = plans.cached(org, start.digest) ?? (await plans.load(org, start.digest));
    return hot.create(org, id, plan);
  }
  function refuseAll(letters: readonly Letter[], error: unknown): void {
    for (const letter of letters) letter.done?.(error, undefined);
  }

  function decideAll(live: LiveExecution, letters: readonly Letter[]): undefined {
    for (const letter of letters) decideOne(live, letter);
    return undefined;
  }
  function decideOne(live: LiveExecution, letter: Letter): void {
    const { state } = live;
    if (live.poisoned || letter.met?.poisoned)
      return letter.done?.(new AppError('UNAVAILABLE', 'the execution is being reloaded', {}, { retryAfterSeconds: 1 }), undefined);
    const at = clock.now();
    let pending: PendingCommit;
    try {
      pending = log.open(live, at);
    } catch (error) {
      if (live.version === 0 && live.state.seq === 0) hot.discard(live);
      return letter.done?.(error, undefined);
    }
    // Unique in the log: the commit's own id, and which of its decisions it is.
    const { commitId, causes } = pending;
    const id = causes.length === 0 ? commitId : `${commitId}.${causes.length}`;
    const envelope: Envelope = { command: letter.command, at, id, seed: ids.seed() };
    const events: ExecutionEvent[] = [];
    if (letter.plan) state.plans.set(letter.plan.digest, letter.plan);
    if (letter.loaded) for (const [digest, value] of letter.loaded) state.loaded.set(digest, value);
    recording = events;
    recordedIn = state;
    recordedAt = at;
    commitAt = pending.at;
    try {
      decide(envelope, state, record);
    } catch (error) {
      return broken(live, letter, events, error);
    } finally {
      if (state.loaded.size > 0) state.loaded.clear();
    }
    storeBlobs(live, pending);
    const sends = takeOutbox(state, pending);
    if (events.length > 0 || sends) pending.causes.push(toCause(envelope, events));
    if (letter.causedBy !== undefined) (pending.causedBy ??= []).push(letter.causedBy);
    if (events.length > 0) {
      for (const event of events) {
        pending.events.push(event);
        pending.bytes += sizeOf(event);
      }
      live.tail += events.length;
      onDecided(live, events, pending);
    }
    if (state.needs.size > 0 || state.yielded) {
      const digests = [...state.needs];
      state.needs.clear();
      state.yielded = false;
      onNeeds(live, digests);
    }
    letter.decided?.(live, events.length);
    if (letter.done) whenDurable(live, (error) => letter.done?.(error, live));
  }
  /** A refusal comes before any event (I2 of decide). Anything else leaves a state that its log does not know: it is dropped and rebuilt. */
  function broken(live: LiveExecution, letter: Letter, events: readonly ExecutionEvent[], error: unknown): void {
    live.state.blobs.clear();
    live.state.needs.clear();
    live.state.yielded = false;
    live.state.outbox.length = 0;
    if (events.length > 0 || !isAppError(error)) {
      live.poisoned = true;
      whenDurable(live, () => onBroken(live));
      onFault(error, live.state.id);
    }
    if (live.version === 0 && live.state.seq === 0) hot.discard(live);
    letter.done?.(error, undefined);
  }
  function storeBlobs(live: LiveExecution, pending: PendingCommit): void {
    const { state } = live;
    if (state.blobs.size === 0) return;
    for (const [digest, text] of state.blobs) {
      const stored = log.awaitBlob(pending);
      values.put(state.org, state.id, digest, text).then(
        () => stored(),
        (error: unknown) => stored(error),
      );
    }
    state.blobs.clear();
  }
}
/** What the decision says to others goes into its commit. */
function takeOutbox({ outbox }: ExecutionState, pending: PendingCommit): boolean {
  if (outbox.length === 0) return false;
  (pending.messages ??= []).push(...outbox);
  for (const { command } of outbox) pending.bytes += 200 + roughly(command, 0);
  outbox.length = 0;
  return true;
}
/** A rough size of an event's JSON text: enough to keep commits below their limit. */
function sizeOf(event: ExecutionEvent): number {
  switch (event.type) {
    case 'NodeCompleted':
      return 'value' in event.output ? 150 + roughly(event.output.value, 0) : 250;
    case 'ExecutionStarted':
      return 600 + ('value' in event.input ? roughly(event.input.value, 0) : 100);
    case 'StepRecorded':
      return 500 + heldSize(event.step.request) + heldSize(event.step.response);
    case 'BodyStarted':
      return 120 + heldSize(event.item);
    case 'BodyCompleted':
    case 'ExecutionCompleted':
      return 120 + heldSize(event.output);
    case 'MapStarted':
    case 'LoopStarted':
    case 'ItemsAdded':
      return 150 + heldSize(event.items) + 120 * (event.chunks?.length ?? 0);
    case 'StateEntered':
    case 'TransitionTaken':
      return 150 + heldSize(event.event);
    default:
      return 200;
  }
}
const heldSize = (held: Held | undefined): number => (held && 'value' in held ? roughly(held.value, 0) : 150);
function roughly(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length * 2 + 2;
  if (typeof value !== 'object' || value === null || depth > 6) return 8;
  let size = 2;
  for (const key in value) size += key.length + 4 + roughly((value as Record<string, unknown>)[key], depth + 1);
  return size;
}
