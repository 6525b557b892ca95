import type { ExecutionId, OrgId } from '../ids.js';
import type { Json } from '../json.js';
import type { ExecutionCommand } from '../execution/events/commands.js';
import type { SharedEventBody } from './shared-events.js';

/** What one decision of a shared decider may do: say events, and tell executions. */
export interface SharedDecision {
  readonly org: OrgId;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Records an event: it has been applied on return. */
  emit(event: SharedEventBody): void;
  /** Delivered at least once, after this decision is durable. */
  send(to: ExecutionId, command: ExecutionCommand): void;
}
/**
 * One kind of shared decider: pure, like an execution. Its commands arrive at least once, and from executions that may have moved on since:
 * a repeat emits nothing, and what an answer finds nobody waiting for comes back.
 */
export interface SharedKindRules<State, Command, Event> {
  create(key: string): State;
  decide(command: Command, state: State, decision: SharedDecision): void;
  /** Acts on what is due at the decision's time. */
  wake(state: State, decision: SharedDecision): void;
  /** Folds one event, in place: total and silent. */
  apply(state: State, event: Event, at: number): void;
  /** Nobody holds, waits or is owed anything: the entity may leave memory, and is not taken up at start-up. */
  isIdle(state: State): boolean;
  /** When it wants to be woken, epoch milliseconds. */
  wakeAt(state: State): number | null;
  toJson(state: State): Json;
  fromJson(json: Json): State;
}
