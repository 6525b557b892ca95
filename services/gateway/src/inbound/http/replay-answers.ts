import { AppError, canonicalJson, type Json, type OrgId } from '@agentflow/core';
import type { StoredDocument } from '@agentflow/ports';
import { hashSecret } from '../../application/api-keys.js';
import type { GatewayServices } from '../../application/gateway-services.js';
import type { Answer, Route, RouteRequest } from './route.js';

const COLLECTION = 'idempotent-answers';
export const KEPT_MS = 24 * 3600 * 1000;
/** A request whose answer has not come by then has died with its process. */
const ABANDONED_MS = 60_000;
const KEY = /^[\x21-\x7e]{1,255}$/;

/** What a key was used for: `answer` is `null` while the first request is under way. */
interface KeptAnswer {
  readonly bodyHash: string;
  readonly answer: { readonly status: number; readonly json: Json; readonly headers: Readonly<Record<string, string>> } | null;
}

/** @throws AppError BAD_REQUEST */
export function checkIdempotencyKey(key: string): string {
  if (!KEY.test(key)) throw new AppError('BAD_REQUEST', 'the Idempotency-Key must be 1 to 255 visible ASCII characters');
  return key;
}

/** sha256 of what the caller sent, the same whatever the order of its keys. */
export const bodyHashOf = (request: Pick<RouteRequest, 'body' | 'yaml'>): string =>
  hashSecret(request.yaml ?? canonicalJson((request.body ?? null) as Json));

/**
 * Runs a creating route once per (org, path, key) and repeats its answer for a day; repeats that come meanwhile wait for it. Refused requests
 * leave the key free.
 * @throws AppError IDEMPOTENCY_MISMATCH for another body under the key, CONFLICT while another process is at work on the first
 */
export async function replayed(route: Route, request: RouteRequest, sentKey: string, services: GatewayServices): Promise<Answer> {
  const id = hashSecret(JSON.stringify([request.org, route.method, route.path, request.params, checkIdempotencyKey(sentKey)]));
  const { underWay } = services;
  for (let first = underWay.get(id); first; first = underWay.get(id)) await first.catch(() => undefined);
  const mine = runOnce(route, request, id, services);
  underWay.set(id, mine);
  try {
    return await mine;
  } finally {
    underWay.delete(id);
  }
}

async function runOnce(route: Route, request: RouteRequest, id: string, services: GatewayServices): Promise<Answer> {
  const { documents, clock } = services;
  const { org } = request;
  const bodyHash = bodyHashOf(request);
  const kept = await documents.get<KeptAnswer>(org, COLLECTION, id);
  if (kept && !isStale(kept, clock.now())) return repeat(kept.value, bodyHash);

  const mine = await documents
    .put<KeptAnswer>(org, COLLECTION, id, { bodyHash, answer: null }, { ifVersion: kept?.version ?? 'absent' })
    .catch((cause: unknown) => {
      throw stillUnderWay(cause);
    });
  let answer: Answer;
  try {
    answer = await route.handle(request, services);
  } catch (error) {
    await documents.delete(org, COLLECTION, id, mine.version);
    throw error;
  }
  if ('json' in answer) {
    const value: KeptAnswer = {
      bodyHash,
      answer: { status: answer.status, json: answer.json as Json, headers: plain(answer.headers ?? {}) },
    };
    await documents.put(org, COLLECTION, id, value, { ifVersion: mine.version });
  }
  await sweep(org, services).catch((error: unknown) => services.logger.warn({ err: error }, 'old answers could not be dropped'));
  return answer;
}

const stillUnderWay = (cause?: unknown): AppError =>
  new AppError('CONFLICT', 'a request with this Idempotency-Key is still under way', {}, { cause, retryAfterSeconds: 1 });
function isStale(kept: StoredDocument<KeptAnswer>, now: number): boolean {
  return now - kept.updatedAt > (kept.value.answer ? KEPT_MS : ABANDONED_MS);
}
function repeat(kept: KeptAnswer, bodyHash: string): Answer {
  if (kept.bodyHash !== bodyHash) {
    throw new AppError('IDEMPOTENCY_MISMATCH', 'this Idempotency-Key was used with another body: use a new key for a new request');
  }
  if (!kept.answer) throw stillUnderWay();
  return { ...kept.answer, headers: { ...kept.answer.headers, 'idempotent-replayed': 'true' } };
}
const plain = (headers: Readonly<Record<string, string | readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** Creating is rare, so each one drops a few answers that are out of time. */
async function sweep(org: OrgId, { documents, clock }: GatewayServices): Promise<void> {
  const oldest = await documents.list<KeptAnswer>(org, COLLECTION, { orderBy: 'updatedAt', limit: 20 });
  for (const row of oldest.items) if (isStale(row, clock.now())) await documents.delete(org, COLLECTION, row.id);
}
