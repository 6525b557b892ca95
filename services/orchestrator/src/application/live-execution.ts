import type { Cause, Commit, ExecutionEvent, ExecutionHead, ExecutionMessage, ExecutionState, PartitionId } from '@agentflow/core';

/** An execution in the owner's memory. */
export interface LiveExecution {
  readonly state: ExecutionState;
  readonly partition: PartitionId;
  /** Version of the last commit that has left for the store. */
  version: number;
  /** Decided, not yet on its way: further decisions join it. */
  pending: PendingCommit | null;
  /** On its way to the store. */
  inFlight: PendingCommit | null;
  /** Turn of the owner's clock at which it was last touched, for eviction. */
  touched: number;
  /** Its state no longer equals its log (a decision broke off): reloaded once what is pending has left. */
  poisoned: boolean;
  /** Events since the last snapshot, their bytes, and those of the snapshot. */
  tail: number;
  tailBytes: number;
  snapshotBytes: number;
  /** A node marked `checkpoint` has completed since. */
  checkpointDue: boolean;
  /** The list row as last made, and when. */
  head: ExecutionHead | null;
  headAt: number;
  /** Called with the execution once it has ended and that is durable. */
  readonly endWaiters: Set<() => void>;
}
/** What one or more drains decided for one execution: becomes one commit. */
export interface PendingCommit {
  readonly live: LiveExecution;
  readonly commitId: string;
  /** Epoch milliseconds; events decided later carry their own time. */
  readonly at: number;
  readonly causes: Cause[];
  readonly events: ExecutionEvent[];
  /** To other executions; `null` while there are none, as in most commits. */
  messages: ExecutionMessage[] | null;
  /** `traceparent`s of what asked for it from outside; absent where nobody traces. */
  causedBy?: string[];
  /** Recorded by another installation. */
  readonly imported?: Commit['imported'];
  /** Rough size of its JSON text in bytes. */
  bytes: number;
  /** Large values that must be stored before it may leave. */
  blobsOnTheirWay: number;
  /** Called once, in order: without an error when it is durable. */
  readonly settled: ((error?: unknown) => void)[];
  /** Set when it leaves. */
  head: ExecutionHead | null;
  /** Whether `head` says something that the projection does not know yet. */
  fresh: boolean;
  version: number;
  position: number;
}

/** Calls once everything decided for the execution so far is durable (at once, if it is), or with what kept it from becoming so. */
export function whenDurable(live: LiveExecution, call: (error?: unknown) => void): void {
  const tip = live.pending ?? live.inFlight;
  if (tip) tip.settled.push(call);
  else call();
}
export const durable = (live: LiveExecution): Promise<void> =>
  new Promise((resolve, reject) => whenDurable(live, (error) => (error === undefined ? resolve() : reject(error as Error))));
