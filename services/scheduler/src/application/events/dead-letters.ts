import { AppError, isAppError, sha256Hex, type Json, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type DeadLetterView, type DeliveredMessage, type DocumentStore, type EventBus } from '@agentflow/ports';
import type { EventTrigger } from './fire-event.js';
import { deadLetterTopic } from './topics.js';

/** Why a message started nothing. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** RFC 3339 UTC. */
  readonly firstFailureAt: string;
}
export interface DeadLetterDocument extends Failure {
  readonly trigger: string;
  readonly workflowId: string;
  readonly at: string;
  /** As it came. */
  readonly delivered: DeliveredMessage;
  /** What became of it when it was sent again. */
  readonly redriven: DeadLetterView['redriven'];
}
export interface DeadLetters {
  /** Keeps a message that started nothing, in the org's list and on its dead letter topic; resolves when both are durable. A repeat is one entry. */
  keep(trigger: EventTrigger, delivered: DeliveredMessage, failure: Failure): Promise<void>;
  list(
    org: OrgId,
    query: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly items: readonly DeadLetterView[]; readonly total: number }>;
  /** @throws AppError NOT_FOUND */
  need(org: OrgId, id: string): Promise<DeadLetterDocument>;
  /** Notes what became of it when it was sent again. */
  note(org: OrgId, id: string, redriven: NonNullable<DeadLetterDocument['redriven']>): Promise<DeadLetterView>;
  drop(org: OrgId, id: string): Promise<boolean>;
}
/** Headers of messages on retry and dead letter topics: what they were, and what went wrong. */
export const LETTER_HEADERS = {
  topic: 'agentflow-topic',
  position: 'agentflow-position',
  org: 'agentflow-org',
  trigger: 'agentflow-trigger',
  attempt: 'agentflow-attempt',
  firstFailure: 'agentflow-first-failure',
  code: 'agentflow-error-code',
  message: 'agentflow-error-message',
  notBefore: 'agentflow-not-before',
  at: 'agentflow-at',
} as const;
export const letterHeaders = (
  { org, id }: EventTrigger,
  { headers, topic, position, at }: DeliveredMessage,
  failure: Failure,
): Record<string, string> => ({
  ...headers,
  [LETTER_HEADERS.topic]: topic,
  [LETTER_HEADERS.position]: position,
  [LETTER_HEADERS.at]: String(at),
  [LETTER_HEADERS.org]: org,
  [LETTER_HEADERS.trigger]: id,
  [LETTER_HEADERS.attempt]: String(failure.attempts),
  [LETTER_HEADERS.firstFailure]: failure.firstFailureAt,
  [LETTER_HEADERS.code]: failure.code,
  [LETTER_HEADERS.message]: failure.message.replace(/[^\x20-\x7e]/g, '?').slice(0, 1_000),
});
const { deadLetters: collection } = COLLECTIONS;
/** Its trigger and its place tell a message apart: when it is delivered once more, it is found under the same id. */
const idOf = (trigger: string, topic: string, position: string): string => sha256Hex(`${trigger}\n${topic}\n${position}`).slice(0, 32);

export function createDeadLetters({
  documents,
  bus,
  now,
}: {
  readonly documents: DocumentStore;
  readonly bus: EventBus;
  readonly now: () => string;
}): DeadLetters {
  const index = ({ trigger, redriven }: DeadLetterDocument) => ({ trigger, open: redriven === null ? 1 : 0 });
  const need = async (org: OrgId, id: string): Promise<DeadLetterDocument> => {
    const found = await documents.get<DeadLetterDocument>(org, collection, id);
    if (!found) throw new AppError('NOT_FOUND', 'no dead letter has this id', { deadLetter: id.slice(0, 200) });
    return found.value;
  };
  return {
    async keep(trigger, delivered, failure) {
      const { topic, position, key, value } = delivered;
      const id = idOf(trigger.id, topic, position);
      if (await documents.get(trigger.org, collection, id)) return;
      const headers = letterHeaders(trigger, delivered, failure);
      await bus.publish(deadLetterTopic(topic), [{ key, value, headers }]);
      const { workflowId } = trigger.document;
      const document: DeadLetterDocument = { ...failure, trigger: trigger.id, workflowId, at: now(), delivered, redriven: null };
      await documents
        .put(trigger.org, collection, id, document, { ifVersion: 'absent', index: index(document) })
        .catch((error: unknown) => {
          if (!isAppError(error) || error.code !== 'ALREADY_EXISTS') throw error;
        });
    },
    async list(org, { offset, limit }) {
      const page = await documents.list<DeadLetterDocument>(org, collection, { orderBy: 'createdAt', descending: true, offset, limit });
      return { items: page.items.map(({ id, value }) => present(id, value)), total: page.total };
    },
    need,
    async note(org, id, redriven) {
      const found = await documents.get<DeadLetterDocument>(org, collection, id);
      if (!found) throw new AppError('NOT_FOUND', 'no dead letter has this id', { deadLetter: id.slice(0, 200) });
      const value = { ...found.value, redriven };
      const { topic, position } = value.delivered;
      await documents.put(org, collection, id, value, {
        unique: { place: `${value.trigger}\n${topic}\n${position}` },
        index: index(value),
      });
      return present(id, value);
    },
    drop: (org, id) => documents.delete(org, collection, id),
  };
}
function present(id: string, { delivered, ...rest }: DeadLetterDocument): DeadLetterView {
  const { topic, position, key, headers, value } = delivered;
  return { id, ...rest, topic, position, key, headers: headers as { readonly [name: string]: Json } as DeadLetterView['headers'], value };
}
