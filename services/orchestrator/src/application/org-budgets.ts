import {
  AppError,
  poolKey,
  presentPool,
  sharedId,
  type ExecutionId,
  type ExecutionState,
  type OrgId,
  type PoolLimits,
  type PoolState,
} from '@agentflow/core';
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

/** Where other processes may own an org's pool, and set it, what was read of it is read again after so long. */
const KNOWN_MS = 2_000;
/** The pool as its owner has it, or as it is durable where another process owns it. */
export type ReadPool = (org: OrgId, id: ExecutionId) => Promise<{ readonly state: ExecutionState } | undefined>;

/** `clock`: given where others may set an org's budget, too. */
export function createOrgBudgets(readPool: ReadPool, clock?: Clock): OrgBudgets {
  const known = new Map<OrgId, PoolLimits | null>();
  const asked = new Map<OrgId, Promise<void>>();
  const old = new Set<OrgId>();
  function read(org: OrgId): Promise<void> {
    let asking = asked.get(org);
    if (!asking) {
      asking = readPool(org, orgPool(org))
        .then((pool) => {
          if (!known.has(org) || clock) known.set(org, limited((pool?.state.shared?.value as PoolState | undefined)?.limits));
          clock?.after(KNOWN_MS, () => old.add(org));
        })
        .finally(() => asked.delete(org));
      asked.set(org, asking);
    }
    return asking;
  }
  return {
    of: (org) => known.get(org) ?? undefined,
    know(org) {
      if (!known.has(org)) return read(org);
      // Nobody waits for what is only looked up once more.
      if (old.size > 0 && old.delete(org)) read(org).catch(() => old.add(org));
      return undefined;
    },
    set: (org, limits) => void known.set(org, limited(limits)),
  };
}

/** The use cases behind GET and PUT /budgets. */
export function createBudgetService(
  {
    hot,
    readPool,
    mailboxes,
    orgBudgets,
  }: {
    readonly hot: HotExecutions;
    readonly readPool: ReadPool;
    readonly mailboxes: Mailboxes;
    readonly orgBudgets: OrgBudgets;
  },
  clock: Clock,
): Pick<ExecutionService, 'budgets' | 'setBudget'> {
  const read = async (org: OrgId, key: string) => {
    const id = sharedId(org, 'budget', key);
    const pool = await readPool(org, id);
    const live = hot.peek(id);
    const view = () => presentPool(pool?.state.shared?.value as PoolState | undefined, clock.now());
    return live && live.state === pool?.state ? shown(live, view) : view();
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
