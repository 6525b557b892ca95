import { DEGRADATION_DEFAULTS, type DegradationSettings } from '@agentflow/core';
import { z } from 'zod';

/** When the platform steps back, as every process that watches reads it. */
export const degradationShape = {
  /** `off`: the level of degradation changes by an operator's word alone. */
  AGENTFLOW_DEGRADATION: z.enum(['auto', 'off']).default('auto'),
  /** Share of the platform's own failures in a minute that asks for level 1. */
  AGENTFLOW_DEGRADE_ERROR_RATE: z.coerce.number().gt(0).max(1).default(DEGRADATION_DEFAULTS.errorRate),
  /** 99th percentile of the platform's own part of a step or request, and of calls of models, that ask for level 1. */
  AGENTFLOW_DEGRADE_P99_MS: z.coerce.number().int().min(100).default(DEGRADATION_DEFAULTS.p99Ms),
  AGENTFLOW_DEGRADE_MODEL_P99_MS: z.coerce.number().int().min(100).default(DEGRADATION_DEFAULTS.modelP99Ms),
  /** Share of a resource in use that asks for its level. */
  AGENTFLOW_DEGRADE_RESOURCES: z.coerce.number().gt(0).max(1).default(DEGRADATION_DEFAULTS.resources),
  /** Samples in a minute below which shares and percentiles say nothing. */
  AGENTFLOW_DEGRADE_MIN_SAMPLES: z.coerce.number().int().min(1).default(DEGRADATION_DEFAULTS.minSamples),
  /** How long nothing may ask for a level before the platform comes down from it by one. */
  AGENTFLOW_DEGRADE_CALM_MS: z.coerce.number().int().min(1_000).default(DEGRADATION_DEFAULTS.calmMs),
};
export type DegradationConfig = Readonly<z.output<z.ZodObject<typeof degradationShape>>>;

export const degradationSettings = (config: DegradationConfig): Partial<DegradationSettings> => ({
  errorRate: config.AGENTFLOW_DEGRADE_ERROR_RATE,
  p99Ms: config.AGENTFLOW_DEGRADE_P99_MS,
  modelP99Ms: config.AGENTFLOW_DEGRADE_MODEL_P99_MS,
  resources: config.AGENTFLOW_DEGRADE_RESOURCES,
  minSamples: config.AGENTFLOW_DEGRADE_MIN_SAMPLES,
  calmMs: config.AGENTFLOW_DEGRADE_CALM_MS,
});
