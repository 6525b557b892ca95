import { isAppError, type ExecutionId, type OrgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { LiveExecution } from './live-execution.js';
import type { Letter, Mailboxes } from './mailboxes.js';

/** How long a letter waits that could not be decided just now. */
export const AGAIN_MS = 200;
/** Errors that say: not now. One that says that the execution is another process's is none of them: what was to be decided is decided there. */
export const isPassing = (error: unknown): boolean => isAppError(error) && (error.code === 'UNAVAILABLE' || error.code === 'OVERLOADED');

export interface Letters {
  /**
   * Posts a letter of the engine or its workers. It is not refused because room, or the store, is missing for a while: it is tried again until it is decided.
   * One whose commit failed, or whose execution was dropped meanwhile, is not: that is taken up again as a whole, and what workers had of it is void.
   */
  post(org: OrgId, id: ExecutionId, letter: Letter): void;
  /** Posts a command whose refusal is nobody's business but ours. */
  command(org: OrgId, id: ExecutionId, what: Letter['command']): void;
}
export interface LettersPorts {
  readonly mailboxes: () => Mailboxes;
  readonly peek: (id: ExecutionId) => LiveExecution | undefined;
  readonly clock: Clock;
  readonly onFault: (error: unknown, about: string) => void;
}
export function createLetters({ mailboxes, peek, clock, onFault }: LettersPorts): Letters {
  /** Letters that could not be decided just now, by execution, in order. */
  const held = new Map<ExecutionId, (() => void)[]>();

  function post(org: OrgId, id: ExecutionId, letter: Letter): void {
    const met = peek(id);
    const before = held.get(id);
    if (before) before.push(() => offer(org, id, letter, met));
    else offer(org, id, letter, met);
  }
  function offer(org: OrgId, id: ExecutionId, letter: Letter, met: LiveExecution | undefined): void {
    const again = (): void => hold(id, () => offer(org, id, letter, met));
    let decided = false;
    try {
      // Field by field: a spread of every letter of a worker would cost more than posting it.
      mailboxes().post(org, id, {
        command: letter.command,
        loaded: letter.loaded,
        plan: letter.plan,
        met,
        decided(live, said) {
          decided = true;
          letter.decided?.(live, said);
        },
        done: (error, live) => (isPassing(error) && !decided && !met?.poisoned ? again() : letter.done?.(error, live)),
      });
    } catch {
      again();
    }
  }
  /** What waits for better times keeps its order: a result must not overtake the calls before it. */
  function hold(id: ExecutionId, call: () => void): void {
    const before = held.get(id);
    if (before) return void before.push(call);
    held.set(id, [call]);
    clock.after(AGAIN_MS, () => {
      const calls = held.get(id) ?? [];
      held.delete(id);
      for (const each of calls) each();
    });
  }
  return {
    post,
    command(org, id, what) {
      post(org, id, { command: what, done: (error) => error !== undefined && onFault(error, `${what.type} of ${id}`) });
    },
  };
}
