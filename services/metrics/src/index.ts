export { composeMetrics, type MetricsDeps, type MetricsParts } from './compose.js';
export { readEvent, type EventReading } from './application/read-event.js';
export { metricsProcessConfig } from './config.js';
