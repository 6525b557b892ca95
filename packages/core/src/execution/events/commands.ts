import type { Held, Json, JsonObject } from '../../json.js';
import type { ItemChunk } from '../containers/container-state.js';
import type { StepRecord, TaskOutcome } from '../../task/task.js';
import type { SharedCommand } from '../../shared/shared-commands.js';
import type { SegmentSeed } from '../children/segment-state.js';
import type { ParentOrder, TieCommand } from '../children/tie-commands.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import type { BudgetCommand } from '../budgets/budget-commands.js';
import type { RecoveryCommand } from '../recovery/recovery-commands.js';

/** Commands ask; they carry everything `decide` needs besides the state. */
export type ExecutionCommand =
  | StartExecution
  | TieCommand
  | SharedCommand
  | BudgetCommand
  | RecoveryCommand
  /** Values that lie in the object store have been loaded: inline work that waits for them goes on; `failed`: they cannot be had, and why. */
  | {
      readonly type: 'Continue';
      readonly digests: readonly string[];
      readonly failed?: { readonly code: string; readonly message: string };
    }
  | { readonly type: 'RecordStep'; readonly path: string; readonly attempt: number; readonly step: StepRecord }
  | {
      readonly type: 'StartEffect';
      readonly path: string;
      readonly attempt: number;
      readonly index: number;
      readonly name: string;
      readonly key: string;
      readonly requestHash: string;
    }
  | { readonly type: 'EndTask'; readonly path: string; readonly attempt: number; readonly outcome: TaskOutcome }
  /** The worker is gone, or the attempt's deadline passed: the effect class decides. */
  | { readonly type: 'LoseTask'; readonly path: string; readonly attempt: number; readonly reason: 'worker-lost' | 'timed-out' }
  /** Something may be due at or before the command's time. */
  | { readonly type: 'Wake' }
  /** More items for a map that runs; `chunks` (numbered from 0) where the list is long. The same `id` twice is one addition. */
  | {
      readonly type: 'AddItems';
      readonly path: string;
      readonly items: Held;
      readonly count: number;
      readonly chunks?: readonly ItemChunk[];
      readonly id?: string;
      readonly by: string;
    }
  | { readonly type: 'AnswerInput'; readonly path: string; readonly value: Held; readonly by: string }
  | {
      readonly type: 'ResolveUncertain';
      readonly path: string;
      readonly resolution: 'done' | 'not_done' | 'repeat' | 'compensate';
      readonly output?: Held;
      readonly by: string;
    }
  | { readonly type: 'SendSignal'; readonly name: string; readonly id: string; readonly payload: Held; readonly by: string }
  | { readonly type: 'Pause'; readonly by: string; readonly reason: string; readonly order?: ParentOrder }
  | { readonly type: 'Resume'; readonly by: string; readonly order?: ParentOrder }
  | { readonly type: 'Compensate'; readonly by: string; readonly reason: string; readonly order?: ParentOrder }
  /** `callOff`: what it does is of no use any more; nothing is waited for but calls whose outcome must be known. */
  | { readonly type: 'Stop'; readonly by: string; readonly reason: string; readonly order?: ParentOrder; readonly callOff?: true };

export interface StartExecution {
  readonly type: 'StartExecution';
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number | 'draft';
  readonly digest: string;
  readonly input: Held;
  readonly variables: JsonObject;
  readonly trigger: Json;
  /** W3C trace of what starts it, where somebody traces that. */
  readonly traceparent?: string;
  readonly trial: boolean;
  readonly tags: readonly string[];
  readonly priority: number;
  readonly parentId: string | null;
  readonly rootId: string;
  readonly depth?: number;
  readonly parentPath?: string;
  /** Of a subflow: what the execution around it lets it use. */
  readonly budget?: BudgetDefinition;
  /** Of an execution that runs a segment: what it is handed over. */
  readonly segment?: SegmentSeed;
  readonly bodyHash: string | null;
}
