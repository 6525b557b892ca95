import type { Json } from '@agentflow/core';
import type { PeerBus } from '@agentflow/ports';

export interface BusFaults {
  /** Shares of messages, 0 to 1: a question and its answer are two. */
  drop: number;
  double: number;
  /** Nothing passes. */
  down: boolean;
}
export interface UnreliableBus extends PeerBus {
  readonly faults: BusFaults;
  readonly seen: { messages: number; dropped: number; doubled: number };
  /** Every payload that passed, for those who listen in. */
  readonly taped: { readonly org: string; readonly subject: string; readonly payload: Json }[];
}
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** A bus that loses messages and brings them twice, by `random`; what it loses ends at its asker's deadline, as on a real one. */
export function createUnreliableBus(bus: PeerBus, random: () => number): UnreliableBus {
  const faults: BusFaults = { drop: 0, double: 0, down: false };
  const seen = { messages: 0, dropped: 0, doubled: 0 };
  const taped: UnreliableBus['taped'] = [];
  const lost = (): boolean => {
    seen.messages++;
    if (!faults.down && random() >= faults.drop) return false;
    seen.dropped++;
    return true;
  };
  return {
    faults,
    seen,
    taped,
    async tell(org, subject, payload) {
      taped.push({ org, subject, payload });
      if (!lost()) await bus.tell(org, subject, payload);
    },
    async ask(org, subject, payload, timeoutMs) {
      taped.push({ org, subject, payload });
      // Somebody who never answers, under a subject that exists, makes the bus itself say that the time is up.
      const silent = await bus.subscribe(org, `silent.${subject}`, () => never());
      try {
        if (lost()) return await bus.ask(org, `silent.${subject}`, payload, timeoutMs);
        if (random() < faults.double) {
          seen.doubled++;
          bus.ask(org, subject, payload, timeoutMs).catch(() => undefined);
        }
        const answer = await bus.ask(org, subject, payload, timeoutMs);
        return lost() ? await bus.ask(org, `silent.${subject}`, payload, Math.min(timeoutMs, 50)) : answer;
      } finally {
        // `close` waits for the handler that never ends.
        void silent.close();
      }
    },
    subscribe: (org, subject, handler, options) => bus.subscribe(org, subject, handler, options),
  };
}
