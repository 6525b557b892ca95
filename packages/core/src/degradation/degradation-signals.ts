import type { DegradationLevel, DegradationSignal } from './degradation-level.js';
import type { WindowReading } from './sample-window.js';

/** What the triggers are; the defaults are DEGRADATION_DEFAULTS. */
export interface DegradationSettings {
  /** Share of failures of the platform's own in a minute that asks for level 1; five times as much for 2, ten times for 3. */
  readonly errorRate: number;
  /** 99th percentile of the platform's own part of a step or request that asks for level 1, milliseconds; three times as much for 2. */
  readonly p99Ms: number;
  /** 99th percentile of calls of models that asks for level 1, milliseconds: models think longer than platforms work. */
  readonly modelP99Ms: number;
  /** Share of a resource in use beyond which it asks for its level. */
  readonly resources: number;
  /** Samples in the minute below which shares and percentiles say nothing. */
  readonly minSamples: number;
  /** How long a resource or dependency must be bad without a break, milliseconds. */
  readonly resourceHoldMs: number;
  readonly dependencyHoldMs: number;
  /** How long nothing may ask for a level before the platform comes down from it, by one. Milliseconds. */
  readonly calmMs: number;
  /** How long a dependency must be there again before the platform comes back from what it asked for, milliseconds: that it is there is a fact, not a share of a minute. */
  readonly recoveredMs: number;
  /** A signal lets go below this share of its threshold. */
  readonly release: number;
}
export const DEGRADATION_DEFAULTS: DegradationSettings = {
  errorRate: 0.05,
  p99Ms: 10_000,
  modelP99Ms: 60_000,
  resources: 0.9,
  minSamples: 40,
  resourceHoldMs: 15_000,
  dependencyHoldMs: 1_000,
  calmMs: 60_000,
  recoveredMs: 5_000,
  release: 0.8,
};

/** One look at the platform. */
export interface PlatformReading {
  /** Failed: by a fault of the platform, never of a workflow or caller. The source is the workflow, or the route. */
  readonly tasks: WindowReading;
  readonly requests: WindowReading;
  /** The platform's own part of the time. */
  readonly latency: WindowReading;
  /** Calls of models; failed: the model could not be had. The source is the model. */
  readonly models: WindowReading;
  /** 0 to 1, and the level that a full one asks for. */
  readonly resources: readonly { readonly name: string; readonly used: number; readonly level: DegradationLevel }[];
  readonly dependencies: readonly { readonly name: string; readonly state: string; readonly level: DegradationLevel }[];
}
/** A fault that only one workflow, route or model meets is its own; the higher the level, the more of them it takes. */
const SOURCES_FOR = { 1: 2, 2: 3, 3: 3 } as const;
/** Level, and how many times `errorRate` asks for it. */
const ERROR_LEVELS = [
  [1, 1],
  [2, 5],
  [3, 10],
] as const;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** Which signal leads to which level: the whole policy (docs/adr/0008-degradation.md). */
export function degradationSignals(reading: PlatformReading, settings: DegradationSettings): DegradationSignal[] {
  const { latency, models } = reading;
  const { errorRate, p99Ms, modelP99Ms, minSamples } = settings;
  const signals: DegradationSignal[] = [];
  for (const what of ['tasks', 'requests'] as const) {
    const { count, failed, failedSources } = reading[what];
    const rate = count >= minSamples ? failed / count : 0;
    const message = `${percent(rate)} of ${count} ${what} of the last minute failed by a fault of the platform`;
    for (const [level, factor] of ERROR_LEVELS) {
      const value = failedSources >= SOURCES_FOR[level] ? rate : 0;
      signals.push({ signal: `errors:${what}`, level, value, threshold: Math.min(errorRate * factor, 0.99), holdMs: 0, message });
    }
  }
  const p99 = latency.timed >= minSamples ? latency.p99Ms : 0;
  for (const [level, factor] of [
    [1, 1],
    [2, 3],
  ] as const) {
    const message = `99 % of the steps and requests of the last minute took the platform up to ${seconds(p99)}`;
    signals.push({ signal: 'latency', level, value: p99, threshold: p99Ms * factor, holdMs: 0, message });
  }
  const [modelRate, modelP99] = models.count >= minSamples ? [models.failed / models.count, models.p99Ms] : [0, 0];
  signals.push({
    signal: 'models',
    level: 1,
    value: models.failedSources >= SOURCES_FOR[1] ? modelRate : 0,
    threshold: errorRate,
    holdMs: 0,
    message: `${percent(modelRate)} of ${models.count} calls of models found ${models.failedSources} models out of reach in the last minute`,
  });
  signals.push({
    signal: 'model-latency',
    level: 1,
    value: models.sources >= SOURCES_FOR[1] ? modelP99 : 0,
    threshold: modelP99Ms,
    holdMs: 0,
    message: `99 % of the calls of models of the last minute took up to ${seconds(modelP99)}`,
  });
  for (const { name, used, level } of reading.resources) {
    const message = `${name} is used to ${percent(used)}`;
    signals.push({
      signal: `resource:${name}`,
      level,
      value: used,
      threshold: settings.resources,
      holdMs: settings.resourceHoldMs,
      message,
    });
  }
  for (const { name, state, level } of reading.dependencies) {
    const value = state === 'ok' ? 0 : 1;
    signals.push({
      signal: `dependency:${name}`,
      level,
      value,
      threshold: 0.5,
      holdMs: settings.dependencyHoldMs,
      calmMs: settings.recoveredMs,
      message: `${name}: ${state}`,
    });
  }
  return signals;
}
