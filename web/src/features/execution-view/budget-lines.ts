import type { ExecutionView } from '../../api/types.js';
import { formatCost, formatCount } from '../../shared/format.js';

export interface BudgetLine {
  readonly dimension: 'cost' | 'tokens' | 'calls';
  readonly spent: string;
  readonly limit: string;
  /** Held for calls under way; `null`: nothing. */
  readonly reserved: string | null;
}
/** A budget as people read it: a line for each thing it limits. */
export function budgetLines(budget: ExecutionView['budget'] | undefined): readonly BudgetLine[] {
  if (!budget) return [];
  const { limit, spent, reserved } = budget;
  const counts = (['tokens', 'calls'] as const).flatMap((dimension): readonly BudgetLine[] => {
    const most = limit[dimension];
    if (most === undefined) return [];
    const held = reserved[dimension] > 0 ? formatCount(reserved[dimension]) : null;
    return [{ dimension, spent: formatCount(spent[dimension]), limit: formatCount(most), reserved: held }];
  });
  if (limit.cost === undefined) return counts;
  const held = Number(reserved.cost) > 0 ? formatCost(reserved.cost) : null;
  return [{ dimension: 'cost', spent: formatCost(spent.cost), limit: formatCost(limit.cost), reserved: held }, ...counts];
}
