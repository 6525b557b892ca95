import { AppError, compileExpression, PUBLIC_EVENTS_TOPIC, type CheckedExpression, type JsonObject, type OrgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import { boundedCache } from '../bounded-cache.js';
import type { FireTrigger } from '../fire-trigger.js';
import type { LastFires } from '../last-fires.js';
import { compileDedupe, eventConfig, type TriggerDocument } from '../trigger-document.js';
import type { InboundEvent } from './read-message.js';
import { placeOfSource } from './topics.js';

export interface EventTrigger {
  readonly org: OrgId;
  /** Of the trigger: `<workflowId>.<triggerId>`. */
  readonly id: string;
  readonly document: TriggerDocument;
}
export type EventOutcome = 'started' | 'duplicate' | 'filtered';
/** Lets an event fire a trigger: at most one execution for each (trigger, source, id), or for each value of `dedupe`. @throws AppError */
export type FireEvent = (
  trigger: EventTrigger,
  inbound: InboundEvent,
  topic: string,
  /** W3C trace of the message; `null`: it has none. */
  traceparent?: string | null,
) => Promise<{ readonly outcome: EventOutcome; readonly executionId: string | null }>;

const FILTERED = { outcome: 'filtered', executionId: null } as const;

export function createFireEvent({
  fire,
  lastFires,
  clock,
}: {
  readonly fire: FireTrigger;
  readonly lastFires: LastFires;
  readonly clock: Clock;
}): FireEvent {
  const filters = boundedCache<CheckedExpression>(1_000);
  const dedupes = boundedCache<ReturnType<typeof compileDedupe>>(1_000);

  return async ({ org, id, document }, inbound, topic, traceparent = null) => {
    if (!isFor(org, document, inbound, topic)) return FILTERED;
    const { filter, dedupe } = eventConfig(document.config);
    const trigger: JsonObject = {
      type: 'event',
      id: document.triggerId,
      at: new Date(clock.now()).toISOString(),
      event: inbound.event,
    };
    if (
      filter !== undefined &&
      !matches(
        filters(filter, () => compileExpression(filter)),
        filter,
        trigger,
      )
    )
      return FILTERED;
    const key =
      dedupe === undefined ? `${inbound.source}\n${inbound.id}` : `value:${valueOf(dedupes(dedupe, () => compileDedupe(dedupe))(trigger))}`;
    const answer = await fire({ org, document, trigger, startKey: { source: `event:${id}`, key }, by: `trigger:${id}`, traceparent });
    const executionId = answer.execution.id;
    if (answer.created) lastFires.note(org, id, { at: String(trigger['at']), executionId, error: null });
    return { outcome: answer.created ? 'started' : 'duplicate', executionId };
  };
}
/** The platform's own events go to triggers of their org only, and never to the workflow that they come from: it would start itself for ever. */
function isFor(org: OrgId, document: TriggerDocument, { source }: InboundEvent, topic: string): boolean {
  if (topic !== PUBLIC_EVENTS_TOPIC) return true;
  const from = placeOfSource(source);
  return from !== undefined && from.org === org && from.workflowId !== document.workflowId;
}
function matches(filter: CheckedExpression, source: string, trigger: JsonObject): boolean {
  const met = filter.evaluate({ trigger });
  if (typeof met !== 'boolean')
    throw new AppError('EXPRESSION_FAILED', `the filter "${source.slice(0, 200)}" is neither true nor false for this event`);
  return met;
}
function valueOf(value: unknown): string {
  if (value === null || value === '') throw new AppError('INVALID_INPUT', '`dedupe` finds nothing in this event to know its repeats by');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
