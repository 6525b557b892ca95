import { useTranslation } from 'react-i18next';
import type { ExecutionView } from '../../api/types.js';
import { budgetLines } from './budget-lines.js';

/** What was spent of a budget, limit by limit; nothing where there is none. */
export function BudgetFacts({ budget }: { readonly budget: ExecutionView['budget'] | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      {budgetLines(budget).map(({ dimension, spent, limit, reserved }) => (
        <div key={dimension} data-testid={`budget-${dimension}`}>
          <dt>{t(`budget.spent.${dimension}`)}</dt>
          <dd>
            {spent} / {limit}
            {reserved !== null && ` (+${reserved})`}
          </dd>
        </div>
      ))}
    </>
  );
}
