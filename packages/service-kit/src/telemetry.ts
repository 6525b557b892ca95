import { readTracingConfig, type Environment } from './tracing/tracing-config.js';

export interface Telemetry {
  /** Whether spans leave this process. */
  readonly on: boolean;
  /** Sends what has gathered, for two seconds at most, and records nothing after. Never throws. */
  stop(): Promise<void>;
}
const OFF: Telemetry = { on: false, stop: async () => undefined };

/**
 * Traces of this process, where the environment names a place for them (`OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_TRACES_EXPORTER`). Elsewhere nothing is loaded and nothing recorded.
 * @throws AppError CONFIG_INVALID
 */
export async function startTelemetry({
  service,
  env,
  version,
}: {
  readonly service: string;
  readonly env: Environment;
  readonly version?: string;
}): Promise<Telemetry> {
  const config = readTracingConfig(env);
  if (config === null) return OFF;
  const { openSdk } = await import('./tracing/open-sdk.js');
  return openSdk(config, service, version);
}
