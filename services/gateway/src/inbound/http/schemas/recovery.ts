import { idText, json, time } from './common.js';
import { execution } from './executions.js';
import { z } from './zod.js';

const revision = z
  .union([z.number().int().min(1), z.literal('draft')])
  .optional()
  .openapi({ description: 'Another revision of the same workflow. Default: the one it has.' });

export const replayAnswer = z
  .object({
    identical: z.boolean(),
    firstDifference: z.object({ seq: z.number().int(), expected: json, actual: json }).optional(),
    events: z.number().int().openapi({ description: 'Events decided again.' }),
  })
  .openapi('Replay');
export const forkRequest = z
  .strictObject({
    from: z.strictObject({ path: z.string().min(1).max(1000), step: z.number().int().min(0).max(1_000_000).optional() }).openapi({
      description: 'The node before whose beginning it branches off; with `step`, before that call of it, counted from 0.',
    }),
    input: json.optional().openapi({ description: 'Replaces the input for what follows.' }),
    revision,
  })
  .openapi('ForkRequest');
export const retryRequest = z
  .strictObject({
    input: json.optional().openapi({ description: 'Replaces the input for what follows.' }),
    revision,
    dryRun: z.boolean().optional().openapi({ description: 'Only say what it would do.' }),
    confirm: z
      .boolean()
      .optional()
      .openapi({ description: 'Recorded calls with an effect may be made again, because what they are asked changes.' }),
  })
  .openapi('RetryRequest');
const planChange = z
  .object({
    path: z.string(),
    nodeId: z.string(),
    change: z.enum(['added', 'removed', 'type', 'edges', 'config']),
    effect: z.string(),
  })
  .openapi('PlanChange', { description: 'One difference between two revisions, and what it means for the execution.' });
export const retryAnswer = z
  .object({
    fits: z.boolean(),
    changes: z.array(planChange),
    problems: z.array(z.string()),
    paths: z.array(z.string()).openapi({ description: 'Work that begins again.' }),
    effects: z
      .array(z.object({ path: z.string(), index: z.number().int(), name: z.string(), effect: z.string() }))
      .openapi({ description: 'Recorded calls that would be made again: they need `confirm`.' }),
    execution: z.union([execution, z.null()]).openapi({ description: 'As the retry left it; null after a dry run.' }),
  })
  .openapi('Retry');
export const snapshot = z
  .object({
    id: z.string(),
    executionId: z.string(),
    version: z.number().int(),
    size: z.number().int(),
    createdAt: time,
    status: z.enum(['ok', 'refused']),
    reason: z.string().nullable(),
    sha256: z.string().nullable(),
  })
  .openapi('Snapshot', {
    description: 'A folded state: a cache. One that is altered, cut short or of something else is refused and rebuilt from the log.',
  });
export const snapshotRequest = z.strictObject({ execution: idText }).openapi('SnapshotRequest');
export const restoreAnswer = z
  .object({
    identical: z.boolean().openapi({ description: 'Whether snapshot and tail give what the whole log gives.' }),
    version: z.number().int(),
    events: z.number().int().openapi({ description: 'Events folded onto the snapshot.' }),
  })
  .openapi('Restore');
