import { AppError, PassageMap, type ExecutionCommand, type ExecutionId, type Json, type OrgId, type Plan } from '@agentflow/core';
import type { LiveExecution } from './live-execution.js';
import { createTurns, type Turns } from './turns.js';

/** A command in an execution's mailbox. */
export interface Letter {
  readonly command: ExecutionCommand;
  /** Values loaded for the decision, by digest. */
  readonly loaded?: ReadonlyMap<string, Json> | undefined;
  /** The revision that the command goes over to. */
  readonly plan?: Plan | undefined;
  /** The state that the sender speaks of: once that was dropped because a commit failed, what it says of it is void. */
  readonly met?: LiveExecution | undefined;
  /** `traceparent` of who asks for it, where that is traced. */
  readonly causedBy?: string | undefined;
  /** Called once: when the command was decided and all it rests on is durable, or with why it was refused or lost. */
  readonly done: ((error: unknown, live: LiveExecution | undefined) => void) | null;
  /** Called once it was decided, before it is durable: for answers that show how things stood; `said`: how many events it led to. */
  readonly decided?: (live: LiveExecution, said: number) => void;
}
export interface Mailboxes {
  /** @throws AppError OVERLOADED when too much waits */
  post(org: OrgId, id: ExecutionId, letter: Letter): void;
  /** Whether letters wait or are being decided. */
  has(id: ExecutionId): boolean;
  readonly waiting: number;
}

/**
 * One mailbox per execution. All that have letters are drained in one round, so commands that arrive together are one commit; `afterTurn` is called once at the end of
 * the event loop's turn, however many rounds it had.
 * `drain` answers a promise only when the execution had to be loaded first; its mailbox stays closed meanwhile.
 */
export function createMailboxes(
  drain: (org: OrgId, id: ExecutionId, letters: readonly Letter[]) => Promise<void> | undefined,
  afterTurn: () => void,
  maxWaiting: number,
  turns: Turns = createTurns(),
): Mailboxes {
  const boxes = new PassageMap<ExecutionId, { org: OrgId; letters: Letter[]; busy: boolean }>();
  let ready: ExecutionId[] = [];
  let scheduled = false;
  let ending = false;
  let waiting = 0;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    turns.soon(turn);
  }
  function turn(): void {
    scheduled = false;
    const now = ready;
    ready = [];
    for (const id of now) open(id);
    if (ending) return;
    ending = true;
    turns.atEnd(end);
  }
  function end(): void {
    ending = false;
    afterTurn();
  }
  function open(id: ExecutionId): void {
    const box = boxes.get(id);
    if (!box || box.busy) return;
    const { letters } = box;
    box.letters = [];
    waiting -= letters.length;
    box.busy = true;
    const loading = drain(box.org, id, letters);
    if (loading === undefined) close(id, box);
    else void loading.finally(() => (close(id, box), afterTurn()));
  }
  function close(id: ExecutionId, box: { letters: Letter[]; busy: boolean }): void {
    box.busy = false;
    if (box.letters.length === 0) boxes.delete(id);
    else {
      ready.push(id);
      schedule();
    }
  }

  return {
    post(org, id, letter) {
      if (waiting >= maxWaiting) throw new AppError('OVERLOADED', 'too many commands wait to be decided', {}, { retryAfterSeconds: 1 });
      waiting++;
      const box = boxes.get(id);
      if (box) {
        box.letters.push(letter);
        if (!box.busy && box.letters.length === 1) {
          ready.push(id);
          schedule();
        }
        return;
      }
      boxes.set(id, { org, letters: [letter], busy: false });
      ready.push(id);
      schedule();
    },
    has: (id) => boxes.has(id),
    get waiting() {
      return waiting;
    },
  };
}
