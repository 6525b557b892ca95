import type { DegradationLevel, DegradationReason, DegradationSignal } from './degradation-level.js';
import type { DegradationSettings } from './degradation-signals.js';

/*
 * I1  Up at once, by as many levels as the worst signal asks for.
 * I2  Down by one level at a time, and only after `calmMs` in which nothing asked for the level: no two steps down are nearer to each other than that.
 * I3  A signal that has asked goes on asking until it is below `release` of its threshold: what swings about the threshold does not move the level.
 * I4  An operator's word is the level, whatever the signals say; once it is taken back, I2 leads down from there.
 * I5  The same state, signals and time give the same answer.
 */
export interface DegradationOverride {
  readonly level: DegradationLevel;
  readonly reason: string;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
export interface DegradationDecision {
  readonly level: DegradationLevel;
  /** When it came to this level; as all times here in the caller's milliseconds, which never go back. */
  readonly since: number;
  readonly reasons: readonly DegradationReason[];
  /** Signals beyond their threshold: since when, and whether that is long enough to ask. */
  readonly over: ReadonlyMap<string, { readonly since: number; readonly asks: boolean }>;
  /** Since when nothing asks for `level`; `null`: something does, or it is 0. */
  readonly calmSince: number | null;
}
export const initialDegradation = (at: number): DegradationDecision => ({
  level: 0,
  since: at,
  reasons: [],
  over: new Map(),
  calmSince: null,
});

/** The next state, from what was just measured. Pure. */
export function decideDegradation(
  state: DegradationDecision,
  signals: readonly DegradationSignal[],
  override: DegradationOverride | null,
  at: number,
  { calmMs, release }: Pick<DegradationSettings, 'calmMs' | 'release'>,
): DegradationDecision {
  const over = new Map<string, { since: number; asks: boolean }>();
  const asking: DegradationSignal[] = [];
  for (const signal of signals) {
    const key = `${signal.signal}@${signal.level}`;
    const before = state.over.get(key);
    const beyond = signal.value > signal.threshold;
    if (!beyond && !(before?.asks && signal.value > signal.threshold * release)) continue;
    const since = before?.since ?? at;
    const asks = before?.asks === true || at - since >= signal.holdMs;
    over.set(key, { since, asks });
    if (asks) asking.push(signal);
  }
  asking.sort((a, b) => b.level - a.level);
  const wanted = override?.level ?? asking[0]?.level ?? 0;
  const to = (level: DegradationLevel, calmSince: number | null): DegradationDecision => ({
    level,
    since: level === state.level ? state.since : at,
    reasons: reasonsOf(level, asking, override, calmSince === null ? 0 : at - calmSince, calmMs),
    over,
    calmSince,
  });
  if (override || wanted >= state.level) return to(wanted, null);
  const calmSince = state.calmSince ?? at;
  if (at - calmSince < calmMs) return to(state.level, calmSince);
  const lower = (state.level - 1) as DegradationLevel;
  return to(lower, lower > wanted ? at : null);
}

function reasonsOf(
  level: DegradationLevel,
  asking: readonly DegradationSignal[],
  override: DegradationOverride | null,
  calmForMs: number,
  calmMs: number,
): DegradationReason[] {
  const reasons = asking.map(({ holdMs: _hold, ...reason }): DegradationReason => reason);
  if (override) {
    const { by, reason } = override;
    return [
      { signal: 'operator', level: override.level, value: override.level, threshold: 0, message: `set by ${by}: ${reason}` },
      ...reasons,
    ];
  }
  if (level <= (asking[0]?.level ?? 0)) return reasons;
  const message = `calm for ${Math.round(calmForMs / 1_000)} s of ${Math.round(calmMs / 1_000)} s before the next step down`;
  return [...reasons, { signal: 'recovery', level, value: calmForMs, threshold: calmMs, message }];
}
