import { z } from '../schemas/zod.js';
import { defineRoute, ok, type Route } from '../route.js';
import { budgets, setBudgetRequest } from '../schemas/budgets.js';

const TAG = 'Platform';

export const budgetRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/budgets',
    auth: 'budget:read',
    tag: TAG,
    id: 'getBudgets',
    summary: 'How the budgets stand that executions share',
    query: z.object({ workflow: z.string().min(1).max(200).optional() }),
    responses: { 200: { description: 'That of the organisation, and that of the workflow that is asked for.', schema: budgets } },
    problems: [404],
    handle: async ({ org, query }, { executions, designer }) => {
      if (query.workflow === undefined) return ok(await executions.budgets({ org }));
      const { id } = await designer.getWorkflow({ org, workflow: query.workflow });
      return ok(await executions.budgets({ org, workflowId: id }));
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/budgets',
    auth: 'budget:write',
    tag: TAG,
    id: 'setBudget',
    summary: 'Set what all executions of the organisation may use together',
    description: 'Holds for model calls, and the tool calls models make, of attempts that begin from now on. `null` takes the budget away.',
    body: { schema: setBudgetRequest, limit: 'document' },
    responses: { 200: { description: 'How it stands.', schema: budgets } },
    handle: async ({ org, body, principal }, { executions }) =>
      ok(await executions.setBudget({ org, limits: body.budget, by: principal.subject })),
  }),
];
