import { json, jsonObject, problem, time } from './common.js';
import { percent } from './releases.js';
import { z } from './zod.js';

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'must be lower-case letters, digits and hyphens, at most 100')
  .openapi({ description: 'Unique in the org; accepted wherever the id is. Default: a slug of the name.' });
const folder = z.string().max(500).openapi({ description: 'Where the list shows it, `/`-joined.' });

export const workflow = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    folder: z.string(),
    etag: z.string(),
    definition: json,
    publishedRevision: z.number().int().nullable(),
    problems: z.array(problem),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Workflow');
export const workflowSummary = workflow
  .omit({ definition: true, problems: true })
  .extend({ problemCount: z.number().int(), nodesTotal: z.number().int() })
  .openapi('WorkflowSummary');
export const newWorkflow = z.strictObject({ definition: json, key: key.optional(), folder: folder.optional() }).openapi('NewWorkflow');
export const savedWorkflow = z.strictObject({ definition: json, folder: folder.optional() }).openapi('SavedWorkflow');
export const movedWorkflow = z
  .strictObject({ folder: folder.optional(), name: z.string().min(1).max(200).optional() })
  .refine((change) => change.folder !== undefined || change.name !== undefined, 'name a folder, a name, or both')
  .openapi('MovedWorkflow');
export const definitionOnly = z.strictObject({ definition: json.optional() }).openapi('DefinitionToValidate');
export const validation = z.object({ valid: z.boolean(), problems: z.array(problem) }).openapi('Validation');

export const publishRequest = z
  .strictObject({
    comment: z.string().max(2000).optional(),
    canary: percent.optional().openapi({ description: 'Not to all, but as the canary with this share.' }),
  })
  .openapi('PublishRequest');
export const rollbackRequest = z.strictObject({ revision: z.number().int().min(1) }).openapi('RollbackRequest');
export const revision = z
  .object({
    revision: z.number().int(),
    digest: z.string(),
    pins: jsonObject,
    comment: z.string(),
    publishedAt: time,
    publishedBy: z.string(),
    released: z.boolean(),
  })
  .openapi('Revision');
export const publishedRevision = revision
  .extend({ warnings: z.array(problem).openapi({ description: 'What is suspicious, and does not keep it from running.' }) })
  .openapi('PublishedRevision');
export const revisionWithDefinition = revision.extend({ definition: json }).openapi('RevisionWithDefinition');
export const revisionName = z
  .string()
  .regex(/^(draft|[1-9]\d{0,8})$/, 'must be a revision number or draft')
  .openapi({ description: 'A revision number, or `draft`.' });
export const semanticDiff = z
  .object({
    changes: z.array(
      z
        .object({
          kind: z.enum(['added', 'removed', 'changed', 'moved']),
          what: z.enum(['node', 'edge', 'trigger', 'variable', 'input', 'setting', 'name']),
          subject: z.string(),
          pointer: z.string(),
          before: json,
          after: json,
        })
        .openapi('SemanticChange'),
    ),
  })
  .openapi('SemanticDiff');
