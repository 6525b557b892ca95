import { addressShape, adminShape, degradationShape, grpcShape, masterKeyShape, processShape, serverShapes } from '@agentflow/service-kit';
import { z } from 'zod';

/** What the scheduler reads from the environment in either mode. */
export const schedulerConfig = z.object({
  /** Topics that event triggers may name, a comma list: `*` stands for any characters, `{org}` for the org of the trigger. */
  AGENTFLOW_TRIGGER_TOPICS: z
    .string()
    .default('*')
    .transform((text) =>
      text
        .split(',')
        .map((pattern) => pattern.trim())
        .filter(Boolean),
    ),
});
/** The same as a process of its own. */
export const schedulerProcessConfig = z.object({
  ...schedulerConfig.shape,
  ...processShape,
  ...adminShape,
  ...grpcShape,
  ...masterKeyShape,
  ...degradationShape,
  /** How callers from outside reach the gateway: what addresses of webhooks begin with; a live gateway's own where left out. */
  AGENTFLOW_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ...serverShapes.mongodb,
  ...serverShapes.redis,
  ...serverShapes.kafka,
  ...addressShape.designer,
});
