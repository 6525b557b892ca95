import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The services of a cluster, in the order in which they are stopped: first what takes work in, then what does it, last what the others ask. `option`: of the command line; `ports`: those of one
 * process, by the variable that tells it; `young`: a young generation that holds what is under way, as `npm start` has it.
 */
export const SERVICES = [
  { name: 'gateway', option: 'gateways', count: 1, ports: ['AGENTFLOW_PORT'], young: true },
  { name: 'scheduler', option: 'schedulers', count: 1, ports: ['AGENTFLOW_HTTP_PORT', 'AGENTFLOW_GRPC_PORT'] },
  { name: 'agent-runtime', option: 'runtimes', count: 2, ports: ['AGENTFLOW_HTTP_PORT'], young: true },
  { name: 'orchestrator', option: 'orchestrators', count: 2, ports: ['AGENTFLOW_HTTP_PORT', 'AGENTFLOW_GRPC_PORT'], young: true },
  { name: 'designer', option: 'designers', count: 1, ports: ['AGENTFLOW_HTTP_PORT', 'AGENTFLOW_GRPC_PORT'] },
  { name: 'metrics', option: 'metrics', count: 1, ports: ['AGENTFLOW_HTTP_PORT', 'AGENTFLOW_GRPC_PORT'] },
];
/** One entry per process: `{ service, label }`, e.g. `orchestrator-2`. */
export const processesOf = (counts = {}) =>
  SERVICES.flatMap((service) =>
    Array.from({ length: counts[service.option] ?? service.count }, (_, n) => ({ service, label: `${service.name}-${n + 1}` })),
  );
/** Variables without which a cluster has no servers. */
export const SERVER_VARIABLES = ['MONGODB_URL', 'KAFKA_BROKERS', 'REDIS_URL', 'NATS_URL', 'CLICKHOUSE_URL', 'S3_BUCKET'];
