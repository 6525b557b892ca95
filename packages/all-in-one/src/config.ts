import { degradationShape } from '@agentflow/service-kit';
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
  ...degradationShape,
  /** `off`: the first start of a folder does not run an example. */
  AGENTFLOW_SEED: z.enum(['on', 'off']).default('on'),
});
export type AllInOneConfig = Readonly<z.output<typeof allInOneConfig>>;
