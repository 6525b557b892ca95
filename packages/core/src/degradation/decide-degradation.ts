import type { DegradationLevel, DegradationReason, DegradationSignal } from './degradation-level.js';
import type { DegradationSettings } from './degradation-signals.js';

/*
 * I1  Up at once, by as many levels as the worst signal asks for.
 * I2  Down by one level at a time, and only after `calmMs` in which nothing asked for the level: no two steps down are nearer to each other than that. But what signals with a calm time of their own
 *     asked for is over at one go, that long after the last of them asked: the level is the higher one of what both kinds lead to.
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
  /** What signals that recover step by step have led to. */
  readonly steady: DegradationLevel;
  /** Since when none of those asks for `steady`; `null`: one does, or it is 0. */
  readonly calmSince: number | null;
  /** What signals with a calm time of their own have led to, and until when it holds if none of them asks again. */
  readonly passing: { readonly level: DegradationLevel; readonly until: number };
}
export const initialDegradation = (at: number): DegradationDecision => ({
  level: 0,
  since: at,
  reasons: [],
  over: new Map(),
  steady: 0,
  calmSince: null,
  passing: { level: 0, until: at },
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
  const { steady, calmSince } = steadyOf(
    state,
    override?.level ?? asking.find((one) => one.calmMs === undefined)?.level ?? 0,
    override !== null,
    at,
    calmMs,
  );
  const passing = passingOf(state, asking, at);
  const level = override?.level ?? (Math.max(steady, passing.level) as DegradationLevel);
  return {
    level,
    since: level === state.level ? state.since : at,
    reasons: reasonsOf(level, asking, override, calmSince === null ? 0 : at - calmSince, calmMs),
    over,
    steady,
    calmSince,
    passing,
  };
}
function steadyOf(
  { steady, calmSince }: DegradationDecision,
  wanted: DegradationLevel,
  said: boolean,
  at: number,
  calmMs: number,
): Pick<DegradationDecision, 'steady' | 'calmSince'> {
  if (said || wanted >= steady) return { steady: wanted, calmSince: null };
  const since = calmSince ?? at;
  if (at - since < calmMs) return { steady, calmSince: since };
  const lower = (steady - 1) as DegradationLevel;
  return { steady: lower, calmSince: lower > wanted ? at : null };
}
function passingOf({ passing }: DegradationDecision, asking: readonly DegradationSignal[], at: number): DegradationDecision['passing'] {
  const wanted = asking.find((one) => one.calmMs !== undefined);
  const level = wanted?.level ?? 0;
  if (wanted?.calmMs !== undefined && level >= passing.level) return { level, until: at + wanted.calmMs };
  return at < passing.until ? passing : { level, until: at + (wanted?.calmMs ?? 0) };
}

function reasonsOf(
  level: DegradationLevel,
  asking: readonly DegradationSignal[],
  override: DegradationOverride | null,
  calmForMs: number,
  calmMs: number,
): DegradationReason[] {
  const reasons = asking.map(({ holdMs: _hold, calmMs: _calm, ...reason }): DegradationReason => reason);
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
