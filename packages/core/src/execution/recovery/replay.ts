import { canonicalJson } from '../../canonical.js';
import { isAppError } from '../../errors/app-error.js';
import type { ExecutionId, OrgId } from '../../ids.js';
import type { Json } from '../../json.js';
import type { Plan } from '../../workflow/compile/plan.js';
import { fromCause, isGiven } from '../events/causes.js';
import type { Cause, Commit, ExecutionMessage } from '../events/commit.js';
import { decide } from '../decide.js';
import { evolve } from '../state/evolve.js';
import type { ExecutionEvent } from '../events/events.js';
import { timeOf } from '../state/fold.js';
import { createState, type ExecutionState } from '../state/state.js';
import { upcast } from '../events/upcast.js';

/** Where a replay first says something else than what was recorded: an event of the history, or a message to another execution. */
export interface ReplayDifference {
  readonly seq: number;
  /** As recorded; `null`: nothing was. */
  readonly expected: Json;
  /** As decided again; `null`: nothing; `{ error }` when the command was refused. */
  readonly actual: Json;
}
type Recorded = Pick<Commit, 'at' | 'causes' | 'events' | 'messages' | 'imported'>;

/**
 * Decides a recorded history again, commit by commit, on a state of its own: each command as its cause has it, with the recorded time, id, seed and
 * values, and nothing else. Whoever drives it loads what `needsOf` and `plansOf` name before `step`.
 */
export class Replay {
  readonly state: ExecutionState;
  events = 0;

  constructor(org: OrgId, id: ExecutionId, plan: Plan) {
    this.state = createState(org, id, plan);
  }
  /** Digests of the large values that decisions of this commit had been given. */
  static needsOf({ causes }: Pick<Commit, 'causes'>): readonly string[] {
    return causes.flatMap(({ command }) => (command.type === 'Continue' && command.failed === undefined ? command.digests : []));
  }
  /** Digests of the revisions that this commit goes over to. */
  static plansOf({ events }: Pick<Commit, 'events'>): readonly string[] {
    return events.flatMap((event) => (event.type === 'ExecutionRetried' && event.digest !== undefined ? [event.digest] : []));
  }

  /** Decides one commit again. @returns the first difference; after one, the replay has ended */
  step(commit: Recorded, loaded: ReadonlyMap<string, Json>, plans: ReadonlyMap<string, Plan> = new Map()): ReplayDifference | undefined {
    for (const [digest, plan] of plans) this.state.plans.set(digest, plan);
    const recorded = commit.events.map(upcast);
    const first = this.state.seq + 1;
    let next = 0;
    for (const cause of commit.causes) {
      const fresh: ExecutionEvent[] = [];
      const refusal = isGiven(cause) ? this.#take(commit, cause, recorded, next, fresh) : this.#decide(commit, cause, loaded, fresh);
      for (const event of fresh) {
        const difference = differ(first + next, recorded[next], event);
        next++;
        if (difference) return difference;
      }
      if (refusal) return { seq: first + next, expected: (recorded[next] ?? null) as unknown as Json, actual: refusal };
    }
    this.events += next;
    if (next < recorded.length) return { seq: first + next, expected: recorded[next] as unknown as Json, actual: null };
    const sent = this.state.outbox.splice(0);
    return messagesDiffer(this.state.seq, commit.imported?.messages ?? commit.messages, sent);
  }
  /** Events that came from elsewhere have no command behind them: they are folded. */
  #take(commit: Recorded, cause: Cause, recorded: readonly ExecutionEvent[], next: number, fresh: ExecutionEvent[]): undefined {
    const { count } = cause.command as { readonly count?: number };
    for (const event of recorded.slice(next, next + (count ?? recorded.length))) {
      evolve(this.state, event, timeOf(event, commit));
      fresh.push(event);
    }
  }
  #decide(commit: Recorded, cause: Cause, loaded: ReadonlyMap<string, Json>, fresh: ExecutionEvent[]): Json | undefined {
    const { state } = this;
    for (const [digest, value] of givenTo(cause, loaded)) state.loaded.set(digest, value);
    try {
      const envelope = fromCause(cause, commit.events);
      decide(envelope, state, (body) => {
        const event = { ...body, seq: state.seq + 1, ...(envelope.at === commit.at ? {} : { at: envelope.at }) } as ExecutionEvent;
        fresh.push(event);
        evolve(state, event, envelope.at);
      });
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { error: { code: isAppError(error) ? error.code : 'INTERNAL', message } };
    } finally {
      state.loaded.clear();
      state.needs.clear();
      state.blobs.clear();
      state.yielded = false;
    }
  }
}
function givenTo({ command }: Cause, loaded: ReadonlyMap<string, Json>): readonly (readonly [string, Json])[] {
  if (command.type !== 'Continue' || command.failed !== undefined) return [];
  return command.digests.flatMap((digest) => (loaded.has(digest) ? [[digest, loaded.get(digest) as Json] as const] : []));
}
const textOf = (value: unknown): string => canonicalJson((value ?? null) as Json);
function differ(seq: number, expected: ExecutionEvent | undefined, actual: ExecutionEvent): ReplayDifference | undefined {
  if (expected !== undefined && textOf(expected) === textOf(actual)) return undefined;
  return { seq, expected: (expected ?? null) as unknown as Json, actual: actual as unknown as Json };
}
function messagesDiffer(
  seq: number,
  expected: readonly ExecutionMessage[],
  actual: readonly ExecutionMessage[],
): ReplayDifference | undefined {
  for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
    if (textOf(expected[i]) === textOf(actual[i])) continue;
    return {
      seq,
      expected: { message: (expected[i] ?? null) as unknown as Json },
      actual: { message: (actual[i] ?? null) as unknown as Json },
    };
  }
  return undefined;
}
