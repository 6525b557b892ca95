import { DEGRADATION_DEFAULTS } from '@agentflow/core';
import { z } from 'zod';

/** What the embedded platform reads from the environment (CONTRACT 4); each service adds its own part. */
export const allInOneConfig = z.object({
  /** 0: any free port. */
  AGENTFLOW_PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  AGENTFLOW_HOST: z.string().default('127.0.0.1'),
  AGENTFLOW_DATA: z.string().default('./.agentflow'),
  AGENTFLOW_DURABILITY: z.enum(['sync', 'buffered', 'exit']).default('sync'),
  AGENTFLOW_MASTER_KEY: z.string().optional(),
  /** How callers from outside reach the gateway, if it differs from host and port. */
  AGENTFLOW_PUBLIC_URL: z.string().url().optional(),
  AGENTFLOW_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
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
  /** `off`: the first start of a folder does not run an example. */
  AGENTFLOW_SEED: z.enum(['on', 'off']).default('on'),
});
export type AllInOneConfig = Readonly<z.output<typeof allInOneConfig>>;
