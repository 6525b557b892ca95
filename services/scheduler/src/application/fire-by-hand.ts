import type { JsonObject } from '@agentflow/core';
import type { Clock, TriggerService } from '@agentflow/ports';
import type { FireTrigger } from './fire-trigger.js';
import type { LastFires } from './last-fires.js';
import type { TriggerDocument } from './trigger-document.js';
import type { TriggerRepository } from './trigger-repository.js';

/** Fires a trigger because a person asked, switched off or not, as if now were its moment. `event` stands for a webhook's body or an event trigger's event. */
export const createFireByHand =
  ({
    repository,
    fire,
    lastFires,
    clock,
  }: {
    readonly repository: TriggerRepository;
    readonly fire: FireTrigger;
    readonly lastFires: LastFires;
    readonly clock: Clock;
  }): TriggerService['fire'] =>
  async ({ org, trigger: id, by, event }) => {
    const { value: document } = await repository.need(org, id);
    const at = new Date(clock.now()).toISOString();
    const base = { type: document.type, id: document.triggerId, at };
    const { execution } = await fire({ org, document, trigger: { ...base, ...pretend(document, event ?? null) }, by });
    lastFires.note(org, id, { at, executionId: execution.id, error: null });
    return { executionId: execution.id };
  };
function pretend({ type }: TriggerDocument, event: JsonObject[string]): JsonObject {
  if (type === 'webhook') return { method: 'POST', headers: {}, query: {}, body: event };
  return type === 'event' ? { event } : {};
}
