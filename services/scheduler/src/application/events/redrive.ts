import { AppError, isAppError } from '@agentflow/core';
import type { Clock, TriggerService } from '@agentflow/ports';
import type { TriggerRepository } from '../trigger-repository.js';
import type { DeadLetters } from './dead-letters.js';
import type { FireEvent } from './fire-event.js';
import { readMessage } from './read-message.js';

/** Lets a trigger, as it is released now, have an event again that it could not take. The event's start key is the same: whatever happened, it starts one execution. */
export const createRedrive =
  ({
    repository,
    deadLetters,
    fireEvent,
    clock,
  }: {
    readonly repository: TriggerRepository;
    readonly deadLetters: DeadLetters;
    readonly fireEvent: FireEvent;
    readonly clock: Clock;
  }): TriggerService['redrive'] =>
  async ({ org, deadLetter, by }) => {
    const { trigger, delivered, redriven } = await deadLetters.need(org, deadLetter);
    if (redriven?.executionId != null)
      throw new AppError('CONFLICT', 'this event has started an execution when it was sent again', { executionId: redriven.executionId });
    const { id, value: document } = await repository.need(org, trigger);
    const at = new Date(clock.now()).toISOString();
    try {
      const { outcome, executionId } = await fireEvent({ org, id, document }, readMessage(delivered), delivered.topic);
      const error = outcome === 'filtered' ? 'FILTERED: the trigger passes this event over' : null;
      return await deadLetters.note(org, deadLetter, { at, by, executionId, error });
    } catch (error) {
      if (!isAppError(error) || error.retryable) throw error;
      return deadLetters.note(org, deadLetter, { at, by, executionId: null, error: `${error.code}: ${error.message}` });
    }
  };
