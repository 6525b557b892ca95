export * from './parse-config.js';
export * from './lifecycle.js';
export * from './readiness.js';
export * from './redact.js';
export * from './logger.js';
export {
  createMetricsRegistry,
  renderMetrics,
  createAdminHandler,
  createAdminServer,
  METRICS_CONTENT_TYPE,
  readinessOf,
  type AdminDeps,
  type AdminServer,
} from './health.js';
export { startTelemetry, type Telemetry } from './telemetry.js';
export { formatTraceparent, parseTraceparent, type TraceParent } from './tracing/traceparent.js';
export { isTracing } from './tracing/tracing-state.js';
export {
  activeTraceparent,
  failSpan,
  inSpan,
  openSpan,
  outsideSpans,
  recordSpan,
  traceparentOfSpan,
  underActiveSpan,
  type PastSpan,
  type SpanOptions,
} from './tracing/spans.js';
export { GEN_AI, GEN_AI_OPERATIONS, SPAN } from './tracing/gen-ai.js';
export { SpanKind, type Span } from '@opentelemetry/api';
export { LatencyFigures } from './metrics/latency-figures.js';
export { measuredBus } from './metrics/measured-bus.js';
export { readFigures, type LabelledCounts, type ReadFigures } from './metrics/read-figures.js';
export { tracedBus } from './tracing/traced-bus.js';
export * from './plan-source.js';
export { withDelegated } from './delegation/with-delegated.js';
export { messageCodec, type MessageCodec } from './proto-codec.js';
export {
  grpcDefinition,
  grpcMethods,
  type GrpcDefinition,
  type GrpcMethod,
  type GrpcServiceName,
  type GrpcServices,
} from './grpc-definitions.js';
export { serveGrpc, MAX_MESSAGE_BYTES, type GrpcServer, type GrpcServerOptions } from './grpc-server.js';
export { createServiceClient, CALL_MS, type ServiceClient, type ServiceClientOptions } from './grpc-client.js';
export { createDegradationMonitor, type DegradationMonitor, type DegradationMonitorDeps } from './degradation/degradation-monitor.js';
export { createResourceReader, type ResourceReader } from './degradation/read-resources.js';
export { dependenciesOf } from './degradation/read-dependencies.js';
export { holdStarts } from './degradation/hold-starts.js';
export { degradationSettings, degradationShape, type DegradationConfig } from './degradation/degradation-config.js';
export { PRODUCT_VERSION } from './version.js';
export { addressShape, adminShape, domainsShape, grpcShape, masterKeyShape, processShape, serverShapes } from './cluster/cluster-config.js';
export {
  advertisedHost,
  runService,
  SERVICES_STOP,
  urlHost,
  type HostProcess,
  type RunServiceOptions,
  type StartedService,
  type StartScope,
} from './cluster/run-service.js';
export { thisMember, type MemberFacts } from './cluster/this-member.js';
export { createHeartbeat, BEAT_MS, MEMBER_TTL_MS, type Heartbeat } from './cluster/heartbeat.js';
export { createMemberClient, type MemberClient, type MemberClientOptions } from './cluster/member-client.js';
export { createClusterHealth, type ClusterHealth } from './cluster/cluster-health.js';
export { createClusterService, soleMembers } from './cluster/cluster-overview.js';
export * from './routing/index.js';
