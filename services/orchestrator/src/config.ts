import { addressShape, adminShape, domainsShape, grpcShape, masterKeyShape, processShape, serverShapes } from '@agentflow/service-kit';
import { z } from 'zod';
import type { OrgLimits } from './application/task-queue.js';

/** What the orchestrator reads from the environment. */
export const orchestratorConfig = z.object({
  /** Domains this process serves. Embedded mode serves one that stands for all. */
  AGENTFLOW_DOMAIN: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/)
    .default('master'),
  AGENTFLOW_MAX_HOT_NODES: z.coerce.number().int().min(1_000).default(150_000),
  /** Days after which ended executions of workflows without `settings.retention` are deleted; left out: never. */
  AGENTFLOW_RETENTION_DAYS: z.coerce.number().min(1).max(36_500).optional(),
  AGENTFLOW_MAX_WAITING_COMMANDS: z.coerce.number().int().min(100).default(200_000),
  /** Attempts that each org may have at the same time with the workers of this process; left out: as many as there is room for. */
  AGENTFLOW_ORG_CONCURRENCY: z.coerce.number().int().min(1).optional(),
  /** Attempts of each org that this process lets begin per second; left out: as many as there are. */
  AGENTFLOW_ORG_TASKS_PER_SECOND: z.coerce.number().min(0.1).optional(),
});
export type OrchestratorConfig = z.infer<typeof orchestratorConfig>;

const { AGENTFLOW_DOMAIN: _one, ...shared } = orchestratorConfig.shape;

/** The same as a process of its own, which may serve several domains. */
export const orchestratorProcessConfig = z.object({
  ...processShape,
  ...adminShape,
  ...grpcShape,
  ...masterKeyShape,
  ...shared,
  ...domainsShape,
  ...serverShapes.mongodb,
  ...serverShapes.kafka,
  ...serverShapes.nats,
  ...serverShapes.s3,
  ...addressShape.designer,
});

/** What each org may take of the workers; `undefined`: as much as there is. */
export function orgLimitsOf(config: OrchestratorConfig): OrgLimits | undefined {
  const { AGENTFLOW_ORG_CONCURRENCY: concurrency, AGENTFLOW_ORG_TASKS_PER_SECOND: perSecond } = config;
  return concurrency === undefined && perSecond === undefined ? undefined : { concurrency, perSecond };
}
