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
  /** Whether letters for it wait for better times. */
  holds(id: ExecutionId): boolean;
  /** Posts a command whose refusal is nobody's business but ours. */
  command(org: OrgId, id: ExecutionId, what: Letter['command']): void;
}
export interface LettersPorts {
  readonly mailboxes: () => Mailboxes;
  readonly peek: (id: ExecutionId) => LiveExecution | undefined;
  readonly clock: Clock;
  readonly onFault: (error: unknown, about: string) => void;
}
/** A letter as it is posted: offered again when it could not be decided. A class, because every answer of a worker is one, and closures would cost more. */
class OfferedLetter implements Letter {
  readonly command: Letter['command'];
  readonly loaded: Letter['loaded'];
  readonly plan: Letter['plan'];
  #decided = false;
  constructor(
    private readonly org: OrgId,
    private readonly id: ExecutionId,
    private readonly letter: Letter,
    readonly met: LiveExecution | undefined,
    private readonly again: (org: OrgId, id: ExecutionId, letter: Letter, met: LiveExecution | undefined) => void,
  ) {
    this.command = letter.command;
    this.loaded = letter.loaded;
    this.plan = letter.plan;
  }
  decided(live: LiveExecution, said: number): void {
    this.#decided = true;
    this.letter.decided?.(live, said);
  }
  done(error: unknown, live: LiveExecution | undefined): void {
    if (isPassing(error) && !this.#decided && !this.met?.poisoned) this.again(this.org, this.id, this.letter, this.met);
    else this.letter.done?.(error, live);
  }
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
    try {
      mailboxes().post(org, id, new OfferedLetter(org, id, letter, met, offerAgain));
    } catch {
      offerAgain(org, id, letter, met);
    }
  }
  function offerAgain(org: OrgId, id: ExecutionId, letter: Letter, met: LiveExecution | undefined): void {
    hold(id, () => offer(org, id, letter, met));
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
    holds: (id) => held.has(id),
    command(org, id, what) {
      post(org, id, { command: what, done: (error) => error !== undefined && onFault(error, `${what.type} of ${id}`) });
    },
  };
}
