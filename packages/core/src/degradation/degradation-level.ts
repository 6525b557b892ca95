/** How far the platform has stepped back: each level includes those below it. */
export type DegradationLevel = 0 | 1 | 2 | 3 | 4;
/** By level. `reduced`: fallback models, shorter context. `read_only`: nothing new starts or changes. `rules`: scripts answer instead of models. */
export const DEGRADATION_NAMES = ['normal', 'reduced', 'read_only', 'rules', 'maintenance'] as const;
export type DegradationName = (typeof DEGRADATION_NAMES)[number];
/** The level from which each effect holds. */
export const DEGRADED_FROM = { reduced: 1, readOnly: 2, rules: 3, maintenance: 4 } as const;

/** Why the level is what it is. */
export interface DegradationReason {
  /** `errors:<tasks or requests>`, `latency`, `models`, `model-latency`, `resource:<name>`, `dependency:<name>`, `operator` or `recovery`. */
  readonly signal: string;
  readonly level: DegradationLevel;
  /** What was measured, and beyond what it counts; in the unit that `message` says. */
  readonly value: number;
  readonly threshold: number;
  readonly message: string;
}
/** One thing that is watched: beyond `threshold` for `holdMs` it asks for `level`. */
export interface DegradationSignal extends DegradationReason {
  readonly holdMs: number;
  /** What it asked for is over so long after it last asked, at one go. Left out: after a calm period, by one level at a time. */
  readonly calmMs?: number;
}
export const isDegradationLevel = (value: unknown): value is DegradationLevel =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 4;
