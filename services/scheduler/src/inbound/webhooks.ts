import { AppError, ENDED, sha256Hex, type Json, type JsonObject } from '@agentflow/core';
import type { Clock, KeyValue, StartAnswer, StartRequest, TriggerService, WebhookAnswer, WebhookRequest } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import { boundedCache } from '../application/bounded-cache.js';
import type { FireTrigger } from '../application/fire-trigger.js';
import type { LastFires } from '../application/last-fires.js';
import { createRefusalCount } from '../application/refusal-count.js';
import { compileDedupe, webhookConfig, type TriggerDocument, type WebhookConfig } from '../application/trigger-document.js';
import type { TriggerRepository } from '../application/trigger-repository.js';
import { verifyWebhook, type Headers, type Verdict } from '../application/verify-webhook.js';
import { readBody } from '../application/webhook-body.js';
import type { HookSecret } from '../application/webhook-secret.js';
import type { Instruments } from '../instruments.js';

export interface WebhookDeps {
  readonly repository: TriggerRepository;
  readonly fire: FireTrigger;
  readonly secretOf: (org: StartRequest['org'], credential: string) => Promise<HookSecret | null>;
  readonly lastFires: LastFires;
  /** Counts refusals, so that a flood of them does not become a flood of log lines. */
  readonly keyValue: KeyValue;
  readonly clock: Clock;
  readonly instruments: Instruments;
  readonly logger: Logger;
}
/** How long `respond: result` waits for the execution to end. */
const RESULT_MS = 60_000;
/** Calls in progress at once, those that wait for results included; beyond it callers are told to come back. */
const MAX_OPEN = 2_000;
/** Headers that carry secrets: they reach neither templates nor the log. */
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'webhook-signature']);

/**
 * The webhook door. I1: fails closed: an unknown, retired or switched-off hook is 404; a caller who does not prove himself, or whose hook names a credential that cannot be opened, is
 * 401, told alike. I2: a repeat of a signed message (its `webhook-id`) or of a `dedupe` value answers with the execution it started, for ever, because the execution's id derives from it.
 */
export function createWebhookDoor({
  repository,
  fire,
  secretOf,
  lastFires,
  keyValue,
  clock,
  instruments,
  logger,
}: WebhookDeps): TriggerService['webhook'] {
  const dedupes = boundedCache<ReturnType<typeof compileDedupe>>(1_000);
  const countRefusal = createRefusalCount({ keyValue, clock });
  let open = 0;

  const receive = async (request: WebhookRequest): Promise<WebhookAnswer> => {
    const found = await repository.byHook(request.hookId);
    if (!found || !isOpen(found.stored.value)) throw new AppError('NOT_FOUND', 'no webhook has this address');
    const { org, stored } = found;
    const document = stored.value;
    const config = webhookConfig(document.config);
    const headers = lowerCase(request.headers);
    const body = Buffer.from(request.rawBody, 'base64');
    const verdict = await verify(org, config, headers, body);
    if (!verdict.ok) {
      instruments.fires.inc({ type: 'webhook', outcome: 'unauthenticated' });
      await logRefusal(org, stored.id, verdict.why);
      throw new AppError('UNAUTHENTICATED', 'the webhook call is not signed by, or does not carry, what this hook asks for');
    }
    const trigger: JsonObject = {
      type: 'webhook',
      id: document.triggerId,
      at: new Date(clock.now()).toISOString(),
      method: request.method,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADERS.has(name))),
      query: request.query,
      body: readBody(body, request.contentType),
    };
    const answer = await start(org, stored.id, document, config, trigger, startKeyOf(stored.id, config, trigger, headers, body, verdict));
    instruments.fires.inc({ type: 'webhook', outcome: answer.created ? 'started' : 'duplicate' });
    return present(answer, config);
  };
  /** The 1st, 10th, 100th ... within a minute. */
  const logRefusal = async (org: StartRequest['org'], trigger: string, why: string): Promise<void> => {
    const count = await countRefusal(org, trigger);
    if (Number.isInteger(Math.log10(count))) logger.warn({ org, trigger, why, withinAMinute: count }, 'a webhook call was not believed');
  };
  const verify = async (org: StartRequest['org'], config: WebhookConfig, headers: Headers, body: Uint8Array): Promise<Verdict> => {
    if (config.auth === 'none') return { ok: true };
    const secret = config.credential === undefined ? null : await secretOf(org, config.credential);
    return secret ? verifyWebhook(secret, headers, body, clock.now()) : { ok: false, why: 'the credential of the hook cannot be used' };
  };
  const startKeyOf = (
    id: string,
    config: WebhookConfig,
    trigger: JsonObject,
    headers: Headers,
    body: Uint8Array,
    verdict: { readonly messageId?: string },
  ): Pick<StartRequest, 'startKey' | 'bodyHash'> => {
    const source = `webhook:${id}`;
    if (config.dedupe !== undefined) {
      const value = dedupes(config.dedupe, () => compileDedupe(config.dedupe!))(trigger);
      if (value === null || value === '') throw new AppError('INVALID_INPUT', '`dedupe` finds nothing in this call to know its repeats by');
      return { startKey: { source, key: `value:${typeof value === 'string' ? value : JSON.stringify(value)}` } };
    }
    if (verdict.messageId !== undefined) return { startKey: { source, key: `message:${verdict.messageId}` } };
    const idempotencyKey = headers['idempotency-key'];
    return idempotencyKey ? { startKey: { source, key: `idempotency:${idempotencyKey}` }, bodyHash: sha256Hex(body) } : {};
  };
  const start = async (
    org: StartRequest['org'],
    id: string,
    document: TriggerDocument,
    config: WebhookConfig,
    trigger: JsonObject,
    key: Pick<StartRequest, 'startKey' | 'bodyHash'>,
  ): Promise<StartAnswer> => {
    const at = String(trigger.at);
    try {
      const answer = await fire({
        org,
        document,
        trigger,
        ...key,
        by: `trigger:${id}`,
        ...(config.respond === 'result' ? { waitMs: RESULT_MS } : {}),
      });
      if (answer.created) lastFires.note(org, id, { at, executionId: answer.execution.id, error: null });
      return answer;
    } catch (error) {
      instruments.fires.inc({ type: 'webhook', outcome: 'refused' });
      lastFires.note(org, id, { at, executionId: null, error: error instanceof AppError ? `${error.code}: ${error.message}` : 'INTERNAL' });
      throw error;
    }
  };
  return async (request) => {
    if (open >= MAX_OPEN) throw new AppError('RATE_LIMITED', 'too many webhook calls at once', {}, { retryAfterSeconds: 1 });
    open++;
    try {
      return await receive(request);
    } finally {
      open--;
    }
  };
}

const isOpen = (document: TriggerDocument): boolean => document.type === 'webhook' && document.revision !== null && document.enabled;
const lowerCase = (headers: WebhookRequest['headers']): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function present({ execution, created }: StartAnswer, config: WebhookConfig): WebhookAnswer {
  const base = { executionId: execution.id, duplicate: !created };
  if (config.respond === 'accepted') return { ...base, status: 'accepted' };
  if (!ENDED.has(execution.status)) return { ...base, status: 'pending' };
  return execution.status === 'completed'
    ? { ...base, status: 'completed', output: execution.output as Json }
    : { ...base, status: 'failed' };
}
