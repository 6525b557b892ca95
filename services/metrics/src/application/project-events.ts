import { isAppError } from '@agentflow/core';
import type { DeliveredMessage, MetricRecord, MetricsStore } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';
import type { Instruments } from '../instruments.js';
import { readEvent } from './read-event.js';

export interface ProjectDeps {
  readonly metrics: MetricsStore;
  readonly instruments: Instruments;
  readonly logger: Logger;
}

/**
 * Handles batches of the public stream. I1: a message counts once however often it is delivered (records are keyed by the event's id; the store drops repeats).
 * I2: what cannot be read or is refused for good is counted, logged and passed over: one bad message never stops the stream. I3: a store that is away makes the batch fail, so that the bus brings it again.
 */
export const createProjection =
  ({ metrics, instruments, logger }: ProjectDeps) =>
  async (batch: readonly DeliveredMessage[]): Promise<void> => {
    const records = new Map<string, MetricRecord>();
    const poison = (message: DeliveredMessage | undefined, why: string): void => {
      instruments.poison.inc();
      logger.warn(
        { topic: message?.topic, position: message?.position, key: message?.key, why },
        'skipped an event that cannot be counted',
      );
    };
    for (const message of batch) {
      const reading = readEvent(message.value);
      if ('poison' in reading) poison(message, reading.poison);
      else if ('record' in reading) records.set(`${reading.record.org}\n${reading.record.id}`, reading.record);
    }
    if (records.size === 0) return;
    const rows = [...records.values()];
    try {
      await metrics.insert(rows);
      instruments.count(rows);
    } catch (error) {
      if (!refusedForGood(error)) throw error;
      if (rows.length === 1) return poison(undefined, `the store refused ${rows[0]!.id}: ${String(error)}`);
      for (const row of rows) await insertAlone(row);
    }

    async function insertAlone(row: MetricRecord): Promise<void> {
      try {
        await metrics.insert([row]);
        instruments.count([row]);
      } catch (error) {
        if (!refusedForGood(error)) throw error;
        poison(undefined, `the store refused ${row.id}: ${String(error)}`);
      }
    }
  };

/** Only an answer that says so is final; anything unknown may pass by trying again. */
const refusedForGood = (error: unknown): boolean => isAppError(error) && !error.retryable && error.code !== 'INTERNAL';
