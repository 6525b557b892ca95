import { adminShape, degradationShape, domainsShape, masterKeyShape, processShape, serverShapes } from '@agentflow/service-kit';
import { z } from 'zod';

const whole = (least: number, most: number, preset: number) => z.coerce.number().int().min(least).max(most).default(preset);

/** The agent runtime's part of the environment. */
export const agentRuntimeConfig = z.object({
  /** Comma list of `host:port` or CIDR that may be called although they are not public. */
  AGENTFLOW_EGRESS_ALLOW: z.string().default(''),
  /** Tasks that one worker takes at once. */
  AGENTFLOW_WORKER_SLOTS: whole(1, 10_000, 256),
  /** Bytes of an HTTP answer. */
  AGENTFLOW_HTTP_MAX_BYTES: whole(1_024, 100_000_000, 10_000_000),
  /** Time of an HTTP call, redirects included. */
  AGENTFLOW_HTTP_TIMEOUT_MS: whole(100, 600_000, 60_000),
  /** Sandbox processes at most. */
  AGENTFLOW_SANDBOX_PROCESSES: whole(1, 64, 4),
  /** Time a code node may compute. */
  AGENTFLOW_CODE_TIMEOUT_MS: whole(50, 600_000, 10_000),
  /** Memory of the code's own values. */
  AGENTFLOW_CODE_MEMORY_MB: whole(8, 1_024, 64),
  /** Where mail comes from when a node does not say. */
  AGENTFLOW_MAIL_FROM: z.string().default('agentflow@localhost'),
  /** Agents that work here when other agents ask for them: keys, `capability:<word>`, or `*`, with commas between. */
  AGENTFLOW_PEER_AGENTS: z
    .string()
    .default('*')
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
  /** Agents that work for others at once. */
  AGENTFLOW_PEER_SLOTS: whole(1, 10_000, 64),
  /** Agents that one message may come through, and how often one of them may be among them. */
  AGENTFLOW_PEER_MAX_HOPS: whole(1, 32, 6),
  AGENTFLOW_PEER_MAX_VISITS: whole(1, 32, 2),
  /** How long one message between agents waits for an answer before it is sent again. */
  AGENTFLOW_PEER_PATIENCE_MS: whole(20, 60_000, 2_000),
});
export type AgentRuntimeConfig = Readonly<z.output<typeof agentRuntimeConfig>>;

/** The same as a process of its own. Models: as `readModelEnv` of the adapters. */
export const agentRuntimeProcessConfig = z.object({
  ...processShape,
  ...adminShape,
  ...masterKeyShape,
  ...degradationShape,
  ...agentRuntimeConfig.shape,
  ...domainsShape,
  ...serverShapes.mongodb,
  ...serverShapes.s3,
  ...serverShapes.nats,
});
