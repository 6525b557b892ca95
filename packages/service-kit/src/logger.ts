import { trace } from '@opentelemetry/api';
import { destination, pino, type Bindings, type ChildLoggerOptions, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { redact, redactText } from './redact.js';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
export const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** `logger.info({ what, where }, 'a sentence')`; errors as `{ err }`. `child({ ... })` binds fields. */
export type Logger = PinoLogger;
export interface LoggerOptions {
  /** The service, as `name` of every line. */
  readonly name: string;
  readonly level: LogLevel;
  /** Standard error where left out: standard output belongs to what a command answers. */
  readonly stream?: DestinationStream;
}

/** Writes one JSON object per line, secrets redacted by name and by look, times in RFC 3339 UTC, the active span's ids added. */
export function createLogger({ name, level, stream }: LoggerOptions): Logger {
  const logger = pino(
    {
      name,
      level,
      base: { name },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      messageKey: 'message',
      serializers: { err: (error: unknown) => error }, // formatters.log has already made it plain
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === 'string' ? redactText(arg) : arg)) as Parameters<typeof method>);
        },
      },
      mixin: () => {
        const span = trace.getActiveSpan()?.spanContext();
        return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
      },
    },
    stream ?? destination({ fd: 2, sync: true }), // lines written just before the process ends are the ones that matter
  );
  const { child } = logger;
  // pino passes a child's own fields by its formatters; children inherit this method
  logger.child = function (this: object, fields: Bindings, options?: ChildLoggerOptions) {
    return Reflect.apply(child, this, [redact(fields), options]) as Logger;
  } as unknown as typeof child;
  return logger;
}
/** A logger that says nothing, for tests. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
