import type { Held } from '../../json.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import type { ExecutionEvent } from '../events/events.js';
import type { ParentOrder } from '../children/tie-commands.js';

/** What recovery by people asks for (CONTRACT 2: retry, fork, import). */
export type RecoveryCommand =
  /** The plan of `digest`, if given, lies in `state.plans`. `confirm`: recorded effects may be asked for again with the new input. */
  | {
      readonly type: 'RetryExecution';
      readonly by: string;
      readonly input?: Held;
      readonly digest?: string;
      readonly revision?: number | 'draft';
      readonly confirm: boolean;
      /** From the execution around it, with what that lets it use from now on. */
      readonly order?: ParentOrder;
      readonly budget?: BudgetDefinition;
    }
  /** Events of another execution, as recorded there but for their numbers: taken as given. The first one is its (changed) start. */
  | { readonly type: 'CopyEvents'; readonly events: readonly ExecutionEvent[]; readonly count: number }
  /** All of the prefix is there: what had become ready in it begins. */
  | { readonly type: 'FinishFork'; readonly by: string; readonly path: string; readonly step?: number }
  /** The whole of a foreign history is there. */
  | { readonly type: 'ImportExecution'; readonly by: string; readonly sha256: string };
