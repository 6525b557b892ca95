import { AppError } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';

/** After so many failures in a row the target is left alone for a while; then a few calls try it. */
export const BREAKER = { failures: 5, openMs: 30_000, probes: 3, kept: 5_000 } as const;

interface Circuit {
  failures: number;
  /** Monotonic milliseconds since when it is open; `null`: closed. */
  openedAt: number | null;
  probing: number;
  succeeded: number;
}
export interface CircuitBreakers {
  /** Runs `call` unless the circuit of (org, target) is open. `failed` says which errors count. @throws AppError CIRCUIT_OPEN with retryAfterSeconds */
  run<T>(org: string, target: string, call: () => Promise<T>, failed: (error: unknown) => boolean): Promise<T>;
}
/**
 * One circuit per (org, target): closed, open after 5 failures in a row, half open after 30 s. Half open lets 3 calls through at a time; 3 successes close it, one failure
 * opens it again.
 */
export function createCircuitBreakers(clock: Clock): CircuitBreakers {
  const circuits = new Map<string, Circuit>();
  const circuitOf = (key: string): Circuit => {
    const known = circuits.get(key);
    if (known) return known;
    const fresh: Circuit = { failures: 0, openedAt: null, probing: 0, succeeded: 0 };
    circuits.set(key, fresh);
    if (circuits.size > BREAKER.kept) circuits.delete(circuits.keys().next().value!);
    return fresh;
  };
  const refuse = (target: string, waitMs: number): never => {
    throw new AppError(
      'CIRCUIT_OPEN',
      `${target} failed ${BREAKER.failures} times in a row and is left alone for now`,
      { target, sent: false },
      { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) },
    );
  };
  return {
    async run(org, target, call, failed) {
      const circuit = circuitOf(`${org}\n${target}`);
      const probe = circuit.openedAt !== null;
      if (circuit.openedAt !== null) {
        const waitMs = circuit.openedAt + BREAKER.openMs - clock.monotonic();
        if (waitMs > 0) refuse(target, waitMs);
        if (circuit.probing >= BREAKER.probes) refuse(target, 1_000);
        circuit.probing++;
      }
      const ended = (bad: boolean): void => {
        if (probe) circuit.probing--;
        if (bad) {
          circuit.failures++;
          circuit.succeeded = 0;
          if (probe || circuit.failures >= BREAKER.failures) circuit.openedAt = clock.monotonic();
          return;
        }
        circuit.failures = 0;
        if (!probe || circuit.openedAt === null || ++circuit.succeeded < BREAKER.probes) return;
        circuit.openedAt = null;
        circuit.succeeded = 0;
      };
      try {
        const value = await call();
        ended(false);
        return value;
      } catch (error) {
        if (failed(error)) ended(true);
        else if (probe) circuit.probing--; // refused before it left: says nothing of the target
        throw error;
      }
    },
  };
}
