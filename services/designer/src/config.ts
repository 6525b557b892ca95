import { addressShape, adminShape, grpcShape, masterKeyShape, processShape, serverShapes } from '@agentflow/service-kit';
import { z } from 'zod';

/** What the designer reads from the environment as a process of its own. Models: as `readModelEnv` of the adapters. */
export const designerProcessConfig = z.object({
  ...processShape,
  ...adminShape,
  ...grpcShape,
  ...masterKeyShape,
  ...serverShapes.mongodb,
  ...addressShape.scheduler,
});
