import type { Json, OrgId } from '@agentflow/core';
import type { Subscription } from './event-bus.js';

/** Fast messages between agents and processes: may be lost, doubled or reordered at any moment; nothing durable rests on it. Subjects are dotted words; the org is part of every subject. */
export interface PeerBus {
  tell(org: OrgId, subject: string, payload: Json): Promise<void>;
  /** @throws AppError DEADLINE_EXCEEDED, NOT_FOUND when nobody listens */
  ask(org: OrgId, subject: string, payload: Json, timeoutMs: number): Promise<Json>;
  /** `*` stands for one word, a last `>` for the rest. With `queue` each message goes to one member of the queue. A handler's answer answers `ask`. */
  subscribe(
    org: OrgId,
    subject: string,
    handler: (message: { readonly subject: string; readonly payload: Json }) => Promise<Json | undefined>,
    options?: { readonly queue?: string },
  ): Promise<Subscription>;
}
