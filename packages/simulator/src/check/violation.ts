/** What must hold (DESIGN 9), by the names that reports and mutants use. */
export const INVARIANTS = {
  lost: 'no acknowledged execution is lost',
  'start-key': 'one start key is one execution, with one body',
  stuck: 'every execution ends or waits for something that can come',
  'at-most-once': 'no at_most_once effect happens twice',
  'idempotency-key': 'a call is repeated only under its own key, and not once its answer was recorded',
  'unrecorded-start': 'an at_most_once call leaves only after its start is durable',
  sequence: 'events of an execution are numbered 1..n without gaps, in versions without gaps',
  epoch: 'a position of a partition has one epoch, and epochs never go back',
  fold: 'what a client reads is the fold of the log, also after a restart and from a snapshot',
  replay: 'the causes decide the same events again',
  acknowledged: 'what was acknowledged is in the history',
  'output-commit': 'nothing is shown before it is durable, and nothing that is shown is taken back',
  'reads-go-back': 'a later read never shows less than an earlier one',
  early: 'no timer acts early, no commit comes from the future',
  value: 'every large value that the log refers to can be read',
  published: 'every end is published, and nothing that is not in the log',
  listed: 'the list shows how every execution ended',
  fault: 'no request and no decision meets an internal error',
  harness: 'a run injects faults and acknowledges executions, or proves nothing',
} as const;
export type Invariant = keyof typeof INVARIANTS;
export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}
export type Report = (invariant: Invariant, detail: string) => void;
