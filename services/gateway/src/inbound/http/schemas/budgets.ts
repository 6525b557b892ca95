import { z } from './zod.js';

const money = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,12})?$/, 'must be an amount in USD such as "0.25"')
  .openapi({ description: 'USD, decimal.', example: '25.00' });
const count = z.number().int().min(0).max(1e15);
export const amount = z
  .object({ cost: z.string().openapi({ description: 'USD, decimal.' }), tokens: z.number(), calls: z.number() })
  .openapi('Amount');
const limit = z.object({ cost: money.optional(), tokens: count.optional(), calls: count.optional() });
/** How the budget of an execution or a node stands. */
export const budgetView = z
  .object({
    limit: limit.openapi({ description: 'As the definition sets it and people raised it; what is not limited is left out.' }),
    spent: amount,
    reserved: amount.openapi({ description: 'Held for calls under way, at their maximum.' }),
  })
  .openapi('Budget');
export const orgLimits = limit
  .extend({
    per: z.enum(['day', 'month', 'total']).optional().openapi({ description: 'Days and months are those of UTC; `total` where left out.' }),
    onExceeded: z.enum(['fail', 'cheaper']).optional().openapi({ description: '`fail` where left out.' }),
    cheaperModel: z.string().min(1).max(200).optional(),
  })
  .strict()
  .refine(({ cost, tokens, calls }) => cost !== undefined || tokens !== undefined || calls !== undefined, {
    message: 'a budget limits something: give cost, tokens, calls, or several of them',
  })
  .openapi('SharedBudgetLimits');
const pool = z
  .object({
    limits: orgLimits.nullable(),
    spent: amount.openapi({ description: 'In this day or month, or ever, as executions have reported it.' }),
    held: amount.openapi({ description: 'Handed out to open executions, and neither reported as spent nor given back.' }),
    executions: z.number().int().openapi({ description: 'How many executions hold something.' }),
  })
  .openapi('SharedBudget');
export const budgets = z.object({ budget: pool, workflow: pool.optional() }).openapi('Budgets');
export const setBudgetRequest = z.object({ budget: orgLimits.nullable() }).strict().openapi('SetBudgetRequest');
