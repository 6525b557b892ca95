import { ROLES } from '../../../application/authorize.js';
import { decimal, json, time } from './common.js';
import { z } from './zod.js';

const role = z.enum(ROLES).openapi('Role');
export const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    hint: z.string().openapi({ description: "The key's last four characters." }),
    createdBy: z.string(),
    createdAt: time,
    expiresAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .openapi('ApiKey');
export const apiKeyDraft = z
  .strictObject({
    name: z.string().min(1).max(200),
    role,
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .openapi('ApiKeyDraft');
export const newApiKey = apiKey.extend({ key: z.string().openapi({ description: 'Shown this once.' }) }).openapi('NewApiKey');

export const session = z
  .object({
    org: z.string(),
    subject: z.string(),
    roles: z.array(role),
    csrfToken: z.string().nullable().openapi({ description: 'What `X-CSRF-Token` must say; `null` with an API key, which needs none.' }),
    mode: z.enum(['embedded', 'cluster']),
    version: z.string(),
  })
  .openapi('Session');
export const loginRequest = z.strictObject({ key: z.string().min(1).max(500) }).openapi('LoginRequest');
export const loginLink = z.object({ path: z.string(), expiresAt: time }).openapi('LoginLink');
export const ticket = z.object({ ticket: z.string(), expiresAt: time }).openapi('Ticket');

export const GROUPS = ['day', 'hour', 'workflow', 'model', 'status', 'nodeType', 'execution', 'revision'] as const;
export const usageReport = z
  .object({
    from: time,
    to: time,
    kind: z.enum(['execution', 'node', 'model-call']),
    groupBy: z.array(z.enum(GROUPS)),
    rows: z.array(
      z
        .object({
          group: z.record(z.string(), z.string()),
          count: z.number().int(),
          failed: z.number().int(),
          inputTokens: z.number().int(),
          outputTokens: z.number().int(),
          cost: decimal,
          durationMs: z.object({ avg: z.number(), p50: z.number(), p95: z.number(), p99: z.number() }),
        })
        .openapi('UsageRow'),
    ),
    lag: z.object({ events: z.number().int() }).openapi({ description: 'How far behind the event stream the figures are.' }),
  })
  .openapi('UsageReport');

export const mail = z
  .object({
    id: z.string(),
    at: time,
    from: z.string(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    html: z.string().nullable(),
  })
  .openapi('Mail');
export const template = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    yaml: z.string(),
    input: json,
    answers: json,
    models: json,
    agents: json,
    workflows: json.openapi({ description: 'By key: YAML of the workflows that its subflows run. To be published before it is run.' }),
    translations: json.openapi({
      description: 'By language: `title`, `description`, `name`, and by node path what its nodes are called and ask.',
    }),
  })
  .openapi('Template');
export const health = z.object({ status: z.string() }).openapi('Health');
export const readiness = z
  .object({ status: z.enum(['ready', 'not ready']), checks: z.record(z.string(), z.string()).optional() })
  .openapi('Readiness', { description: 'Without a key the status alone.' });
