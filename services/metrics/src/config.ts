import { adminShape, grpcShape, processShape, serverShapes } from '@agentflow/service-kit';
import { z } from 'zod';

/** What the metrics service reads from the environment as a process of its own. */
export const metricsProcessConfig = z.object({
  ...processShape,
  ...adminShape,
  ...grpcShape,
  ...serverShapes.mongodb,
  ...serverShapes.kafka,
  ...serverShapes.clickhouse,
});
