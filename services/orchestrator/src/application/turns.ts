import { outsideSpans } from '@agentflow/service-kit';

/** Calls in a later turn: of the event loop, or of whatever a simulation puts in its place. */
export type NextTurn = (call: () => void) => void;
export interface Turns {
  /** Once what goes on now is over, before anything new comes from outside. */
  readonly soon: NextTurn;
  /** At the end of this turn of the event loop. */
  readonly atEnd: NextTurn;
}
/** So many rounds of decisions follow each other before something new is let in: a long chain of quick tasks must not hold up everything else. */
const ROUNDS = 32;
const RESOLVED = Promise.resolve();

/**
 * Tasks that end at once, and what follows from them, are decided within the turn of the event loop in which they began: a chain of them is one
 * commit, and its state does not outlive the young generation of the heap.
 */
export function createTurns(nextTurn?: NextTurn): Turns {
  if (nextTurn) return { soon: nextTurn, atEnd: nextTurn };
  let left = ROUNDS;
  let armed = false;
  let held: (() => void)[] = [];
  const refill = (): void => {
    armed = false;
    left = ROUNDS;
    const calls = held;
    held = [];
    for (const call of calls) call();
  };
  const arm = (): void => {
    if (armed) return;
    armed = true;
    outsideSpans(() => setImmediate(refill));
  };
  return {
    soon(call) {
      arm();
      if (left === 0) return void held.push(call);
      left--;
      // Whoever's command it is that opens the turn: what is decided in it is everybody's.
      void outsideSpans(() => RESOLVED.then(call));
    },
    atEnd(call) {
      setImmediate(call);
    },
  };
}
