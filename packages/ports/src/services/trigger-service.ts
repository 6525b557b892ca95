import type { Json, JsonObject, OrgId } from '@agentflow/core';
import type { Page, PageRequest } from './designer-service.js';

/** A trigger of a released revision. */
export interface TriggerView {
  /** Unique: `<workflowId>.<trigger id of the definition>`. */
  readonly id: string;
  readonly triggerId: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number;
  readonly type: 'schedule' | 'webhook' | 'event';
  readonly enabled: boolean;
  readonly config: JsonObject;
  /** Webhooks: where to post. */
  readonly hookId: string | null;
  readonly hookUrl: string | null;
  readonly nextFireAt: string | null;
  readonly lastFire: { readonly at: string; readonly executionId: string | null; readonly error: string | null } | null;
}
export interface WebhookRequest {
  readonly hookId: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  /** The body as it came, for signatures. Base64. */
  readonly rawBody: string;
  readonly contentType: string;
  readonly by: string;
}
export interface WebhookAnswer {
  readonly executionId: string;
  /** `respond: result`: the ended execution's output. */
  readonly output?: Json;
  readonly status: 'accepted' | 'completed' | 'failed' | 'pending';
  readonly duplicate: boolean;
}
/** An event that started nothing, and why. */
export interface DeadLetterView {
  readonly id: string;
  readonly trigger: string;
  readonly workflowId: string;
  readonly topic: string;
  /** Its place in the topic. */
  readonly position: string;
  readonly key: string;
  readonly headers: { readonly [name: string]: string };
  /** As it came. */
  readonly value: string;
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
  /** RFC 3339 UTC. */
  readonly firstFailureAt: string;
  readonly at: string;
  /** What became of it when it was sent again. */
  readonly redriven: {
    readonly at: string;
    readonly by: string;
    readonly executionId: string | null;
    readonly error: string | null;
  } | null;
}
/** Schedules, webhooks and events of released revisions; each fire starts one execution under its start key. */
export interface TriggerService {
  /** Makes the triggers of a workflow those of this released revision (all of them gone when `revision` is null). Called by the designer after publish, rollback and delete. */
  sync(request: {
    readonly org: OrgId;
    readonly workflowId: string;
    readonly workflowName: string;
    readonly revision: number | null;
    readonly digest: string | null;
    readonly triggers: Json;
  }): Promise<Record<string, never>>;
  list(request: PageRequest & { readonly workflowId?: string }): Promise<Page<TriggerView>>;
  get(request: { readonly org: OrgId; readonly trigger: string }): Promise<TriggerView>;
  setEnabled(request: {
    readonly org: OrgId;
    readonly trigger: string;
    readonly enabled: boolean;
    readonly by: string;
  }): Promise<TriggerView>;
  /** @throws AppError NOT_FOUND (unknown hook), UNAUTHENTICATED (signature or token), INVALID_INPUT, RATE_LIMITED */
  webhook(request: WebhookRequest): Promise<WebhookAnswer>;
  /** Events that started nothing, newest first. */
  deadLetters(request: PageRequest): Promise<Page<DeadLetterView>>;
  /** Lets its trigger have the event again, as it is now. The answer says what became of it. @throws AppError NOT_FOUND, CONFLICT when it has started an execution by now */
  redrive(request: { readonly org: OrgId; readonly deadLetter: string; readonly by: string }): Promise<DeadLetterView>;
  /** @throws AppError NOT_FOUND */
  dropDeadLetter(request: { readonly org: OrgId; readonly deadLetter: string; readonly by: string }): Promise<Record<string, never>>;
  /** Fires by hand, now. */
  fire(request: {
    readonly org: OrgId;
    readonly trigger: string;
    readonly by: string;
    readonly event?: Json;
  }): Promise<{ readonly executionId: string }>;
}
