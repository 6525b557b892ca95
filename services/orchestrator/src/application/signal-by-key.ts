import { REMEMBERED_MS, sharedId, signalKey } from '@agentflow/core';
import type { ExecutionService, IdSource } from '@agentflow/ports';
import type { Coordinator } from './coordinator.js';

/** Hands a signal to the decider of its name and key, which passes it to one waiter or keeps it. Answers once that is durable. */
export function createSignalByKey({ mailboxes, values }: Coordinator, ids: IdSource): ExecutionService['signalByKey'] {
  return async ({ org, name, key: given, payload, id = ids.next(), ttlSeconds, by }) => {
    const key = signalKey(name, given);
    const to = sharedId(org, 'signal', key);
    const held = await values.hold(org, to, payload);
    const ttlMs = ttlSeconds === undefined ? REMEMBERED_MS : Math.ceil(ttlSeconds * 1000);
    return new Promise((resolve, reject) => {
      let delivered = false;
      mailboxes.post(org, to, {
        command: { type: 'SharedSignal', kind: 'signal', key, id, payload: held, ttlMs, by },
        decided({ state: { shared } }) {
          delivered = shared?.kind === 'signal' && !shared.value.kept.has(id);
        },
        done: (error) => (error === undefined ? resolve({ id, delivered }) : reject(error as Error)),
      });
    });
  };
}
