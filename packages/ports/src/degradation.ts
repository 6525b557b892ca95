import type { DegradationLevel, DegradationName, DegradationOverride, DegradationReason } from '@agentflow/core';

/** How far the platform has stepped back, as those see it who act upon it. `level` costs nothing to read: it stands in hot paths. */
export interface DegradationSource {
  readonly level: DegradationLevel;
  readonly reasons: readonly DegradationReason[];
  /** Epoch milliseconds since when it is at this level. */
  readonly since: number;
  /** Told of each change of level; answers how to end that. */
  subscribe(listener: (level: DegradationLevel) => void): () => void;
}
export interface DegradationTransition {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: DegradationLevel;
  readonly to: DegradationLevel;
  readonly reasons: readonly DegradationReason[];
}
export interface DegradationReport {
  readonly level: DegradationLevel;
  readonly name: DegradationName;
  readonly reasons: readonly DegradationReason[];
  readonly since: number;
  readonly override: DegradationOverride | null;
  /** Newest first, at most 100, since the process started. */
  readonly history: readonly DegradationTransition[];
}
/** The source as an operator has it. */
export interface DegradationControl extends DegradationSource {
  report(): DegradationReport;
  /** Sets the level by hand, or (`auto`) lets the signals decide again. Holds at once and over restarts. @throws AppError UNAVAILABLE when it holds here but could not be kept */
  set(level: DegradationLevel | 'auto', reason: string, by: string): Promise<DegradationReport>;
}
/** Takes what the triggers are made of. Each call is one sample; none may wait. */
export interface DegradationSamples {
  /** A task of a workflow ended. `fault`: it failed through the platform's own fault. */
  task(workflow: string, fault: boolean): void;
  /** A request was answered. `ms`: how long that took; `null`: as long as the caller wanted. */
  request(route: string, fault: boolean, ms: number | null): void;
  /** How long the platform made a step wait, milliseconds. */
  waited(ms: number): void;
  /** A call of a model ended. `unreachable`: the model could not be had. */
  modelCall(model: string, unreachable: boolean, ms: number): void;
}

export type BreakerKind = 'http' | 'model' | 'mail' | 'mcp';
/** A target of an org that is left alone, or just tried again. */
export interface BreakerView {
  readonly kind: BreakerKind;
  readonly target: string;
  readonly state: 'open' | 'half_open';
  /** Failures in a row that opened it. */
  readonly failures: number;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly retryAt: number;
}
export interface BreakerSource {
  /** Those of an org that are not closed, longest open first. */
  notClosed(org: string): readonly BreakerView[];
}

/** What runs where nothing watches: always normal. */
export const NORMAL_OPERATION: DegradationControl & DegradationSamples = {
  level: 0,
  reasons: [],
  since: 0,
  subscribe: () => () => undefined,
  report: () => ({ level: 0, name: 'normal', reasons: [], since: 0, override: null, history: [] }),
  set: () => Promise.reject(new RangeError('nothing watches the level here')),
  task: () => undefined,
  request: () => undefined,
  waited: () => undefined,
  modelCall: () => undefined,
};
/** Orgs' own fallback models: `ModelFallbacksDocument` under the id `fallbacks`. */
export const MODEL_SETTINGS = { collection: 'model-settings', fallbacks: 'fallbacks' } as const;
/** By model, or `*` for all others: the model that stands in for it. */
export interface ModelFallbacksDocument {
  readonly fallbacks: { readonly [model: string]: string };
}
/** The operator's word, kept for the whole platform: the document `override` of this org, which nobody else has. */
export const PLATFORM_DOCUMENTS = { org: '@platform', collection: 'platform', override: 'degradation-override' } as const;
