import { addressShape, adminShape, degradationShape, grpcShape, masterKeyShape, processShape, serverShapes } from '@agentflow/service-kit';
import { z } from 'zod';

/** What the scheduler reads from the environment as a process of its own. */
export const schedulerProcessConfig = z.object({
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
