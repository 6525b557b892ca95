import { AppError, poolKey, presentPool, sharedId, type ExecutionId, type OrgId, type PoolLimits, type PoolState } from '@agentflow/core';
import type { BudgetsAnswer, Clock, ExecutionService } from '@agentflow/ports';
import type { HotExecutions } from './hot-executions.js';
import type { Mailboxes } from './mailboxes.js';
import { shown } from './read-execution.js';

/** What the orgs' own budgets limit, for those who must know it without waiting. */
export interface OrgBudgets {
  /** `undefined`: the org has none, or `know` was never asked. */
  of(org: OrgId): PoolLimits | undefined;
  /** Reads an org's budget once; at once afterwards. */
  know(org: OrgId): Promise<void> | undefined;
  set(org: OrgId, limits: PoolLimits): void;
}
const orgPool = (org: OrgId): ExecutionId => sharedId(org, 'budget', poolKey(null));
const limited = (limits: PoolLimits | undefined): PoolLimits | null =>
  limits && (limits.cost !== undefined || limits.tokens !== undefined || limits.calls !== undefined) ? limits : null;

export function createOrgBudgets(hot: () => HotExecutions): OrgBudgets {
  const known = new Map<OrgId, PoolLimits | null>();
  const asked = new Map<OrgId, Promise<void>>();
  return {
    of: (org) => known.get(org) ?? undefined,
    know(org) {
      if (known.has(org)) return undefined;
      let asking = asked.get(org);
      if (!asking) {
        asking = hot()
          .load(org, orgPool(org))
          .then((live) => {
            if (!known.has(org)) known.set(org, limited((live?.state.shared?.value as PoolState | undefined)?.limits));
          })
          .finally(() => asked.delete(org));
        asked.set(org, asking);
      }
      return asking;
    },
    set: (org, limits) => void known.set(org, limited(limits)),
  };
}

/** The use cases behind GET and PUT /budgets. */
export function createBudgetService(
  { hot, mailboxes, orgBudgets }: { readonly hot: HotExecutions; readonly mailboxes: Mailboxes; readonly orgBudgets: OrgBudgets },
  clock: Clock,
): Pick<ExecutionService, 'budgets' | 'setBudget'> {
  const read = async (org: OrgId, key: string) => {
    const live = await hot.load(org, sharedId(org, 'budget', key));
    const view = () => presentPool(live?.state.shared?.value as PoolState | undefined, clock.now());
    return live ? shown(live, view) : view();
  };
  const budgets = async ({ org, workflowId }: { readonly org: OrgId; readonly workflowId?: string }): Promise<BudgetsAnswer> => ({
    budget: await read(org, poolKey(null)),
    ...(workflowId !== undefined && { workflow: await read(org, poolKey(workflowId)) }),
  });
  return {
    budgets,
    async setBudget({ org, limits, by }) {
      if (limits && !limited(limits))
        throw new AppError('INVALID_INPUT', 'a budget limits something: give cost, tokens, calls, or several of them');
      await new Promise<void>((resolve, reject) =>
        mailboxes.post(org, orgPool(org), {
          command: { type: 'SharedLimit', kind: 'budget', key: poolKey(null), limits: limits ?? {}, by },
          done: (error) => (error === undefined ? resolve() : reject(error as Error)),
        }),
      );
      orgBudgets.set(org, limits ?? {});
      return budgets({ org });
    },
  };
}
