import { AppError, PUBLIC_EVENTS_TOPIC, type Problem } from '@agentflow/core';
import type { EventBus, MetricsStore, StatsQuery, StatsService } from '@agentflow/ports';
import { z } from 'zod';

/** The consumer group whose position says how far the figures are. */
export const METRICS_GROUP = 'metrics';
const MAX_ROWS = 1_000;

const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const text = z.string().min(1).max(512);
const query: z.ZodType<StatsQuery> = z
  .strictObject({
    kind: z.enum(['execution', 'node', 'model-call']),
    from: instant,
    to: instant,
    groupBy: z.array(z.enum(['day', 'hour', 'workflow', 'model', 'status', 'nodeType', 'execution', 'revision'])).max(4),
    where: z.strictObject({ workflowId: text.optional(), executionId: text.optional(), model: text.optional() }).optional() as z.ZodType<
      StatsQuery['where']
    >,
    limit: z.number().int().min(1).max(MAX_ROWS),
  })
  .refine((asked) => asked.from < asked.to, { path: ['from'], message: 'must be before `to`' })
  .refine((asked) => new Set(asked.groupBy).size === asked.groupBy.length, {
    path: ['groupBy'],
    message: 'names a grouping twice',
  }) as unknown as z.ZodType<StatsQuery>;

/** Answers questions about usage, cost and latency. Times are epoch milliseconds, money decimal strings in USD. */
export const createStatsService = ({ metrics, bus }: { readonly metrics: MetricsStore; readonly bus: EventBus }): StatsService => ({
  async query(request) {
    const asked = query.safeParse(request.query);
    if (!asked.success) {
      const problems = asked.error.issues.map((issue): Problem => ({
        pointer: `/${issue.path.map(String).join('/')}`,
        code: 'INVALID',
        severity: 'error',
        message: issue.message,
      }));
      throw new AppError('BAD_REQUEST', 'the question about figures is wrong', {}, { problems });
    }
    return { rows: await metrics.query(request.org, asked.data) };
  },
  async lag() {
    return { events: await bus.lag(PUBLIC_EVENTS_TOPIC, METRICS_GROUP) };
  },
});
