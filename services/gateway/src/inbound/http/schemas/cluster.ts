import { jsonObject, time } from './common.js';
import { z } from './zod.js';

const count = z.number().int().min(0);
const health = z
  .enum(['ok', 'short', 'down'])
  .openapi({ description: '`short`: partitions without an owner, no worker, or a service that is not there; `down`: nobody serves it.' });
const member = z
  .object({
    id: z.string().openapi({ description: 'Unique per start of the process; owners of partitions are named by it.' }),
    service: z.enum(['gateway', 'designer', 'orchestrator', 'agent-runtime', 'scheduler', 'metrics']),
    address: z.string().openapi({ description: '`host:port` of its gRPC door; empty where it has none.' }),
    httpUrl: z.string(),
    domains: z.array(z.string()).openapi({ description: 'Domains it serves; `*`: all.' }),
    version: z.string(),
    startedAt: time,
    leaving: z.boolean().openapi({ description: 'It hands over what it has.' }),
    seenMsAgo: count.openapi({ description: 'Milliseconds since its last heartbeat.' }),
    partitions: count.openapi({ description: 'How many it owns, over all domains.' }),
    figures: jsonObject,
  })
  .openapi('ClusterMember');
const domain = z
  .object({
    domain: z.string(),
    partitions: count,
    owned: count.openapi({ description: 'Partitions that have an owner now.' }),
    owners: z.array(z.object({ owner: z.string(), partitions: z.array(count) }).openapi('PartitionShare')),
    capacity: z.object({ workers: count, slots: count, running: count }).openapi({
      description:
        'Of the workers that serve the domain: `slots` are tasks that they could take now. One that serves several counts in each.',
    }),
    backlog: z.object({
      queuedTasks: count.openapi({ description: 'Tasks that wait for a worker.' }),
      waitingCommands: count.openapi({ description: 'Commands that wait to be decided.' }),
      outbox: count.openapi({ description: 'Public events and messages that are not on their way yet.' }),
      outboxDelayMs: count.openapi({ description: 'How long the oldest public event has waited.' }),
      busLag: count.openapi({ description: 'Commands of other domains that wait in the bus.' }),
    }),
    health,
  })
  .openapi('ClusterDomain');
export const clusterOverview = z
  .object({ at: time, health, domains: z.array(domain), members: z.array(member) })
  .openapi('ClusterOverview');
