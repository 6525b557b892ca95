import type { Held } from '../../json.js';

/** What recovery by people records (DESIGN 5.19-5.20): retries, forks, imports. */
export type RecoveryEvent =
  /** The execution goes on where it failed or was stopped: `paths` begin again. */
  | {
      readonly type: 'ExecutionRetried';
      readonly by: string;
      /** Leaf work that begins again, in the order in which it ended. */
      readonly paths: readonly string[];
      /** Replaces the execution's input for what follows. */
      readonly input?: Held;
      /** Another revision from here on. */
      readonly digest?: string;
      readonly revision?: number | 'draft';
      /** Tasks whose recorded steps are dropped, because what they were asked has changed: their idempotency keys change with it. */
      readonly renewed?: readonly string[];
      /** Subflows whose child does not go on: what it was given has changed. */
      readonly anew?: readonly string[];
      /** When the execution must have ended from now on, epoch milliseconds; `null`: no deadline. */
      readonly deadline: number | null;
    }
  /** The copied prefix is whole: from here on this execution decides for itself. */
  | { readonly type: 'ExecutionForked'; readonly by: string; readonly path: string; readonly step?: number }
  /** The history before was recorded by another installation. Nothing follows. `stopped`: it had not ended there. */
  | { readonly type: 'ExecutionImported'; readonly by: string; readonly sha256: string; readonly stopped: boolean };

/** Where an execution branched off: the first `seq` events of another one stand before its own. */
export interface ForkedFrom {
  readonly executionId: string;
  readonly seq: number;
}
