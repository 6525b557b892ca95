import { MAX_PERCENT, MIN_PERCENT } from '@agentflow/core';
import { time } from './common.js';
import { z } from './zod.js';

const revision = z.number().int().min(1);
export const percent = z
  .number()
  .int()
  .min(MIN_PERCENT)
  .max(MAX_PERCENT)
  .openapi({ description: 'Of a hundred new executions, about so many.' });

export const canary = z
  .object({ revision, percent, startedAt: time, startedBy: z.string() })
  .openapi('Canary', { description: 'A candidate that runs a share of the new executions beside the released revision.' });
export const release = z.object({ workflowId: z.string(), revision: revision.nullable(), canary: canary.nullable() }).openapi('Release');
export const canaryRequest = z.strictObject({ revision, percent }).openapi('CanaryRequest');
export const canaryWanted = z
  .strictObject({ revision: revision.optional().openapi({ description: 'Only if the canary is this one.' }) })
  .openapi('CanaryWanted');
const durations = z.object({ avg: z.number(), p50: z.number(), p95: z.number(), p99: z.number() });
export const releaseFigures = z
  .object({
    from: time,
    to: time,
    items: z.array(
      z
        .object({
          revision,
          role: z.enum(['released', 'canary']),
          executions: z.number().int(),
          failed: z.number().int(),
          durationMs: durations,
          inputTokens: z.number(),
          outputTokens: z.number(),
          cost: z.string(),
        })
        .openapi('RevisionFigures'),
    ),
    lag: z.object({ events: z.number() }).openapi({ description: 'Events that are not counted yet.' }),
  })
  .openapi('ReleaseFigures');
export const releaseChange = z
  .object({
    id: z.string(),
    at: time,
    by: z.string(),
    action: z.enum(['published', 'rolled-back', 'canary-started', 'canary-changed', 'canary-promoted', 'canary-ended']),
    revision,
    percent: z.number().int().nullable(),
    before: revision.nullable().openapi({ description: 'What was released before.' }),
  })
  .openapi('ReleaseChange');
