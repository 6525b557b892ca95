import { AppError } from '@agentflow/core';
import type { BreakerKind, BreakerSource, BreakerView, Clock } from '@agentflow/ports';

/*
 * One circuit per (org, kind, target), as DESIGN 5.14 has it.
 * I1  Closed: 5 failures in a row open it. Open: no call for 30 s. Half open: at most 3 calls in all, and 3 successes close it; one failure opens it again.
 * I2  A call counts for the period it began in: what ends late neither opens a circuit that others have closed, nor keeps an open one open, nor closes it.
 * I3  Only circuits with calls under way or failures to remember are kept; the number of those has a bound.
 */
export const BREAKER = { failures: 5, openMs: 30_000, probes: 3, kept: 5_000 } as const;

export interface BreakerTarget {
  readonly org: string;
  readonly kind: BreakerKind;
  /** A host, a model. */
  readonly target: string;
}
/** What a call says of its target: it works, it fails, or (`nothing`) it never got that far. */
export type Verdict = 'works' | 'fails' | 'nothing';
export interface CircuitBreakers extends BreakerSource {
  /** Runs `call` unless the circuit is open. @throws AppError CIRCUIT_OPEN with retryAfterSeconds, and what `call` throws */
  run<T>(target: BreakerTarget, call: () => Promise<T>, judge: Judge<T>): Promise<T>;
  /** Whether a call now would be refused. */
  isOpen(target: BreakerTarget): boolean;
  readonly counts: BreakerCounts;
}
export interface Judge<T> {
  answer?(value: T): Verdict;
  error(error: unknown): Verdict;
}
/** For metrics: circuits by state now, and since the start how often one opened or closed and how many calls were refused. */
export interface BreakerCounts {
  readonly open: number;
  readonly halfOpen: number;
  readonly opened: number;
  readonly closed: number;
  readonly refused: number;
}
interface Circuit extends BreakerTarget {
  failures: number;
  /** Monotonic milliseconds since when it is open; `null`: closed. */
  openedAt: number | null;
  /** Rises whenever it opens or closes. */
  period: number;
  underWay: number;
  probing: number;
  succeeded: number;
}

export function createCircuitBreakers(clock: Clock): CircuitBreakers {
  const circuits = new Map<string, Circuit>();
  const total = { opened: 0, closed: 0, refused: 0 };
  const keyOf = ({ org, kind, target }: BreakerTarget): string => `${org}\n${kind}\n${target}`;

  const circuitOf = (target: BreakerTarget): Circuit => {
    const key = keyOf(target);
    const known = circuits.get(key);
    if (known) return known;
    const { org, kind, target: name } = target;
    const fresh: Circuit = { org, kind, target: name, failures: 0, openedAt: null, period: 0, underWay: 0, probing: 0, succeeded: 0 };
    circuits.set(key, fresh);
    if (circuits.size > BREAKER.kept) circuits.delete(circuits.keys().next().value as string);
    return fresh;
  };
  const waitMs = ({ openedAt }: Circuit): number => (openedAt === null ? 0 : openedAt + BREAKER.openMs - clock.monotonic());
  const full = ({ probing, succeeded }: Circuit): boolean => probing + succeeded >= BREAKER.probes;
  const shut = (circuit: Circuit): boolean => circuit.openedAt !== null && (waitMs(circuit) > 0 || full(circuit));
  const refuse = (circuit: Circuit): never => {
    total.refused++;
    const { kind, target } = circuit;
    throw new AppError(
      'CIRCUIT_OPEN',
      `${target} failed ${BREAKER.failures} times in a row and is left alone for now`,
      { target, kind, sent: false },
      { retryAfterSeconds: Math.max(1, Math.ceil(waitMs(circuit) / 1_000)) },
    );
  };
  const open = (circuit: Circuit): void => {
    circuit.openedAt = clock.monotonic();
    circuit.period++;
    circuit.probing = circuit.succeeded = 0;
    total.opened++;
  };
  const fails = (circuit: Circuit): void => {
    circuit.failures++;
    if (circuit.openedAt !== null || circuit.failures >= BREAKER.failures) open(circuit);
  };
  const works = (circuit: Circuit): void => {
    if (circuit.openedAt !== null && ++circuit.succeeded < BREAKER.probes) return;
    if (circuit.openedAt !== null) {
      circuit.period++;
      total.closed++;
    }
    circuit.openedAt = null;
    circuit.failures = 0;
  };
  const conclude = (circuit: Circuit, period: number, verdict: Verdict): void => {
    circuit.underWay--;
    if (circuit.period === period) {
      if (circuit.openedAt !== null) circuit.probing--;
      if (verdict === 'fails') fails(circuit);
      else if (verdict === 'works') works(circuit);
    }
    if (circuit.failures === 0 && circuit.underWay === 0) circuits.delete(keyOf(circuit));
  };

  return {
    async run(target, call, judge) {
      const circuit = circuitOf(target);
      if (shut(circuit)) refuse(circuit);
      circuit.underWay++;
      if (circuit.openedAt !== null) circuit.probing++;
      const { period } = circuit;
      let value;
      try {
        value = await call();
      } catch (error) {
        conclude(circuit, period, judge.error(error));
        throw error;
      }
      conclude(circuit, period, judge.answer?.(value) ?? 'works');
      return value;
    },
    isOpen(target) {
      const circuit = circuits.get(keyOf(target));
      return circuit !== undefined && shut(circuit);
    },
    notClosed(org) {
      const [now, monotonic] = [clock.now(), clock.monotonic()];
      const views: BreakerView[] = [];
      for (const circuit of circuits.values()) {
        const { kind, target, failures, openedAt } = circuit;
        if (circuit.org !== org || openedAt === null) continue;
        const since = Math.round(now - (monotonic - openedAt));
        views.push({
          kind,
          target,
          state: waitMs(circuit) > 0 ? 'open' : 'half_open',
          failures,
          openedAt: since,
          retryAt: since + BREAKER.openMs,
        });
      }
      return views.sort((a, b) => a.openedAt - b.openedAt);
    },
    get counts() {
      let [opened, halfOpen] = [0, 0];
      for (const circuit of circuits.values()) {
        if (circuit.openedAt === null) continue;
        if (waitMs(circuit) > 0) opened++;
        else halfOpen++;
      }
      return { ...total, open: opened, halfOpen };
    },
  };
}
