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
  type AdminDeps,
  type AdminServer,
} from './health.js';
export * from './telemetry.js';
export * from './plan-source.js';
